import { z } from 'zod';

const patternSchema = z.object({ kind: z.enum(['exact', 'prefix', 'branch']), key: z.string().min(1) });

/** What the costs of projects are posted on, as the roster finds them: patterns of `shared/pattern`, and order numbers. */
export const costObjectsSchema = z.object({
	wbsElements: z.array(patternSchema),
	orders: z.array(z.string()),
	costCenters: z.array(patternSchema),
});
export type CostObjects = z.infer<typeof costObjectsSchema>;

/**
 * Projects whose costs are read together, by their Procore IDs: those after the one before, up to `upTo`; `""` = all that
 * follow, and what belongs to no project. Their costs are posted on `own`, and with `others` on all that is not among these.
 * `lookAt` are the projects of all ranges that the run compares with Procore although nothing changed in SAP.
 */
export const projectRangeSchema = z.object({
	upTo: z.string(),
	own: costObjectsSchema,
	others: costObjectsSchema.nullable(),
	lookAt: z.array(z.string()),
});
export type ProjectRange = z.infer<typeof projectRangeSchema>;
