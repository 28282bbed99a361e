import { z } from 'zod';
import { entities, type Entity } from '../../shared/model';
import type { ExceptionRow, StateRow } from './rows';

export const runModes = ['delta', 'backfill', 'preview'] as const;
export type RunMode = (typeof runModes)[number];

/** Time span of SAP changes that a lane reads, both ends included; `from: null` = everything there is. */
export const windowSchema = z.object({ from: z.string().nullable(), to: z.string() });
export type Window = z.infer<typeof windowSchema>;

/** One value for each entity. */
function perEntity<T extends z.ZodTypeAny>(schema: T) {
	return z.object(Object.fromEntries(entities.map((entity) => [entity, schema])) as Record<Entity, T>);
}

/** What every node of a run goes by; `watermarks` is how far each entity had been read before, `""` = never. */
export const runPlanSchema = z.object({
	runId: z.string().min(1),
	customer: z.string().min(1),
	mode: z.enum(runModes),
	/** Nothing is written to Procore, and no watermark moves. */
	dryRun: z.boolean(),
	/** `""` when SAP could not be asked: nothing can be decided then. */
	system: z.string(),
	startedAt: z.string(),
	windows: perEntity(windowSchema),
	watermarks: perEntity(z.string()),
	/** Unchanged documents get an audit row too: a run before this one was broken off after it had written some. */
	recordUnchanged: z.boolean(),
	/** SAP keys that are read whatever their change stamp: those of open exceptions that are due. */
	replay: perEntity(z.array(z.string())),
});
export type RunPlan = z.infer<typeof runPlanSchema>;

export interface PlanInput {
	executionId: string;
	customer: string;
	mode: RunMode;
	system: string;
	/** Now by SAP's clock, ISO 8601. */
	now: string;
	/** Now by n8n's clock, ISO 8601. */
	startedAt: string;
	overlapMinutes: number;
	settleMinutes: number;
	state: StateRow[];
	/** Open exceptions. */
	exceptions: ExceptionRow[];
	/** How many earlier runs never came to their end. */
	brokenOffRuns: number;
}

const minuteMs = 60_000;
const iso = (ms: number) => new Date(ms).toISOString();

/**
 * Freezes the windows of a run: `[watermark − overlap, now − settle]`.
 * The overlap finds what was stamped before the last run and committed after it; the settle time leaves what is being
 * written right now to the next run.
 */
export function planRun(input: PlanInput): RunPlan {
	const now = Date.parse(input.now);
	const byEntity = <T>(make: (entity: Entity) => T) =>
		Object.fromEntries(entities.map((entity) => [entity, make(entity)])) as Record<Entity, T>;
	const watermarks = byEntity((entity) => input.state.find((row) => row.entity === entity)?.watermark ?? '');
	const windows = byEntity((entity) => windowOf(watermarks[entity], now, input));
	return {
		runId: `${iso(now).replace(/[-:]|\.\d+/g, '')}-${input.executionId}`,
		customer: input.customer,
		mode: input.mode,
		dryRun: input.mode === 'preview',
		system: input.system,
		startedAt: input.startedAt,
		windows,
		watermarks,
		recordUnchanged: input.brokenOffRuns > 0,
		replay: byEntity((entity) => dueKeys(input.exceptions, entity, Date.parse(input.startedAt))),
	};
}

function windowOf(watermark: string, now: number, input: PlanInput): Window {
	const to = now - input.settleMinutes * minuteMs;
	const read = Date.parse(watermark);
	if (input.mode === 'backfill' || Number.isNaN(read)) return { from: null, to: iso(to) };
	// A watermark ahead of SAP's clock (a restored table, a moved clock) must not open a gap.
	return { from: iso(Math.min(read, to) - input.overlapMinutes * minuteMs), to: iso(to) };
}

/**
 * Keys of open exceptions that are looked at again now. A held one is due in every run, because a person may have decided
 * or corrected something since, and looking costs nothing in Procore; others wait for their next attempt.
 */
function dueKeys(exceptions: ExceptionRow[], entity: Entity, now: number): string[] {
	const due = exceptions.filter(
		(row) =>
			row.entity === entity && row.status === 'open' && row.sap_key !== '' && !(Date.parse(row.next_attempt_at) > now),
	);
	return [...new Set(due.map((row) => row.sap_key))];
}

/** Where the watermark stands after a lane: at the window's end, never further back than it was. */
export function advance(before: string, window: Window): string {
	return before !== '' && Date.parse(before) > Date.parse(window.to) ? before : window.to;
}
