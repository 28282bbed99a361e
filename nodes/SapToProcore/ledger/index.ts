import type { IExecuteFunctions } from 'n8n-workflow';
import { ExecutionMemory } from '../../shared/executionMemory';
import { definitions, tableNames, type TableDefinition, type TableName } from '../../shared/tables/definitions';
import { tableStoreOf } from '../../shared/tables/inlineStore';
import type { Cells, TableStore, Where } from '../../shared/tables/store';
import type { ColumnOf, LedgerCells, LedgerRow } from './tables';

export { definitions, tableNames, type ColumnOf, type LedgerCells, type LedgerRow, type TableName } from './tables';

/** Conditions on the columns of a table; all have to hold. `eq` when `is` is left out. */
export type LedgerWhere<T extends TableName> = ReadonlyArray<
	Where[number] & { column: Exclude<ColumnOf<T>, 'customer'> | 'id' }
>;

/**
 * The tables of one customer. `customer` is part of every row and of every condition without being named.
 * Every method throws a NodeOperationError with the reason `table_unavailable` that names the table.
 */
export interface Ledger {
	readonly customer: string;
	/** Makes tables and columns that are missing; no row is lost. Asks n8n once an execution. */
	prepare(): Promise<void>;
	/** Rows that meet all conditions, oldest first. */
	rows<T extends TableName>(table: T, where?: LedgerWhere<T>): Promise<Array<LedgerRow<T>>>;
	/** The same, a few thousand at a time. */
	parts<T extends TableName>(table: T, where?: LedgerWhere<T>): AsyncIterable<Array<LedgerRow<T>>>;
	/** Appends rows, in bulk. */
	insert<T extends TableName>(table: T, rows: ReadonlyArray<LedgerCells<T>>): Promise<void>;
	/** For each row: changes the one with the same key (see the definition of the table), or adds it. In bulk. */
	upsert<T extends TableName>(table: T, rows: ReadonlyArray<LedgerCells<T>>): Promise<void>;
	/** Changes rows; answers them as they are afterwards. */
	update<T extends TableName>(table: T, where: LedgerWhere<T>, cells: LedgerCells<T>): Promise<Array<LedgerRow<T>>>;
	/** Changes rows in bulk, each by conditions of its own; answers the `id` of those that met theirs. */
	updateEach<T extends TableName>(
		table: T,
		changes: ReadonlyArray<{ where: LedgerWhere<T>; cells: LedgerCells<T> }>,
	): Promise<Set<string>>;
	delete<T extends TableName>(table: T, where: LedgerWhere<T>): Promise<void>;
}

/**
 * The tables of a customer in the n8n project of the workflow. What lanes look up is read once an execution, and again
 * after the execution has changed it: what people change meanwhile counts from the next batch on.
 */
export function ledgerOf(context: IExecuteFunctions, customer: string): Ledger {
	const ledger = ledgerOn(tableStoreOf(context), customer);
	const known = lookedUp.of(context, () => new Map());
	return known ? remembering(ledger, known) : ledger;
}

const lookups: ReadonlySet<TableName> = new Set(['projects', 'cost_codes', 'values', 'vendors', 'contracts']);

/** By execution, the rows that its nodes have looked up, by customer and table. Whoever is forgotten reads again. */
const lookedUp = new ExecutionMemory<Map<string, object[]>>();

function remembering(ledger: Ledger, known: Map<string, object[]>): Ledger {
	const nameOf = (table: TableName) => `${ledger.customer} ${table}`;
	return {
		...ledger,
		async rows<T extends TableName>(table: T, where: LedgerWhere<T> = []) {
			if (where.length > 0 || !lookups.has(table)) return await ledger.rows(table, where);
			const rows = known.get(nameOf(table)) ?? (await ledger.rows(table));
			known.set(nameOf(table), rows);
			return rows.map((row) => ({ ...row })) as Array<LedgerRow<T>>;
		},
		async insert(table, rows) {
			known.delete(nameOf(table));
			await ledger.insert(table, rows);
		},
		async upsert(table, rows) {
			known.delete(nameOf(table));
			await ledger.upsert(table, rows);
		},
		async update(table, where, cells) {
			known.delete(nameOf(table));
			return await ledger.update(table, where, cells);
		},
		async updateEach(table, changes) {
			known.delete(nameOf(table));
			return await ledger.updateEach(table, changes);
		},
		async delete(table, where) {
			known.delete(nameOf(table));
			await ledger.delete(table, where);
		},
	};
}

/** The tables of a customer in any store. */
export function ledgerOn(store: TableStore, customer: string): Ledger {
	const ours = (where: Where = []): Where => [{ column: 'customer', value: customer }, ...where];
	const withCustomer = (row: Cells): Cells => ({ ...row, customer });
	const all = (rows: readonly object[]) => rows.map((row) => withCustomer(filledCells(row)));
	return {
		customer,
		prepare: async () => await store.create(tableNames.map((name) => definitions[name])),
		rows: async (table, where) => ledgerRows(table, await store.read(definitions[table], ours(where))),
		async *parts(table, where) {
			for await (const part of store.parts(definitions[table], ours(where))) yield ledgerRows(table, part);
		},
		insert: async (table, rows) => await store.insert(definitions[table], all(rows)),
		upsert: async (table, rows) => await store.upsert(definitions[table], all(rows), keyOf(table)),
		update: async (table, where, cells) =>
			ledgerRows(table, await store.update(definitions[table], ours(where), filledCells(cells))),
		updateEach: async (table, changes) => {
			const each = changes.map(({ where, cells }) => ({ where: ours(where), cells: filledCells(cells) }));
			return new Set((await store.updateEach(definitions[table], each)).map(String));
		},
		delete: async (table, where) => await store.delete(definitions[table], ours(where)),
	};
}

/** @throws Error for a table that only grows */
function keyOf(table: TableName): readonly string[] {
	const { name, key }: TableDefinition = definitions[table];
	if (key.length === 0) throw new Error(`Rows of ${name} are never replaced: insert them`);
	return key;
}

const filledCells = (row: object): Cells =>
	Object.fromEntries(Object.entries(row).filter((entry): entry is [string, Cells[string]] => entry[1] !== undefined));

/** Rows of a table as the ledger answers them. */
export function ledgerRows<T extends TableName>(table: T, rows: readonly Cells[]): Array<LedgerRow<T>> {
	const { columns }: TableDefinition = definitions[table];
	return rows.map((row) => {
		const cells: Cells = { id: String(row.id) };
		for (const [name, { caseless }] of Object.entries(columns)) {
			const cell = row[name];
			const text = typeof cell === 'string' ? cell.trim() : cell;
			if (text !== undefined) cells[name] = caseless && typeof text === 'string' ? text.toLowerCase() : text;
		}
		// The store answers every column of the definition by its type.
		return cells as LedgerRow<T>;
	});
}
