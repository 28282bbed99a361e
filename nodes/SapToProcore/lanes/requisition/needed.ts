import { compared, isZero, sum } from '../../../shared/decimal';
import type {
	PurchaseOrder,
	PurchaseOrderItem,
	PurchaseRequisition,
	PurchaseRequisitionItem,
} from '../../../shared/model';
import { compareSapKeys } from '../../../shared/sapKeyOrder';

/** What is to be read besides the orders at hand. */
export interface NeededOrders {
	/** Requisitions of which there may be other orders than those at hand; none = nothing is to be read. */
	requisitionKeys: string[];
	/** The orders that they name and that are not at hand. */
	orderKeys: string[];
}

/**
 * Finds the requisitions whose orders are not all at hand. SAP's requisition names only the last order that was made of it:
 * the others are known by naming the requisition themselves, and are missing where more was ordered than those at hand have.
 */
export function neededOrders(requisitions: PurchaseRequisition[], orders: PurchaseOrder[]): NeededOrders {
	const known = new Set(orders.map(({ purchaseOrder }) => purchaseOrder));
	const made = itemsMadeOf(orders);
	const open = requisitions.flatMap(({ purchaseRequisition, items }) => {
		const isOpen = (item: PurchaseRequisitionItem) =>
			!known.has(item.purchaseOrder) || !isCovered(item, made(purchaseRequisition, item));
		return items.filter(isOrdered).some(isOpen) ? [{ purchaseRequisition, items }] : [];
	});
	const named = open.flatMap(({ items }) => items.filter(isOrdered).map(({ purchaseOrder }) => purchaseOrder));
	return {
		requisitionKeys: distinct(open.map(({ purchaseRequisition }) => purchaseRequisition)),
		orderKeys: distinct(named.filter((key) => !known.has(key))),
	};
}

/** Requisitions that the orders were made of, each once. */
export function orderedRequisitions(orders: PurchaseOrder[]): string[] {
	return distinct(orders.flatMap(({ items }) => items.map(({ requisition }) => requisition)));
}

const distinct = (keys: string[]) => [...new Set(keys.filter(Boolean))].sort(compareSapKeys);
const keyOf = (document: string, item: string) => `${document}/${item}`;

/** Order items by the requisition item that they were made of, and the one that it names itself. */
function itemsMadeOf(orders: PurchaseOrder[]) {
	const byOrigin = new Map<string, PurchaseOrderItem[]>();
	const byNumber = new Map<string, PurchaseOrderItem>();
	for (const { purchaseOrder, items } of orders)
		for (const item of items) {
			const origin = keyOf(item.requisition, item.requisitionItem);
			byOrigin.set(origin, [...(byOrigin.get(origin) ?? []), item]);
			byNumber.set(keyOf(purchaseOrder, item.item), item);
		}
	return (requisition: string, { item, purchaseOrder, purchaseOrderItem }: PurchaseRequisitionItem) => {
		const named = byNumber.get(keyOf(purchaseOrder, purchaseOrderItem));
		return [...new Set([...(byOrigin.get(keyOf(requisition, item)) ?? []), ...(named ? [named] : [])])];
	};
}

const isOrdered = ({ deleted, purchaseOrder, orderedQuantity }: PurchaseRequisitionItem) =>
	!deleted && (purchaseOrder !== '' || !isZero(orderedQuantity));

/** Whether these order items have all that was ordered; not told by another unit, or where none is left. */
function isCovered({ unit, quantity, orderedQuantity }: PurchaseRequisitionItem, made: PurchaseOrderItem[]): boolean {
	const left = made.filter((item) => !item.deleted);
	if (left.length === 0 || left.some((item) => item.unit !== unit)) return false;
	const ordered = isZero(orderedQuantity) ? quantity : orderedQuantity;
	return compared(sum(left.map((item) => item.quantity)), ordered) >= 0;
}
