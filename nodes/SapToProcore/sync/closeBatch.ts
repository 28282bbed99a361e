import type { CallCounts } from '../../shared/callCounter';
import { entities, type Entity, type Unfinished } from '../../shared/model';
import { readBudgetsSent } from '../lanes/projectCost/sent';
import type { LaneResult } from './record';
import { byEntity, hasWork, waitingLanes, type RunPlan } from './runPlan';
import { countsText, summaryOf } from './summary';
import type { LaneTotal, Totals } from './totals';

/** What a batch came to, and the plan of the next one. `more` = there is a next one to read in this run. */
export interface ClosedBatch {
	plan: RunPlan;
	lanes: LaneResult[];
	more: boolean;
	/** Columns of the run row, so that it shows how far the run has come. */
	summary: string;
	counts: string;
}

/**
 * Sums up a batch and makes the plan of the next. A lane with more to read goes on after its last key, one that is through
 * with a window of an earlier run reads what was changed since, all others have nothing left. When quota or system gave
 * out there is no next batch: what is unread stays for the next run.
 */
export function closeBatch(run: RunPlan, lanes: LaneResult[], calls: CallCounts, executionId: string): ClosedBatch {
	const byLane = new Map(lanes.map((lane) => [lane.entity, lane]));
	const next = byEntity((entity) => nextOf(run, entity, byLane.get(entity)));
	const each = <K extends keyof NextLane>(key: K) => byEntity((entity) => next[entity][key]);
	const totals = { lanes: totalLanes(run, byLane, next), calls: { ...run.totals.calls, [executionId]: calls } };
	const waits = waitingLanes(next, run.batchSize);
	const reads = byEntity((entity) => hasWork(next[entity]) && !waits.includes(entity));
	const stalled = lanes.some((lane) => lane.stalled);
	return {
		plan: {
			...run,
			reads,
			readWindow: each('readWindow'),
			windows: each('window'),
			afterKey: each('afterKey'),
			waits,
			leftOut: [...run.leftOut, ...lanes.flatMap((lane) => lane.leftOut)],
			replay: each('replay'),
			watermarks: each('watermark'),
			unfinished: each('unfinished'),
			later: each('later'),
			budgetsSent: budgetsSent(run, byLane.get('budget')),
			totals,
		},
		lanes,
		more: !stalled && entities.some((entity) => reads[entity]),
		summary: summaryOf(totals),
		counts: countsText(totals),
	};
}

function budgetsSent(run: RunPlan, lane: LaneResult | undefined): RunPlan['budgetsSent'] {
	return lane ? readBudgetsSent(lane.budgets_sent) : run.budgetsSent;
}

interface NextLane {
	readWindow: boolean;
	window: RunPlan['windows'][Entity];
	afterKey: string;
	replay: string[];
	watermark: string;
	unfinished: Unfinished | null;
	later: RunPlan['later'][Entity];
}

function nextOf(run: RunPlan, entity: Entity, lane: LaneResult | undefined): NextLane {
	const { to } = run.windows[entity];
	const nothing: NextLane = {
		readWindow: false,
		window: { from: to, to },
		afterKey: '',
		replay: [],
		watermark: lane?.watermark ?? run.watermarks[entity],
		unfinished: lane ? unfinishedOf(lane) : run.unfinished[entity],
		later: null,
	};
	if (run.waits.includes(entity)) return { ...nothing, ...begun(run, entity) };
	if (lane?.more) {
		const goesOn = { window: run.windows[entity], afterKey: lane.cursor, later: run.later[entity] };
		return { ...nothing, readWindow: true, ...goesOn };
	}
	const later = run.later[entity];
	return lane?.complete && later ? { ...nothing, readWindow: true, ...later } : nothing;
}

/** What a lane that has waited still has to read. */
function begun(
	run: RunPlan,
	entity: Entity,
): Pick<NextLane, 'readWindow' | 'window' | 'afterKey' | 'replay' | 'later'> {
	const of = <T>(values: Record<Entity, T>) => values[entity];
	return {
		readWindow: of(run.readWindow),
		window: of(run.windows),
		afterKey: of(run.afterKey),
		replay: of(run.replay),
		later: of(run.later),
	};
}

function unfinishedOf({ cursor, window_from, window_to }: LaneResult): Unfinished | null {
	return window_to === '' ? null : { from: window_from === '' ? null : window_from, to: window_to, after: cursor };
}

function totalLanes(
	run: RunPlan,
	lanes: ReadonlyMap<Entity, LaneResult>,
	next: Record<Entity, NextLane>,
): Totals['lanes'] {
	const totals = { ...run.totals.lanes };
	for (const [entity, lane] of lanes) totals[entity] = laneTotal(totals[entity], lane, hasWork(next[entity]));
	return totals;
}

/** A lane that had nothing to read in this batch stands as it did. */
function laneTotal(before: LaneTotal | undefined, lane: LaneResult, goesOn: boolean): LaneTotal {
	const counts = { ...before?.counts };
	for (const [status, count] of Object.entries(lane.counts)) counts[status] = (counts[status] ?? 0) + count;
	if (before?.read && !lane.read)
		return { ...before, complete: before.complete && lane.complete, trouble: before.trouble || lane.trouble, counts };
	return {
		complete: lane.complete && !goesOn,
		read: lane.read,
		from: before?.read ? before.from : lane.from,
		to: lane.to,
		cursor: lane.more ? lane.cursor : '',
		trouble: before?.trouble || lane.trouble,
		counts,
	};
}
