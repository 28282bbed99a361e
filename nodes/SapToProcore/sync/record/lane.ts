import { z } from 'zod';
import { entities, type Entity, type Outcome, type OutcomeStatus, type Unfinished } from '../../../shared/model';
import { sentAfter, writeBudgetsSent } from '../../lanes/projectCost/sent';
import { reasonFor } from '../../../shared/reasons';
import { advance } from '../window';
import { batchedEntities, readsWindow, type RunPlan } from '../runPlan';
import { compareSapKeys } from '../../../shared/sapKeyOrder';

/**
 * How a lane ended, and its row of `sap_procore_state` (customer, entity, watermark, cursor, window_from, window_to,
 * budgets_sent, run_id). `complete` = all that was to be read in this batch went through; `more` = the window goes on
 * after `cursor`; `stalled` = quota or system gave out, so that going on at once makes no sense; `trouble` = what the lane
 * as a whole failed on, in the words of the node, `""` = nothing.
 */
export const laneResultSchema = z.object({
	customer: z.string(),
	run_id: z.string(),
	entity: z.enum(entities),
	read: z.boolean(),
	complete: z.boolean(),
	more: z.boolean(),
	stalled: z.boolean(),
	trouble: z.string(),
	watermark: z.string(),
	cursor: z.string(),
	window_from: z.string(),
	window_to: z.string(),
	budgets_sent: z.string(),
	from: z.string(),
	to: z.string(),
	counts: z.record(z.number()),
	/** Suppliers that got no vendor in this batch; empty for other lanes. */
	leftOut: z.array(z.string()),
});
export type LaneResult = z.infer<typeof laneResultSchema>;

const hasVendor: readonly OutcomeStatus[] = ['synced', 'unchanged', 'planned'];

/** An outcome without SAP key stands for the lane as a whole: not all that was to be read went through. */
export function isComplete(run: RunPlan, outcomes: Outcome[]): boolean {
	// A window by another clock than SAP's proves nothing about what SAP has stamped.
	return run.system !== '' && !outcomes.some(isOfLane);
}

const isOfLane = ({ sapKey, status }: Outcome) => sapKey === '' && status !== 'synced';

/** What a lane as a whole failed on, of its own outcomes or of those that may be of any lane. */
export function troubleOf(outcomes: Outcome[]): string {
	const found = outcomes.find(isOfLane);
	return found ? found.message || reasonFor(found.reason).title : '';
}

/**
 * The result of a lane from the outcomes of its documents. The watermark moves once all of the window is read, never in
 * parts; a window that is read in part is kept with its last key, so that the next batch or run goes on there. A preview
 * and a replay move neither.
 */
export function laneResult(
	run: RunPlan,
	entity: Entity,
	outcomes: Outcome[],
	{ allThrough, trouble }: { allThrough: boolean; trouble: string },
): LaneResult {
	const before = run.watermarks[entity];
	const window = run.windows[entity];
	const reads = readsWindow(run, entity);
	const { next, stuck } = endOfBatch(run, entity, outcomes);
	const complete = allThrough && !stuck;
	const moves = complete && reads && !run.dryRun;
	const unfinished = moves ? next : asItWas(run, entity);
	return {
		customer: run.customer,
		run_id: run.runId,
		entity,
		read: run.reads[entity],
		complete,
		more: moves && next !== null,
		stalled: outcomes.some(({ reason }) => reason === 'rate_limited' || reason === 'system_unavailable'),
		trouble: complete ? '' : trouble,
		watermark: moves && next === null ? advance(before, window) : before,
		cursor: unfinished?.after ?? '',
		window_from: unfinished?.from ?? '',
		window_to: unfinished?.to ?? '',
		budgets_sent: entity === 'budget' ? writeBudgetsSent(budgetsSent(run, outcomes, allThrough)) : '',
		from: reads ? (window.from ?? '') : '',
		to: reads ? window.to : '',
		counts: countByStatus(outcomes),
		leftOut: entity === 'supplier' ? leftOut(outcomes) : [],
	};
}

function budgetsSent(run: RunPlan, outcomes: Outcome[], allThrough: boolean): RunPlan['budgetsSent'] {
	return run.dryRun ? run.budgetsSent : sentAfter(run.budgetsSent, outcomes, allThrough);
}

function leftOut(outcomes: Outcome[]): string[] {
	const without = outcomes.filter(({ sapKey, status }) => sapKey !== '' && !hasVendor.includes(status));
	return without.map(({ sapKey }) => sapKey);
}

/**
 * Where the window goes on after this batch; null = it is read to its end. A batch that is not full is the last one. Keys
 * that were asked for besides may or may not have been in the window: they count as if they were, but only the others
 * tell how far it was read. `stuck` = a full batch has led no further, which would never end.
 */
function endOfBatch(run: RunPlan, entity: Entity, outcomes: Outcome[]): { next: Unfinished | null; stuck: boolean } {
	const keys = new Set(outcomes.flatMap(({ sapKey }) => (sapKey === '' ? [] : [sapKey])));
	const inBatches = readsWindow(run, entity) && run.batchSize > 0 && batchedEntities.includes(entity);
	if (!inBatches || keys.size < run.batchSize) return { next: null, stuck: false };
	const besides = new Set(run.replay[entity]);
	const start = run.afterKey[entity];
	const after = [...keys].reduce(
		(last, key) => (!besides.has(key) && compareSapKeys(key, last) > 0 ? key : last),
		start,
	);
	return { next: { ...run.windows[entity], after }, stuck: after === start && besides.size === 0 };
}

/** What was begun stays so; and so does a backfill whose batch did not go through: the next run goes on with it. */
function asItWas(run: RunPlan, entity: Entity): Unfinished | null {
	const begins = run.mode === 'backfill' && run.readWindow[entity];
	return run.unfinished[entity] ?? (begins ? { ...run.windows[entity], after: run.afterKey[entity] } : null);
}

function countByStatus(outcomes: Outcome[]): Partial<Record<OutcomeStatus, number>> {
	const counts: Partial<Record<OutcomeStatus, number>> = {};
	for (const { status } of outcomes) counts[status] = (counts[status] ?? 0) + 1;
	return counts;
}
