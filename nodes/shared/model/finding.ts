import { z } from 'zod/v3';
import { text } from './primitives';

/**
 * `unchecked`: it could not be looked at; `attention`: it works, and somebody should look at it; `missing`: something does not
 * work until it is there.
 */
export const findingStates = ['fits', 'unchecked', 'attention', 'missing'] as const;
export type FindingState = (typeof findingStates)[number];

/** What was found when the two systems were looked at before a first run. Nothing is changed to find it. */
export const findingSchema = z.object({
	/** Where it was found. */
	system: z.enum(['sap', 'procore', 'tables']),
	/** What was looked at: `log-on`, `service`, `fields`, `data`, `company`, `project`, `tool`, … */
	area: z.string().min(1),
	/** Its name, such as `API_PURCHASEORDER_2`, or the name of a project. */
	subject: text,
	state: z.enum(findingStates),
	/** What was found, in a sentence. */
	what: z.string().min(1),
	/** What to do about it, and where; `""` when nothing is to be done. */
	todo: text,
	/** Procore ID, for findings about one project. */
	projectId: text,
});
export type Finding = z.infer<typeof findingSchema>;

/** A finding with every field that is not given left empty. */
export function finding(fields: Pick<Finding, 'system' | 'area' | 'state' | 'what'> & Partial<Finding>): Finding {
	return { subject: '', todo: '', projectId: '', ...fields };
}
