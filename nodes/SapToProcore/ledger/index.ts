import type { IExecuteFunctions } from 'n8n-workflow';
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
	/** Appends rows, in bulk. */
	insert<T extends TableName>(table: T, rows: ReadonlyArray<LedgerCells<T>>): Promise<void>;
	/** For each row: changes the one with the same key (see the definition of the table), or adds it. In bulk. */
	upsert<T extends TableName>(table: T, rows: ReadonlyArray<LedgerCells<T>>): Promise<void>;
	/** Changes rows; answers them as they are afterwards. */
	update<T extends TableName>(table: T, where: LedgerWhere<T>, cells: LedgerCells<T>): Promise<Array<LedgerRow<T>>>;
	delete<T extends TableName>(table: T, where: LedgerWhere<T>): Promise<void>;
}

/** The tables of a customer in the n8n project of the workflow. */
export const ledgerOf = (context: IExecuteFunctions, customer: string): Ledger =>
	ledgerOn(tableStoreOf(context), customer);

/** The tables of a customer in any store. */
export function ledgerOn(store: TableStore, customer: string): Ledger {
	const ours = (where: Where = []): Where => [{ column: 'customer', value: customer }, ...where];
	const withCustomer = (row: Cells): Cells => ({ ...row, customer });
	const all = (rows: readonly object[]) => rows.map((row) => withCustomer(filledCells(row)));
	return {
		customer,
		prepare: async () => await store.create(tableNames.map((name) => definitions[name])),
		rows: async (table, where) => parsed(table, await store.read(definitions[table], ours(where))),
		insert: async (table, rows) => await store.insert(definitions[table], all(rows)),
		upsert: async (table, rows) => await store.upsert(definitions[table], all(rows), keyOf(table)),
		update: async (table, where, cells) =>
			parsed(table, await store.update(definitions[table], ours(where), filledCells(cells))),
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

function parsed<T extends TableName>(table: T, rows: readonly Cells[]): Array<LedgerRow<T>> {
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
