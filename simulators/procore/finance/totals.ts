import { numberOf, productOf, showNumber, sumOf } from '../money.ts';
import type { Finance } from './finance.ts';
import { keys } from './finance.ts';
import type { StoredContract, StoredChangeOrder, StoredChangeOrderLine, StoredItem, StoredLine } from './records.ts';

/** What totals are worked out from. */
interface Totalled {
	finance: Finance;
	settings: { taxInTotals: boolean };
}

/** The tax that the code of a line adds to it. */
function taxOf({ taxCodes }: Finance, { amount, tax_code_id: code }: StoredLine): bigint {
	const percent = taxCodes.get(code ?? 0)?.rate ?? 0;
	return productOf(numberOf(amount), numberOf((percent / 100).toFixed(6)), 2);
}

/** Whether the tax is in it is not documented: a switch. */
export const grandTotalOf = ({ finance, settings }: Totalled, contract: StoredContract) =>
	sumOf(
		finance.lines
			.inGroup(contract.id)
			.map((line) => numberOf(line.amount) + (settings.taxInTotals ? taxOf(finance, line) : 0n)),
	);

export const changeOrderTotal = (finance: Finance, order: StoredChangeOrder) =>
	sumOf(finance.changeOrderLines.inGroup(order.id).map((line) => numberOf(line.amount)));

/** A line that is billed: of a contract, or of one of its change orders. */
export interface BilledLine
	extends Pick<
		StoredLine,
		'id' | 'contract_id' | 'amount' | 'unit_cost' | 'quantity' | 'wbs_code_id' | 'description' | 'position'
	> {
	isOnChangeOrder: boolean;
}

const onContract = (line: StoredLine): BilledLine => ({ ...line, isOnChangeOrder: false });

const onOrder = (order: StoredChangeOrder, line: StoredChangeOrderLine): BilledLine => ({
	...line,
	contract_id: order.contract_id,
	isOnChangeOrder: true,
});

/** What an item of a requisition bills. */
export function billedLine(finance: Finance, lineId: number): BilledLine | undefined {
	const line = finance.lines.get(lineId);
	if (line !== undefined) return onContract(line);
	const ordered = finance.changeOrderLines.get(lineId);
	const order = finance.changeOrders.get(ordered?.change_order_id ?? 0);
	return ordered === undefined || order === undefined ? undefined : onOrder(order, ordered);
}

/** Procore: an invoice reflects the schedules of values of the contract and of its approved change orders. */
export const billedLines = (finance: Finance, contractId: number): BilledLine[] => [
	...finance.lines.inGroup(contractId).map(onContract),
	...finance.changeOrders
		.inGroup(contractId)
		.filter(({ status }) => status === 'approved')
		.flatMap((order) => finance.changeOrderLines.inGroup(order.id).map((line) => onOrder(order, line))),
];

/** The items of all requisitions for a line, the oldest requisition first; drafts count. */
export function itemsOf(finance: Finance, line: Pick<BilledLine, 'id' | 'contract_id'>): StoredItem[] {
	return finance.requisitions
		.inGroup(line.contract_id)
		.map((requisition) => finance.items.byKey(keys.item(requisition.id, line.id)))
		.filter((item) => item !== undefined);
}

/** What these items, all of one line, bill: the work of every period, and what is stored at the end of the last. */
export function billedBy(items: readonly StoredItem[]): bigint {
	const stored = numberOf(items.at(-1)?.materials_presently_stored ?? '0');
	return sumOf(items.map((item) => numberOf(item.work_completed_this_period))) + stored;
}

/** Also where others take it back. */
export const billsSomething = (item: StoredItem): boolean =>
	[item.work_completed_this_period, item.materials_presently_stored].some((amount) => numberOf(amount) !== 0n);

export const billedOf = (finance: Finance, line: StoredLine) => billedBy(itemsOf(finance, line));

function billedTotal(finance: Finance, contract: StoredContract): bigint {
	if (finance.requisitions.groupSize(contract.id) === 0) return 0n;
	return sumOf(billedLines(finance, contract.id).map((line) => billedBy(itemsOf(finance, line))));
}

/** Statuses of change orders that are on their way to being approved. */
export const pendingChangeOrders = new Set([
	'pricing',
	'not_pricing',
	'pending',
	'revised',
	'proceeding',
	'not_proceeding',
	'pending_billable',
]);

function changeOrderTotals(finance: Finance, contract: StoredContract) {
	const totals = { approved: 0n, pending: 0n, draft: 0n };
	for (const order of finance.changeOrders.inGroup(contract.id)) {
		const amount = changeOrderTotal(finance, order);
		if (order.status === 'approved' || order.status === 'draft') totals[order.status] += amount;
		else if (pendingChangeOrders.has(order.status)) totals.pending += amount;
	}
	return totals;
}

/**
 * The sums that Procore shows with a contract. `grand_total` is the schedule of values alone: change orders are in
 * `revised_contract` (approved ones) and `pending_revised_contract` (pending ones as well).
 */
export function contractTotals(store: Totalled, contract: StoredContract): Record<string, string> {
	const { finance } = store;
	const grandTotal = grandTotalOf(store, contract);
	const orders = changeOrderTotals(finance, contract);
	const revised = grandTotal + orders.approved;
	return {
		grand_total: showNumber(grandTotal),
		approved_change_orders: showNumber(orders.approved),
		draft_change_orders_amount: showNumber(orders.draft),
		pending_change_orders: showNumber(orders.pending),
		pending_revised_contract: showNumber(revised + orders.pending),
		revised_contract: showNumber(revised),
		percentage_paid: '0.0',
		remaining_balance_outstanding: showNumber(revised),
		total_draw_requests_amount: '0.0',
		total_payments: '0.0',
		total_requisitions_amount: showNumber(billedTotal(finance, contract)),
	};
}
