import { grouping } from '../groups';
import { counted, durationText, timeText } from '../kit/format';
import type { ReportedException } from '../exceptions/model';
import { reasonFor } from '../../../shared/reasons';
import type { StateRow } from '../../ledger/rows';
import { entityLabel, isEntity } from '../../../shared/entities';
import { callsPerHour, callsWithin } from './calls';
import { executionIn } from '../../explain';
import type { CallSpan, Freshness, ReportRequests, RunSummary, StatusReport } from './model';
import { requestsBy } from './requests';
import { runningRun, type HeldLease } from './running';
import { outcomeCounts, type ReportedRun } from './rows';
import { turnsAround, type Schedule, type Turns } from './schedule';
import { trendOf } from './trend';

/** How far an entity has been read. */
type Progress = Pick<StateRow, 'entity' | 'watermark'>;

export interface StatusInput {
	customer: string;
	/** Now, ISO 8601. */
	now: string;
	schedule: Schedule;
	/** Requests that Procore allows in an hour. */
	quotaPerHour: number;
	/** Requests that reports have made in the last thirty days. */
	reportCalls: ReportRequests[];
	runs: ReportedRun[];
	state: Progress[];
	/** Exceptions that are not resolved. */
	exceptions: ReportedException[];
	/** Those that were resolved in the last thirty days. */
	resolved: ReportedException[];
	/** Who keeps other runs out; undefined = nobody. */
	lease: HeldLease | undefined;
}

const hourMs = 3_600_000;
const runsShown = 30;

/** How the sync is doing, from its own tables: neither SAP nor Procore is asked. */
export function statusReport(input: StatusInput): StatusReport {
	const now = Date.parse(input.now);
	const turns = turnsAround(input.schedule, now);
	const runs = input.runs.map(runSummary).sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1));
	const shown = runs.slice(0, runsShown);
	const all = [...input.runs.map(callSpan), ...input.reportCalls];
	const freshness = input.state
		.filter(({ entity }) => isEntity(entity))
		.map((row) => freshnessOf(row, now, input.schedule));
	const exceptions = exceptionCounts(input.exceptions);
	const previews = onlyPreviews(runs);
	const failures = [...runTroubles(runs, turns, now), ...lateRemarks(freshness)];
	return {
		report: 'status',
		customer: input.customer,
		at: input.now,
		state: failures.length > 0 ? 'bad' : exceptions.forPeople > 0 || previews.length > 0 ? 'attention' : 'good',
		remarks: [
			...failures,
			...previews,
			...(exceptions.forPeople > 0 ? [`${counted(exceptions.forPeople, 'exception')} for people to look at.`] : []),
		],
		nextRun: new Date(turns.next).toISOString(),
		onlyPreviews: previews.length > 0,
		isScheduled: input.runs.some((run) => isRecentTurn(run, turns)),
		nextRetry: firstRetry(input.exceptions),
		runs: shown,
		running: runningRun(input),
		requests: requestsBy(input.runs, input.reportCalls, now),
		trend: trendOf(input),
		freshness,
		exceptions,
		calls: {
			quotaPerHour: input.quotaPerHour,
			lastHour: callsWithin(all, now - hourMs, now),
			lastDay: callsWithin(all, now - 24 * hourMs, now),
			reportsLastHour: callsWithin(input.reportCalls, now - hourMs, now),
			reportsLastDay: callsWithin(input.reportCalls, now - 24 * hourMs, now),
			busiestRun: Math.max(0, ...shown.map(callsPerHour)),
		},
	};
}

/** n8n calls what the schedule of a published workflow starts `trigger`. */
const isRecentTurn = ({ started_by: by, started_at: at }: ReportedRun, { previous, next }: Turns) =>
	by === 'trigger' && Date.parse(at) >= previous - (next - previous);

/** Of a run that is not on record as ended: up to when it last said what it had asked for. */
const callSpan = (row: ReportedRun): CallSpan => ({
	startedAt: row.started_at,
	finishedAt: row.finished_at || row.heartbeat_at,
	procoreCalls: row.procore_calls,
});

