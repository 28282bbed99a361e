import { entities, entityTable, type Entity } from '../../shared/entities';
import type { Approval, Lane, Run, RunMode, Unfinished, Window } from '../../shared/model';
import { dueProjects } from '../lanes/projectCost/sent';
import { ofWindow, type Unrecorded } from '../../shared/tables/unrecorded';
import type { ExceptionRow, StateRow } from '../ledger/rows';
import { hasWork, readLaneRow, withWaits } from './lane';
import { runStamp } from './retention';
import { dueKeys, namedKeys, type Selection } from './replayKeys';
import { advance, deltaWindow, rangeWindow } from './window';

export interface PlanInput {
	executionId: string;
	customer: string;
	mode: RunMode;
	/** A single step in the editor. */
	step: boolean;
	/** Who holds the lease; `""` = nobody. */
	holder: string;
	/** `""` when SAP could not be asked, and then `trouble` says why. */
	system: string;
	trouble: string;
	lanes: readonly Entity[];
	/** Now by SAP's clock, ISO 8601. */
	now: string;
	/** Now by n8n's clock, ISO 8601. */
	startedAt: string;
	overlapMinutes: number;
	settleMinutes: number;
	/** Documents of a batch; 0 = no limit. */
	batchSize: number;
	/** Documents of the first batch; 0 = as the others. */
	firstBatchSize: number;
	/** Projects whose costs a batch reads; 0 = all at once. */
	projectsPerBatch: number;
	/** Projects in the roster, where costs have never been read; it is empty before the first run. */
	projects: number;
	/** Range of a backfill, ISO 8601 or a day; `""` = open. */
	range: { from: string; to: string };
	/** What a replay is about. */
	selection: Selection;
	projectCurrency: string;
	approval: Approval | null;
	recordUnchanged: boolean;
	maximumAttempts: number;
	state: StateRow[];
	/** Exceptions that are not resolved. */
	exceptions: ExceptionRow[];
	/** What earlier runs may have written and nobody has recorded. */
	unrecorded: Unrecorded;
	/** IDs of earlier runs that never ended. */
	brokenOff: string[];
}

const minuteMs = 60_000;
const iso = (ms: number) => new Date(ms).toISOString();

/**
 * Freezes what a run reads.
 *
 * - delta: `[watermark − overlap, now − settle]`, everything where there is no watermark yet.
 * - backfill: everything, or a range of days. A backfill that was broken off is resumed where it stopped, and only that.
 * - preview: what a delta would read.
 * - replay: no window, only the documents of the chosen exceptions.
 *
 * A delta first resumes a window that was begun (a backfill, a first load): its upper bound stays as it was frozen then.
 * What was changed since is read after it. When SAP could not be asked, no lane reads anything: each would ask in vain, and
 * SAP locks a user after three refused log-ons.
 */
export function planRun(input: PlanInput): Run {
	// A preview keeps no place to resume from.
	const batchSize = input.mode === 'preview' ? 0 : input.batchSize;
	const first = input.firstBatchSize > 0 ? Math.min(input.firstBatchSize, batchSize) : batchSize;
	const planned = entities.map((entity) => ({
		...lanePlan(input, entity),
		limit: entityTable[entity].batched ? first : 0,
	}));
	const projectsPerBatch = input.mode === 'preview' || input.step ? 0 : input.projectsPerBatch;
	// In the first batch the roster is not what it will be, as its own lane comes before.
	const lanes = withWaits(planned, batchSize).map((lane) =>
		lane.entity === 'actual_cost' && isReadByProject(lane, projectsPerBatch, input.projects)
			? { ...lane, waits: true }
			: lane,
	);
	return {
		runId: runIdOf(input),
		customer: input.customer,
		mode: input.mode,
		dryRun: input.mode === 'preview' || input.step,
		step: input.step,
		system: input.system,
		startedAt: input.startedAt,
		holder: input.holder,
		batch: 1,
		batchSize,
		projectsPerBatch,
		trouble: input.trouble,
		projectCurrency: input.projectCurrency,
		approval: input.approval,
		recordUnchanged: input.recordUnchanged || input.brokenOff.length > 0,
		maximumAttempts: input.maximumAttempts,
		brokenOff: input.brokenOff.join(', '),
		lanes: lanes.map((lane) => ({ ...lane, reads: input.system !== '' && lane.on && hasWork(lane) && !lane.waits })),
		calls: { sap: 0, procore: 0 },
	};
}

