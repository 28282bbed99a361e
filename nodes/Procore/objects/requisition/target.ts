import type { DesiredRequisition } from '../../../shared/model';
import type { RowResult } from '../../api/syncBatch';
import type { ContractDirectory } from '../contract/list';
import type { Why } from '../upsert/ending';
import type { Wanted } from '../upsert/intake';
import type { Id } from '../wbs/projectCodes';
import type { RequisitionPlan } from './decide';
import type { Found, Place } from './place';
import type { Allocation } from './memory';
import { allocationOf, repeatedItems } from './write';

/** A requisition that is to be written. */
export interface Work extends Wanted<DesiredRequisition> {
	plan: RequisitionPlan;
}

/** How an item ends before anything is written: what it came to, or what a person has to do. */
export type Stopped = { why: Why; status: 'held' | 'waiting' } | { result: RowResult };

export interface Target {
	contractId: Id;
	amounts: Allocation;
	/** Only for a new requisition. */
	periodId?: Id;
}

const open = (reason: string, message: string, advice: string, status: 'held' | 'waiting' = 'waiting'): Stopped => ({
	status,
	why: { reason, message, advice },
});

const missingAdvice = 'Look at the exception of the purchase order. Once its contract is there, the next run goes on.';

/** The contract that a new requisition bills. */
function contractOf(desired: DesiredRequisition, { byOriginId }: ContractDirectory): { value: Id } | Stopped {
	const contract = byOriginId.get(desired.contractOriginId);
	if (!contract || contract.deleted_at)
		return open('contract_missing', `Procore has no contract ${desired.contractOriginId}`, missingAdvice);
	// Procore: contracts are created and approved, then subcontractors can bill.
	if (contract.status !== 'Approved')
		return open(
			'contract_missing',
			`Contract ${contract.number} is ${contract.status}: only an approved one takes requisitions`,
			'Approve the contract in Procore. The next run goes on.',
		);
	if (contract.requisitions_are_enabled === false)
		return open(
			'invoices_not_allowed',
			`Contract ${contract.number} takes no invoices`,
			'Switch on Subcontractor Invoices for the contract in Procore.',
			'held',
		);
	return { value: contract.id };
}

async function findContract({ desired, plan }: Work, place: Place): Promise<Found<Id>> {
	if (plan.observed) return { value: plan.observed.commitment_id };
	const directory = await place.contracts();
	return 'value' in directory ? contractOf(desired, directory.value) : directory;
}

/** All that a requisition needs of its project, or what stops it. */
export async function targetOf(work: Work, place: Place): Promise<{ value: Target } | Stopped> {
	const { desired, plan } = work;
	const contract = await findContract(work, place);
	if (!('value' in contract)) return contract;
	const lines = await place.lines(contract.value);
	if (!('value' in lines)) return lines;
	const amounts = allocationOf(desired, lines.value);
	if ('why' in amounts) return { ...amounts, status: 'held' };
	const target = { contractId: contract.value, amounts: amounts.value };
	if (plan.observed) {
		const differs = repeatedItems(plan.observed.items ?? [], amounts.value).length > 0;
		return plan.edited && differs ? { why: plan.edited, status: 'held' } : { value: target };
	}
	const period = await place.period(desired.billingDate || new Date().toISOString().slice(0, 10));
	if (!('value' in period)) return period;
	return { value: { ...target, ...(period.value === undefined ? {} : { periodId: period.value }) } };
}
