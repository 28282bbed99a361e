import { z } from 'zod';
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
	detail: z
		.record(z.unknown())
		.nullish()
		.transform((value) => value ?? {}),
});

export type Outcome = z.infer<typeof outcomeSchema>;

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
