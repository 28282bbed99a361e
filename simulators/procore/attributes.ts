import type { FieldErrors } from './errors.ts';
import { currencyDecimals, fits, numberOf, readNumber, showNumber } from './money.ts';
import type { Store } from './store.ts';
import { type Attributes, isBlank } from './sync.ts';

/** The text of an attribute; null for a blank one. */
export const textOf = (value: unknown): string | null => (isBlank(value) ? null : String(value));

/**
 * What of the given attributes changes a record.
 * Flags are never null in an answer, so null leaves them as they are; blank text becomes null.
 */
export function changesOf<T extends object>(
	record: T,
	given: Attributes,
	names: readonly (keyof T & string)[],
): Partial<T> {
	const changes: Attributes = {};
	for (const name of names) {
		const value = given[name];
		if (value === undefined || (value === null && typeof record[name] === 'boolean')) continue;
		const next = typeof value === 'string' && value.trim() === '' ? null : value;
		if (next !== record[name]) changes[name] = next;
	}
	return changes as Partial<T>;
}

/** A number as Procore shows it, or null for a blank one. */
export const shownNumber = (value: unknown): string | null =>
	isBlank(value) ? null : showNumber(numberOf(String(value)));

/** What is wrong with numbers that may be blank: `amount` has no more decimal places than the currency. */
export function numberErrors(given: Attributes, names: readonly string[], currency?: string): FieldErrors {
	const errors: FieldErrors = {};
	for (const name of names) {
		if (isBlank(given[name])) continue;
		const value = readNumber(String(given[name]));
		if (value === undefined) errors[name] = ['is not a number'];
		else if (currency !== undefined && !fits(value, currencyDecimals(currency))) {
			errors[name] = [`has more than ${String(currencyDecimals(currency))} decimal places`];
		}
	}
	return errors;
}

/** What is wrong with a unit of measure: it has to be in the list of the company, spelled the same. */
export const uomErrors = (store: Store, uom: unknown): FieldErrors =>
	isBlank(uom) || store.finance.uoms.byKey(String(uom)) !== undefined ? {} : { uom: ['is not included in the list'] };

/** What this company has none of: a reference to one leads nowhere. */
export function absentErrors(given: Attributes, names: Record<string, string>): FieldErrors {
	const errors: FieldErrors = {};
	for (const [name, field] of Object.entries(names)) if (!isBlank(given[name])) errors[field] = ['must exist'];
	return errors;
}
