import { z } from 'zod';
import type { AccessTokens } from '../core/access-tokens.ts';
import { type ChangeHandlers, logonChangeSchemas, logonHandlers, runChange } from '../core/changes.ts';
import { InputError } from '../core/types.ts';
import { pageSizeSchema, supplierSchema } from './options.ts';
import { serviceEntries } from './services.ts';
import type { SapState } from './state.ts';
import { addSupplier, editSupplier } from './supplier-changes.ts';

const text = z.string().min(1);
const value = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const fields = z.record(value);
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

const changeSchema = z.discriminatedUnion('do', [
	...logonChangeSchemas,
	/** `stamp`: ISO 8601 instead of the clock's time, or false to leave the change date alone. */
	z.object({ do: z.literal('edit-supplier'), ...edit, stamp: z.union([z.literal(false), text]).optional() }).strict(),
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
	z.object({ do: z.literal('set-service'), service: text, active: z.boolean() }).strict(),
	z
		.object({
			do: z.literal('hide-property'),
			service: text,
			set: text,
			property: text,
			hidden: z.boolean().default(true),
		})
		.strict(),
	z.object({ do: z.literal('page-size'), v2: pageSizeSchema.optional(), v4: pageSizeSchema.optional() }).strict(),
	z.object({ do: z.literal('unlock') }).strict(),
	/** `value` is what the JSON shows, any JSON but null. */
	z.object({ do: z.literal('corrupt'), set: text, where: fields, property: text, value: z.unknown() }).strict(),
	z.object({ do: z.literal('repair') }).strict(),
]);

export type SapChange = z.input<typeof changeSchema>;

interface ChangeContext {
	state: SapState;
	tokens: AccessTokens;
	/** Milliseconds since 1970. */
	now: number;
}

const handlers: ChangeHandlers<z.output<typeof changeSchema>, ChangeContext> = {
	...logonHandlers,
	'edit-supplier': ({ state, now }, change) => editSupplier(change, state, change.stamp ?? new Date(now).toISOString()),
	'late-commit': ({ state }, change) => editSupplier(change, state, change.at),
	'flag-for-deletion': ({ state, now }, { supplier }) => {
		const set = { supplier: { DeletionIndicator: true }, businessPartner: { IsMarkedForArchiving: true } };
		return editSupplier({ supplier, set }, state, new Date(now).toISOString());
	},
	'add-supplier': ({ state }, { record }) => addSupplier(record, state),
	'create-supplier': ({ state, now }, change) => addSupplier(change, state, new Date(now).toISOString()),
	'set-service': ({ state }, { service, active }) => {
		checkService(service);
		if (active) state.inactiveServices.delete(service);
		else state.inactiveServices.add(service);
	},
	'hide-property': ({ state }, { service, set, property, hidden }) => {
		if (!checkService(service).sets.get(set)?.properties.has(property)) {
			throw new InputError(`change: ${service} has no ${set}/${property}`);
		}
		const name = `${service}/${set}/${property}`;
		if (hidden) state.hiddenProperties.add(name);
		else state.hiddenProperties.delete(name);
	},
	'page-size': ({ state }, { v2, v4 }) => {
		Object.assign(state.pageSizes.V2, v2);
		Object.assign(state.pageSizes.V4, v4);
	},
	unlock: ({ state }) => {
		state.locked = false;
		state.badLogons = 0;
	},
	corrupt: ({ state }, { set, where, property, value: raw }) => {
		if (raw === undefined || raw === null) throw new InputError('change: corrupt needs a value');
		state.corruptFields.push({ set, where, property, value: raw });
	},
	repair: ({ state }) => {
		state.corruptFields = [];
	},
};

/**
 * Does what a person in SAP or its administrator would do. `command` is a `SapChange`.
 * @throws InputError for a command that is not known or does not fit.
 */
export function applyChange(command: unknown, state: SapState, now: number): unknown {
	try {
		return runChange(changeSchema, handlers, { state, tokens: state.tokens, now }, command);
	} finally {
		state.sources.clear();
	}
}

function checkService(id: string) {
	const entry = serviceEntries.find(({ service }) => service.id === id);
	if (!entry) throw new InputError(`change: there is no service ${id}`);
	return entry.service;
}
