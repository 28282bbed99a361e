import { negated } from '../../../shared/decimal';
import type { AccountAssignment, PurchaseOrder, PurchaseOrderItem } from '../../../shared/model';
import { splitItem } from '../accountSplit';
import type { ProjectAnswer, Roster } from '../../lookup/roster';
import { decimalsIn } from '../../lookup/currencies';
import { valueMap, type ValueMap } from '../../lookup/values';
import { compareSapKeys } from '../../../shared/sapKeyOrder';

/**
 * One account assignment of an order that counts: neither it nor its item is deleted. `amount` is in the order's currency,
 * negative for returns. `mismatch` says what is wrong with SAP's figures, `""` = nothing; the amount is no good then.
 */
export interface OrderLine {
	item: PurchaseOrderItem;
	assignment: AccountAssignment;
	project: ProjectAnswer;
	amount: string;
	quantity: string;
	mismatch: string;
}

/**
 * The lines of an order by item and account assignment. Items without account assignment (for stock) have none.
 * @param values may say how many decimal places the currency has in this SAP system
 */
export function orderLines(order: PurchaseOrder, projects: Roster, values?: ValueMap): OrderLine[] {
	const decimals = orderDecimals(order, values);
	return liveItems(order).flatMap((item) => itemLines(item, projects, decimals));
}

/** Decimal places in which an order counts. */
export function orderDecimals({ currency, items }: PurchaseOrder, values = valueMap([])): number {
	const amounts = items.flatMap(({ netAmount, assignments }) => [
		netAmount,
		...assignments.map(({ amount }) => amount),
	]);
	return decimalsIn(currency, amounts, values);
}

/** Items that are not deleted, in the order of their numbers. */
export function liveItems(order: PurchaseOrder): PurchaseOrderItem[] {
	return order.items.filter((item) => !item.deleted).sort((a, b) => compareSapKeys(a.item, b.item));
}

export function hasAssignment(item: PurchaseOrderItem): boolean {
	return item.assignments.some((each) => !each.deleted);
}

/** The lines of one item. */
export function itemLines(item: PurchaseOrderItem, projects: Roster, decimals: number): OrderLine[] {
	if (!hasAssignment(item)) return [];
	const divided = splitItem(item, decimals);
	const signed = (text: string) => (item.isReturn && text !== '' ? negated(text) : text);
	const shares =
		'shares' in divided
			? divided.shares.map((share) => ({ ...share, mismatch: '' }))
			: item.assignments
					.filter((each) => !each.deleted)
					.map((assignment) => ({ assignment, amount: '0', quantity: '', mismatch: divided.mismatch }));
	return shares
		.map(({ assignment, amount, quantity, mismatch }) => ({
			...{ item, assignment, mismatch, project: projects.find(assignment) },
			...{ amount: signed(amount), quantity: signed(quantity) },
		}))
		.sort((a, b) => compareSapKeys(a.assignment.number, b.assignment.number));
}

/**
 * What SAP has on a line. Where its figures contradict each other nobody knows the shares: the item counts once, with its
 * first line.
 */
export function amountOfLine({ item, assignment, amount, mismatch }: OrderLine): string {
	if (mismatch === '') return amount;
	const first = item.assignments.find((each) => !each.deleted);
	return first?.number === assignment.number ? (item.isReturn ? negated(item.netAmount) : item.netAmount) : '0';
}
