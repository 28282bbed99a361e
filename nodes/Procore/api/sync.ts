import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { asNodeFailure, type NodeFailure } from '../../shared/failure';
import { backoffMs, isPassing, pause, reasonOf } from '../../shared/http';
import { exchange, type Client, type Query } from './client';
import { readErrorBody, type ErrorText } from './errorBody';
import { answerError, breakdownError, isSuccess, shapeError } from './errors';
import type { Task } from './permissions';
import { heldUntil } from './rateLimit';
import type { SyncRow } from './syncAnswer';
import { syncRows, type RowResult, type SendBatch, type Trouble } from './syncBatch';

/** Procore takes no more rows in one sync action. */
export const maxBatchSize = 1000;

/** Statuses that one row of a batch may have caused. */
const causedByRows = new Set([400, 409, 422]);

/** How a status other than 2xx is to be treated. */
export function troubleOfStatus(status: number): Trouble['kind'] {
	if (status === 429) return 'quota';
	if (status === 413) return 'size';
	if (causedByRows.has(status)) return 'rows';
	return isPassing(status) || status >= 500 ? 'system' : 'request';
}

const kindsOfReason: Record<string, Trouble['kind']> = { rate_limited: 'quota', system_unavailable: 'system' };

const reasonsOfRun: ReadonlyArray<string | undefined> = ['lease_lost', 'table_unavailable'];

/** Whether it says that the run may write nothing more. It is not about the rows then: another run writes them. */
const isAboutRun = (error: NodeFailure) => reasonsOfRun.includes(reasonOf(error));

function troubleOf(client: Client, thrown: unknown): Trouble {
	// Rows are written and compared in an execution only, never while the editor searches a list.
	const error = asNodeFailure(client.context as IExecuteFunctions, thrown);
	if (isAboutRun(error)) throw error;
	// Procore asked for a pause that is too long for us: no use in asking again, whatever the reason of the pause.
	if (error.context.retryAt) return { error, kind: 'quota' };
	return { error, kind: kindsOfReason[reasonOf(error) ?? ''] ?? 'request' };
}

/**
 * What a read that failed means for the rows that need it.
 * @throws NodeOperationError as it is when the run may write nothing more
 */
export function resultOfThrown(client: Client, thrown: unknown): RowResult {
	const { error, kind } = troubleOf(client, thrown);
	return { kind: kind === 'quota' || kind === 'system' ? 'waiting' : 'failed', error };
}

/** What an unsuccessful response means for the one row it is about. */
export function resultOfAnswer(status: number, error: NodeFailure): RowResult {
	const kind = troubleOfStatus(status);
	return { kind: kind === 'quota' || kind === 'system' ? 'waiting' : 'failed', error };
}

export interface SyncAction {
	task: Task;
	path: string;
	query?: Query;
	/** The body beside `updates`, for example the company. */
	scope: IDataObject;
	batchSize: number;
	/** A conflict (409) means that somebody else is writing the same object just now: it is tried again. */
	retryConflicts?: boolean;
	/** A refusal of the whole request that is about each of its rows: they are not tried one by one. */
	refusesAll?(error: ErrorText): boolean;
}

const conflictAttempts = 4;

/** As the answer would say it of one row. */
const refused = ({ key }: SyncRow, { text }: ErrorText) => ({ origin_id: key, errors: { base: [text] } });

/**
 * Writes rows by a sync action of Procore (PATCH …/sync, HTTP 200 also when rows were rejected).
 * Every row carries an origin ID, so sending it twice does the same as once.
 *
 * @returns one result a row by its key; never throws for what Procore or the network do
 */
export async function sync(client: Client, rows: SyncRow[], action: SyncAction): Promise<Map<string, RowResult>> {
	const node = client.context.getNode();
	const { task, path, query, scope, batchSize, retryConflicts = false, refusesAll } = action;
	const send = async (batch: SyncRow[]) => {
		const body = { ...scope, updates: batch.map((row) => row.body) };
		for (let attempt = 0; ; attempt++) {
			const answer = await exchange(client, { task, method: 'PATCH', path, query, body, repeatable: true });
			if (!retryConflicts || answer.status !== 409 || attempt + 1 >= conflictAttempts) return answer;
			await pause(client.context, backoffMs(attempt));
		}
	};
	const sendBatch: SendBatch = async (batch) => {
		try {
			const answer = await send(batch);
			if (isSuccess(answer)) return { answer };
			const refusal = readErrorBody(answer.body);
			if (causedByRows.has(answer.status) && refusesAll?.(refusal))
				return { answer: { ...answer, body: { entities: [], errors: batch.map((row) => refused(row, refusal)) } } };
			const error = answerError(node, answer, task);
			const kind = troubleOfStatus(answer.status);
			const retryAt = kind === 'quota' || kind === 'system' ? heldUntil(client.quotaKey) : undefined;
			if (retryAt) error.context.retryAt = retryAt;
			return { trouble: { error, kind } };
		} catch (thrown) {
			return { trouble: troubleOf(client, thrown) };
		}
	};
	return await syncRows(rows, sendBatch, {
		batchSize: Math.min(batchSize, maxBatchSize),
		shapeError: (answer) => shapeError(node, answer, 'entities'),
		breakdownError: () => breakdownError(node),
	});
}
