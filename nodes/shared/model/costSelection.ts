import { z } from 'zod';
import { outcomeSchema } from './outcome';
import { currency, decimalText, sapKey, text } from './primitives';

/**
 * A WBS element, cost center or internal order on which costs were posted, with all of them in company code currency. As in
 * a cost, several may be filled. `isChanged` = something was posted or changed in the window that was read.
 */
export const costObjectSchema = z.object({
	companyCode: sapKey,
	wbsElement: text,
	costCenter: text,
	order: text,
	currency,
	amount: decimalText,
	isChanged: z.boolean(),
});
export type CostObject = z.infer<typeof costObjectSchema>;

/** A key, or the beginning of keys, as {@link Pattern} of `shared/pattern`. */
const keyPatternSchema = z.object({ kind: z.enum(['exact', 'prefix', 'branch']), key: z.string().min(1) });

/** A project of Procore whose costs are read, and what in SAP its costs are posted on. */
const selectedProjectSchema = z.object({
	projectId: z.string().min(1),
	wbsElements: z.array(keyPatternSchema),
	orders: z.array(z.string()),
	costCenters: z.array(keyPatternSchema),
});
export type SelectedProject = z.infer<typeof selectedProjectSchema>;

/**
 * The projects whose costs a batch reads, all of each. `outside` tells of the costs that no project takes; null = this batch
 * does not look at them.
 */
export const costSelectionSchema = z.object({
	projects: z.array(selectedProjectSchema),
	outside: outcomeSchema.nullable(),
});
export type CostSelection = z.infer<typeof costSelectionSchema>;
