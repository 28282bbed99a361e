import { z } from 'zod';
import { entities, type Entity, type Outcome, type OutcomeStatus } from '../../../shared/model';
import { advance, type RunPlan } from '../runPlan';

/** How a lane ended. `complete` = all of its window was read, so its watermark moved. */
export const laneResultSchema = z.object({
	customer: z.string(),
	run_id: z.string(),
	entity: z.enum(entities),
	complete: z.boolean(),
	watermark: z.string(),
	from: z.string(),
	to: z.string(),
	counts: z.record(z.number()),
});
export type LaneResult = z.infer<typeof laneResultSchema>;

/** An outcome without SAP key stands for the lane as a whole: it did not read all of its window. */
export function isComplete(run: RunPlan, outcomes: Outcome[]): boolean {
	// A window by another clock than SAP's proves nothing about what SAP has stamped.
	return run.system !== '' && !outcomes.some((each) => each.sapKey === '' && each.status !== 'synced');
}

export function laneResult(run: RunPlan, entity: Entity, outcomes: Outcome[]): LaneResult {
	const complete = isComplete(run, outcomes);
	const before = run.watermarks[entity];
	const window = run.windows[entity];
	return {
		customer: run.customer,
		run_id: run.runId,
		entity,
		complete,
		watermark: complete && !run.dryRun ? advance(before, window) : before,
		from: window.from ?? '',
		to: window.to,
		counts: countByStatus(outcomes),
	};
}

function countByStatus(outcomes: Outcome[]): Partial<Record<OutcomeStatus, number>> {
	const counts: Partial<Record<OutcomeStatus, number>> = {};
	for (const { status } of outcomes) counts[status] = (counts[status] ?? 0) + 1;
	return counts;
}