/** Whether costs may be too many for one batch, or are the rest of those that were. */
function isReadByProject({ on, readWindow, keys, afterKey, sent }: Lane, most: number, projects: number): boolean {
	if (!on || most === 0 || !hasWork({ readWindow, keys })) return false;
	return afterKey !== '' || Math.max(Object.keys(sent).length, projects) > most;
}

const runIdOf = ({ now, executionId }: PlanInput) => `${runStamp(iso(Date.parse(now)))}-${executionId}`;

function lanePlan(input: PlanInput, entity: Entity): Lane {
	const { settled, overlap } = clock(input);
	const state = readLaneRow(entity, input.state);
	const nothing: Lane = {
		entity,
		on: input.lanes.includes(entity),
		reads: false,
		readWindow: false,
		window: { from: iso(settled), to: iso(settled) },
		afterKey: '',
		limit: 0,
		keys: [],
		waits: false,
		later: null,
		projects: null,
		exceptions: input.exceptions.filter((row) => row.entity === entity).length,
		total: null,
		...state,
	};
	if (!nothing.on) return nothing;
	const asked = Date.parse(input.startedAt);
	if (input.mode === 'replay') return { ...nothing, keys: namedKeys(input.exceptions, entity, input.selection, asked) };
	const again = entity === 'actual_cost' ? dueProjects(state.sent, input.startedAt.slice(0, 10)) : [];
	const due = [
		...new Set([
			...dueKeys(input.exceptions, entity, asked),
			...approvedKeys(input.approval, entity),
			...again,
			...(input.unrecorded[entity] ?? []).filter((key) => key !== ofWindow),
		]),
	];
	const since = (read: string) => freshLane(nothing, deltaWindow(read, settled, overlap), due);
	const { unfinished } = state;
	if (input.mode === 'backfill') {
		if (belongs(unfinished, input)) return resumed(nothing, unfinished, null);
		const resumes = input.lanes.some((other) => belongs(readLaneRow(other, input.state).unfinished, input));
		return resumes ? nothing : begun(freshLane(nothing, rangeWindow(input.range, settled), due), input);
	}
	return unfinished
		? resumed(nothing, unfinished, since(advance(state.watermark, unfinished)))
		: since(state.watermark);
}

/** What somebody has approved is carried out, also where its exception is gone: it was ignored, or was settled before. */
const approvedKeys = (approval: Approval | null, entity: Entity): string[] =>
	(approval?.decided ?? []).flatMap((each) =>
		each.entity === entity && each.decision === 'approved' ? [each.sapKey] : [],
	);

/** When documents of everything are read in batches, those of exceptions are among them. */
function freshLane(lane: Lane, window: Window, due: string[]): Lane {
	const covered = window.from === null && entityTable[lane.entity].batched;
	return { ...lane, readWindow: true, window, keys: covered ? [] : due };
}

/**
 * A backfill is on record for each of its lanes before it reads anything: one that is killed, or whose lanes wait, is
 * resumed as a whole. The bounds of a window by another clock than SAP's are not kept.
 */
function begun(lane: Lane, input: PlanInput): Lane {
	const unfinished = { ...lane.window, after: '', backfill: runIdOf(input) };
	return input.system === '' ? lane : { ...lane, unfinished };
}

/** Resumes a window. Nothing is replayed meanwhile, so that every key that comes in tells how far it was read. */
function resumed(lane: Lane, { from, to, after }: Unfinished, later: Lane | null): Lane {
	const next = later && { window: later.window, keys: later.keys };
	return { ...lane, readWindow: true, window: { from, to }, afterKey: after, later: next };
}

function clock(input: PlanInput): { settled: number; overlap: number } {
	const settled = Date.parse(input.now) - input.settleMinutes * minuteMs;
	return { settled, overlap: input.overlapMinutes * minuteMs };
}

/** Whether a window was begun by a backfill of the range that is asked for now. */
function belongs(unfinished: Unfinished | null, input: PlanInput): unfinished is Unfinished {
	const asked = rangeWindow(input.range, clock(input).settled);
	if (!unfinished || unfinished.backfill === '') return false;
	return unfinished.from === asked.from && (input.range.to === '' || unfinished.to === asked.to);
}
