import { z } from 'zod';
import { entities, exceptionStatuses, type Entity, type Outcome, type OutcomeStatus } from '../../shared/model';
import { reasonFor } from './reasons';
import type { ExceptionRow } from './rows';
import { advance, type RunPlan } from './runPlan';

/** Row of `sap_procore_audit`. */
export type AuditRow = Record<
	| 'run_id'
	| 'at'
	| 'customer'
	| 'entity'
	| 'sap_key'
	| 'sap_changed_at'
	| 'origin_id'
	| 'project_id'
	| 'procore_id'
	| 'action'
	| 'status'
	| 'reason'
	| 'message'
	| 'fingerprint'
	| 'previous_fingerprint'
	| 'detail',
	string
>;

/** Row of `sap_procore_exceptions`, to be written over the one with the same customer, entity, SAP key and project. */
export interface ExceptionUpdate {
	customer: string;
	entity: string;
	sap_key: string;
	project_id: string;
	status: 'open' | 'resolved';
	reason: string;
	title: string;
	advice: string;
	message: string;
	attempts: number;
	first_seen: string;
	last_seen: string;
	next_attempt_at: string;
	run_id: string;
}

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

export interface RecordInput {
	run: RunPlan;
	entity: Entity;
	outcomes: Outcome[];
	/** Exceptions of this entity that are not resolved: open, or set to ignored by a person. */
	known: ExceptionRow[];
	/** Whether unchanged documents get an audit row too; they are always counted. */
	recordUnchanged: boolean;
	/** Now, ISO 8601. */
	now: string;
}

/** A row, and the outcome it was made from: its place among those given, or none for a row about the lane. */
export interface Traced<T> {
	row: T;
	from: number | undefined;
}

export interface Recorded {
	audit: Array<Traced<AuditRow>>;
	exceptions: Array<Traced<ExceptionUpdate>>;
	lane: LaneResult;
}

const firstRetryMs = 15 * 60_000;
/** Less than a day, so that a daily run never misses its turn by a moment. */
const longestRetryMs = 12 * 3600_000;

/**
 * Turns the outcomes of a lane into audit rows, exceptions to open and to resolve, and the lane's new watermark.
 * An outcome without SAP key stands for the lane as a whole: it did not read all of its window, so the watermark stays.
 * A preview leaves exceptions and watermark alone.
 */
export function record(input: RecordInput): Recorded {
	const { run, entity, outcomes } = input;
	// A window by another clock than SAP's proves nothing about what SAP has stamped.
	const complete = run.system !== '' && !outcomes.some((each) => each.sapKey === '' && each.status !== 'synced');
	const before = run.watermarks[entity];
	const window = run.windows[entity];
	return {
		audit: outcomes.flatMap((each, from) =>
			each.status === 'unchanged' && !input.recordUnchanged && !run.recordUnchanged
				? []
				: [{ row: auditRow(each, run, input.now), from }],
		),
		exceptions: run.dryRun ? [] : exceptionUpdates(input, complete),
		lane: {
			customer: run.customer,
			run_id: run.runId,
			entity,
			complete,
			watermark: complete && !run.dryRun ? advance(before, window) : before,
			from: window.from ?? '',
			to: window.to,
			counts: countByStatus(outcomes),
		},
	};
}

function auditRow(each: Outcome, run: RunPlan, now: string): AuditRow {
	return {
		run_id: run.runId,
		at: each.at || now,
		customer: run.customer,
		entity: each.entity,
		sap_key: each.sapKey,
		sap_changed_at: each.sapChangedAt,
		origin_id: each.originId,
		project_id: each.projectId,
		procore_id: each.procoreId,
		action: each.action,
		status: each.status,
		reason: each.reason,
		message: each.message,
		fingerprint: each.fingerprint,
		previous_fingerprint: each.previousFingerprint,
		detail: Object.keys(each.detail).length === 0 ? '' : JSON.stringify(each.detail),
	};
}

const keyOf = (sapKey: string, projectId: string) => `${sapKey}|${projectId}`;

function exceptionUpdates(input: RecordInput, complete: boolean): Array<Traced<ExceptionUpdate>> {
	const known = new Map(input.known.map((row) => [keyOf(row.sap_key, row.project_id), row]));
	const updates = input.outcomes.flatMap((each, from) => {
		const row = known.get(keyOf(each.sapKey, each.projectId));
		if (exceptionStatuses.includes(each.status))
			return row?.status === 'ignored' ? [] : [{ row: opened(each, row, input), from }];
		return row?.status === 'open' ? [{ row: resolved(row, input), from }] : [];
	});
	const laneRow = known.get(keyOf('', ''));
	if (!complete || laneRow?.status !== 'open') return updates;
	return [...updates, { row: resolved(laneRow, input), from: undefined }];
}

function opened(each: Outcome, row: ExceptionRow | undefined, { run, entity, now }: RecordInput): ExceptionUpdate {
	const { title, advice } = reasonFor(each.reason);
	const attempts = (row?.attempts ?? 0) + 1;
	return {
		customer: run.customer,
		entity,
		sap_key: each.sapKey,
		project_id: each.projectId,
		status: 'open',
		reason: each.reason,
		title,
		// What the node knows of this case says more than the general advice of the reason.
		advice: typeof each.detail.advice === 'string' && each.detail.advice !== '' ? each.detail.advice : advice,
		message: each.message,
		attempts,
		first_seen: row?.first_seen || now,
		last_seen: now,
		next_attempt_at: each.status === 'held' ? '' : nextAttempt(each, attempts, now),
		run_id: run.runId,
	};
}

function nextAttempt(each: Outcome, attempts: number, now: string): string {
	const named = Date.parse(String(each.detail.retryAt ?? ''));
	if (!Number.isNaN(named)) return new Date(named).toISOString();
	const wait = Math.min(firstRetryMs * 2 ** (attempts - 1), longestRetryMs);
	return new Date(Date.parse(now) + wait).toISOString();
}

/** Keeps what it was about, so that a report can say what was resolved. */
function resolved(row: ExceptionRow, { run, entity, now }: RecordInput): ExceptionUpdate {
	return {
		...row,
		customer: run.customer,
		entity,
		status: 'resolved',
		last_seen: now,
		next_attempt_at: '',
		run_id: run.runId,
	};
}

function countByStatus(outcomes: Outcome[]): Partial<Record<OutcomeStatus, number>> {
	const counts: Partial<Record<OutcomeStatus, number>> = {};
	for (const { status } of outcomes) counts[status] = (counts[status] ?? 0) + 1;
	return counts;
}
