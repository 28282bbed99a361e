import type { NodeApiError } from 'n8n-workflow';
import type { NodeFailure } from '../../shared/failure';
import type { Answer } from '../../shared/http';
import type { ErrorText } from './errorBody';
import { readSyncAnswer, type RowAnswer, type SyncRow } from './syncAnswer';

/** The end of a row: Procore's word on it, or why there is none. */
export type RowResult =
	| RowAnswer
	/** Procore refused the request that carried the row; `error` says why. */
	| { kind: 'failed'; error: NodeFailure }
	/** Not written for now: quota used up, or Procore not available; `error` says which. */
	| { kind: 'waiting'; error: NodeFailure };

/** How an unsuccessful response, or an exchange that failed, is to be treated. */
export interface Trouble {
	error: NodeFailure;
	/**
	 * `rows`: something in these rows may be the cause; `size`: there were too many; `system`: Procore is not up;
	 * `quota`: nothing may be sent for now; `request`: every further request would fail the same way.
	 */
	kind: 'rows' | 'size' | 'system' | 'quota' | 'request';
}

/** HTTP status of an error, when there was an answer. */
export const statusOf = (error: NodeFailure) => ('httpCode' in error ? error.httpCode : null);

/** Sends one batch. Never throws. */
export type SendBatch = (rows: SyncRow[]) => Promise<{ answer: Answer } | { trouble: Trouble }>;

export interface SyncOptions {
	batchSize: number;
	/** The error for a successful response that is not one of a sync action. */
	shapeError(answer: Answer): NodeApiError;
	/** The error for a single row that Procore breaks down on (status 500) while it takes others. */
	breakdownError(): NodeApiError;
}

interface Chunk {
	from: number;
	rows: SyncRow[];
}

/** A batch is refused for its bytes, not for its rows, so one heavy row says nothing of the others. */
const bytesOf = (chunk: Chunk) => chunk.rows.reduce((sum, { body }) => sum + JSON.stringify(body).length, 0);
/** Batches of like rows differ a little in size; one nearly as large as a refused one is not tried either. */
const nearlyAsLarge = 0.9;

const joinedErrors = (errors: ErrorText[]): ErrorText => ({
	text: [...new Set(errors.map(({ text }) => text))].join('; '),
	fields: errors.flatMap(({ fields }) => fields),
});

const split = (chunk: Chunk, at: number): Chunk[] => [
	{ from: chunk.from, rows: chunk.rows.slice(0, at) },
	{ from: chunk.from + at, rows: chunk.rows.slice(at) },
];
const overlap = (a: Chunk, b: Chunk) => a.from < b.from + b.rows.length && b.from < a.from + a.rows.length;

function chunksOf(rows: SyncRow[], size: number): Chunk[] {
	const chunks: Chunk[] = [];
	for (let from = 0; from < rows.length; from += size) chunks.push({ from, rows: rows.slice(from, from + size) });
	return chunks;
}

/**
 * Sends rows by a sync action in batches, and gives every row exactly one result.
 *
 * A batch that fails as a whole is halved, last in line, until the row at fault stands alone; so are rows of which
 * Procore says that one was refused, but not which. When different rows fail
 * one after the other because Procore is not up, one single row is tried; if that fails too, nothing more is sent.
 *
 * @param rows with distinct keys
 * @returns results by key
 */
export async function syncRows(
	rows: SyncRow[],
	sendBatch: SendBatch,
	options: SyncOptions,
): Promise<Map<string, RowResult>> {
	const results = new Map<string, RowResult>();
	const settle = (chunk: Chunk, result: RowResult) => chunk.rows.forEach((row) => results.set(row.key, result));
	const queue = chunksOf(rows, Math.max(1, options.batchSize));
	let refusedBytes = Infinity;
	let down: Chunk | undefined;
	let probing = false;
	let alive = false;
	const suspects: Chunk[] = [];

	for (let chunk = queue.shift(); chunk; chunk = queue.shift()) {
		const half = Math.ceil(chunk.rows.length / 2);
		if (chunk.rows.length > 1 && (probing || bytesOf(chunk) >= refusedBytes * nearlyAsLarge)) {
			queue.unshift(...split(chunk, probing ? 1 : half));
			continue;
		}
		const sent = await sendBatch(chunk.rows);
		if ('answer' in sent) {
			alive = true;
			down = undefined;
			probing = false;
			const answered = readSyncAnswer(sent.answer.body, chunk.rows);
			if (!answered) {
				settle(chunk, { kind: 'failed', error: options.shapeError(sent.answer) });
				continue;
			}
			const { rows: answers, unnamed } = answered;
			answers.forEach((answer, key) => results.set(key, answer));
			const open = { ...chunk, rows: chunk.rows.filter(({ key }) => answers.get(key)?.kind === 'unanswered') };
			// Which of them is meant is only known of one that is sent alone, or where all are.
			if (unnamed.length > 0 && unnamed.length < open.rows.length)
				queue.push(...split(open, Math.ceil(open.rows.length / 2)));
			else if (unnamed.length > 0) settle(open, { kind: 'rejected', error: joinedErrors(unnamed) });
			continue;
		}
		const { trouble } = sent;
		const stops = trouble.kind === 'quota' || trouble.kind === 'request' || (trouble.kind === 'system' && probing);
		if (stops) {
			const result: RowResult = { kind: trouble.kind === 'request' ? 'failed' : 'waiting', error: trouble.error };
			[chunk, ...queue.splice(0)].forEach((left) => settle(left, result));
			return results;
		}
		if (trouble.kind === 'system') {
			probing = down !== undefined && !overlap(down, chunk);
			down = chunk;
		} else {
			down = undefined;
			probing = false;
		}
		if (chunk.rows.length === 1) {
			if (trouble.kind === 'system' && statusOf(trouble.error) === '500') suspects.push(chunk);
			settle(chunk, { kind: trouble.kind === 'system' ? 'waiting' : 'failed', error: trouble.error });
			continue;
		}
		if (trouble.kind === 'size') refusedBytes = Math.min(refusedBytes, bytesOf(chunk));
		queue.push(...split(chunk, half));
	}
	if (alive) suspects.forEach((chunk) => settle(chunk, { kind: 'failed', error: options.breakdownError() }));
	return results;
}
