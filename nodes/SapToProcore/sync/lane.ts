import { entityTable } from '../../shared/entities';
import {
	laneOf,
	laneTotalSchema,
	type Entity,
	type Lane,
	type LaneTotal,
	type Outcome,
	type ProjectRange,
	type Run,
	type Unfinished,
} from '../../shared/model';
import { ofWindow, withoutUnrecorded, withUnrecorded, type Unrecorded } from '../../shared/tables/unrecorded';
import { readCostsSent, sentAfter as budgetsSentAfter, writeCostsSent } from '../lanes/cost/sent';
import { codesSentAfter } from '../lanes/costCode/sent';
import { endOf } from '../lanes/projectCost/range';
import { neededSapProjects, sentAfter } from '../lanes/projectCost/sent';
import type { StateRow } from '../ledger/rows';
import { reasonFor } from '../../shared/reasons';
import { compareSapKeys } from '../../shared/sapKeyOrder';
import { countsOf } from './totals';
import { advance } from './window';

/** Columns of `sap_procore_state` that belong to a lane, whole. */
export type LaneRow = Record<
	'entity' | 'run_id' | 'watermark' | 'cursor' | 'window_from' | 'window_to' | 'backfill_run' | 'costs_sent' | 'result',
	string
>;

/** What a lane has read and what came of it, as Outcome > Record sees it. */
export interface LaneBatch {
	outcomes: Outcome[];
	/** Keys of the documents that SAP gave, in the order in which they came: first those of the window, by key. */
	fetched: string[];
	/** Documents that SAP gave and that have no outcome, although nothing says why. */
	unaccounted: number;
}

/** Lanes that remember what Procore has, and so do not ask for it: what they know after a batch. */
const remembers: Partial<Record<Entity, typeof sentAfter>> = {
	actual_cost: sentAfter,
	budget: budgetsSentAfter,
	cost_code: codesSentAfter,
};

function sentOf({ startedAt }: Run, { entity, sent }: Lane, outcomes: Outcome[], through: boolean): Lane['sent'] {
	return { ...(remembers[entity]?.(sent, outcomes, through, startedAt.slice(0, 10)) ?? sent) };
}

/** Whether a lane reads its window in this batch. */
export const readsWindow = ({ reads, readWindow }: Lane): boolean => reads && readWindow;

/** Whether a lane has anything left to read. */
export const hasWork = ({ readWindow, keys }: Pick<Lane, 'readWindow' | 'keys'>): boolean =>
	readWindow || keys.length > 0;

/** An outcome without SAP key stands for the lane as a whole: not all that was to be read went through. */
export const isOfLane = ({ sapKey, status }: Outcome): boolean => sapKey === '' && status !== 'synced';

/** What a lane as a whole failed on; `""` = nothing. */
export function troubleOf(lane: Lane, { outcomes, fetched, unaccounted }: LaneBatch): string {
	const found = outcomes.find(isOfLane);
	const troubles = [
		found ? found.message || reasonFor(found.reason).title : '',
		unaccounted === 0 ? '' : `Documents without outcome: ${unaccounted} of ${fetched.length}. They are read again.`,
		isWithoutRest(lane, fetched) ? restGone : '',
		isStuck(lane, fetched) ? `A full batch has led no further than ${lane.afterKey}. The window is read again.` : '',
	];
	return troubles
		.filter((text) => text !== '')
		.map((text, index, all) => (index < all.length - 1 ? text.replace(/(?<![\s.])[\s.]*$/, '.') : text))
		.join(' ');
}

/**
 * The lane after a batch. The watermark moves once all of the window is read, never in parts; a window that is read in
 * part is kept with its last key, so that the next batch or run resumes there. A preview and a replay move neither.
 */
export function afterBatch(run: Run, lane: Lane, batch: LaneBatch): Lane {
	const trouble = troubleOf(lane, batch);
	// A window by another clock than SAP's proves nothing about what SAP has stamped.
	const through = run.system !== '' && trouble === '';
	const next = through ? restOfWindow(lane, batch.fetched) : null;
	const moves = through && readsWindow(lane) && !run.dryRun;
	const stalled = batch.outcomes.some(({ reason }) => reason === 'rate_limited' || reason === 'system_unavailable');
	return {
		...lane,
		watermark: moves && next === null ? advance(lane.watermark, lane.window) : lane.watermark,
		unfinished: moves ? next : lane.unfinished,
		sent: run.dryRun ? lane.sent : sentOf(run, lane, batch.outcomes, through),
		total: totalAfter(lane, batch, { batch: run.batch, through, trouble, stalled, more: next !== null && !run.dryRun }),
	};
}

const restGone =
	'SAP gave costs of the first projects of the window, and then none at all. Those of the others are read again.';

/**
 * Whether nothing came after the first projects, be it that these are read once more because people have changed them: at
 * least costs of others come where a project has none.
 */
const isWithoutRest = ({ entity, reads, projects, afterKey }: Lane, fetched: string[]): boolean =>
	entity === 'actual_cost' && reads && fetched.length === 0 && (afterKey !== '' || (projects?.after ?? '') !== '');

