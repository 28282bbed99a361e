import { z } from 'zod/v3';
import { provenance } from './allocation';
import { decimalText, optionalDay, optionalDecimal, text } from './primitives';
import { sourceSchema } from './vendor';

/** Statuses of a purchase order contract in Procore. */
export const contractStatuses = [
	'Draft',
	'Processing',
	'Submitted',
	'Partially Received',
	'Received',
	'Approved',
	'Closed',
] as const;
export type ContractStatus = (typeof contractStatuses)[number];

export const accountingMethods = ['amount', 'unit'] as const;
export type AccountingMethod = (typeof accountingMethods)[number];

/**
 * One line of the schedule of values: one account assignment of SAP. `costCode` and `costType` are Procore's codes as
 * people write them (full code, code of the cost type with sub job and segments: `shared/segments.ts`). `quantity`, `uom` and `unitCost` are `""` under the accounting
 * method *amount*. `amount` is in the contract's currency; lines of returns are negative.
 */
export const contractLineSchema = z.object({
	originId: z.string().min(1),
	description: text,
	costCode: z.string().min(1),
	costType: text,
	quantity: optionalDecimal,
	uom: text,
	unitCost: optionalDecimal,
	amount: decimalText,
	/** Procore's tax code; missing where none is sent. */
	taxCode: z.string().min(1).optional(),
});
export type ContractLine = z.infer<typeof contractLineSchema>;

/**
 * What Procore should hold for the part of a purchase order that belongs to one project.
 * `vendor.id` is `""` while the vendor is only planned (preview). `status` is for a new contract, and for one whose
 * status nobody has changed since. `total` = sum of `lines`.
 */
export const contractSchema = z.object({
	originId: z.string().min(1),
	projectId: z.string().min(1),
	number: z.string().min(1),
	title: text,
	description: text,
	vendor: z.object({ originId: text, id: text }),
	status: z.enum(contractStatuses),
	contractDate: optionalDay,
	deliveryDate: optionalDay,
	paymentTerms: text,
	currency: text,
	accountingMethod: z.enum(accountingMethods),
	lines: z.array(contractLineSchema),
	total: decimalText,
	/** Values of custom fields by the ID that the field has in Procore; missing where the template sets none. */
	customFields: z.record(z.union([z.string(), z.number(), z.boolean()])).optional(),
});
export type Contract = z.infer<typeof contractSchema>;

/** How much of an item of a purchase requisition a contract stands for; `""` as requisition = of none. */
export const requisitionItemShareSchema = z.object({
	requisition: text,
	item: text,
	quantity: decimalText,
	unit: text,
});
export type RequisitionItemShare = z.infer<typeof requisitionItemShareSchema>;

/**
 * A contract on its way to Procore. `void` = nothing of the order is left in this project: the contract loses its lines
 * and goes back to Draft, and is not created when Procore has none; `absentReason` says why that is then.
 * `rejected` = SAP may release the order after all: the contract is left as it is, and told while it counts.
 * `invoicesSent` = SAP's invoices are sent, too, and their reversals: on a contract that is billed nothing there may be both.
 *
 * `unordered` = it is not an order's, but what is not ordered yet of a purchase requisition: it may be without a vendor.
 * `requisitionItems` is what of requisitions it stands for, by which an order finds the contract that it takes over.
 * `unsettledOrders` are origin IDs of contracts of orders made of it that may have more in Procore than in SAP.
 */
export const desiredContractSchema = contractSchema.extend({
	...provenance,
	source: sourceSchema,
	void: z.boolean(),
	/** Of a new contract, `""` = Procore's own. Later it is people's. */
	retainagePercent: optionalDecimal,
	absentReason: text,
	rejected: z.boolean(),
	invoicesSent: z.boolean(),
	unordered: z.boolean(),
	requisitionItems: z.array(requisitionItemShareSchema),
	unsettledOrders: z.array(z.string()).optional(),
	remarks: z.array(z.string()),
});
export type DesiredContract = z.infer<typeof desiredContractSchema>;
