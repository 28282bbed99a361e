import { isDeepStrictEqual } from 'node:util';
import type { FieldErrors } from '../errors.ts';
import type { StoredContract } from '../finance/records.ts';
import { readNumber } from '../money.ts';
import type { Store } from '../store.ts';
import { type Attributes, isBlank } from '../sync.ts';
import type { SimCustomField } from '../types.ts';

const prefix = 'custom_field_';

const givenFields = (given: Attributes) =>
	Object.entries(given).flatMap(([name, value]) => (name.startsWith(prefix) ? [{ name, value }] : []));

/** Procore: the data type of the value corresponds with the data type of the field. */
const fits: Record<SimCustomField['data_type'], (value: unknown, field: SimCustomField) => boolean> = {
	string: (value) => typeof value === 'string',
	decimal: (value) => readNumber(String(value)) !== undefined,
	boolean: (value) => typeof value === 'boolean',
	lov_entry: (value, { entries = [] }) => entries.includes(Number(value)),
};

/** A guess, as it is not published: a field that the company does not have is refused. */
export function customFieldErrors(store: Store, given: Attributes): FieldErrors {
	const errors: FieldErrors = {};
	for (const { name, value } of givenFields(given)) {
		const field = store.finance.customFields.get(Number(name.slice(prefix.length)));
		if (field === undefined) errors[name] = ['is not a custom field of purchase order contracts'];
		else if (!isBlank(value) && !fits[field.data_type](value, field)) errors[name] = ['is invalid'];
	}
	return errors;
}

export function customFieldChanges(contract: StoredContract, given: Attributes): Partial<StoredContract> {
	const fields = Object.fromEntries(givenFields(given).map(({ name, value }) => [name, isBlank(value) ? null : value]));
	const custom_fields = { ...contract.custom_fields, ...fields };
	return isDeepStrictEqual(custom_fields, contract.custom_fields) ? {} : { custom_fields };
}

/** As Procore shows custom fields of other records: by name, with data type and value. */
export const showCustomFields = (store: Store, { custom_fields: values }: StoredContract) =>
	Object.fromEntries(
		store.finance.customFields.all().map(({ id, data_type }) => {
			const value = values[`${prefix}${String(id)}`] ?? null;
			// Of an entry of a list of values Procore shows the label, too.
			const shown =
				data_type === 'lov_entry' && value !== null ? { id: Number(value), label: `Entry ${String(value)}` } : value;
			return [`${prefix}${String(id)}`, { data_type, value: shown }];
		}),
	);
