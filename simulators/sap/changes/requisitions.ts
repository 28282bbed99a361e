import { z } from 'zod';
import { recalculateRequisition } from '../../data/orders/split.ts';
import type { SapPurchaseRequisition, SapRequisitionItem } from '../../data/sap-requisition-types.ts';
import type { ChangeHandlers } from '../../core/changes.ts';
import { requisitionSchema } from '../options.ts';
import { type ChangeContext, fields, type Stamp, stamp, stampText, text } from './context.ts';
import { checkWbsElement } from './edit-order.ts';
import {
	addRequisition,
	madeUpRequisition,
	orderItem,
	requisitionAssignmentOf,
	requisitionItemOf,
	requisitionOf,
} from './edit-requisition.ts';
import { decimal, itemSchema, itemSpec, moveTarget } from './order-input.ts';

const ofItem = { requisition: text, item: text, stamp };

export const requisitionChangeSchemas = [
	/** Another price, quantity, or both: amounts follow. Flags: deleted, closed, released. */
	z
		.object({
			do: z.literal('change-requisition-item'),
			...ofItem,
			price: decimal.optional(),
			quantity: decimal.optional(),
			deleted: z.boolean().optional(),
			closed: z.boolean().optional(),
			released: z.boolean().optional(),
		})
		.strict(),
	z
		.object({ do: z.literal('move-requisition-assignment'), ...ofItem, assignment: text.default('1'), ...moveTarget })
		.strict(),
	/** An order item is made of a requisition item; the order has to exist. */
	z
		.object({
			do: z.literal('order-requisition-item'),
			...ofItem,
			order: text,
			orderItem: text,
			quantity: decimal.optional(),
		})
		.strict(),
	/** Any fields as they are, of the item or of one of its account assignments. */
	z.object({ do: z.literal('edit-requisition'), ...ofItem, assignment: text.optional(), set: fields }).strict(),
	/** A whole record. */
	z.object({ do: z.literal('add-requisition'), record: requisitionSchema }).strict(),
	/** The rest is made up. Items without a target of their own go to `wbsElement`. */
	z
		.object({
			do: z.literal('create-requisition'),
			number: text,
			description: z.string().max(40).default('Site request'),
			supplier: z.string().default(''),
			wbsElement: text,
			items: z.array(itemSchema).min(1),
			stamp,
		})
		.strict(),
] as const;

type RequisitionChange = z.output<(typeof requisitionChangeSchemas)[number]>;

interface ItemChange {
	requisition: string;
	item: string;
	stamp?: Stamp;
}

/** Changes an item and stamps it; the header has no stamp. Gives the requisition. */
function edit(
	{ state, now }: ChangeContext,
	change: ItemChange,
	how: (item: SapRequisitionItem, requisition: SapPurchaseRequisition) => void,
): SapPurchaseRequisition {
	const requisition = requisitionOf(state, change.requisition);
	const item = requisitionItemOf(requisition, change.item);
	const at = stampText(change.stamp, now);
	how(item, requisition);
	if (at !== undefined) item.LastChangeDateTime = at;
	return requisition;
}

export const requisitionHandlers: ChangeHandlers<RequisitionChange, ChangeContext> = {
	'change-requisition-item': (context, change) =>
		edit(context, change, (item) => {
			item.PurchaseRequisitionPrice = change.price ?? item.PurchaseRequisitionPrice;
			item.RequestedQuantity = change.quantity ?? item.RequestedQuantity;
			item.IsDeleted = change.deleted ?? item.IsDeleted;
			item.IsClosed = change.closed ?? item.IsClosed;
			if (change.released !== undefined) {
				item.ReleaseIsNotCompleted = !change.released;
				item.PurReqnReleaseStatus = change.released ? '05' : '02';
			}
			if (change.price !== undefined || change.quantity !== undefined) recalculateRequisition(item);
		}),
	'move-requisition-assignment': (context, change) =>
		edit(context, change, (item) => {
			const row = requisitionAssignmentOf(item, change.assignment);
			const { wbsElement, costCenter, toOrder, glAccount } = change;
			if (wbsElement !== undefined) checkWbsElement(wbsElement, context.state);
			if (wbsElement ?? costCenter ?? toOrder) {
				const target = { WBSElementExternalID: wbsElement, CostCenter: costCenter, OrderID: toOrder };
				for (const [name, value = ''] of Object.entries(target)) Object.assign(row, { [name]: value });
			}
			if (glAccount !== undefined) row.GLAccount = glAccount;
		}),
	'order-requisition-item': (context, change) =>
		edit(context, change, (item, requisition) => orderItem(requisition, item, change, context.state)),
	'edit-requisition': (context, change) =>
		edit(context, change, (item) => {
			const { assignment } = change;
			Object.assign(assignment === undefined ? item : requisitionAssignmentOf(item, assignment), change.set);
		}),
	'add-requisition': ({ state }, { record }) => addRequisition(record, state),
	'create-requisition': ({ state, now }, { items, stamp: at, ...given }) => {
		const specs = items.map((item) => itemSpec(item, { wbsElement: given.wbsElement }));
		const day = new Date(now).toISOString().slice(0, 10);
		const requisition = madeUpRequisition({ ...given, items: specs }, day, state);
		for (const item of requisition.items) item.LastChangeDateTime = stampText(at, now) ?? null;
		return addRequisition(requisition, state);
	},
};