/** The key that fills a batch of the window; undefined = the batch is not full, or has no limit (0). */
const lastOfFull = (lane: Lane, fetched: string[]): string | undefined =>
	readsWindow(lane) ? fetched[lane.limit - 1] : undefined;

/**
 * Where the window goes on after this batch; null = it is read to its end. A batch that is not full is the last one.
 * Documents that were asked for by key come after those of the window: where they made a batch full that was not, the
 * window has been read whole, and the next batch at most reads some of it again. Costs go on with the next projects, unless
 * none came at all: then nothing moved, or SAP has none.
 */
function restOfWindow(lane: Lane, fetched: string[]): Unfinished | null {
	const last = lane.projects ? endOfRange(lane.projects, fetched) : lastOfFull(lane, fetched);
	return last === undefined ? null : { ...lane.window, after: last, backfill: lane.unfinished?.backfill ?? '' };
}

const endOfRange = (projects: ProjectRange, fetched: string[]): string | undefined =>
	fetched.length === 0 || projects.upTo === '' ? undefined : endOf(projects);

/** Whether SAP gave a full batch of what was read before: going on would never end, and nothing says what follows. */
function isStuck(lane: Lane, fetched: string[]): boolean {
	const last = lastOfFull(lane, fetched);
	return last !== undefined && compareSapKeys(last, lane.afterKey) <= 0;
}

interface BatchEnd {
	batch: number;
	through: boolean;
	trouble: string;
	stalled: boolean;
	more: boolean;
}

function totalAfter(lane: Lane, { outcomes, fetched }: LaneBatch, end: BatchEnd): LaneTotal {
	const before = lane.total;
	const counts = { ...before?.counts };
	for (const [status, count] of Object.entries(countsOf(outcomes))) counts[status] = (counts[status] ?? 0) + count;
	const reads = readsWindow(lane);
	const first = before?.read !== true;
	const through = end.through && !end.more && lane.later === null && !lane.waits;
	return {
		batch: end.batch,
		read: lane.reads || before?.read === true,
		complete: lane.reads ? through : (before?.complete ?? through),
		stalled: end.stalled,
		trouble: before?.trouble || end.trouble,
		from: first ? (reads ? (lane.window.from ?? '') : '') : before.from,
		to: reads ? lane.window.to : (before?.to ?? ''),
		documents: (before?.documents ?? 0) + fetched.length,
		counts,
	};
}

/** The row of a lane, for `sap_procore_state`. */
export function laneRow(run: Run, lane: Lane): LaneRow {
	return {
		entity: lane.entity,
		run_id: run.runId,
		watermark: lane.watermark,
		cursor: lane.unfinished?.after ?? '',
		window_from: lane.unfinished?.from ?? '',
		window_to: lane.unfinished?.to ?? '',
		backfill_run: lane.unfinished?.backfill ?? '',
		costs_sent: remembers[lane.entity] ? writeCostsSent(lane.sent) : '',
		result: lane.total ? JSON.stringify(lane.total) : '',
	};
}

const iso = (ms: number) => new Date(ms).toISOString();

/** The rows of lanes that begin or resume a window: a run that is killed before a lane is recorded leaves them behind. */
export const startedWindows = (run: Run): LaneRow[] =>
	run.lanes.filter(({ readWindow, unfinished }) => readWindow && unfinished).map((lane) => laneRow(run, lane));

/** What the row of a lane says; a lane without a row has never run. */
export function readLaneRow(
	entity: Entity,
	rows: readonly StateRow[],
): Pick<Lane, 'watermark' | 'unfinished' | 'sent' | 'sapProjects'> {
	const row = rows.find((each) => each.entity === entity);
	const to = Date.parse(row?.window_to ?? '');
	const from = Date.parse(row?.window_from ?? '');
	const window = { from: Number.isNaN(from) ? null : iso(from), to: Number.isNaN(to) ? '' : iso(to) };
	const sent = readCostsSent(row?.costs_sent ?? '');
	return {
		watermark: row?.watermark ?? '',
		unfinished: !row || window.to === '' ? null : { ...window, after: row.cursor, backfill: row.backfill_run },
		sent,
		sapProjects: entity === 'actual_cost' ? neededSapProjects(sent) : [],
	};
}

/**
 * The lanes of a run as the rows that its Record nodes have written say; a lane that this batch has not recorded stays as
 * it is, with trouble if it was to read something.
 */
export function recordedLanes(run: Run, rows: ReadonlyArray<StateRow & { run_id: string; result: string }>): Lane[] {
	return run.lanes.map((lane) => {
		const row = rows.find((each) => each.entity === lane.entity && each.run_id === run.runId);
		const total = row ? readTotal(row.result) : null;
		if (row && total?.batch === run.batch) return { ...lane, ...readLaneRow(lane.entity, [row]), total };
		return lane.reads ? { ...lane, total: notRecorded(lane, run.batch) } : lane;
	});
}

function readTotal(text: string): LaneTotal | null {
	try {
		return laneTotalSchema.parse(JSON.parse(text));
	} catch {
		return null;
	}
}

