import { z } from 'zod/v3';
import { parsedJson } from '../../shared/json';
import type { Ledger, LedgerCells, LedgerRow, LedgerWhere, TableName } from './index';
import { definitions, type TableDefinition } from './tables';

type Cells = Record<string, string | number | boolean>;

/** Tables that people change, which say of each row who last did. */
export type EditedTable = {
	[T in TableName]: 'changed_by' extends keyof (typeof definitions)[T]['columns'] ? T : never;
}[TableName];

/** A change of one row, as somebody was shown it. */
export interface Edit {
	table: EditedTable;
	/** Cells that say which row it is: those of the key of the table, without `customer`. */
	key: Cells;
	/** What the row has to hold still; null = there must not be such a row yet. */
	seen: Cells | null;
	/** What it is to hold; null = it is to be deleted. */
	cells: Cells | null;
}

export interface Editor {
	by: string;
	/** Now, ISO 8601. */
	at: string;
	formId: string;
	/** What is done, in one line. */
	summary: string;
}

/** `conflict` = somebody else has changed the row since, and it is as they left it. */
export type Edited = 'made' | 'conflict';

/**
 * Changes rows that nobody has changed since they were shown, and says on record, beforehand, what they were: so whatever a
 * page changed can be undone. Of two people who change the same row at once, one is told about the other.
 */
export async function makeEdits(ledger: Ledger, edits: readonly Edit[], editor: Editor): Promise<Edited[]> {
	const results = edits.map((): Edited => 'conflict');
	for (const table of new Set(edits.map((edit) => edit.table))) {
		const chosen = [...edits.entries()].filter(([, edit]) => edit.table === table);
		const made = await editTable(
			ledger,
			table,
			chosen.map(([, edit]) => edit),
			editor,
		);
		for (const [position, [index]] of chosen.entries()) results[index] = made[position] ?? 'conflict';
	}
	return results;
}

/** An edit that can be made as things stand, with the row that it is about (undefined = it is added). */
interface Ready<T extends EditedTable> {
	index: number;
	edit: Edit;
	row: LedgerRow<T> | undefined;
}

async function editTable<T extends EditedTable>(
	ledger: Ledger,
	table: T,
	edits: readonly Edit[],
	editor: Editor,
): Promise<Edited[]> {
	const rows = await ledger.rows(table, whereOf(table, edits.length === 1 ? (edits[0]?.key ?? {}) : {}));
	const byKey = new Map<string, Array<LedgerRow<T>>>();
	for (const row of rows) byKey.set(keyText(table, row), [...(byKey.get(keyText(table, row)) ?? []), row]);
	const ready = edits.flatMap((edit, index): Array<Ready<T>> => {
		const found = byKey.get(keyText(table, edit.key)) ?? [];
		const { seen } = edit;
		if (seen === null) return found.length === 0 ? [{ index, edit, row: undefined }] : [];
		const row = found.find((each) => holds(each, seen));
		return row ? [{ index, edit, row }] : [];
	});
	if (ready.length > 0)
		await ledger.insert(
			'changes',
			ready.map(({ edit, row }) => changeRow(table, edit, row, editor)),
		);
	const lost = new Set(await write(ledger, table, ready, editor));
	for (const { edit } of lost) await takeBack(ledger, table, edit, editor);
	const made = new Set(ready.filter((each) => !lost.has(each)).map(({ index }) => index));
	return edits.map((_, index) => (made.has(index) ? 'made' : 'conflict'));
}

