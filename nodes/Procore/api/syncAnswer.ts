import type { IDataObject } from 'n8n-workflow';
import { readRowError, type ErrorText } from './errorBody';

/** A row of a sync action; `key` is its `origin_id`, which is also in `body`. */
export interface SyncRow {
	key: string;
	body: IDataObject;
}

/** What Procore made of a row. */
export type RowAnswer =
	| { kind: 'accepted'; entity: IDataObject }
	| { kind: 'rejected'; error: ErrorText }
	| { kind: 'unanswered' };

const isMembers = (value: unknown): value is IDataObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
const idOf = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');

/** Finds rows by identity: `origin_id`, or `id` where an entry names no origin ID that we sent. */
function finder(rows: SyncRow[]) {
	const keys = new Set(rows.map((row) => row.key));
	const byId = new Map(rows.flatMap((row) => (idOf(row.body.id) ? [[idOf(row.body.id), row.key] as const] : [])));
	return (entry: IDataObject): string | undefined => {
		const key = idOf(entry.origin_id);
		return keys.has(key) ? key : byId.get(idOf(entry.id));
	};
}

const isIdentified = (entry: IDataObject) => idOf(entry.origin_id) !== '' || idOf(entry.id) !== '';

/** What a sync answer says. */
export interface SyncAnswer {
	/** By the key of the row. */
	rows: Map<string, RowAnswer>;
	/** Errors that do not name their row. */
	unnamed: ErrorText[];
}

/**
 * Tells from the body of a sync answer (HTTP 200) the result of each row. Entries come in any order and are matched
 * by identity, never by position; a row in both lists counts as rejected.
 *
 * @returns undefined when the body is not one of a sync action
 */
export function readSyncAnswer(body: unknown, rows: SyncRow[]): SyncAnswer | undefined {
	if (!isMembers(body) || !Array.isArray(body.entities)) return undefined;
	if (body.errors !== undefined && body.errors !== null && !Array.isArray(body.errors)) return undefined;
	const find = finder(rows);
	const answers = new Map<string, RowAnswer>(rows.map((row) => [row.key, { kind: 'unanswered' }]));
	const unnamed: ErrorText[] = [];
	for (const entity of body.entities) {
		const key = isMembers(entity) ? find(entity) : undefined;
		if (key !== undefined) answers.set(key, { kind: 'accepted', entity: entity as IDataObject });
	}
	for (const error of Array.isArray(body.errors) ? body.errors.filter(isMembers) : []) {
		const key = find(error);
		if (key !== undefined) answers.set(key, { kind: 'rejected', error: readRowError(error) });
		else if (!isIdentified(error)) unnamed.push(readRowError(error));
	}
	return { rows: answers, unnamed };
}
