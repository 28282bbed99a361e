import { z } from 'zod/v3';
import { currency, decimalText, optionalInstant, sapKey, text } from './primitives';
import { accountAssignmentSchema, distributions, purchaseOrderSchema } from './purchaseOrder';

/**
 * One item of a purchase requisition. `purchaseOrder` and `purchaseOrderItem` name the order item made of it, `""` while
 * there is none. `amount` is the item's net amount (ItemNetAmount) in `currency`; `orderedQuantity` how much of
 * `quantity` has been ordered. `released` is false while its release is not completed.
 */
export const purchaseRequisitionItemSchema = z.object({
	item: sapKey,
	text: text,
	deleted: z.boolean(),
	closed: z.boolean(),
	released: z.boolean(),
	quantity: decimalText,
	orderedQuantity: decimalText,
	unit: text,
	price: decimalText,
	priceQuantity: decimalText,
	amount: decimalText,
	currency,
	companyCode: text,
	supplier: text,
	purchaseOrder: text,
	purchaseOrderItem: text,
	distribution: z.enum(distributions),
	changedAt: optionalInstant,
	assignments: z.array(accountAssignmentSchema),
});
export type PurchaseRequisitionItem = z.infer<typeof purchaseRequisitionItemSchema>;

/**
 * A purchase requisition of SAP S/4HANA with all its items, the same shape from OData V2 and V4. SAP stamps only items:
 * `changedAt` is the latest stamp of its items, null when none has one.
 *
 * `orders` are the orders made of it, each with only those items that belong to it (none, where an order that it names has
 * no such item); undefined where nobody has looked for them. Their header and status are those of the whole order.
 */
export const purchaseRequisitionSchema = z.object({
	purchaseRequisition: sapKey,
	type: text,
	description: text,
	changedAt: optionalInstant,
	items: z.array(purchaseRequisitionItemSchema),
	orders: z.array(purchaseOrderSchema).optional(),
});
export type PurchaseRequisition = z.infer<typeof purchaseRequisitionSchema>;
