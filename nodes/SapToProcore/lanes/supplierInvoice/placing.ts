import { groupBy } from 'lodash';
import { compared, sum } from '../../../shared/decimal';
import type { InvoiceAssignment, PurchaseOrder, SupplierInvoice, SupplierInvoiceItem } from '../../../shared/model';
import { compareSapKeys } from '../../../shared/sapKeyOrder';
import type { RosterRow } from '../../ledger/rows';
import { decimalsIn, withMappedCurrency } from '../../lookup/currencies';
import type { ProjectAnswer, Roster } from '../../lookup/roster';
import type { ValueMap } from '../../lookup/values';
import type { Problem } from '../problems';
import { assigned, lineName } from '../purchaseOrder/describe';
import { orderLines, type OrderLine } from '../purchaseOrder/lines';
import { sameObjects, spread } from '../requisition/placing';

/** An invoiced amount on a line of an order; negative where it is credited. */
export interface InvoicedLine {
	item: SupplierInvoiceItem;
	line: OrderLine;
	amount: string;
}

/** What is invoiced of one order in one project. */
export interface InvoicePart {
	invoice: SupplierInvoice;
	order: PurchaseOrder;
	row: RosterRow;
	lines: InvoicedLine[];
}

export interface SortedInvoice {
	/** One for each order and project. */
	parts: InvoicePart[];
	/** What is wrong with what an order is invoiced of: it holds all parts of that order. */
	ofOrder: Map<string, Problem[]>;
	/** What concerns no part: no order, order not read, no project. */
	loose: Problem[];
}

/** What invoices are on, and the tables that say where it belongs. */
export interface Invoiced {
	/** The orders that the invoices are on, and others. */
	orders: readonly PurchaseOrder[];
	roster: Roster;
	values: ValueMap;
}

/** Takes an invoice apart by the orders that its items are on, and by the projects of their lines. */
export function sortInvoice(invoice: SupplierInvoice, { orders, roster, values }: Invoiced): SortedInvoice {
	const sorted: SortedInvoice = { parts: [], ofOrder: new Map(), loose: [] };
	const ordered = invoice.items.filter(({ purchaseOrder }) => purchaseOrder !== '');
	const amounts = invoice.items.flatMap(({ amount, assignments }) => [
		amount,
		...assignments.map((each) => each.amount),
	]);
	const decimals = decimalsIn(invoice.currency, amounts, values);
	for (const [purchaseOrder, items] of Object.entries(groupBy(ordered, 'purchaseOrder'))) {
		const read = orders.find((each) => each.purchaseOrder === purchaseOrder);
		if (!read) {
			const money = { amount: sum(items.map(({ amount }) => amount)), currency: invoice.currency };
			sorted.loose.push({ reason: 'contract_missing', text: `purchase order ${purchaseOrder} was not read`, money });
		} else {
			const order = withMappedCurrency(read, values);
			sortOrder(invoice, order, { items, lines: linesOf(order, roster, values), roster, decimals }, sorted);
		}
	}
	sorted.parts.sort(
		(a, b) =>
			compareSapKeys(a.order.purchaseOrder, b.order.purchaseOrder) ||
			compareSapKeys(a.row.project_id, b.row.project_id),
	);
	return sorted;
}

/** The lines of an order with those of deleted items: what is posted on an item stays posted when it is deleted. */
function linesOf(order: PurchaseOrder, roster: Roster, values: ValueMap): OrderLine[] {
	const items = order.items.map((item) => ({ ...item, deleted: false }));
	return orderLines({ ...order, items }, roster, values);
}

interface OfOrder {
	items: SupplierInvoiceItem[];
	lines: OrderLine[];
	roster: Roster;
	decimals: number;
}

