import { dayAfter } from '../dates.ts';
import type { OrderSpec } from '../orders/order-spec.ts';
import { type OrderSurroundings, recipeOrder } from '../orders/orders.ts';
import { randomFor } from '../random.ts';
import { type FromOrder, requisitionRecipes } from './case-recipes.ts';
import type { RequisitionItemSpec, RequisitionSpec } from './requisition-spec.ts';

/** A requisition with the orders that were made of it. */
export interface RequisitionCase {
	requisition: string;
	/** Numbers of orders. */
	orders: string[];
	note: string;
}

export interface RequisitionCases {
	requisitions: RequisitionSpec[];
	orders: OrderSpec[];
	cases: Record<string, RequisitionCase>;
}

const itemNumber = (order: OrderSpec, index: number) => order.items[index]?.item ?? String((index + 1) * 10);

/** When a requisition for an order was written, and when the order was made of it. */
function moments(date: string) {
	const random = randomFor('requisition', date);
	const two = (max: number) => String(random.int(10, max));
	return {
		created: dayAfter(date, -random.int(3, 20)),
		changedAt: `${date}T${two(18)}:${two(59)}:${two(59)}.${random.digits(7)}Z`,
	};
}

const fromOrder: FromOrder = (order, index = 0, differs = {}) => {
	const item = order.items[index];
	if (!item) throw new RangeError(`order ${order.number} has no item at ${String(index)}`);
	return {
		...item,
		item: undefined,
		deleted: false,
		companyCode: order.companyCode,
		currency: order.currency,
		supplier: order.supplier,
		ordered: [{ order: order.number, item: itemNumber(order, index), quantity: item.quantity }],
		...moments(order.date),
		...differs,
	};
};

/** The requisitions of the recipes, numbers from 10009001 on, and their orders, numbers from 4500090401 on. */
export function requisitionCases(surroundings: OrderSurroundings): RequisitionCases {
	const found: RequisitionCases = { requisitions: [], orders: [], cases: {} };
	const moment = moments('2026-09-21');
	for (const [name, recipe] of Object.entries(requisitionRecipes)) {
		const number = String(10009001 + found.requisitions.length);
		const orders = recipe.orders.map((order, index) =>
			recipeOrder({ note: '', order }, String(4500090401 + found.orders.length + index), surroundings),
		);
		const free = (item: RequisitionItemSpec | OrderSpec['items'][number]): RequisitionItemSpec => ({
			...item,
			ordered: [],
			companyCode: '1710',
			currency: 'USD',
			supplier: '',
			...moment,
		});
		const items = recipe.items(orders, fromOrder, free, surroundings.cases);
		found.requisitions.push({ number, description: `Case ${name}`.slice(0, 40), items });
		found.orders.push(...orders);
		found.cases[name] = { requisition: number, orders: orders.map((order) => order.number), note: recipe.note };
	}
	return found;
}

/** Ordinary requisitions, numbers from 10000001 on: each became an order; every tenth order was asked for by two. */
export function plainRequisitions(orders: readonly OrderSpec[], count: number): RequisitionSpec[] {
	const requisitions: RequisitionSpec[] = [];
	const step = Math.max(1, Math.floor(orders.length / count));
	for (let at = 0; requisitions.length < count; at++) {
		const order = orders[at * step];
		if (!order) throw new RangeError('not enough orders for the requisitions');
		const items = order.items.map((_item, index) => fromOrder(order, index));
		const isShared = at % 10 === 0 && items.length > 1 && requisitions.length + 2 <= count;
		const half = Math.ceil(items.length / 2);
		for (const own of isShared ? [items.slice(0, half), items.slice(half)] : [items]) {
			const number = String(10000001 + requisitions.length);
			requisitions.push({ number, description: `Site request ${number}`, items: own });
		}
	}
	return requisitions;
}

/** The orders, each item naming the requisition that it was made of; delivery is scheduled by requisition. */
export function linkedOrders(orders: readonly OrderSpec[], requisitions: readonly RequisitionSpec[]): OrderSpec[] {
	const asked = new Map<string, { requisition: [string, string]; quantity: string }[]>();
	for (const { number, items } of requisitions) {
		for (const [index, item] of items.entries()) {
			for (const { order, item: orderItem, quantity } of item.ordered) {
				const key = `${order}/${orderItem}`;
				const entry = { requisition: [number, String((index + 1) * 10)] satisfies [string, string], quantity };
				asked.set(key, [...(asked.get(key) ?? []), entry]);
			}
		}
	}
	return orders.map((order) => ({
		...order,
		items: order.items.map((item, index) => {
			const scheduled = asked.get(`${order.number}/${itemNumber(order, index)}`);
			const [first] = scheduled ?? [];
			return first && scheduled ? { ...item, requisition: first.requisition, scheduled } : item;
		}),
	}));
}
