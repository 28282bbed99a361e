import { z } from 'zod';

/** Key of an SAP object as SAP's JSON shows it, without leading zeros (`"10"`, `"4500000001"`). */
export const sapKey = z.string().min(1);

/** Calendar day, `YYYY-MM-DD`. */
export const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'is no calendar day (YYYY-MM-DD)');

/** Point in time, ISO 8601 in UTC, for example `2026-10-01T06:00:00.000Z`. */
export const instant = z
	.string()
	.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,7})?Z$/, 'is no UTC timestamp (ISO 8601 ending in Z)');

/** Text that may be missing: SAP and Procore both use null and `""` for that; here it is always `""`. */
export const text = z
	.string()
	.nullish()
	.transform((value) => value ?? '');
