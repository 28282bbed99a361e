import { z } from 'zod';
import { redact } from '../../../shared/redact';

export type Severity = 'error' | 'warning' | 'info';

/** A message for people, for e-mail or chat. Holds no secret. */
export interface Alert {
	title: string;
	text: string;
	severity: Severity;
}

const words = z
	.unknown()
	.transform((value) => (typeof value === 'string' || typeof value === 'number' ? redact(String(value)) : ''));
const errorSchema = z.object({ message: words, description: words }).partial().nullish();

/** What n8n hands to an error workflow: an execution that failed, or a trigger that could not start one. */
const failureSchema = z.object({
	workflow: z.object({ name: words }).partial().nullish(),
	execution: z
		.object({ id: words, url: words, mode: words, lastNodeExecuted: words, error: errorSchema })
		.partial()
		.nullish(),
	trigger: z.object({ error: errorSchema }).nullish(),
});

const runRowSchema = z.object({
	run_id: z.string().min(1),
	status: z.string().min(1),
	customer: words,
	mode: words,
	summary: words,
	message: words,
});

const heldSchema = z.object({ taken: z.literal(false), customer: words, message: words });

/** A message from what an error workflow gets, from a row of `sap_procore_runs`, or from Run > Check Lease. */
export function describeTrouble(given: unknown): Alert {
	const row = runRowSchema.safeParse(given);
	if (row.success) return ofRun(row.data);
	const held = heldSchema.safeParse(given);
	if (held.success)
		return { title: `SAP to Procore (${held.data.customer}): no run`, text: held.data.message, severity: 'warning' };
	const failure = failureSchema.safeParse(given);
	if (failure.success && (failure.data.execution || failure.data.trigger)) return ofFailure(failure.data);
	return { title: 'SAP to Procore: trouble', text: redact(JSON.stringify(given) ?? ''), severity: 'error' };
}

const severities: Record<string, Severity> = { success: 'info', partial: 'warning', running: 'info' };

const advice: Record<string, string> = {
	success: '',
	partial: 'Not everything was read. The next run goes on where this one stopped.',
	failed: 'Nothing is lost: the next run reads the same again.',
	'broken off': 'n8n stopped in the middle. Nothing is lost: the next run reads the same again.',
};

function ofRun(row: z.infer<typeof runRowSchema>): Alert {
	return {
		title: `SAP to Procore (${row.customer}): ${row.mode} ${row.status}`,
		text: lines([
			row.message,
			row.summary,
			advice[row.status] ?? '',
			`What needs somebody is in sap_procore_exceptions. Run ${row.run_id}.`,
		]),
		severity: severities[row.status] ?? 'error',
	};
}

function ofFailure({ workflow, execution, trigger }: z.infer<typeof failureSchema>): Alert {
	const error = execution?.error ?? trigger?.error;
	const name = workflow?.name || 'SAP to Procore';
	return {
		title: execution ? `${name}: execution ${execution.id ?? ''} stopped` : `${name}: could not be started`,
		text: lines([
			error?.message || 'n8n gave no message.',
			error?.description ?? '',
			execution?.lastNodeExecuted ? `Node: ${execution.lastNodeExecuted}.` : '',
			execution ? 'Nothing is lost: the next run reads the same again.' : '',
			execution?.url ?? '',
		]),
		severity: 'error',
	};
}

const lines = (texts: string[]) => texts.filter((text) => text !== '').join('\n');
