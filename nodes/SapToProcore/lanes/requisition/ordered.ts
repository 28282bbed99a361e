import { compared, isZero, product, quotient, subtracted, sum, trimmed } from '../../../shared/decimal';
import type { PurchaseRequisitionItem } from '../../../shared/model';
import { split } from '../../../shared/split';
import type { OrderItem } from './orders';

/** What of a requisition item's amount became an order item. */
export interface OrderedShare {
	made: OrderItem;
	amount: string;
}

/**
 * The ordered part of a requisition item (ordered quantity / quantity of its net amount, never more than all of it), divided
 * among the order items made of it by their quantities. What went to orders that are not at hand is left out.
 * @param decimals decimal places of the item's currency
 */
export function orderedShares(item: PurchaseRequisitionItem, made: OrderItem[], decimals: number): OrderedShare[] {
	const { shares } = ordered(item, made, item.amount, decimals);
	return made.map((each, index) => ({ made: each, amount: shares[index] ?? '0' }));
}

/** What of a requisition item is not ordered yet; `quantity` in the unit of the item. */
export interface OpenShare {
	amount: string;
	quantity: string;
}

const quantityDecimals = 3;

/**
 * The part of a requisition item that no order commits anybody to: what is not ordered, and what is on orders of which
 * `commits` says that they do not yet.
 * @param made the order items made of it
 * @param isOrdered whether there are orders of it at all, also such as are not at hand
 * @param decimals decimal places of the item's currency
 */
export function openShare(
	item: PurchaseRequisitionItem,
	made: OrderItem[],
	isOrdered: boolean,
	commits: (made: OrderItem) => boolean,
	decimals: number,
): OpenShare {
	if (!isOrdered) return { amount: item.amount, quantity: trimmed(item.quantity) };
	const openOf = (whole: string, places: number) => {
		const { total, shares } = ordered(item, made, whole, places);
		return sum([subtracted(whole, total), ...shares.filter((_, index) => made[index] && !commits(made[index]))]);
	};
	return { amount: openOf(item.amount, decimals), quantity: trimmed(openOf(item.quantity, quantityDecimals)) };
}

/** The ordered part of a figure of the item, and what of it went to each of the order items at hand. */
function ordered(
	item: PurchaseRequisitionItem,
	made: OrderItem[],
	whole: string,
	decimals: number,
): { total: string; shares: string[] } {
	const comparable = made.every((each) => each.item.unit === item.unit);
	const quantities = made.map((each) => (comparable ? each.item.quantity : each.item.netAmount));
	const known = comparable ? sum(quantities) : '0';
	const quantity = orderedQuantity(item, known);
	const rest = comparable ? subtracted(quantity, known) : '0';
	const weights = quantities.map((weight, index) => ({ key: String(index), weight }));
	// The share of unread orders, which goes to nobody here.
	const elsewhere = compared(rest, '0') > 0 ? [{ key: String(made.length), weight: rest }] : [];
	const total = isZero(item.quantity) ? whole : quotient(product(whole, quantity), item.quantity, decimals);
	return {
		total,
		shares: split(total, [...weights, ...elsewhere], decimals) ?? evenly(total, made.length, decimals),
	};
}

/** SAP does not fill the ordered quantity everywhere; then what the orders at hand have counts. */
function orderedQuantity(item: PurchaseRequisitionItem, known: string): string {
	const ordered = isZero(item.orderedQuantity) ? (isZero(known) ? item.quantity : known) : item.orderedQuantity;
	return compared(ordered, item.quantity) > 0 ? item.quantity : ordered;
}

function evenly(amount: string, count: number, decimals: number): string[] {
	const shares = Array.from({ length: count }, (_, index) => ({ key: String(index), weight: '1' }));
	return split(amount, shares, decimals) ?? [];
}
