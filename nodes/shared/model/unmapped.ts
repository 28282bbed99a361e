import { z } from 'zod';
import { decimalText } from './primitives';

/**
 * An account assignment that keeps a document back because no row of the cost code map decides on it: company code, G/L
 * account, cost center, WBS element, and the amount of the document on it, in the currency of its outcome.
 */
export const unmappedAssignmentSchema = z.tuple([
	z.string(),
	z.string(),
	z.string(),
	z.string(),
	decimalText,
	z.string(),
]);
export type UnmappedAssignment = z.infer<typeof unmappedAssignmentSchema>;
