import { z } from 'zod/v3';
import { readDecimal } from '../decimal';

/** Key of an SAP object as SAP's JSON shows it, without leading zeros (`"10"`, `"4500000001"`). */
export const sapKey = z.string().min(1);

/** Calendar day, `YYYY-MM-DD`. */
export const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'is not a calendar day (YYYY-MM-DD)');

/** Point in time, ISO 8601 in UTC, for example `2026-10-01T06:00:00.000Z`. */
export const instant = z
	.string()
	.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,7})?Z$/, 'is not a UTC timestamp (ISO 8601 ending in Z)');

/** Text, `""` where there is none. What a node of ours puts out has it in any case: where it is missing, it was lost. */
export const text = z.string();

/** Text of a record of Procore, where null, `""` and a field that is missing say the same. */
export const recordText = z
	.string()
	.nullish()
	.transform((value) => value ?? '');

/** A calendar day, `""` where there is none. */
export const optionalDay = z.union([day, z.literal('')], {
	message: 'is neither a calendar day (YYYY-MM-DD) nor empty',
});

/** A point in time, null where there is none: SAP has no change stamp on some old documents. */
export const optionalInstant = instant.nullable();

/** Amount, quantity or price as text, so that not a cent is lost: `"100.00"`, `"-2.5"`. */
export const decimalText = z.string().refine((value) => readDecimal(value) !== undefined, 'is not a decimal number');

/** A decimal, `""` where there is none, which is not the same as zero. */
export const optionalDecimal = z.union([decimalText, z.literal('')], {
	message: 'is neither a decimal number nor empty',
});

/** ISO 4217 code, or one of SAP's own keys such as `EUR4`. */
export const currencyKey = /^[A-Z][A-Z0-9]{1,4}$/;
export const currency = z.string().regex(currencyKey, 'is not a currency key');
