import { z } from 'zod/v3';
import { provenance } from './allocation';
import { text } from './primitives';

export const actions = ['create', 'link', 'update', 'reopen', 'void', 'none'] as const;
export const statuses = ['synced', 'unchanged', 'planned', 'ignored', 'waiting', 'held', 'failed'] as const;

export type OutcomeAction = (typeof actions)[number];
export type OutcomeStatus = (typeof statuses)[number];

/** Statuses that need a person or another run. */
export const exceptionStatuses: readonly OutcomeStatus[] = ['waiting', 'held', 'failed'];

/**
 * The one result of a document in a run.
 * `sapKey` is `""` when a lane failed as a whole, before any document was known; `detail` holds remarks and
 * figures for the auditor; `fingerprint` is of the desired object, `previousFingerprint` what Procore held before.
 */
export const outcomeSchema = z.object({
	...provenance,
	runId: text,
	at: text,
	entity: z.string().min(1),
	sapKey: z.string(),
	sapChangedAt: text,
	originId: text,
	projectId: text,
	procoreId: text,
	action: z.enum(actions),
	status: z.enum(statuses),
	reason: text,
	message: text,
	fingerprint: text,
	previousFingerprint: text,
	detail: z.record(z.unknown()),
});

export type Outcome = z.infer<typeof outcomeSchema>;

/** Fields of which neither a document nor a desired object has two. */
const marks = ['entity', 'action', 'status'] as const;

/** Whether an item is meant to be an outcome: then it has to be a whole one. */
export const isMeantAsOutcome = (item: object): boolean => marks.filter((field) => field in item).length > 1;

/** An outcome with every field that is not given left empty. */
export function outcome(fields: Pick<Outcome, 'entity' | 'sapKey' | 'action' | 'status'> & Partial<Outcome>): Outcome {
	return {
		runId: '',
		at: '',
		sapChangedAt: '',
		originId: '',
		projectId: '',
		procoreId: '',
		reason: '',
		message: '',
		fingerprint: '',
		previousFingerprint: '',
		detail: {},
		...fields,
	};
}

/** The outcome of a document whose own outcome has lost something on its way. */
export function brokenOutcome({ json }: { json: Record<string, unknown> }, entity: string, issues: string): Outcome {
	const given = (field: 'sapKey' | 'originId' | 'projectId') => {
		const value = json[field];
		return typeof value === 'string' ? value : '';
	};
	return outcome({
		...{ entity, sapKey: given('sapKey'), originId: given('originId'), projectId: given('projectId') },
		...{ action: 'none', status: 'failed', reason: 'invalid_item' },
		message: `This is not an outcome as it should be: ${issues}`,
	});
}
