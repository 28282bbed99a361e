import { z } from 'zod';
import type { ChangeHandlers } from '../../core/changes.ts';
import { supplierSchema } from '../options.ts';
import { type ChangeContext, fields, stamp, text } from './context.ts';
import { addSupplier, editSupplier } from './edit-supplier.ts';

const rows = z.array(z.record(z.unknown()));
const addressSchema = z
	.object({ AddressID: text, emails: rows.default([]), phones: rows.default([]), urls: rows.default([]) })
	.passthrough();

/** What may be changed of a supplier. Objects are merged; lists replace what is there. */
const patchSchema = z
	.object({
		businessPartner: fields.optional(),
		supplier: fields.optional(),
		companies: rows.optional(),
		purchasingOrgs: rows.optional(),
		addresses: z.array(addressSchema).optional(),
		taxNumbers: rows.optional(),
	})
	.strict();

const edit = {
	supplier: text,
	/** Sets the name in every place SAP keeps it. */
	name: text.optional(),
	set: patchSchema.optional(),
	/** Merged into the first address. */
	address: fields.optional(),
};

export const supplierChangeSchemas = [
	z.object({ do: z.literal('edit-supplier'), ...edit, stamp }).strict(),
	/** A change stamped in the past that becomes visible only now. */
	z.object({ do: z.literal('late-commit'), ...edit, at: text }).strict(),
	z.object({ do: z.literal('flag-for-deletion'), supplier: text }).strict(),
	/** A whole record, or number and name with the rest made up. */
	z.object({ do: z.literal('add-supplier'), record: supplierSchema }).strict(),
	z
		.object({
			do: z.literal('create-supplier'),
			number: text,
			name: text,
			origin: z.enum(['US', 'DE', 'FR', 'CN']).optional(),
		})
		.strict(),
] as const;

type SupplierChange = z.output<(typeof supplierChangeSchemas)[number]>;

export const supplierHandlers: ChangeHandlers<SupplierChange, ChangeContext> = {
	'edit-supplier': ({ state, now }, change) => editSupplier(change, state, change.stamp ?? new Date(now).toISOString()),
	'late-commit': ({ state }, change) => editSupplier(change, state, change.at),
	'flag-for-deletion': ({ state, now }, { supplier }) => {
		const set = { supplier: { DeletionIndicator: true }, businessPartner: { IsMarkedForArchiving: true } };
		return editSupplier({ supplier, set }, state, new Date(now).toISOString());
	},
	'add-supplier': ({ state }, { record }) => addSupplier(record, state),
	'create-supplier': ({ state, now }, change) => addSupplier(change, state, new Date(now).toISOString()),
};
