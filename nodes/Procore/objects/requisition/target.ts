import type { DesiredRequisition } from '../../../shared/model';
import type { ContractDirectory } from '../contract/list';
import type { Compared } from '../upsert/itemResult';
import type { Id } from '../wbs/projectCodes';
import type { RequisitionPlan } from './decide';
import type { Lookup, ProjectBilling, Stopped } from './projectBilling';
import type { LineAmounts } from './memory';
import { lineAmountsOf, repeatedItems } from './write';

/** A requisition that is to be written. */
export type PendingRequisition = Compared<DesiredRequisition, RequisitionPlan>;

export interface Target {
	contractId: Id;
	amounts: LineAmounts;
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

async function findContract({ desired, plan }: PendingRequisition, billing: ProjectBilling): Promise<Lookup<Id>> {
	if (plan.observed) return { value: plan.observed.commitment_id };
	const directory = await billing.contracts();
	return 'value' in directory ? contractOf(desired, directory.value) : directory;
}

/** All that a requisition needs of its project, or what stops it. */
export async function targetOf(
	pending: PendingRequisition,
	billing: ProjectBilling,
): Promise<{ value: Target } | Stopped> {
	const { desired, plan } = pending;
	const contract = await findContract(pending, billing);
	if (!('value' in contract)) return contract;
	const lines = await billing.lines(contract.value);
	if (!('value' in lines)) return lines;
	const amounts = lineAmountsOf(desired, lines.value);
	if ('why' in amounts) return { ...amounts, status: 'held' };
	const target = { contractId: contract.value, amounts: amounts.value };
	if (plan.observed) {
		const differs = repeatedItems(plan.observed.items ?? [], amounts.value).length > 0;
		return plan.edited && differs ? { why: plan.edited, status: 'held' } : { value: target };
	}
	const period = await billing.period(desired.billingDate || new Date().toISOString().slice(0, 10));
	if (!('value' in period)) return period;
	return { value: { ...target, ...(period.value === undefined ? {} : { periodId: period.value }) } };
}
