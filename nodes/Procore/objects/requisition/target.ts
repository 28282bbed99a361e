import type { IDataObject } from 'n8n-workflow';
import { groupBy, mapValues } from 'lodash';
import { compared, sum } from '../../../shared/decimal';
import type { DesiredRequisition } from '../../../shared/model';
import type { CaseOf } from '../../../shared/reasons';
import { handful } from '../../../shared/texts';
import { billedKey, changeOrderItem } from '../contract/billed';
import type { ProcoreLine } from '../contract/lines';
import type { ContractDirectory } from '../contract/list';
import { readMemory } from '../contract/memory';
import type { ProcoreContract } from '../contract/record';
import { hasChangeOrders } from '../contract/reopen';
import { because, type Compared, type Explanation } from '../upsert/itemResult';
import { pairKey, type Id } from '../wbs/projectCodes';
import type { RequisitionPlan } from './decide';
import type { Lookup, ProjectBilling, Stopped } from './projectBilling';
import { amountsOf, type LineAmounts } from './memory';
import type { RequisitionItem } from './record';
import { spread, type BillableLine } from './spread';

/** A requisition that is to be written. */
export type PendingRequisition = Compared<DesiredRequisition, RequisitionPlan>;

export interface Target {
	contractId: Id;
	amounts: LineAmounts;
	/** Only for a new requisition. */
	periodId?: Id;
}

/** The contract that is billed. */
interface Billed {
	id: Id;
	/** Whether lines of change orders may be billed as well. */
	hasOrders: boolean;
}

const billedBy = (id: Id, contract: ProcoreContract | undefined): Billed => ({
	id,
	hasOrders:
		contract !== undefined && (hasChangeOrders(contract) || readMemory(contract.origin_data)?.changeOrders === true),
});

/** The contract that a new requisition bills. */
function contractOf(desired: DesiredRequisition, { byOriginId }: ContractDirectory): { value: Billed } | Stopped {
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
	return { value: billedBy(contract.id, contract) };
}

async function findContract({ desired, plan }: PendingRequisition, billing: ProjectBilling): Promise<Lookup<Billed>> {
	const directory = await billing.contracts();
	if (!('value' in directory)) return directory;
	if (!plan.observed) return contractOf(desired, directory.value);
	return { value: billedBy(plan.observed.commitment_id, directory.value.byOriginId.get(desired.contractOriginId)) };
}

/** What the amounts of a requisition can go to. */
interface Lines {
	/** Of the contract, by their origin IDs. */
	own: ReadonlyMap<string, ProcoreLine>;
	/** Of its change orders, by the ID of their WBS code. */
	orders: Record<string, BillableLine[]>;
	billed: ReadonlyMap<string, string>;
	codes: ReadonlyMap<string, Id>;
}

const onContract = (line: ProcoreLine, billed: Lines['billed']): BillableLine => ({
	key: String(line.id),
	amount: line.amount,
	billed: billed.get(String(line.id)) ?? '0',
});

function onOrder({ id, amount }: IDataObject, billed: Lines['billed']): BillableLine {
	const key = billedKey({ item_type: changeOrderItem, line_item_id: id });
	return { key, amount: String(amount ?? ''), billed: billed.get(key) ?? '0' };
}

/** ID of the budget code of a line that the contract does not have. */
function codeOf({ mappedAssignments = [] }: DesiredRequisition, originId: string, codes: Lines['codes']) {
	const mapped = mappedAssignments.find(({ lineOriginId }) => lineOriginId === originId);
	return mapped && codes.get(pairKey(mapped));
}

