import { groupBy, uniqBy } from 'lodash';
import type { PurchaseOrder, PurchaseOrderItem, PurchaseRequisitionItem } from '../../../shared/model';
import { withMappedCurrency } from '../../lookup/currencies';
import type { Roster } from '../../lookup/roster';
import type { ValueMap } from '../../lookup/values';
import { latest } from '../latest';
import { orderDecimals, orderLines, type OrderLine } from '../purchaseOrder/lines';
import { compareSapKeys } from '../../../shared/sapKeyOrder';

/** An item of an order, of which something is left, with its lines in Procore. */
export interface OrderItem {
	order: PurchaseOrder;
	item: PurchaseOrderItem;
	lines: OrderLine[];
	/** Decimal places in which the order counts. */
	decimals: number;
}

export interface OrderBook {
	/** Items made of the requisition item: those that name it, and the one that it names itself. */
	madeOf(requisition: string, item: PurchaseRequisitionItem): OrderItem[];
	/** Whether the order was read at all. */
	has(purchaseOrder: string): boolean;
}

/**
 * Each order once, with all of its items that came with any of the requisitions: a requisition carries only its own items
 * of an order. Of an order that was read twice the last change counts.
 */
export function ordersOf(requisitions: ReadonlyArray<{ orders: PurchaseOrder[] }>): PurchaseOrder[] {
	const orders = requisitions.flatMap((requisition) => requisition.orders);
	const read = new Map(
		Object.entries(groupBy(orders, ({ purchaseOrder, changedAt }) => `${purchaseOrder}|${changedAt}`)),
	);
	return latest(orders, ({ purchaseOrder }) => purchaseOrder).map(({ document }) => {
		const same = read.get(`${document.purchaseOrder}|${document.changedAt}`) ?? [];
		const items = same.flatMap((order) => order.items);
		return { ...document, items: uniqBy(items, ({ item }) => item) };
	});
}

/** The orders of a run, by the requisition items that they were made of. */
export function orderBook(orders: PurchaseOrder[], projects: Roster, values: ValueMap): OrderBook {
	const byNumber = new Map(
		latest(orders, ({ purchaseOrder }) => purchaseOrder).map(({ document }) => [
			document.purchaseOrder,
			withMappedCurrency(document, values),
		]),
	);
	const items = new Map<string, OrderItem>();
	const byOrigin = new Map<string, OrderItem[]>();
	for (const order of byNumber.values()) {
		const lines = orderLines(order, projects, values);
		const decimals = orderDecimals(order, values);
		for (const item of order.status === 'void' ? [] : order.items.filter(({ deleted }) => !deleted)) {
			const own = { order, item, lines: lines.filter((line) => line.item === item), decimals };
			items.set(keyOf(order.purchaseOrder, item.item), own);
			const origin = keyOf(item.requisition, item.requisitionItem);
			byOrigin.set(origin, [...(byOrigin.get(origin) ?? []), own]);
		}
	}
	return {
		has: (purchaseOrder) => byNumber.has(purchaseOrder),
		madeOf: (requisition, item) => {
			const named = items.get(keyOf(item.purchaseOrder, item.purchaseOrderItem));
			const found = new Set([...(byOrigin.get(keyOf(requisition, item.item)) ?? []), ...(named ? [named] : [])]);
			return [...found].sort(
				(a, b) =>
					compareSapKeys(a.order.purchaseOrder, b.order.purchaseOrder) || compareSapKeys(a.item.item, b.item.item),
			);
		},
	};
}

const keyOf = (document: string, item: string) => `${document}/${item}`;
