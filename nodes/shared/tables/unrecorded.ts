import { z } from 'zod/v3';
import { parsedJson } from '../json';
import { definitions } from './definitions';
import type { Cells, TableStore } from './store';

/** `entity` of the row of the table state that says what may be in Procore and is not on record. */
export const unrecordedEntity = 'unrecorded';

/** By lane keys of documents that a run writes on record even if nothing of them has changed. */
export type Unrecorded = Readonly<Record<string, readonly string[]>>;

/** In place of a key: those of the window that is still to be read. */
export const ofWindow = '';

const unrecordedSchema = z.record(z.array(z.string()));

/** What the rows of the table state say. What nobody can read counts as nothing. */
export function readUnrecorded(state: readonly Cells[]): Unrecorded {
	const read = unrecordedSchema.safeParse(
		parsedJson(String(state.find(({ entity }) => entity === unrecordedEntity)?.result ?? '')),
	);
	return read.success ? read.data : {};
}

/** The row that says it. */
export const unrecordedRow = (unrecorded: Unrecorded) => ({
	entity: unrecordedEntity,
	result: JSON.stringify(unrecorded),
});

export const withUnrecorded = (known: Unrecorded, lane: string, keys: readonly string[]): Unrecorded =>
	keys.length === 0 ? known : { ...known, [lane]: [...new Set([...(known[lane] ?? []), ...keys])] };

export function withoutUnrecorded(known: Unrecorded, lane: string, isRecorded: (key: string) => boolean): Unrecorded {
	const { [lane]: keys = [], ...others } = known;
	return withUnrecorded(
		others,
		lane,
		keys.filter((key) => !isRecorded(key)),
	);
}

/** Says of a lane that something of its window is about to be written, and that nobody records it. */
export async function markUnrecorded(store: TableStore, customer: string, lane: string): Promise<void> {
	const { state } = definitions;
	const rows = await store.read(state, [
		{ column: 'customer', value: customer },
		{ column: 'entity', value: unrecordedEntity },
	]);
	const row = unrecordedRow(withUnrecorded(readUnrecorded(rows), lane, [ofWindow]));
	await store.upsert(state, [{ customer, ...row }], state.key);
}
