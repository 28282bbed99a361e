import { compared, sum } from '../../../shared/decimal';
import type { DesiredRequisition } from '../../../shared/model';
import type { CaseOf } from '../../../shared/reasons';
import { handful } from '../../../shared/texts';
import type { ContractDirectory } from '../contract/list';
import { because, type Compared, type Explanation } from '../upsert/itemResult';
import type { Id } from '../wbs/projectCodes';
import type { RequisitionPlan } from './decide';
import type { Lookup, ProjectBilling, Stopped } from './projectBilling';
import type { LineAmounts } from './memory';
import type { RequisitionItem } from './record';

/** A requisition that is to be written. */
export type PendingRequisition = Compared<DesiredRequisition, RequisitionPlan>;

export interface Target {
	contractId: Id;
	amounts: LineAmounts;
	/** Only for a new requisition. */
	periodId?: Id;
}

/** The contract that a new requisition bills. */
function contractOf(desired: DesiredRequisition, { byOriginId }: ContractDirectory): { value: Id } | Stopped {
	const contract = byOriginId.get(desired.contractOriginId);
	const missing = (message: string, inCase?: CaseOf<'contract_missing'>): Stopped => ({
		status: 'waiting',
		why: because('contract_missing', message, inCase),
	});
	if (!contract) return missing(`Procore has no contract ${desired.contractOriginId}`);
	if (contract.deleted_at) return missing(`Somebody deleted contract ${contract.number} in Procore`, 'deleted');
	// Procore: contracts are created and approved, then subcontractors can bill.
	if (contract.status !== 'Approved')
		return missing(
			`Contract ${contract.number} is ${contract.status}: only an approved one takes requisitions`,
			'notApproved',
		);
	if (contract.requisitions_are_enabled === false)
		return {
			status: 'held',
			why: because('invoices_not_allowed', `Contract ${contract.number} takes no invoices`),
		};
	return { value: contract.id };
}

async function findContract({ desired, plan }: PendingRequisition, billing: ProjectBilling): Promise<Lookup<Id>> {
	if (plan.observed) return { value: plan.observed.commitment_id };
	const directory = await billing.contracts();
	return 'value' in directory ? contractOf(desired, directory.value) : directory;
}

/** Amounts by contract line, or why they cannot be placed. */
function lineAmountsOf(
	desired: DesiredRequisition,
	lines: Map<string, Id>,
): { value: LineAmounts } | { why: Explanation } {
	const amounts: LineAmounts = new Map();
	const missing: string[] = [];
	for (const { lineOriginId, amount } of desired.allocations) {
		const id = lines.get(lineOriginId);
		if (id === undefined) missing.push(lineOriginId);
		else amounts.set(String(id), sum([amounts.get(String(id)) ?? '0', amount]));
	}
	return missing.length > 0 ? { why: missingLines(missing) } : { value: amounts };
}

/** SAP's order has them: either it could not be written, or somebody has removed them since. */
const missingLines = (lines: string[]): Explanation =>
	because('contract_line_missing', `The contract has no line ${handful(lines)} to bill`, 'lineGone');

/** Items whose amounts have to change. */
export const repeatedItems = (items: RequisitionItem[], amounts: LineAmounts) =>
	items.flatMap((item) => {
		const amount = amounts.get(String(item.line_item_id)) ?? '0';
		return compared(item.work_completed_this_period, amount) === 0 ? [] : [{ item, amount }];
	});

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
