import { z } from 'zod/v3';
import { actions, statuses } from './outcome';
import { instant, text } from './primitives';

/**
 * Where something stands, by what is on record. Of documents: `in_procore`; `outdated` = it is there, and its last change
 * has not arrived; `partly` = it is there in some of its projects; `waiting`, `held`, `failed`, `left_out`; `planned` by a
 * preview; `emptied` = it was there, and was taken out again; `not_on_record`. Of projects, cost codes and WBS elements:
 * `ready`, or `incomplete` = something has to be entered first.
 */
export const explanationStates = [
	'in_procore',
	'outdated',
	'partly',
	'waiting',
	'held',
	'failed',
	'left_out',
	'planned',
	'emptied',
	'not_on_record',
	'ready',
	'incomplete',
] as const;
export type ExplanationState = (typeof explanationStates)[number];

/** Whom an explanation asks to act, as in the table of reasons. */
const partySchema = z.enum(['sap', 'procore', 'tables', 'approval', 'n8n']);

/** Whether something was decided by a run and is on record (`recorded`), or follows from SAP and the tables as they are. */
const basisSchema = z.enum(['recorded', 'now']);

/** A row of a table that people fill, and what it says: `glAccount=6300*` gives `03-100 / M`. */
export const explainedRowSchema = z
	.object({
		/** Name of the table in n8n. */
		table: text,
		/** n8n's number of the row; `""` where the records name the row by its project only. */
		id: text,
		pattern: text,
		/** `""` = not filled yet. */
		result: text,
		basis: basisSchema,
	})
	.strict();
export type ExplainedRow = z.infer<typeof explainedRowSchema>;

/** Where an account assignment went (or would go now), and the rule that decided. */
export const explainedLineSchema = z
	.object({
		/** What it is a line of: an order and the costs posted on it have lines both. */
		entity: text,
		item: text,
		assignment: text,
		companyCode: text,
		glAccount: text,
		costCenter: text,
		wbsElement: text,
		amount: text,
		currency: text,
		projectId: text,
		costCode: text,
		costType: text,
		rule: text,
		basis: basisSchema,
		/** Run that recorded it, and identity of the object in Procore; `""` with the basis `now`. */
		runId: text,
		originId: text,
	})
	.strict();
export type ExplainedLine = z.infer<typeof explainedLineSchema>;

/** An outcome on record. */
export const explainedOutcomeSchema = z
	.object({
		at: text,
		runId: text,
		/** n8n's execution; `""` where the run ID does not tell. */
		executionId: text,
		entity: text,
		projectId: text,
		procoreId: text,
		originId: text,
		action: z.union([z.enum(actions), z.literal('')]),
		status: z.union([z.enum(statuses), z.literal('')]),
		reason: text,
		/** What the reason means, for people; `""` = none. */
		title: text,
		message: text,
	})
	.strict();
export type ExplainedOutcome = z.infer<typeof explainedOutcomeSchema>;

/** A document in one project (`""` = as a whole), where it stands, and the outcome that says so. */
export const explainedPartSchema = z
	.object({
		entity: text,
		projectId: text,
		project: text,
		state: z.enum(explanationStates),
		/** The object, also where the last outcome does not name it; `""` = none is known. */
		procoreId: text,
		outcome: explainedOutcomeSchema,
	})
	.strict();
export type ExplainedPart = z.infer<typeof explainedPartSchema>;

/** Something that is missing, and who can bring it. */
export const missingSchema = z
	.object({
		/** The document that lacks it: the one that was searched, or one that it waits for. */
		document: text,
		projectId: text,
		reason: text,
		what: text,
		advice: text,
		/** `[]` = nobody: it goes on by itself, or nothing is to be done. */
		who: z.array(partySchema),
		/** The same in words; `""` = nobody. */
		whoText: text,
		/** From when on a run tries it again, ISO 8601; `""` = every run, or none. */
		nextAttemptAt: text,
		/** A run takes it up without a person. */
		byItself: z.boolean(),
		/** Rows to fill or to correct. */
		rows: z.array(explainedRowSchema),
		/** Procore vendors to choose from, by ID. */
		candidates: z.array(z.string()),
		amount: text,
		currency: text,
	})
	.strict();
export type Missing = z.infer<typeof missingSchema>;

/** What SAP has: whether it was asked, and if so what it said. */
export const explainedSapSchema = z
	.object({
		state: z.enum(['not_asked', 'not_read', 'not_found', 'read']),
		/** In a sentence. */
		what: text,
		facts: z.array(z.object({ name: text, value: text }).strict()),
	})
	.strict();
export type ExplainedSap = z.infer<typeof explainedSapSchema>;

/** What the next run would decide, by SAP's document and the tables as they are. */
export const expectedSchema = z.object({ projectId: text, status: text, reason: text, what: text }).strict();
export type Expected = z.infer<typeof expectedSchema>;

/** One thing that the searched word names. */
export const explainedSubjectSchema = z
	.object({
		/** An entity of the sync, or `wbs_element`. */
		entity: text,
		key: text,
		/** As people call it: `Purchase order 4500000001`. */
		name: text,
		state: z.enum(explanationStates),
		/** One sentence. */
		verdict: z.string().min(1),
		sap: explainedSapSchema,
		parts: z.array(explainedPartSchema),
		lines: z.array(explainedLineSchema),
		rows: z.array(explainedRowSchema),
		/** The newest first. */
		outcomes: z.array(explainedOutcomeSchema),
		missing: z.array(missingSchema),
		expected: z.array(expectedSchema),
	})
	.strict();
export type ExplainedSubject = z.infer<typeof explainedSubjectSchema>;

/**
 * Why something is, or is not, in Procore: what was searched, and one subject for each thing that the word names. Nothing is
 * said that was not read: what the records have, what SAP has if it was asked, and nothing of Procore itself.
 */
export const explanationSchema = z
	.object({
		customer: text,
		/** The word that was searched, cleaned and cut. */
		search: text,
		at: instant,
		/** One sentence. */
		verdict: z.string().min(1),
		subjects: z.array(explainedSubjectSchema),
		/** Where nothing was found: what to look at, each a sentence. */
		checks: z.array(z.string()),
		/** The whole in a few lines of plain text; whoever shows it as HTML has to escape it. */
		text: z.string().min(1),
	})
	.strict();
export type Explanation = z.infer<typeof explanationSchema>;
