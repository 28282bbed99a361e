import { z } from 'zod/v3';
import { parsedJson } from '../../shared/json';
import { redact } from '../../shared/redact';

export type Severity = 'error' | 'warning' | 'info';

/** A message for people, for e-mail or chat. Holds no secret. */
export interface Alert {
	title: string;
	text: string;
	severity: Severity;
}

const words = z
	.unknown()
	.transform((value) => (typeof value === 'string' || typeof value === 'number' ? redact(String(value), 2000) : ''));
const errorSchema = z.object({ message: words, description: words, type: words }).partial().nullish();

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
	counts: z.string().catch(''),
	/** IDs of earlier runs that this one found broken off. */
	broken_off: words,
});

const unnamed = 'SAP to Procore: trouble';

/** A message from what an error workflow gets, or from a row of `sap_procore_runs`. */
export function describeTrouble(given: unknown): Alert {
	const row = runRowSchema.safeParse(given);
	if (row.success) return ofRun(row.data);
	const failure = failureSchema.safeParse(given);
	if (failure.success && (failure.data.execution || failure.data.trigger)) return ofFailure(failure.data);
	return { title: unnamed, text: redact(JSON.stringify(given) ?? ''), severity: 'error' };
}

const advice: Record<string, string> = {
	success: '',
	partial: 'Not everything was read. The next run goes on where this one stopped.',
	failed: 'Nothing is lost: the next run reads the same again.',
	'broken off': 'n8n stopped, or somebody stopped the run. Nothing is lost: the next run reads the same again.',
};

function ofRun(row: z.infer<typeof runRowSchema>): Alert {
	const broken = row.broken_off
		? `An earlier run was broken off (${row.broken_off}): n8n stopped in the middle of it, or somebody stopped it. This run has resumed from there.`
		: '';
	const what = row.status === 'success' && broken ? 'an earlier run was broken off' : `${row.mode} ${row.status}`;
	return {
		title: titled(`SAP to Procore (${row.customer}): ${what}`),
		text: lines([
			row.message,
			broken,
			row.summary,
			advice[row.status] ?? '',
			`What needs somebody is in sap_procore_exceptions. Run ${row.run_id}.`,
		]),
		severity: severityOf(row, broken),
	};
}

/** `info` needs nobody: all went well, or a long load goes on in the next run by itself. */
function severityOf({ status, counts }: z.infer<typeof runRowSchema>, broken: string): Severity {
	if (status === 'partial') return goesOnByItself(counts) && !broken ? 'info' : 'warning';
	if (status === 'success' || status === 'running') return broken ? 'warning' : 'info';
	return 'error';
}

const laneSchema = z.object({ complete: z.boolean(), cursor: z.string().optional() });

/** Whether every lane that has not come to its end says up to where it has read: then nothing failed in it. */
function goesOnByItself(counts: string): boolean {
	const lanes = z.record(laneSchema).safeParse(parsedJson(counts));
	const incomplete = lanes.success ? Object.values(lanes.data).filter(({ complete }) => !complete) : [];
	return incomplete.length > 0 && incomplete.every(({ cursor }) => Boolean(cursor));
}

/** The type of an error by which a run reports what {@link describeTrouble} said of it, or that it did not begin. */
const told: Record<string, Severity> = {
	sap_procore_error: 'error',
	sap_procore_warning: 'warning',
	sap_procore_info: 'info',
};

function ofFailure({ workflow, execution, trigger }: z.infer<typeof failureSchema>): Alert {
	const error = execution?.error ?? trigger?.error;
	const severity = told[error?.type ?? ''];
	if (severity) return ofTold(error?.message ?? '', error?.description ?? '', execution?.url ?? '', severity);
	const name = workflow?.name || 'SAP to Procore';
	return {
		title: titled(execution ? `${name}: execution ${execution.id ?? ''} stopped` : `${name}: could not be started`),
		text: lines([
			error?.message || 'n8n gave no message.',
			error?.description ?? '',
			execution?.lastNodeExecuted ? `Node: ${execution.lastNodeExecuted}.` : '',
			execution ? 'Nothing is lost: the next run reads the same again.' : '',
			execution?.url ?? '',
		]),
		// A batch was called by its run, which tells of it.
		severity: execution?.mode === 'integrated' ? 'info' : 'error',
	};
}

/** What a run said of its failure, or why it did not begin. Where that is a title alone, it is the text as well. */
function ofTold(message: string, description: string, url: string, severity: Severity): Alert {
	const title = titled(message) || unnamed;
	return { title, text: lines([description, url]) || title, severity };
}

/** A title becomes the subject of a mail: one line. */
const titled = (text: string) => text.replace(/\s+/g, ' ').trim();

const lines = (texts: string[]) => texts.filter((text) => text !== '').join('\n');