const nothingRecorded = 'Nothing was recorded: the Record node of the lane did not run, or is deactivated.';

/**
 * What is still to be recorded once a run has ended. A lane that a delta has read to its end has all on record; a replay has
 * what it was about. What a lane has done without recording it is to be read again.
 */
export function unrecordedAfter(run: Run, lanes: Lane[], before: Unrecorded): Unrecorded {
	return lanes.reduce((left, { entity, on, total }) => {
		if (total?.trouble.startsWith(nothingRecorded))
			return run.mode === 'replay' ? left : withUnrecorded(left, entity, [ofWindow]);
		if (!on || !total?.read || !total.complete) return left;
		const { keys } = laneOf(run, entity);
		return withoutUnrecorded(left, entity, (key) => run.mode === 'delta' || keys.includes(key));
	}, before);
}

function notRecorded(lane: Lane, batch: number): LaneTotal {
	return {
		...{ from: '', to: '', documents: 0, counts: {} },
		...lane.total,
		...{ batch, read: true, complete: false, stalled: false },
		trouble: nothingRecorded,
	};
}

/** Says that the costs have to be read once more, because orders came after them. */
const ordersCameAfter = 'orders';

/** The lanes of the next batch: what is left of a window, then what changed since it was begun. */
export function nextLanes(run: Run, lanes: Lane[]): Lane[] {
	const next = lanes.map((lane) => ({
		...(lane.waits ? lane : nextOf(run, lane)),
		limit: entityTable[lane.entity].batched ? run.batchSize : 0,
	}));
	const moreOrders = next.some((lane) => lane.entity === 'purchase_order' && lane.on && lane.readWindow);
	const planned = next.map((lane) =>
		lane.entity === 'actual_cost' && lane.on && moreOrders && !lane.waits
			? { ...lane, keys: [ordersCameAfter], afterKey: '' }
			: lane,
	);
	const stalled = lanes.some(({ total }) => total?.stalled);
	const untried = untriedCosts(run, lanes);
	return withWaits(planned, run.batchSize).map((lane) => ({
		...lane,
		reads: run.system !== '' && lane.on && hasWork(lane) && !lane.waits && (!stalled || lane.entity === untried),
	}));
}

/**
 * Costs that have waited for nothing but to be read in ranges. They are tried once, whatever other lanes have met, as they are
 * where the first batch reads them. Those that waited for orders as well go on waiting for them.
 */
function untriedCosts(run: Run, lanes: Lane[]): Entity | undefined {
	const costs = lanes.find(({ entity }) => entity === 'actual_cost');
	const waitedForOrders = withWaits(lanes, run.batchSize).some((lane) => lane.entity === 'actual_cost' && lane.waits);
	return costs?.waits === true && costs.total?.read !== true && !waitedForOrders ? costs.entity : undefined;
}

function nextOf(run: Run, lane: Lane): Lane {
	const nothing = { ...lane, reads: false, readWindow: false, afterKey: '', keys: [], later: null, projects: null };
	// Without a window only the run knows how far costs were read: those of the keys are read again otherwise.
	if (lane.reads && !lane.readWindow && lane.projects && lane.total?.trouble === '' && !lane.total.complete)
		return { ...nothing, keys: lane.keys, afterKey: endOf(lane.projects) };
	if (!readsWindow(lane) || lane.total?.trouble !== '') return nothing;
	if (lane.unfinished && !run.dryRun) {
		const { from, to, after } = lane.unfinished;
		return { ...nothing, readWindow: true, window: { from, to }, afterKey: after, later: lane.later };
	}
	return lane.later ? { ...nothing, readWindow: true, ...lane.later } : nothing;
}

/** Lanes whose documents are about orders, and need the contracts of those. */
const aboutOrders: readonly Entity[] = ['requisition', 'supplier_invoice'];

/**
 * Lanes that have to wait in a batch. When all orders and all requisitions (or supplier invoices) are read, in batches, one
 * of them would come long before its order, and again with it: so they are read after the last batch of orders. Otherwise
 * they are not told to wait, because the requisitions that an order of a batch was made of have to come along with it.
 *
 * Costs wait for the last batch of orders wherever orders come in several: whether a cost is a direct cost depends on the
 * contract of its order. Where nobody knew before that a batch would not be the last one, they are read again after it.
 */
export function withWaits(lanes: Lane[], batchSize: number): Lane[] {
	const readsAll = ({ on, readWindow, window }: Lane) => on && readWindow && window.from === null;
	const orders = lanes.find(({ entity }) => entity === 'purchase_order');
	const ordersGoOn = orders?.on === true && orders.readWindow && (readsAll(orders) || orders.afterKey !== '');
	const waitsFor = (lane: Lane) =>
		lane.entity === 'actual_cost'
			? lane.on && ordersGoOn
			: orders !== undefined && readsAll(orders) && aboutOrders.includes(lane.entity) && readsAll(lane);
	return lanes.map((lane) => ({
		...lane,
		waits: batchSize > 0 && waitsFor(lane),
	}));
}