function sortOrder(
	invoice: SupplierInvoice,
	order: PurchaseOrder,
	{ items, lines, roster, decimals }: OfOrder,
	sorted: SortedInvoice,
): void {
	const problems: Problem[] = [];
	const moneyOf = ({ amount }: { amount: string }) => ({ amount, currency: invoice.currency });
	if (order.currency !== invoice.currency)
		problems.push({
			reason: 'currency_mismatch',
			text: `the invoice is in ${invoice.currency}, purchase order ${order.purchaseOrder} in ${order.currency}`,
		});
	for (const item of items) {
		const name = `item ${item.item}, on item ${item.purchaseOrderItem} of purchase order ${order.purchaseOrder}`;
		if (item.isDeliveryCost) {
			sorted.loose.push({ reason: 'invoice_without_order', text: `${name}: delivery costs`, money: moneyOf(item) });
			continue;
		}
		const own = lines.filter((line) => line.item.item === item.purchaseOrderItem);
		if (own.length === 0) {
			sorted.loose.push({ reason: 'no_account_assignment', text: name, money: moneyOf(item) });
			continue;
		}
		const placed = place(item, own, { roster, decimals }, name);
		problems.push(...placed.problems);
		// Where something is wrong, the lines that are there say which contracts wait for it.
		const invoiced = placed.problems.length > 0 ? own.map((line) => ({ item, line, amount: '0' })) : placed.lines;
		for (const each of invoiced) addToPart(invoice, order, each, sorted);
	}
	if (problems.length > 0) sorted.ofOrder.set(order.purchaseOrder, problems);
}

/**
 * The amount of an item on the lines of the order's item: each account assignment of the invoice on the line of the same
 * number, or of the same objects. Without any it is divided as the order is.
 */
function place(
	item: SupplierInvoiceItem,
	lines: OrderLine[],
	{ roster, decimals }: Pick<OfOrder, 'roster' | 'decimals'>,
	name: string,
): { lines: InvoicedLine[]; problems: Problem[] } {
	if (item.assignments.length === 0)
		return { lines: spread(item.amount, lines, decimals).map((each) => ({ item, ...each })), problems: [] };
	const total = sum(item.assignments.map(({ amount }) => amount));
	if (compared(total, item.amount) !== 0)
		return {
			lines: [],
			problems: [
				{ reason: 'amount_mismatch', text: `${name}: its account assignments are ${total} of ${item.amount}` },
			],
		};
	const problems: Problem[] = [];
	const placed = item.assignments.flatMap((assignment): InvoicedLine[] => {
		const line =
			lines.find((each) => each.assignment.number === assignment.number) ??
			lines.find((each) => sameObjects(each.assignment, assignment));
		if (line) return [{ item, line: postedOn(line, assignment, roster), amount: assignment.amount }];
		problems.push({ reason: 'contract_line_missing', text: `${name}: ${assigned('account assignment', assignment)}` });
		return [];
	});
	return { lines: placed, problems };
}

/** The line in the project where the amount was posted: the order may have gone to another one since. */
function postedOn(line: OrderLine, posted: InvoiceAssignment, roster: Roster): OrderLine {
	const project = roster.find(posted);
	if (project.kind !== 'project' || projectIdOf(line.project) === project.row.project_id) return line;
	const { glAccount, costCenter, wbsElement, order } = posted;
	return { ...line, project, assignment: { ...line.assignment, glAccount, costCenter, wbsElement, order } };
}

const projectIdOf = (project: ProjectAnswer) => (project.kind === 'project' ? project.row.project_id : '');

function addToPart(invoice: SupplierInvoice, order: PurchaseOrder, each: InvoicedLine, sorted: SortedInvoice): void {
	const { project } = each.line;
	const name = `line ${lineName(each.line)} of purchase order ${order.purchaseOrder}`;
	if (project.kind === 'outside') sorted.loose.push({ reason: 'not_a_project_purchase', text: name });
	else if (project.kind !== 'project')
		sorted.loose.push({
			...{ reason: 'contract_missing', text: `${name} has no project` },
			money: { amount: each.amount, currency: invoice.currency },
		});
	else {
		const known = sorted.parts.find((part) => part.order === order && part.row.project_id === project.row.project_id);
		if (known) known.lines.push(each);
		else sorted.parts.push({ invoice, order, row: project.row, lines: [each] });
	}
}
