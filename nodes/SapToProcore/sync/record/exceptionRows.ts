import { exceptionStatuses, type Outcome } from '../../../shared/model';
import { reasonFor } from '../../../shared/reasons';
import type { ExceptionRow } from '../../ledger/rows';
import { readsWindow, type RunPlan } from '../runPlan';
import { reattempt } from './attempts';
import { noLane } from './noLane';
import type { Traced } from './traced';

/** Row of `sap_procore_exceptions`, to be written over the one with the same customer, entity, SAP key and project. */
export interface ExceptionUpdate {
	customer: string;
	entity: string;
	sap_key: string;
	project_id: string;
	status: 'open' | 'parked' | 'resolved';
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

export interface ExceptionInput {
	run: RunPlan;
	outcomes: Outcome[];
	/** Exceptions that are not resolved. */
	known: ExceptionRow[];
	/** Whether all that a lane was to read went through it. */
	through: (entity: string) => boolean;
	maximumAttempts: number;
	/** Now, ISO 8601. */
	now: string;
}

const keyOf = (entity: string, sapKey: string, projectId: string) => JSON.stringify([entity, sapKey, projectId]);
const documentOf = (entity: string, sapKey: string) => JSON.stringify([entity, sapKey]);
const isException = ({ status }: Outcome) => exceptionStatuses.includes(status);

/**
 * The exceptions that outcomes open, repeat and resolve; at most one row for each document and project.
 * What a person set to ignored is left alone, whatever happens.
 */
export function exceptionUpdates(input: ExceptionInput): Array<Traced<ExceptionUpdate>> {
	const known = new Map(input.known.map((row) => [keyOf(row.entity, row.sap_key, row.project_id), row]));
	const troubles = new Map<string, { each: Outcome; from: number }>();
	for (const [from, each] of input.outcomes.entries()) {
		const key = keyOf(each.entity, each.sapKey, each.projectId);
		// Of several troubles the first is told: what comes after it mostly follows from it.
		if (isException(each) && !troubles.has(key)) troubles.set(key, { each, from });
	}
	const opened = [...troubles].flatMap(([key, { each, from }]) => {
		const row = known.get(key);
		return row?.status === 'ignored' ? [] : [{ row: openedRow(each, row, input), from }];
	});
	const looked = lookedAt(input.outcomes);
	const settled = [...known].flatMap(([key, row]) => {
		if (troubles.has(key) || row.status === 'ignored' || row.status === 'resolved') return [];
		const from = settledBy(row, looked, input);
		return from === undefined ? [] : [{ row: resolvedRow(row, input), from: from ?? undefined }];
	});
	return [...opened, ...settled];
}

/** What the run says of one document: where each project's outcome stands, and its trouble as a whole. */
interface Looked {
	first: number;
	byProject: Map<string, number>;
	troubledAsAWhole: boolean;
}

function lookedAt(outcomes: Outcome[]): Map<string, Looked> {
	const documents = new Map<string, Looked>();
	for (const [from, each] of outcomes.entries()) {
		const key = documentOf(each.entity, each.sapKey);
		const document = documents.get(key) ?? { first: from, byProject: new Map(), troubledAsAWhole: false };
		documents.set(key, document);
		if (!document.byProject.has(each.projectId)) document.byProject.set(each.projectId, from);
		if (each.projectId === '' && isException(each)) document.troubledAsAWhole = true;
	}
	return documents;
}

/**
 * Which outcome settles an exception that this run did not meet again: that of its own project; for one about the document
 * as a whole, any; and where the document left the project, any, unless the document or the lane was in such trouble
 * that projects were not looked at. Undefined = it stays; null = settled by the lane.
 */
function settledBy(
	{ entity, sap_key, project_id }: ExceptionRow,
	looked: Map<string, Looked>,
	{ run, through }: ExceptionInput,
): number | null | undefined {
	if (sap_key === '') return through(entity) && wasRead(run, entity) ? null : undefined;
	const document = looked.get(documentOf(entity, sap_key));
	if (!document) return undefined;
	const own = document.byProject.get(project_id);
	if (own !== undefined) return own;
	if (!through(entity) || document.troubledAsAWhole) return undefined;
	return document.first;
}

/** Trouble with reading a lane is over when it was read again: a replay of single documents does not tell. */
function wasRead(run: RunPlan, entity: string): boolean {
	const lanes = run.lanes.filter((lane) => lane === entity || entity === noLane);
	return lanes.some((lane) => readsWindow(run, lane));
}

function openedRow(each: Outcome, row: ExceptionRow | undefined, input: ExceptionInput): ExceptionUpdate {
	const { title, advice } = reasonFor(each.reason);
	return {
		customer: input.run.customer,
		entity: each.entity,
		sap_key: each.sapKey,
		project_id: each.projectId,
		reason: each.reason,
		title,
		// What the node knows of this case says more than the general advice of the reason.
		advice: typeof each.detail.advice === 'string' && each.detail.advice !== '' ? each.detail.advice : advice,
		message: each.message,
		first_seen: row?.first_seen || input.now,
		last_seen: input.now,
		run_id: input.run.runId,
		...reattempt(each, row, input.maximumAttempts, input.now),
	};
}

/** Keeps what it was about, so that a report can say what was resolved. */
function resolvedRow(row: ExceptionRow, { run, now }: ExceptionInput): ExceptionUpdate {
	return {
		...row,
		customer: run.customer,
		status: 'resolved',
		last_seen: now,
		next_attempt_at: '',
		run_id: run.runId,
	};
}
