import { z } from 'zod';
import { entityTable } from '../../shared/entities';
import {
	entities,
	runModes,
	unfinishedSchema,
	windowSchema,
	type Entity,
	type RunMode,
	type Unfinished,
	type Window,
} from '../../shared/model';
import { budgetsSentSchema, readBudgetsSent } from '../lanes/projectCost/sent';
import { dueKeys, namedKeys, type Selection } from './replayKeys';
import { runStamp } from './prune';
import { totalsSchema } from './totals';
import { advance, deltaWindow, rangeWindow } from './window';
import type { ExceptionRow, StateRow } from '../ledger/rows';

/** Entities that are read in batches, in the order of their key. The others are read as a whole: they are few or small. */
export const batchedEntities: readonly Entity[] = entities.filter((entity) => entityTable[entity].batched);

/** One value for each entity. */
function perEntity<T extends z.ZodTypeAny>(schema: T) {
	return z.object(Object.fromEntries(entities.map((entity) => [entity, schema])) as Record<Entity, T>);
}

/**
 * What every node of a run goes by. A run reads in batches: Run > Close Batch answers the plan of the next one, as long
 * as there is something left to read.
 *
 * What a lane reads: with `reads` false nothing, skip it (those of `waits` read in a later batch of this run). With `readWindow` the documents of its window whose key comes
 * after `afterKey` (`""` = from the start), at most `batchSize` of them (0 = all) where the entity is one of
 * {@link batchedEntities}; and besides those of `replay`, whatever their change stamp. Without `readWindow` only those.
 * A window from null is to be read without any time filter: SAP never stamped some old documents.
 */
export const runPlanSchema = z.object({
	runId: z.string().min(1),
	customer: z.string().min(1),
	mode: z.enum(runModes),
	/** Nothing is written to Procore, and no watermark moves. */
	dryRun: z.boolean(),
	/** `""` when SAP could not be asked: nothing can be decided then. */
	system: z.string(),
	startedAt: z.string(),
	/** The lanes that are switched on. */
	lanes: z.array(z.enum(entities)),
	reads: perEntity(z.boolean()),
	readWindow: perEntity(z.boolean()),
	windows: perEntity(windowSchema),
	afterKey: perEntity(z.string()),
	/** Lanes that read nothing yet, because another one is not through with everything there is. */
	waits: z.array(z.enum(entities)),
	/** Suppliers that earlier batches of this run have looked at without giving them a vendor: looking again changes nothing. */
	leftOut: z.array(z.string()),
	batchSize: z.number(),
	/** SAP keys that are read whatever their change stamp: those of open exceptions that are due, or chosen. */
	replay: perEntity(z.array(z.string())),
	/** How far each entity had been read before, `""` = never. */
	watermarks: perEntity(z.string()),
	/** Windows that an earlier batch or run has begun, as the state table has them. */
	unfinished: perEntity(unfinishedSchema.nullable()),
	/** What a lane reads once it is through with a window that an earlier run began. */
	later: perEntity(z.object({ window: windowSchema, replay: z.array(z.string()) }).nullable()),
	/** What Procore has of budgets by now: the lane leaves out projects whose amounts are still the same. */
	budgetsSent: budgetsSentSchema,
	/** Unchanged documents get an audit row too: a run before this one was broken off after it had written some. */
	recordUnchanged: z.boolean(),
	/** What the batches before this one came to. */
	totals: totalsSchema,
});
export type RunPlan = z.infer<typeof runPlanSchema>;

export interface PlanInput {
	executionId: string;
	customer: string;
	mode: RunMode;
	system: string;
	lanes: readonly Entity[];
	/** Now by SAP's clock, ISO 8601. */
	now: string;
	/** Now by n8n's clock, ISO 8601. */
	startedAt: string;
	overlapMinutes: number;
	settleMinutes: number;
	/** Documents of a batch; 0 = no limit. */
	batchSize: number;
	/** Range of a backfill, ISO 8601 or a day; `""` = open. */
	range: { from: string; to: string };
	/** What a replay is about. */
	selection: Selection;
	state: StateRow[];
	/** Exceptions that are not resolved. */
	exceptions: ExceptionRow[];
	/** How many earlier runs never came to their end. */
	brokenOffRuns: number;
}

/** What one lane reads. */
interface LanePlan {
	readWindow: boolean;
	window: Window;
	afterKey: string;
	replay: string[];
	watermark: string;
	unfinished: Unfinished | null;
	later: { window: Window; replay: string[] } | null;
}

const minuteMs = 60_000;
const iso = (ms: number) => new Date(ms).toISOString();

/**
 * Freezes what a run reads.
 *
 * - delta: `[watermark − overlap, now − settle]`, everything where there is no watermark yet.
 * - backfill: everything, or a range of days. One that an earlier run began is gone on with where it stopped, and only that.
 * - preview: what a delta would read.
 * - replay: no window, only the documents of the chosen exceptions.
 *
 * A delta first goes on with a window that was begun (a backfill, a first load): its upper bound stays as it was frozen
 * then. What was changed since is read after it.
 */
