import type { SimAnswer } from '../core/types.ts';
import type { FieldErrors } from './errors.ts';

export type Attributes = Record<string, unknown>;

/** The records that a sync action writes. */
export interface SyncTarget<T extends { id: number }> {
	/** Undefined for one that the call cannot reach: of another project, or deleted. */
	byId(id: number): T | undefined;
	byOrigin(originId: string): T | undefined;
	/** What is wrong with a row; empty if nothing. An origin id that `byOrigin` does not reach may still be taken. */
	errors(current: T | undefined, row: Attributes): FieldErrors;
	save(current: T | undefined, row: Attributes): T;
	show(record: T): unknown;
}

const noSuchEntity: FieldErrors = { id: ['Entity with this ID not found'] };
export const taken = 'has already been taken';

export const isBlank = (value: unknown) => value === null || value === undefined || String(value).trim() === '';
export const failed = (errors: FieldErrors) => Object.keys(errors).length > 0;

/** Procore: sync actions, match rules. The id decides where there is one, else the origin id, else a new record. */
function applyRow<T extends { id: number }>(
	target: SyncTarget<T>,
	row: Attributes,
	originsInBatch: Set<string>,
): { saved: T } | { errors: FieldErrors } {
	const originId = isBlank(row.origin_id) ? undefined : String(row.origin_id);
	const byId = typeof row.id === 'number';
	const current = byId ? target.byId(Number(row.id)) : originId === undefined ? undefined : target.byOrigin(originId);
	if (byId && current === undefined) return { errors: noSuchEntity };
	if (originId !== undefined && originsInBatch.has(originId)) return { errors: { origin_id: [taken] } };
	const errors = target.errors(current, row);
	if (failed(errors)) return { errors };
	if (originId !== undefined) originsInBatch.add(originId);
	return { saved: target.save(current, row) };
}

/** Carries out a sync action: 200 with what was saved, and the rows that were refused with what is wrong with each. */
export function syncAnswer<T extends { id: number }>(target: SyncTarget<T>, rows: Attributes[]): SimAnswer {
	const saved = new Set<T>();
	const errors: Attributes[] = [];
	const originsInBatch = new Set<string>();
	for (const row of rows) {
		const result = applyRow(target, row, originsInBatch);
		if ('saved' in result) saved.add(result.saved);
		else errors.push({ ...row, errors: result.errors });
	}
	// The order is undocumented. Newest first makes a client fail that matches rows by position.
	const entities = [...saved].sort((a, b) => b.id - a.id).map((record) => target.show(record));
	return { status: 200, body: { entities, errors } };
}