/** Amounts by what they bill, or why they cannot be placed. */
function lineAmountsOf(
	desired: DesiredRequisition,
	{ own, orders, billed, codes }: Lines,
): { value: LineAmounts } | Stopped {
	const amounts: LineAmounts = new Map();
	const missing: string[] = [];
	for (const { lineOriginId, amount } of desired.allocations) {
		const line = own.get(lineOriginId);
		const code = line ? line.wbs_code?.id : codeOf(desired, lineOriginId, codes);
		// What is returned is on a line of its own, which no change order adds to.
		const ordered = line && compared(line.amount, '0') < 0 ? [] : (orders[String(code)] ?? []);
		const parts = spread(amount, line && onContract(line, billed), ordered);
		if (!line && ordered.length === 0) missing.push(lineOriginId);
		for (const [key, part] of parts) {
			amounts.set(key, sum([amounts.get(key) ?? '0', part]));
			for (const each of ordered) if (each.key === key) each.billed = sum([each.billed, part]);
		}
	}
	return missing.length > 0 ? { status: 'held', why: missingLines(missing) } : { value: amounts };
}

/** Whether all of it belongs on the lines of the contract; what change orders have added is read only where it does not. */
const fitsContract = ({ allocations }: DesiredRequisition, { own, billed }: Pick<Lines, 'own' | 'billed'>) =>
	allocations.every(({ lineOriginId, amount }) => {
		const line = own.get(lineOriginId);
		if (!line) return false;
		if (compared(amount, '0') < 0) return ![...billed.keys()].some((key) => key.startsWith(changeOrderItem));
		return compared(sum([amount, onContract(line, billed).billed]), line.amount) <= 0;
	});

/** What the amounts of a requisition can go to; change orders only add to what is ordered, so their credits are left out. */
async function linesFor(
	{ desired, plan }: PendingRequisition,
	{ id, hasOrders }: Billed,
	billing: ProjectBilling,
): Promise<Lookup<Lines>> {
	const own = await billing.lines(id);
	if (!('value' in own)) return own;
	const none = { own: own.value, orders: {}, billed: new Map(), codes: new Map() };
	if (!hasOrders) return { value: none };
	const billed = await billing.billed(id, plan.procoreId);
	if (!('value' in billed)) return billed;
	if (fitsContract(desired, { own: own.value, billed: billed.value })) return { value: none };
	const [codes, ordered] = [await billing.codes(), await billing.orderLines(id)];
	if (!('value' in codes)) return codes;
	if (!('value' in ordered)) return ordered;
	const adding = ordered.value.filter(({ amount }) => compared(String(amount ?? '0'), '0') > 0);
	const orders = mapValues(
		groupBy(adding, ({ wbs_code_id: code }) => String(code)),
		(lines) => lines.map((line) => onOrder(line, billed.value)),
	);
	return { value: { own: own.value, orders, billed: billed.value, codes: codes.value } };
}

/** Amounts by what they bill, or why they cannot be placed. */
async function amountsFor(
	pending: PendingRequisition,
	contract: Billed,
	billing: ProjectBilling,
): Promise<Lookup<LineAmounts>> {
	const { complete, observed } = pending.plan;
	if (complete && observed) return { value: amountsOf(observed.items ?? []) };
	const lines = await linesFor(pending, contract, billing);
	return 'value' in lines ? lineAmountsOf(pending.desired, lines.value) : lines;
}

/** SAP's order has them: either it could not be written, or somebody has removed them since. */
const missingLines = (lines: string[]): Explanation =>
	because('contract_line_missing', `The contract has no line ${handful(lines)} to bill`, 'lineGone');

/** Items whose amounts have to change. */
export const repeatedItems = (items: RequisitionItem[], amounts: LineAmounts) =>
	items.flatMap((item) => {
		const amount = amounts.get(billedKey(item)) ?? '0';
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
	const amounts = await amountsFor(pending, contract.value, billing);
	if (!('value' in amounts)) return amounts;
	const target = { contractId: contract.value.id, amounts: amounts.value };
	if (plan.observed) {
		const differs = repeatedItems(plan.observed.items ?? [], amounts.value).length > 0;
		return plan.edited && differs ? { why: plan.edited, status: 'held' } : { value: target };
	}
	const period = await billing.period(desired.billingDate || new Date().toISOString().slice(0, 10));
	if (!('value' in period)) return period;
	return { value: { ...target, ...(period.value === undefined ? {} : { periodId: period.value }) } };
}
