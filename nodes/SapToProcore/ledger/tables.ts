import type { definitions, TableName } from '../../shared/tables/definitions';

export {
	definitions,
	tableNames,
	type Column,
	type TableDefinition,
	type TableName,
} from '../../shared/tables/definitions';

type ColumnsOf<T extends TableName> = (typeof definitions)[T]['columns'];
type CellOf<C> = C extends { type: 'boolean' } ? boolean : C extends { type: 'number' } ? number : string;

/** Names of the columns of a table; every table has `customer`, which the ledger fills itself. */
export type ColumnOf<T extends TableName> = Extract<keyof ColumnsOf<T>, string>;

/** Cells of a row to write, without `customer`. */
export type LedgerCells<T extends TableName> = {
	-readonly [C in Exclude<ColumnOf<T>, 'customer'>]?: CellOf<ColumnsOf<T>[C]>;
};

/**
 * A row as the ledger answers it: every column is there, texts are trimmed, a cell that nobody filled is `""`, 0, or
 * false (true where the definition says so). `id` is n8n's number of the row, as text.
 */
export type LedgerRow<T extends TableName> = { id: string } & {
	-readonly [C in ColumnOf<T>]: CellOf<ColumnsOf<T>[C]>;
};
