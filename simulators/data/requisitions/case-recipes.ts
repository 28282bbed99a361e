import { siteCostCenters } from '../project-spec.ts';
import { account, type CaseWorld, center, item, on, type OrderRecipe } from '../orders/case-world.ts';
import type { ItemSpec, OrderSpec } from '../orders/order-spec.ts';
import type { RequisitionItemSpec } from './requisition-spec.ts';

/** An item of an order as the requisition has it, `differs` where it is another. */
export type FromOrder = (
	order: OrderSpec,
	index?: number,
	differs?: Partial<RequisitionItemSpec>,
) => RequisitionItemSpec;

export interface RequisitionRecipe {
	note: string;
	/** The orders made of it; they get numbers of their own. */
	orders: OrderRecipe['order'][];
	/** Its items, given those orders. `free` is an item of which nothing was ordered. */
	items(
		orders: OrderSpec[],
		from: FromOrder,
		free: (item: ItemSpec) => RequisitionItemSpec,
		world: CaseWorld,
	): RequisitionItemSpec[];
}

const [steel, bolts] = ['Structural steel', 'Anchor bolts'];

/** An order of one item for project 2203 and the requisition that asked for it. */
const plain: OrderRecipe['order'] = ({ project }) => ({
	items: [item('40.00', [on(project(2203), '2.1', { glAccount: account('05-100') })], { text: steel, quantity: '20' })],
});

const all = (orders: OrderSpec[], from: FromOrder) =>
	orders.flatMap((order) => order.items.map((_item, index) => from(order, index)));

/** Every data set holds all of these requisitions and their orders. A new one goes last. */
export const requisitionRecipes: Record<string, RequisitionRecipe> = {
	notOrdered: {
		note: 'Released, but nothing was ordered yet.',
		orders: [],
		items: (_orders, _from, free, { project }) => [free(item('75.00', [on(project(2203), '1.1')], { quantity: '4' }))],
	},
	notReleased: {
		note: 'Waits for its release.',
		orders: [],
		items: (_orders, _from, free, { project }) => [
			{ ...free(item('75.00', [on(project(2203), '1.1')])), unreleased: true },
		],
	},
	partlyOrdered: {
		note: 'One item was ordered, the other one not yet.',
		orders: [plain],
		items: (orders, from, free, { project }) => [
			...all(orders, from),
			free(item('3.10', [on(project(2203), '2.1')], { text: bolts, quantity: '100' })),
		],
	},
	deletedItem: {
		note: 'The second of two items is deleted; only the first was ordered.',
		orders: [plain],
		items: (orders, from, free, { project }) => [
			...all(orders, from),
			free(item('3.10', [on(project(2203), '2.1')], { text: bolts, deleted: true })),
		],
	},
	closedItem: {
		note: 'The second of two items is closed without an order.',
		orders: [plain],
		items: (orders, from, free, { project }) => [
			...all(orders, from),
			{ ...free(item('3.10', [on(project(2203), '2.1')], { text: bolts })), closed: true },
		],
	},
	allDeleted: {
		note: 'Every item is deleted and nothing was ordered.',
		orders: [],
		items: (_orders, _from, free, { project }) =>
			['10.00', '20.00'].map((price) => free(item(price, [on(project(2203), '1.1')], { deleted: true }))),
	},
	splitCostCenters: {
		note: 'One item of 100.00 over three cost centers of two projects, 33.3 / 33.3 / 33.4 percent.',
		orders: [
			({ project }) => {
				const [first, second] = siteCostCenters(project(2201));
				const parts = [first, second, siteCostCenters(project(2202))[0]];
				const percents = ['33.3', '33.3', '33.4'];
				const rows = parts.map((site, index) => center(site, { percent: percents[index] ?? '' }));
				return { items: [item('100.00', rows, { split: 'percent' })] };
			},
		],
		items: all,
	},
	partOrders: {
		note: 'One item of 10 pieces became two orders, of 6 and of 4; SAP names only the last one in the requisition.',
		orders: ['6', '4'].map((quantity) => ({ project }) => ({
			items: [item('52.00', [on(project(2204), '1.1')], { quantity })],
		})),
		items: ([first, second], from) => {
			if (!first || !second) return [];
			const ordered = [...from(first).ordered, ...from(second).ordered];
			return [from(second, 0, { quantity: '10', ordered })];
		},
	},
	twoItemsOneLine: {
		note: 'Two items, of 3 and of 5 pieces, were ordered as one item of 8.',
		orders: [({ project }) => ({ items: [item('61.00', [on(project(2204), '1.2')], { quantity: '8' })] })],
		items: ([order], from) => {
			if (!order) return [];
			return ['3', '5'].map((quantity) => {
				const [own] = from(order).ordered;
				return from(order, 0, { quantity, ordered: own ? [{ ...own, quantity }] : [] });
			});
		},
	},
	twoContracts: {
		note: 'Two items went to two suppliers, so there are two contracts.',
		orders: ['1', '2'].map((section) => ({ project }) => ({
			items: [item('430.00', [on(project(2205), `1.${section}`)])],
		})),
		items: all,
	},
	aboveOrder: {
		note: 'Asks for 1000.00; the order came to 800.00.',
		orders: [({ project }) => ({ items: [item('800.00', [on(project(2205), '4.1')])] })],
		items: ([order], from) => (order ? [from(order, 0, { price: '1000.00' })] : []),
	},
	belowOrder: {
		note: 'Asks for 450.00; the order came to 500.00.',
		orders: [({ project }) => ({ items: [item('500.00', [on(project(2205), '4.2')])] })],
		items: ([order], from) => (order ? [from(order, 0, { price: '450.00' })] : []),
	},
	otherAssignment: {
		note: 'Its account assignment is another than the one in the order.',
		orders: [({ project }) => ({ items: [item('270.00', [on(project(2205), '4.3')])] })],
		items: ([order], from, _free, { project }) =>
			order ? [from(order, 0, { assignments: [on(project(2205), '1.1', { glAccount: account('31-200', 'E') })] })] : [],
	},
	noBillingPeriod: {
		note: 'The project has no open billing period.',
		orders: [({ project }) => ({ items: [item('905.00', [on(project(2211), '1.1')])] })],
		items: all,
	},
	contractMissing: {
		note: 'The order waits for its release, so it has no contract yet.',
		orders: [({ project }) => ({ state: 'inRelease', items: [item('1100.00', [on(project(2207), '3.1')])] })],
		items: all,
	},
	overBilled: {
		note: 'For a contract whose line has been billed whole by somebody else.',
		orders: [({ project }) => ({ items: [item('600.00', [on(project(2208), '3.1')])] })],
		items: all,
	},
	foreignRequisition: {
		note: 'For a contract that another integration bills as well.',
		orders: [({ project }) => ({ items: [item('720.00', [on(project(2208), '3.2')], { quantity: '2' })] })],
		items: all,
	},
	deletedOrderItem: {
		note: 'The order item made of it is deleted.',
		orders: [
			({ project }) => ({
				items: [
					item('310.00', [on(project(2208), '4.1')], { deleted: true }),
					item('95.00', [on(project(2208), '4.1')], { text: bolts }),
				],
			}),
		],
		items: ([order], from) => (order ? [from(order, 0)] : []),
	},
	nullStamp: {
		note: 'Its items were never stamped.',
		orders: [plain],
		items: ([order], from) => (order ? [from(order, 0, { changedAt: null })] : []),
	},
};