function runSummary(row: ReportedRun): RunSummary {
	const ms = Date.parse(row.finished_at) - Date.parse(row.started_at);
	return {
		runId: row.run_id,
		mode: row.mode,
		status: row.status,
		startedAt: row.started_at,
		finishedAt: row.finished_at,
		seconds: Number.isNaN(ms) ? null : Math.round(ms / 1000),
		why: row.message || (whys[row.status] ?? ''),
		executionId: executionIn(row.run_id),
		outcomes: outcomeCounts(row.counts),
		sapCalls: row.sap_calls,
		procoreCalls: row.procore_calls,
	};
}

/** What is to be said of a run that has said nothing itself. */
const whys: Record<string, string> = {
	'broken off': 'n8n stopped in the middle of it, or somebody stopped it. The next run went on from there.',
	partial: 'Not everything was read: the next run goes on from there.',
	failed: 'No lane came to its end: the exceptions say why.',
};

function freshnessOf({ entity, watermark }: Progress, now: number, { everyHours }: Schedule): Freshness {
	const behind = now - Date.parse(watermark);
	const head = { entity, title: entityLabel(entity), readUpTo: watermark };
	if (Number.isNaN(behind)) return { ...head, minutesBehind: null, state: 'never' };
	const late = behind > 2 * everyHours * hourMs;
	return { ...head, minutesBehind: Math.max(0, Math.floor(behind / 60_000)), state: late ? 'late' : 'good' };
}

function exceptionCounts(rows: ReportedException[]): StatusReport['exceptions'] {
	const open = rows.filter(({ status }) => status === 'open' || status === 'parked');
	const parked = open.filter(({ status }) => status === 'parked');
	const byItself = open.filter(({ status, reason }) => status === 'open' && reasonFor(reason).status === 'waiting');
	const counted = open.map((row) => ({ ...row, amount: '', currency: '' }));
	return {
		open: open.length,
		parked: parked.length,
		forPeople: open.length - byItself.length,
		byEntity: grouping(counted, ({ entity }) => ({ key: entity, label: entityLabel(entity) })),
		byReason: grouping(counted, ({ reason, title }) => ({ key: reason, label: title || reason })),
	};
}

/** A preview leaves no exceptions: without this, a sync that has never written would seem to be well. */
function onlyPreviews(runs: RunSummary[]): string[] {
	const [last] = runs;
	if (!last || runs.some(({ mode }) => mode !== 'preview')) return [];
	const { held = 0 } = last.outcomes;
	const kept =
		held > 0 ? ` The last one would have held ${counted(held, 'document')}: the page Exceptions lists them.` : '';
	return [`Only previews have run: nothing was written to Procore.${kept}`];
}

/** Until an hour after its turn a run may still be on its way. */
function runTroubles(runs: RunSummary[], { previous }: Turns, now: number): string[] {
	const [last] = runs;
	if (!last) return ['No run is on record yet.'];
	const troubles: string[] = [];
	if (now > previous + hourMs && Date.parse(last.startedAt) < previous - hourMs)
		troubles.push(`No run has begun since ${timeText(last.startedAt)} UTC, though one was due.`);
	const done = runs.find(({ status }) => status !== 'running');
	if (done && done.status !== 'success')
		troubles.push(`The run of ${timeText(done.startedAt)} UTC ended as ${done.status}.`);
	return troubles;
}

const lateRemarks = (freshness: Freshness[]) =>
	freshness
		.filter(({ state }) => state === 'late')
		.map(
			({ title, minutesBehind }) =>
				`${title}: nothing has been read for ${durationText((minutesBehind ?? 0) * 60_000)}.`,
		);

function firstRetry(rows: ReportedException[]): string {
	const times = rows.filter(({ status }) => status === 'open').map((row) => row.next_attempt_at);
	return times.filter((time) => !Number.isNaN(Date.parse(time))).reduce((a, b) => (a === '' || b < a ? b : a), '');
}
