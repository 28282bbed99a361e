import type { PurchaseOrder, PurchaseRequisition } from '../../../shared/model';
import { compareSapKeys } from '../sapKeyOrder';

/** Orders that the requisitions name and that are not at hand, each once. */
export function neededOrders(requisitions: PurchaseRequisition[], orders: PurchaseOrder[]): string[] {
	const known = new Set(orders.map(({ purchaseOrder }) => purchaseOrder));
	const named = requisitions.flatMap(({ items }) => items.map(({ purchaseOrder }) => purchaseOrder));
	return distinct(named.filter((key) => !known.has(key)));
}

/** Requisitions that the orders were made of, each once. */
export function orderedRequisitions(orders: PurchaseOrder[]): string[] {
	return distinct(orders.flatMap(({ items }) => items.map(({ requisition }) => requisition)));
}

const distinct = (keys: string[]) => [...new Set(keys.filter(Boolean))].sort(compareSapKeys);
