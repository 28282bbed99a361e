import { definitions, tableNames, type TableName } from '../../nodes/shared/tables/definitions';
import { MemoryTables, type StoredRow } from './memoryTables.ts';

/** Rows of one customer, by the short names of the tables. */
export type Rows = Partial<Record<TableName, object[]>>;

/** All tables of the sync, with rows of the customer acme; fields that are no columns are left out. */
export function tablesWith(rows: Rows): MemoryTables {
	const tables = new MemoryTables();
	for (const name of tableNames) {
		const { name: table, columns } = definitions[name];
		tables.createTable(table, Object.fromEntries(Object.entries(columns).map(([column, { type }]) => [column, type])));
		const cells = (rows[name] ?? []).map((row) => ({ ...row, customer: 'acme' }));
		const known = cells.map((row) => Object.fromEntries(Object.entries(row).filter(([column]) => column in columns)));
		tables.addRows(table, known);
	}
	tables.forget();
	return tables;
}

/** The rows of all tables, by their short names. */
export const rowsIn = (tables: MemoryTables): Record<TableName, StoredRow[]> =>
	Object.fromEntries(tableNames.map((name) => [name, tables.rows(definitions[name].name)])) as Record<
		TableName,
		StoredRow[]
	>;
