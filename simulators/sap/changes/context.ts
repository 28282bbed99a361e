import { z } from 'zod';
import type { AccessTokens } from '../../core/access-tokens.ts';
import { InputError } from '../../core/input-error.ts';
import type { SapState } from '../state.ts';

export interface ChangeContext {
	state: SapState;
	tokens: AccessTokens;
	/** Milliseconds since 1970. */
	now: number;
}

export const text = z.string().min(1);
/** A field of SAP's, as its JSON shows it. */
export const value = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export const fields = z.record(value);
/** When the change is stamped: ISO 8601 instead of the clock's time (in the past for a late commit), false for not at all. */
export const stamp = z.union([z.literal(false), text]).optional();
export type Stamp = z.output<typeof stamp>;

/**
 * A change stamp as SAP stores it: UTC with seven decimals. Undefined when the change leaves no stamp.
 * @throws InputError for a given one that is not a date-time
 */
export function stampText(given: Stamp, now: number): string | undefined {
	if (given === false) return undefined;
	const [, fraction = ''] = /\.(\d{1,7})Z$/.exec(given ?? '') ?? [];
	const ms = given === undefined ? now : Date.parse(given);
	if (Number.isNaN(ms)) throw new InputError(`"${String(given)}" is not an ISO 8601 date-time`);
	const iso = new Date(ms).toISOString();
	return `${iso.slice(0, 20)}${(fraction || iso.slice(20, 23)).padEnd(7, '0')}Z`;
}

/** The row that fits, or InputError that says what is missing. */
export function found<T>(list: readonly T[], fits: (row: T) => boolean, what: string): T {
	const row = list.find(fits);
	if (row === undefined) throw new InputError(`There is no ${what}`);
	return row;
}
