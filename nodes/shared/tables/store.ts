/** A cell as the tables hold it; text that is empty or null is always `""` when it is read. */
export type Cell = string | number | boolean;
export type Cells = Record<string, Cell>;

export type ColumnType = 'string' | 'number' | 'boolean';

/** A table by its exact name, with the columns in the order in which n8n's editor shows them. */
export interface TableSchema {
	name: string;
	columns: Readonly<Record<string, ColumnType>>;
}

/** All conditions have to hold. Texts are compared as texts. */
export type Where = ReadonlyArray<{ column: string; is?: 'eq' | 'neq' | 'lt' | 'lte' | 'gt' | 'gte'; value: Cell }>;

/**
 * The tables of the sync, however they are reached. Nothing else in the code knows.
 * Every method throws a NodeOperationError that names the table when it cannot be done.
 */
export interface TableStore {
	/** Makes sure that the tables exist with at least these columns; no row is ever lost. */
	create(tables: readonly TableSchema[]): Promise<void>;
	/** All rows that meet the conditions, oldest first. A cell without a value is `""`, 0 or false by its column. */
	read(table: TableSchema, where?: Where): Promise<Cells[]>;
	insert(table: TableSchema, rows: readonly Cells[]): Promise<void>;
	/** For each row: changes those with the same cells in `by`, or adds one. Of two rows with the same key the last counts. */
	upsert(table: TableSchema, rows: readonly Cells[], by: readonly string[]): Promise<void>;
	/** Changes the rows that meet all conditions, in one statement; answers them as they are afterwards. */
	update(table: TableSchema, where: Where, cells: Cells): Promise<Cells[]>;
	delete(table: TableSchema, where: Where): Promise<void>;
}
