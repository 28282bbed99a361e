import { z } from 'zod/v3';
import { decimalText } from './primitives';

/**
 * An account assignment that keeps a document back because no row of the cost code map decides on it: company code, G/L
 * account, cost center, WBS element, the amount of the document on it, its currency, and the text of one of its items, which
 * says what was bought (`""` = none).
 */
export const unmappedAssignmentSchema = z.tuple([
	...([z.string(), z.string(), z.string(), z.string()] as const),
	...([decimalText, z.string(), z.string()] as const),
]);
export type UnmappedAssignment = z.infer<typeof unmappedAssignmentSchema>;
