import { z } from 'zod/v3';
import { entities, type Entity } from '../entities';
import { approvalSchema } from './approval';
import { projectRangeSchema } from './projectRange';

export const runModes = ['delta', 'backfill', 'preview', 'replay'] as const;
export type RunMode = (typeof runModes)[number];

/** Time span of SAP changes that a lane reads, both ends included; `from: null` = everything there is. */
export const windowSchema = z.object({ from: z.string().nullable(), to: z.string() });
export type Window = z.infer<typeof windowSchema>;

/**
 * A window that was read only in part: up to and including the key `after` (`""` = nothing of it yet). `backfill` is the ID
 * of the backfill that began it; `""` = a first load or a delta did.
 */
export const unfinishedSchema = windowSchema.extend({ after: z.string(), backfill: z.string() });
export type Unfinished = z.infer<typeof unfinishedSchema>;

/** What a lane has done in a run so far. */
export const laneTotalSchema = z.object({
	/** The batch that was recorded last. */
	batch: z.number(),
	/** Whether there was anything to read. */
	read: z.boolean(),
	/** Whether all that was to be read went through. */
	complete: z.boolean(),
	/** The quota or a system gave out, so that going on at once makes no sense. */
	stalled: z.boolean(),
	/** What the lane as a whole failed on, `""` = nothing. */
	trouble: z.string(),
	/** The window that was read, `""` = none or open. */
	from: z.string(),
	to: z.string(),
	/** Documents read. */
	documents: z.number(),
	/** Outcomes by status. */
	counts: z.record(z.number()),
});
export type LaneTotal = z.infer<typeof laneTotalSchema>;

/**
 * One lane of a run: what this batch reads, and where the lane stands.
 *
 * With `reads` false nothing is read. With `readWindow` the documents of `window` whose key comes after `afterKey`
 * (`""` = from the start), at most `limit` of them (0 = all); and in addition those of `keys`, whatever their change
 * stamp. Without `readWindow` only those. A window from null is read without any time filter: SAP never stamped some old
 * documents.
 */
export const laneSchema = z.object({
	entity: z.enum(entities),
	/** Whether the lane is switched on. */
	on: z.boolean(),
	reads: z.boolean(),
	readWindow: z.boolean(),
	window: windowSchema,
	afterKey: z.string(),
	limit: z.number(),
	keys: z.array(z.string()),
	/** Reads nothing yet, because another lane has to come to the end of its window first. */
	waits: z.boolean(),
	/** How far the lane had been read before, ISO 8601; `""` = never. */
	watermark: z.string(),
	/** A window that an earlier batch or run has begun. */
	unfinished: unfinishedSchema.nullable(),
	/** What the lane reads once it is through with a window that an earlier run began. */
	later: z.object({ window: windowSchema, keys: z.array(z.string()) }).nullable(),
	/** Actual costs: the projects that this batch is about; null = all of them. */
	projects: projectRangeSchema.nullable(),
	/** Actual costs: numbers of the SAP projects of which Procore has costs of these projects. */
	sapProjects: z.array(z.string()),
	/** Exceptions of the lane that were not resolved when the run began. */
	exceptions: z.number(),
	/** By project the hash of what Procore took last; empty in lanes that do not remember it. */
	sent: z.record(z.string()),
	/** null = nothing has run yet. */
	total: laneTotalSchema.nullable(),
});
export type Lane = z.infer<typeof laneSchema>;

/**
 * A run, as every node of it sees it: the item of SAP to Procore > Run > Start. Further batches are the same run, with
 * lanes that have moved on.
 */
export const runSchema = z.object({
	runId: z.string().min(1),
	customer: z.string().min(1),
	mode: z.enum(runModes),
	/** Nothing is written to Procore, and no watermark moves (preview, and a single step in the editor). */
	dryRun: z.boolean(),
	/** A single step in the editor: nothing at all is recorded, and no lease was taken. */
	step: z.boolean(),
	/** System ID of SAP; `""` when SAP could not be asked: nothing can be decided then. */
	system: z.string(),
	/** By n8n's clock, ISO 8601. */
	startedAt: z.string(),
	/** Who holds the lease; `""` = nobody has to. */
	holder: z.string(),
	/** 1 = the one that is seen on the canvas. */
	batch: z.number(),
	/** Documents of a batch; 0 = no limit. */
	batchSize: z.number(),
	/** Projects whose costs a batch reads; 0 = all at once. */
	projectsPerBatch: z.number(),
	/** Why SAP could not be asked when the run began; `""` = it could. */
	trouble: z.string(),
	/** Currency of projects whose row in the roster has none; `""` = not checked. */
	projectCurrency: z.string(),
	/** Which changes wait until somebody approves them; null = none does. */
	approval: approvalSchema.nullable(),
	/** Unchanged documents get an audit row, too: an earlier run was broken off after it had written some. */
	recordUnchanged: z.boolean(),
	/** How many runs in a row may meet a failed or waiting document before it is parked. */
	maximumAttempts: z.number(),
	/** IDs of earlier runs that this one found broken off, separated by commas. */
	brokenOff: z.string(),
	/** One for each entity, in the order of the lanes. */
	lanes: z.array(laneSchema),
	/** Requests of earlier batches. */
	calls: z.object({ sap: z.number(), procore: z.number() }),
});
export type Run = z.infer<typeof runSchema>;

/** @throws Error when the run has no such lane: every run has all of them */
export function laneOf(run: Run, entity: Entity): Lane {
	const lane = run.lanes.find((each) => each.entity === entity);
	if (!lane) throw new Error(`The run has no lane ${entity}`);
	return lane;
}