export function planRun(input: PlanInput): RunPlan {
	const plans = byEntity((entity) => lanePlan(input, entity));
	const each = <K extends keyof LanePlan>(key: K) => byEntity((entity) => plans[entity][key]);
	// A preview keeps no place to go on from.
	const batchSize = input.mode === 'preview' ? 0 : input.batchSize;
	const waits = waitingLanes(plans, batchSize);
	return {
		runId: `${runStamp(iso(Date.parse(input.now)))}-${input.executionId}`,
		customer: input.customer,
		mode: input.mode,
		dryRun: input.mode === 'preview',
		system: input.system,
		startedAt: input.startedAt,
		lanes: entities.filter((entity) => input.lanes.includes(entity)),
		reads: byEntity((entity) => hasWork(plans[entity]) && !waits.includes(entity)),
		readWindow: each('readWindow'),
		windows: each('window'),
		afterKey: each('afterKey'),
		waits,
		leftOut: [],
		batchSize,
		replay: each('replay'),
		watermarks: each('watermark'),
		unfinished: each('unfinished'),
		later: each('later'),
		budgetsSent: readBudgetsSent(input.state.find((row) => row.entity === 'budget')?.budgets_sent ?? ''),
		recordUnchanged: input.brokenOffRuns > 0,
		totals: { lanes: {}, calls: {} },
	};
}

export function byEntity<T>(make: (entity: Entity) => T): Record<Entity, T> {
	return Object.fromEntries(entities.map((entity) => [entity, make(entity)])) as Record<Entity, T>;
}

/**
 * Lanes that have to wait in the next batch. When all orders and all requisitions are read, in batches, a requisition would
 * come long before its order, and again with it: so requisitions are read after the last batch of orders. Otherwise they
 * are not told to wait, because those that an order of a batch was made of have to come along with it.
 */
export function waitingLanes(
	plans: Record<Entity, Pick<LanePlan, 'readWindow' | 'window'>>,
	batchSize: number,
): Entity[] {
	const readsAll = ({ readWindow, window }: Pick<LanePlan, 'readWindow' | 'window'>) =>
		readWindow && window.from === null;
	return batchSize > 0 && readsAll(plans.purchase_order) && readsAll(plans.requisition) ? ['requisition'] : [];
}

/** Whether a lane reads its window in this batch. */
export function readsWindow({ readWindow, waits }: Pick<RunPlan, 'readWindow' | 'waits'>, entity: Entity): boolean {
	return readWindow[entity] && !waits.includes(entity);
}

export function hasWork({ readWindow, replay }: Pick<LanePlan, 'readWindow' | 'replay'>): boolean {
	return readWindow || replay.length > 0;
}

function lanePlan(input: PlanInput, entity: Entity): LanePlan {
	const { settled, overlap } = clock(input);
	const watermark = input.state.find((row) => row.entity === entity)?.watermark ?? '';
	const unfinished = unfinishedOf(input, entity);
	const nothing: LanePlan = {
		readWindow: false,
		window: { from: iso(settled), to: iso(settled) },
		afterKey: '',
		replay: [],
		watermark,
		unfinished,
		later: null,
	};
	if (!input.lanes.includes(entity)) return nothing;
	const asked = Date.parse(input.startedAt);
	if (input.mode === 'replay')
		return { ...nothing, replay: namedKeys(input.exceptions, entity, input.selection, asked) };
	const due = dueKeys(input.exceptions, entity, asked);
	const since = (read: string) => freshLane(nothing, entity, deltaWindow(read, settled, overlap), due);
	if (input.mode === 'backfill') {
		if (belongs(unfinished, input)) return resumed(nothing, unfinished, null);
		const resumes = input.lanes.some((other) => belongs(unfinishedOf(input, other), input));
		return resumes ? nothing : freshLane(nothing, entity, rangeWindow(input.range, settled), due);
	}
	return unfinished ? resumed(nothing, unfinished, since(advance(watermark, unfinished))) : since(watermark);
}

/** When documents of everything are read in batches, those of exceptions come along by themselves. */
function freshLane(lane: LanePlan, entity: Entity, window: Window, due: string[]): LanePlan {
	const covered = window.from === null && batchedEntities.includes(entity);
	return { ...lane, readWindow: true, window, replay: covered ? [] : due };
}

/** Goes on with a window. Nothing is replayed meanwhile, so that every key that comes in tells how far it was read. */
function resumed(lane: LanePlan, { from, to, after }: Unfinished, later: LanePlan | null): LanePlan {
	const next = later && { window: later.window, replay: later.replay };
	return { ...lane, readWindow: true, window: { from, to }, afterKey: after, later: next };
}

function clock(input: PlanInput): { settled: number; overlap: number } {
	const settled = Date.parse(input.now) - input.settleMinutes * minuteMs;
	return { settled, overlap: input.overlapMinutes * minuteMs };
}

/** Whether a window was begun by a backfill of the range that is asked for now. */
function belongs(unfinished: Unfinished | null, input: PlanInput): unfinished is Unfinished {
	const asked = rangeWindow(input.range, clock(input).settled);
	return unfinished?.from === asked.from && (input.range.to === '' || unfinished.to === asked.to);
}

function unfinishedOf({ state }: PlanInput, entity: Entity): Unfinished | null {
	const row = state.find((each) => each.entity === entity);
	const to = Date.parse(row?.window_to ?? '');
	if (!row || Number.isNaN(to)) return null;
	const from = Date.parse(row.window_from);
	return { from: Number.isNaN(from) ? null : iso(from), to: iso(to), after: row.cursor };
}
