import type { Column } from './definitions';

/** A cell as the tables hold it. */
export type Cell = string | number | boolean;
export type Cells = Record<string, Cell>;

/** A table by its exact name, with the columns in the order in which n8n's editor shows them. */
export interface TableSchema {
	name: string;
	columns: Readonly<Record<string, Pick<Column, 'type' | 'trueWhenEmpty'>>>;
}

/** What a cell that nobody filled counts as. */
export function emptyCell({ type, trueWhenEmpty }: Pick<Column, 'type' | 'trueWhenEmpty'>): Cell {
	if (type === 'boolean') return trueWhenEmpty === true;
	return type === 'number' ? 0 : '';
}

/**
 * All conditions have to hold. Texts are compared as texts. A cell that nobody filled is compared as what it counts as,
 * see {@link emptyCell}; `id` is n8n's number of the row.
 */
export type Where = ReadonlyArray<{ column: string; is?: 'eq' | 'neq' | 'lt' | 'lte' | 'gt' | 'gte'; value: Cell }>;

/** What rows that meet all conditions get. */
export interface Change {
	where: Where;
	cells: Cells;
}

/**
 * The tables of the sync, however they are reached. Nothing else in the code knows.
 * A table or column that is missing is made by every method. Every method throws a NodeOperationError that names the
 * table and what to do when it cannot be done, with the reason `table_unavailable`.
 */
export interface TableStore {
	/** Makes sure that the tables exist with at least these columns; no row is ever lost. */
	create(tables: readonly TableSchema[]): Promise<void>;
	/**
	 * All rows that meet the conditions, oldest first, with n8n's `id` as a number, and the columns of the schema.
	 * A cell that nobody filled is what it counts as, see {@link emptyCell}.
	 */
	read(table: TableSchema, where?: Where): Promise<Cells[]>;
	/** The same rows, a few thousand at a time, for a table that may be too large for the memory. */
	parts(table: TableSchema, where?: Where): AsyncIterable<Cells[]>;
	/** Cells that a row does not have stay unfilled. */
	insert(table: TableSchema, rows: readonly Cells[]): Promise<void>;
	/**
	 * For each row: changes those with the same cells in `by`, or adds one. Of two rows with the same key the last counts.
	 * Rows that are as they should be are not touched, and no cell that a row does not name.
	 */
	upsert(table: TableSchema, rows: readonly Cells[], by: readonly string[]): Promise<void>;
	/**
	 * Changes the rows that meet all conditions, and answers them as they are afterwards. One statement of the database for
	 * the rows whose cells are filled; those in which a cell of the conditions is empty follow in another.
	 */
	update(table: TableSchema, where: Where, cells: Cells): Promise<Cells[]>;
	/**
	 * Changes rows in bulk, each by conditions of its own; answers the `id` of those that met theirs.
	 */
	updateEach(table: TableSchema, changes: readonly Change[]): Promise<number[]>;
	delete(table: TableSchema, where: Where): Promise<void>;
}
