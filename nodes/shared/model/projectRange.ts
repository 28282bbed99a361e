import { z } from 'zod/v3';

const patternSchema = z.object({ kind: z.enum(['exact', 'prefix', 'branch']), key: z.string().min(1) });

/**
 * What the costs of projects are posted on: patterns of `shared/pattern` and order numbers, as the roster finds them, and
 * numbers of the SAP projects in which their costs were found last, null = of some of the projects nobody knows.
 */
export const costObjectsSchema = z.object({
	wbsElements: z.array(patternSchema),
	orders: z.array(z.string()),
	costCenters: z.array(patternSchema),
	sapProjects: z.array(z.string()).nullable(),
});
export type CostObjects = z.infer<typeof costObjectsSchema>;

/**
 * Projects whose costs are read together, by their Procore IDs: those after `after` up to `upTo`, where `""` = from the first
 * on, and = all that follow with what belongs to no project. Their costs are posted on `own`, with `others` also on anything
 * that is not among these. `roster` is a hash of what belongs to all projects: with another one nobody knows what was read of whom.
 * `lookAt` is how many projects the run may yet compare with Procore although nothing changed in SAP.
 */
export const projectRangeSchema = z.object({
	after: z.string(),
	upTo: z.string(),
	roster: z.string(),
	own: costObjectsSchema,
	others: costObjectsSchema.nullable(),
	lookAt: z.number(),
});
export type ProjectRange = z.infer<typeof projectRangeSchema>;
