import { z } from 'zod/v3';
import { currency, day, decimalText, optionalDay, sapKey, text } from './primitives';
import { purchaseOrderSchema } from './purchaseOrder';

/** Whether an invoice counts: SAP posts it, or has not yet (parked, held, in workflow), or it was deleted before that. */
export const supplierInvoiceStatuses = ['posted', 'not_posted', 'deleted'] as const;
export type SupplierInvoiceStatus = (typeof supplierInvoiceStatuses)[number];

/**
 * What reversed an invoice, or which invoice this one reverses: SAP writes the other's number on both, and posts the
 * reversing one with amounts of its own.
 */
export const reversalRoles = ['none', 'reversed', 'reversing'] as const;
export type ReversalRole = (typeof reversalRoles)[number];

/** The account assignment of an invoiced item. `number` is the one of the order's item, `""` where the invoice gave its own. */
export const invoiceAssignmentSchema = z.object({
	number: text,
	glAccount: text,
	costCenter: text,
	wbsElement: text,
	order: text,
	amount: decimalText,
});
export type InvoiceAssignment = z.infer<typeof invoiceAssignmentSchema>;

/**
 * An item that was invoiced against an item of an order. `amount` is net, and negative where it is credited.
 * `isDeliveryCost` tells planned delivery costs, which are no part of what was ordered. Without `assignments` those of the
 * order hold.
 */
export const supplierInvoiceItemSchema = z.object({
	item: sapKey,
	text: text,
	purchaseOrder: text,
	purchaseOrderItem: text,
	isDeliveryCost: z.boolean(),
	amount: decimalText,
	assignments: z.array(invoiceAssignmentSchema),
});
export type SupplierInvoiceItem = z.infer<typeof supplierInvoiceItemSchema>;

/**
 * A supplier invoice of SAP S/4HANA (Logistics Invoice Verification), or a credit memo, with its items on purchase orders.
 * SAP numbers them within a fiscal year: `id` is both, `2026/5105600101`. SAP tells no change stamp.
 *
 * `orders` are the orders that its items name, each with only those items; undefined where nobody has looked for them.
 */
export const supplierInvoiceSchema = z.object({
	id: sapKey,
	supplierInvoice: sapKey,
	fiscalYear: sapKey,
	companyCode: text,
	supplier: text,
	reference: text,
	documentDate: optionalDay,
	postingDate: day,
	createdOn: optionalDay,
	currency,
	status: z.enum(supplierInvoiceStatuses),
	statusCode: text,
	isCreditMemo: z.boolean(),
	reversal: z.enum(reversalRoles),
	/** `id` of the other one, `""` where there is none. */
	reversalPartner: text,
	items: z.array(supplierInvoiceItemSchema),
	orders: z.array(purchaseOrderSchema).optional(),
});
export type SupplierInvoice = z.infer<typeof supplierInvoiceSchema>;
