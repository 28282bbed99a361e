import { z } from 'zod/v3';
import type { Outcome } from './outcome';
import { decimalText, optionalDecimal, text } from './primitives';

/** What a change does to an object, as far as people have to know before they approve it. */
export const askedChanges = ['void', 'empty', 'reopen', 'create', 'update'] as const;
export type AskedChange = (typeof askedChanges)[number];

/** What somebody has decided about the plan of one object. */
export const decidedPlanSchema = z.object({
	entity: text,
	sapKey: text,
	originId: text,
	plan: text,
	decision: z.enum(['approved', 'left']),
	by: text,
});
export type DecidedPlan = z.infer<typeof decidedPlanSchema>;

/**
 * Which changes of a run wait until somebody approves them: voids, reopenings, and what moves more than `above`, in the
 * currency of the document (`""` = no amount asks).
 */
export const approvalSchema = z.object({ above: optionalDecimal, decided: z.array(decidedPlanSchema) });
export type Approval = z.infer<typeof approvalSchema>;

/**
 * What somebody is asked to approve: `approval` in the detail of an outcome. `plan` stands for exactly what would be done and
 * for what Procore holds meanwhile, `what` says it in words, without amounts. Those are in the currency of the document; `moved`
 * has no sign.
 */
export const askedPlanSchema = z.object({
	plan: z.string().min(1),
	change: z.enum(askedChanges),
	what: text,
	before: decimalText,
	after: decimalText,
	moved: decimalText,
	currency: text,
});
export type AskedPlan = z.infer<typeof askedPlanSchema>;

/** What somebody is asked to approve by an outcome; undefined = nothing. */
export function askedPlanOf({ reason, detail }: Pick<Outcome, 'reason' | 'detail'>): AskedPlan | undefined {
	return reason === 'approval_needed' ? askedPlanSchema.safeParse(detail.approval).data : undefined;
}
