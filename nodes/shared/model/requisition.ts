import { z } from 'zod/v3';
import { provenance } from './allocation';
import { decimalText, optionalDay, text } from './primitives';
import { sourceSchema } from './vendor';

/** Statuses of a requisition (subcontractor invoice) in Procore. */
export const requisitionStatuses = [
	'draft',
	'under_review',
	'revise_and_resubmit',
	'approved',
	'approved_as_noted',
	'pending_owner_approval',
] as const;
export type RequisitionStatus = (typeof requisitionStatuses)[number];

/**
 * What Procore should hold for the part of an SAP purchase requisition that became one contract, or of a supplier invoice
 * that is on it: a requisition (subcontractor invoice) against the contract. `number` is Procore's invoice number; each allocation bills one contract line.
 */
export const requisitionSchema = z.object({
	originId: z.string().min(1),
	projectId: z.string().min(1),
	contractOriginId: z.string().min(1),
	number: z.string().min(1),
	billingDate: optionalDay,
	comment: text,
	status: z.enum(requisitionStatuses),
	currency: text,
	allocations: z.array(z.object({ lineOriginId: z.string().min(1), amount: decimalText })),
	total: decimalText,
});
export type Requisition = z.infer<typeof requisitionSchema>;

/** A requisition on its way to Procore. `withdrawn` = nothing of it is left in SAP. */
export const desiredRequisitionSchema = requisitionSchema.extend({
	...provenance,
	source: sourceSchema,
	/** Origin ID of a requisition without which this one is not wanted: it is written only where Procore has that one. */
	requires: z.string().optional(),
	/**
	 * What it, or what it reverses, may be in Procore as in other projects, by the record of earlier runs: the table of
	 * projects, or the order, has changed since. As long as that is there, this one is not created.
	 */
	elsewhere: z
		.array(z.object({ originId: z.string(), projectId: z.string(), contractOriginId: z.string() }))
		.optional(),
	withdrawn: z.boolean(),
	remarks: z.array(z.string()),
});
export type DesiredRequisition = z.infer<typeof desiredRequisitionSchema>;
