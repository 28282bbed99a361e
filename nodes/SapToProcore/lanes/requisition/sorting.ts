import { fromUnscaled } from '../../../shared/decimal';
import type { PurchaseRequisition, PurchaseRequisitionItem } from '../../../shared/model';
import { assigned, lineName } from '../purchaseOrder/describe';
import type { Problem } from '../problems';
import { compareSapKeys } from '../../../shared/sapKeyOrder';
import type { RequisitionPart } from './desired';
import { orderedShares, type OrderedShare } from './ordered';
import type { OrderBook } from './orders';
import { place, type Placement } from './placing';
import { withoutRoundings } from './rounding';

/** A requisition taken apart. */
export interface SortedRequisition {
	/** One for each order and project. */
	parts: RequisitionPart[];
	/** What is wrong with what became an order: it holds all parts of that order. */
	ofOrder: Map<string, Problem[]>;
	/** What concerns no part: not ordered yet, order not read, no project. */
	loose: Problem[];
	/** Items of which nothing is ordered any more, with the order that they name. */
	withdrawn: PurchaseRequisitionItem[];
}

/** Takes a requisition apart by the orders that its items became, and by the projects of their lines. */
export function sortRequisition(requisition: PurchaseRequisition, book: OrderBook): SortedRequisition {
	const sorted: SortedRequisition = { parts: [], ofOrder: new Map(), loose: [], withdrawn: [] };
	const items = [...requisition.items].sort((a, b) => compareSapKeys(a.item, b.item));
	const placements = items.flatMap((item) => placementsOf(requisition, item, book, sorted));
	const byOrderItem = new Map<unknown, Placement[]>();
	for (const each of placements) byOrderItem.set(each.made, [...(byOrderItem.get(each.made) ?? []), each]);
	for (const all of byOrderItem.values())
		for (const each of withoutRoundings(all)) addToPart(sorted, requisition, each);
	return sorted;
}

function placementsOf(
	requisition: PurchaseRequisition,
	item: PurchaseRequisitionItem,
	book: OrderBook,
	sorted: SortedRequisition,
): Placement[] {
	const name = `item ${item.item}`;
	const money = { amount: item.amount, currency: item.currency };
	const made = item.deleted ? [] : book.madeOf(requisition.purchaseRequisition, item);
	const unread = item.purchaseOrder !== '' && !book.has(item.purchaseOrder);
	if (item.deleted || (made.length === 0 && !unread && item.purchaseOrder !== '')) sorted.withdrawn.push(item);
	if (item.deleted) return [];
	if (made.length === 0 && !unread) {
		if (!item.closed)
			sorted.loose.push({ reason: item.released ? 'not_ordered_yet' : 'requisition_not_released', text: name, money });
		return [];
	}
	if (unread)
		sorted.loose.push({
			reason: 'contract_missing',
			text: `${name}: purchase order ${item.purchaseOrder} was not read`,
			...(made.length === 0 ? { money } : {}),
		});
	const decimals = Math.max(0, ...made.map((each) => each.decimals));
	return orderedShares(item, made, decimals).flatMap((share) => placed(item, share, sorted));
}

function placed(item: PurchaseRequisitionItem, share: OrderedShare, sorted: SortedRequisition): Placement[] {
	const { order, item: orderItem, lines } = share.made;
	const name = `item ${item.item}`;
	const hold = (problem: Problem) => {
		sorted.ofOrder.set(order.purchaseOrder, [...(sorted.ofOrder.get(order.purchaseOrder) ?? []), problem]);
		return [];
	};
	const target = `item ${orderItem.item} of purchase order ${order.purchaseOrder}`;
	if (lines.length === 0) {
		sorted.loose.push({ reason: 'no_account_assignment', text: `${name}, which became ${target}` });
		return [];
	}
	if (lines.some(({ mismatch }) => mismatch !== ''))
		return hold({ reason: 'contract_missing', text: `${name}: ${target} is held` });
	if (item.currency !== order.currency)
		hold({ reason: 'currency_mismatch', text: `${name} is in ${item.currency}, ${target} in ${order.currency}` });
	const result = place(item, share);
	if ('mismatch' in result) return hold({ reason: 'amount_mismatch', text: `${name}: ${result.mismatch}` });
	if ('placements' in result) return result.placements;
	for (const each of result.missing)
		hold({ reason: 'contract_line_missing', text: `${assigned(`${item.item}/${each.number}`, each)} in ${target}` });
	// The lines that are there say which contracts wait for the one that is not.
	return lines.map((line) => ({ item, assignment: undefined, made: share.made, line, units: 0n }));
}

function addToPart(sorted: SortedRequisition, requisition: PurchaseRequisition, placement: Placement): void {
	const { order } = placement.made;
	const { project } = placement.line;
	const name = `line ${lineName(placement.line)} of purchase order ${order.purchaseOrder}`;
	if (project.kind === 'outside') sorted.loose.push({ reason: 'not_a_project_purchase', text: name });
	else if (project.kind !== 'project') {
		const money = { amount: fromUnscaled(placement.units, placement.made.decimals), currency: order.currency };
		sorted.loose.push({ reason: 'contract_missing', text: `${name} has no project`, money });
	} else {
		const known = sorted.parts.find((part) => part.order === order && part.row.project_id === project.row.project_id);
		if (known) known.placements.push(placement);
		else sorted.parts.push({ requisition, order, row: project.row, placements: [placement] });
	}
}
