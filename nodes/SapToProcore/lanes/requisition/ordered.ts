import { compared, isZero, product, quotient, subtracted, sum } from '../../../shared/decimal';
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
	const comparable = made.every((each) => each.item.unit === item.unit);
	const quantities = made.map((each) => (comparable ? each.item.quantity : each.item.netAmount));
	const known = comparable ? sum(quantities) : '0';
	const ordered = orderedQuantity(item, known);
	const rest = comparable ? subtracted(ordered, known) : '0';
	const shares = quantities.map((weight, index) => ({ key: String(index), weight }));
	// The share of unread orders, which goes to nobody here.
	const elsewhere = compared(rest, '0') > 0 ? [{ key: String(made.length), weight: rest }] : [];
	const amount = isZero(item.quantity) ? item.amount : quotient(product(item.amount, ordered), item.quantity, decimals);
	const parts = split(amount, [...shares, ...elsewhere], decimals) ?? evenly(amount, made.length, decimals);
	return made.map((each, index) => ({ made: each, amount: parts[index] ?? '0' }));
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
