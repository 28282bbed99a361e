import { z } from 'zod/v3';
import { instant, recordText, text } from './primitives';

/** Business register entry of a Procore vendor. Procore knows no other types (no VAT number). */
export const taxIdSchema = z.object({ type: z.enum(['ein', 'abn']), identifier: z.string().min(1) });

/**
 * What Procore should hold for a supplier.
 * `region` and `country` are ISO 3166 codes or `""`; `paymentTerms` is one line of text, because a Procore vendor
 * has no such field: it is kept as one managed line of the vendor's notes.
 * `active: null` leaves Procore's own state alone.
 */
export const vendorSchema = z.object({
	originId: z.string().min(1),
	code: text,
	name: z.string().min(1),
	street: text,
	city: text,
	postalCode: text,
	region: text,
	country: text,
	email: text,
	phone: text,
	website: text,
	taxId: taxIdSchema.nullable(),
	paymentTerms: text,
	active: z.boolean().nullable(),
});

export type Vendor = z.infer<typeof vendorSchema>;

/** The SAP document a desired object was made from. */
export const sourceSchema = z.object({
	entity: z.string().min(1),
	sapKey: z.string().min(1),
	sapChangedAt: instant.nullable(),
});

export type Source = z.infer<typeof sourceSchema>;

/** A vendor as Procore's API answers it (extended view), as far as the sync looks at it. */
export const procoreVendorSchema = z
	.object({
		id: z.union([z.number(), z.string()]),
		name: recordText,
		is_active: z.boolean().nullish(),
		origin_id: z.string().nullish(),
		origin_code: z.string().nullish(),
		origin_data: z.string().nullish(),
		notes: z.string().nullish(),
	})
	.passthrough();

export type ProcoreVendor = z.infer<typeof procoreVendorSchema>;

/** Why a supplier became this vendor: a person's word, our own identity, the name, or nobody of that name. */
export const matchRules = ['decision', 'origin_id', 'exact_name', 'new_name'] as const;
export type MatchRule = (typeof matchRules)[number];

/**
 * A vendor on its way to Procore: what it should be, where it came from, and what Procore holds for it now.
 * `observed`: null = known to be absent, missing = not looked up yet (the write operation reads Procore itself).
 */
export const desiredVendorSchema = vendorSchema.extend({
	source: sourceSchema,
	observed: procoreVendorSchema.nullable().optional(),
	rule: z.enum(matchRules),
	remarks: z.array(z.string()),
});

export type DesiredVendor = z.infer<typeof desiredVendorSchema>;
