import { z } from 'zod';
import { recalculate } from '../../data/orders/split.ts';
import type { SapPurchaseOrder } from '../../data/sap-order-types.ts';
import type { ChangeHandlers } from '../../core/changes.ts';
import { InputError } from '../../core/input-error.ts';
import { orderSchema } from '../options.ts';
import { type ChangeContext, fields, type Stamp, stamp, stampText, text } from './context.ts';
import {
	addItem,
	addOrder,
	assignmentOf,
	itemOf,
	madeUpOrder,
	moveAssignment,
	orderOf,
	setDeleted,
	setState,
} from './edit-order.ts';
import { followOrderItem } from './edit-requisition.ts';
import { decimal, itemSchema, itemSpec, moveTarget } from './order-input.ts';

const state = z.enum(['approved', 'held', 'inRelease', 'rejected', 'deleted', 'unknownStatus']);
const ofOrder = { order: text, stamp };
const ofItem = { ...ofOrder, item: text };

export const orderChangeSchemas = [
	/** A new price for the price unit that is there. */
	z.object({ do: z.literal('set-price'), ...ofItem, price: decimal }).strict(),
	z.object({ do: z.literal('set-quantity'), ...ofItem, quantity: decimal }).strict(),
	z.object({ do: z.literal('add-item'), ...ofOrder, item: itemSchema }).strict(),
	z.object({ do: z.literal('delete-item'), ...ofItem, deleted: z.boolean().default(true) }).strict(),
	/** Another WBS element, cost center or internal order, another G/L account, or both. */
	z
		.object({
			do: z.literal('move-assignment'),
			...ofItem,
			assignment: text.default('1'),
			...moveTarget,
		})
		.strict(),
	z.object({ do: z.literal('set-supplier'), ...ofOrder, supplier: text }).strict(),
	/** `items`: every item is deleted; `header`: the order itself is flagged. */
	z.object({ do: z.literal('void-order'), ...ofOrder, how: z.enum(['items', 'header']).default('items') }).strict(),
	z.object({ do: z.literal('restore-order'), ...ofOrder }).strict(),
	z.object({ do: z.literal('set-order-state'), ...ofOrder, state }).strict(),
	/** Any fields as they are, of the header, of an item, or of an account assignment; nothing is worked out anew. */
	z
		.object({
			do: z.literal('edit-order'),
			...ofOrder,
			item: text.optional(),
			assignment: text.optional(),
			set: fields,
		})
		.strict(),
	/** A whole record. */
	z.object({ do: z.literal('add-order'), record: orderSchema }).strict(),
	/** The rest is made up. Items without a target of their own go to `wbsElement`. */
	z
		.object({
			do: z.literal('create-order'),
			number: text,
			supplier: text,
			wbsElement: text,
			currency: text.optional(),
			state: state.optional(),
			paymentTerms: text.default('NT30'),
			items: z.array(itemSchema).min(1),
			stamp,
		})
		.strict(),
] as const;

type OrderChange = z.output<(typeof orderChangeSchemas)[number]>;

/** Changes an order and stamps it. Gives the order. */
function edit(
	context: ChangeContext,
	change: { order: string; stamp?: Stamp },
	how: (order: SapPurchaseOrder) => void,
) {
	const order = orderOf(context.state, change.order);
	const at = stampText(change.stamp, context.now);
	how(order);
	if (at !== undefined) order.header.LastChangeDateTime = at;
	return order;
}

export const orderHandlers: ChangeHandlers<OrderChange, ChangeContext> = {
	'set-price': (context, change) =>
		edit(context, change, (order) => {
			const item = itemOf(order, change.item);
			item.NetPriceAmount = change.price;
			recalculate(item, order.header.DocumentCurrency);
		}),
	'set-quantity': (context, change) =>
		edit(context, change, (order) => {
			const item = itemOf(order, change.item);
			item.OrderQuantity = change.quantity;
			recalculate(item, order.header.DocumentCurrency);
			followOrderItem(context.state, item);
		}),
	'add-item': (context, change) =>
		edit(context, change, (order) => {
			const [first] = order.items.flatMap(({ assignments }) => assignments);
			const target = { wbsElement: first?.WBSElementExternalID ?? '', costCenter: first?.CostCenter ?? '' };
			addItem(order, itemSpec(change.item, target), context.state);
		}),
	'delete-item': (context, change) =>
		edit(context, change, (order) => {
			const item = itemOf(order, change.item);
			item.PurchasingDocumentDeletionCode = change.deleted ? 'L' : '';
			followOrderItem(context.state, item);
		}),
	'move-assignment': (context, change) =>
		edit(context, change, (order) => {
			const { wbsElement, costCenter, toOrder, glAccount } = change;
			const to = { wbsElement, costCenter, order: toOrder, glAccount };
			if (Object.values(to).every((target) => target === undefined)) throw new InputError('change: nowhere to move to');
			moveAssignment(assignmentOf(itemOf(order, change.item), change.assignment), to, context.state);
		}),
	'set-supplier': (context, change) =>
		edit(context, change, ({ header }) => {
			Object.assign(header, { Supplier: change.supplier, InvoicingParty: change.supplier });
		}),
	'void-order': (context, change) => edit(context, change, (order) => setDeleted(order, change.how)),
	'restore-order': (context, change) => edit(context, change, (order) => setDeleted(order, 'restored')),
	'set-order-state': (context, change) => edit(context, change, (order) => setState(order, change.state)),
	'edit-order': (context, change) =>
		edit(context, change, (order) => {
			const item = change.item === undefined ? undefined : itemOf(order, change.item);
			const assignment = item && change.assignment !== undefined ? assignmentOf(item, change.assignment) : undefined;
			Object.assign(assignment ?? item ?? order.header, change.set);
		}),
	'add-order': (context, { record }) => addOrder(record, context.state),
	'create-order': (context, { items, stamp: at, ...given }) => {
		const specs = items.map((item) => itemSpec(item, { wbsElement: given.wbsElement }));
		const order = madeUpOrder(
			{ ...given, items: specs },
			new Date(context.now).toISOString().slice(0, 10),
			context.state,
		);
		order.header.LastChangeDateTime = stampText(at, context.now) ?? null;
		return addOrder(order, context.state);
	},
};
