import { z } from 'zod';
import type { Entity } from '../../shared/model';
import type { StateRow } from './rows';

export const runModes = ['delta', 'backfill', 'preview'] as const;
export type RunMode = (typeof runModes)[number];

/** Time span of SAP changes that a lane reads, both ends included; `from: null` = everything there is. */
export const windowSchema = z.object({ from: z.string().nullable(), to: z.string() });
export type Window = z.infer<typeof windowSchema>;

/** What every node of a run goes by; `watermarks` is how far each entity had been read before, `""` = never. */
export const runPlanSchema = z.object({
	runId: z.string().min(1),
	customer: z.string().min(1),
	mode: z.enum(runModes),
	/** Nothing is written to Procore, and no watermark moves. */
	dryRun: z.boolean(),
	system: z.string().min(1),
	startedAt: z.string(),
	windows: z.object({ supplier: windowSchema }),
	watermarks: z.object({ supplier: z.string() }),
});
export type RunPlan = z.infer<typeof runPlanSchema>;

export interface PlanInput {
	executionId: string;
	customer: string;
	mode: RunMode;
	system: string;
	/** Now by SAP's clock, ISO 8601. */
	now: string;
	overlapMinutes: number;
	settleMinutes: number;
	entities: readonly Entity[];
	state: StateRow[];
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
	const watermarks = Object.fromEntries(
		input.entities.map((entity) => [entity, input.state.find((row) => row.entity === entity)?.watermark ?? '']),
	) as Record<Entity, string>;
	const windows = Object.fromEntries(
		input.entities.map((entity) => [entity, windowOf(watermarks[entity], now, input)]),
	) as Record<Entity, Window>;
	return {
		runId: `${iso(now).replace(/[-:]|\.\d+/g, '')}-${input.executionId}`,
		customer: input.customer,
		mode: input.mode,
		dryRun: input.mode === 'preview',
		system: input.system,
		startedAt: iso(now),
		windows,
		watermarks,
	};
}

function windowOf(watermark: string, now: number, input: PlanInput): Window {
	const to = now - input.settleMinutes * minuteMs;
	const read = Date.parse(watermark);
	if (input.mode === 'backfill' || Number.isNaN(read)) return { from: null, to: iso(to) };
	// A watermark ahead of SAP's clock (a restored table, a moved clock) must not open a gap.
	return { from: iso(Math.min(read, to) - input.overlapMinutes * minuteMs), to: iso(to) };
}

/** Where the watermark stands after a lane: at the window's end, never further back than it was. */
export function advance(before: string, window: Window): string {
	return before !== '' && Date.parse(before) > Date.parse(window.to) ? before : window.to;
}
