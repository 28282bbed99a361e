import { z } from 'zod/v3';
import { currency, decimalText, optionalDay, optionalDecimal, optionalInstant, sapKey, text } from './primitives';

/**
 * Where a purchase order stands in SAP, in the order in which it is decided:
 * `void` = header deletion code, or all items deleted; `held` = parked, incomplete (PurchasingCompletenessStatus);
 * `rejected` (processing status 08); `out_for_approval` = in release (03, or ReleaseIsNotCompleted);
 * `approved` (02, 05); `unknown` = any other processing status.
 */
export const purchaseOrderStatuses = ['approved', 'out_for_approval', 'held', 'rejected', 'void', 'unknown'] as const;
export type PurchaseOrderStatus = (typeof purchaseOrderStatuses)[number];

/** How an item is divided among its account assignments (MultipleAcctAssgmtDistribution: blank, 1, 2, 3). */
export const distributions = ['single', 'quantity', 'percent', 'amount'] as const;
export type Distribution = (typeof distributions)[number];

/**
 * One account assignment of an item: who bears the cost. Keys are `""` where SAP has none; `percent`, `quantity` and
 * `amount` (PurgDocNetAmount) are `""` where SAP sent none. `wbsElement` is the ID people know, never the internal one.
 */
export const accountAssignmentSchema = z.object({
	number: sapKey,
	glAccount: text,
	costCenter: text,
	wbsElement: text,
	order: text,
	percent: optionalDecimal,
	quantity: optionalDecimal,
	amount: optionalDecimal,
	deleted: z.boolean(),
});
export type AccountAssignment = z.infer<typeof accountAssignmentSchema>;

/**
 * One item. Quantities and amounts are positive as SAP stores them, also of returns (`isReturn`).
 * `netAmount` is SAP's own (V4), or computed from price, price unit and unit conversion (V2); zero when free of charge,
 * the expected value of limit items. `netAmountComputed` tells which, because a computed one may differ from SAP's by a
 * rounding of the last minor unit. `unit` is the order unit, `priceUnit` the unit that `netPrice` is for, a price for
 * `priceQuantity` of them.
 */
export const purchaseOrderItemSchema = z.object({
	item: sapKey,
	text: text,
	deleted: z.boolean(),
	category: text,
	accountAssignmentCategory: text,
	material: text,
	plant: text,
	quantity: decimalText,
	unit: text,
	priceUnit: text,
	netPrice: decimalText,
	priceQuantity: decimalText,
	netAmount: decimalText,
	netAmountComputed: z.boolean(),
	taxCode: text,
	deliveryDate: optionalDay,
	requisition: text,
	requisitionItem: text,
	isReturn: z.boolean(),
	isFreeOfCharge: z.boolean(),
	isLimit: z.boolean(),
	distribution: z.enum(distributions),
	assignments: z.array(accountAssignmentSchema),
});
export type PurchaseOrderItem = z.infer<typeof purchaseOrderItemSchema>;

/**
 * A purchase order of SAP S/4HANA with all its items, the same shape from OData V2 and V4.
 * `supplier` is `""` on orders that move stock between plants; `supplierName` is the party on an order of a one-time
 * supplier, and missing on all others. `statusCode` is SAP's own processing status; `changedAt` is null on old documents that SAP never stamped.
 */
export const purchaseOrderSchema = z.object({
	purchaseOrder: sapKey,
	companyCode: text,
	purchasingOrganization: text,
	supplier: text,
	supplierName: z.string().optional(),
	type: text,
	currency,
	date: optionalDay,
	paymentTerms: text,
	status: z.enum(purchaseOrderStatuses),
	statusCode: text,
	changedAt: optionalInstant,
	items: z.array(purchaseOrderItemSchema),
});
export type PurchaseOrder = z.infer<typeof purchaseOrderSchema>;