/** Writes what is ready; answers what somebody else was quicker with. */
async function write<T extends EditedTable>(
	ledger: Ledger,
	table: T,
	ready: ReadonlyArray<Ready<T>>,
	{ by, at }: Editor,
): Promise<Array<Ready<T>>> {
	const changed = { changed_by: by, changed_at: at };
	const added = ready.filter(({ row }) => row === undefined);
	if (added.length > 0)
		await ledger.insert(
			table,
			added.map(({ edit }) => ({ ...edit.key, ...edit.cells, ...changed }) as unknown as LedgerCells<T>),
		);
	const existing = ready.flatMap((each) => (each.row ? [{ each, row: each.row }] : []));
	const conditions = ({ each: { edit }, row }: (typeof existing)[number]) =>
		[{ column: 'id', value: Number(row.id) }, ...whereOf(table, edit.seen ?? {})] as LedgerWhere<T>;
	const updates = existing.filter(({ each: { edit } }) => edit.cells !== null);
	const met = await ledger.updateEach(
		table,
		updates.map((one) => ({
			where: conditions(one),
			cells: { ...one.each.edit.cells, ...changed } as unknown as LedgerCells<T>,
		})),
	);
	for (const one of existing.filter(({ each: { edit } }) => edit.cells === null))
		await ledger.delete(table, conditions(one));
	return updates.flatMap(({ each, row }) => (met.has(row.id) ? [] : [each]));
}

/** Says of a change on record that it was not made after all. */
async function takeBack(ledger: Ledger, table: TableName, edit: Edit, { formId }: Editor): Promise<void> {
	const where = [
		{ column: 'form_id', value: formId },
		{ column: 'table_name', value: definitions[table].name },
		{ column: 'row_key', value: JSON.stringify(edit.key) },
	] as const;
	await ledger.update('changes', where, { undone: 'not made: somebody else changed the row at the same moment' });
}

function changeRow<T extends EditedTable>(
	table: T,
	{ key, cells }: Edit,
	row: LedgerRow<T> | undefined,
	{ at, by, formId, summary }: Editor,
): LedgerCells<'changes'> {
	const before: Cells | undefined = row;
	const columns = cells === null ? columnsOf(table) : Object.keys(cells);
	const old = Object.fromEntries(columns.map((column) => [column, before?.[column] ?? '']));
	return {
		...{ at, changed_by: by, form_id: formId, summary },
		table_name: definitions[table].name,
		row_key: JSON.stringify(key),
		before_cells: before ? JSON.stringify(old) : '',
		after_cells: cells === null ? '' : JSON.stringify(cells),
	};
}

const shownMs = 90 * 24 * 3_600_000;

/** What people have changed on pages in the last three months, oldest first: nobody undoes what is older. */
export async function recentChanges(ledger: Ledger, now: string): Promise<Array<LedgerRow<'changes'>>> {
	const value = new Date(Date.parse(now) - shownMs).toISOString();
	return await ledger.rows('changes', [{ column: 'at', is: 'gte', value }]);
}

/** The edits that undo changes on record, in the other order. Those that were undone before, or never made, are left out. */
export function undoing(changes: ReadonlyArray<LedgerRow<'changes'>>): Edit[] {
	return changes
		.filter(({ undone }) => undone === '')
		.flatMap(({ table_name: name, row_key: key, before_cells: before, after_cells: after }) => {
			const table = editedTables.find((each) => definitions[each].name === name);
			const read = cellsSchema.safeParse([key, before, after].map((text) => (text === '' ? null : parsedJson(text))));
			const [cells = null, old = null, now = null] = read.success ? read.data : [];
			return table && cells && (old || now) ? [{ table, key: cells, seen: now, cells: old }] : [];
		})
		.reverse();
}

const editedTables = (Object.keys(definitions) as TableName[]).filter(
	(table): table is EditedTable => 'changed_by' in definitions[table].columns,
);

const cellsSchema = z.array(z.record(z.union([z.string(), z.number(), z.boolean()])).nullable());

const columnsOf = (table: EditedTable) =>
	Object.keys(definitions[table].columns).filter(
		(column) => !['customer', 'changed_by', 'changed_at'].includes(column),
	);

const holds = (row: Cells, cells: Cells) => Object.entries(cells).every(([column, value]) => row[column] === value);

const whereOf = <T extends EditedTable>(_: T, cells: Cells) =>
	Object.entries(cells).map(([column, value]) => ({ column, value })) as unknown as LedgerWhere<T>;

function keyText(table: TableName, row: Cells): string {
	const { key }: TableDefinition = definitions[table];
	return JSON.stringify(key.filter((column) => column !== 'customer').map((column) => row[column] ?? ''));
}
