import { emptyCell, type Cell, type Cells, type TableSchema, type Where } from './store';

type Column = TableSchema['columns'][string];

/** What n8n stores: text that every database takes. PostgreSQL refuses NUL, and half a character comes back as another. */
const storable = (text: string) => text.replaceAll('\u0000', '').replace(/\p{Surrogate}/gu, '\ufffd');

const isEmpty = (value: unknown) => value === undefined || value === null || value === '';

const asText = (value: unknown) =>
	typeof value === 'string' ? storable(value) : value instanceof Date ? value.toISOString() : String(value);

/** A value as a cell of the column; what cannot be read as one counts as empty. */
export function cellOf(value: unknown, column: Column): Cell {
	if (isEmpty(value)) return emptyCell(column);
	if (column.type === 'string') return asText(value);
	if (column.type === 'boolean') return !/^(false|no|0)$/i.test(asText(value).trim());
	const number = Number(value);
	return Number.isFinite(number) ? number : emptyCell(column);
}

const idColumn: Column = { type: 'number' };

/** @throws Error when the table has no such column */
export function columnOf(table: TableSchema, name: string): Column {
	const column = name === 'id' ? idColumn : table.columns[name];
	if (!column) throw new Error(`The table ${table.name} has no column "${name}"`);
	return column;
}

/** A row of n8n with the columns of the schema and `id`. */
export function rowOf(table: TableSchema, row: Readonly<Record<string, unknown>>): Cells {
	const cells: Cells = { id: cellOf(row.id, idColumn) };
	for (const [name, column] of Object.entries(table.columns)) cells[name] = cellOf(row[name], column);
	return cells;
}

function holds(cell: Cell, is: NonNullable<Where[number]['is']>, value: Cell): boolean {
	switch (is) {
		case 'eq':
			return cell === value;
		case 'neq':
			return cell !== value;
		case 'lt':
			return cell < value;
		case 'lte':
			return cell <= value;
		case 'gt':
			return cell > value;
		case 'gte':
			return cell >= value;
	}
}

/** Whether a row (see {@link rowOf}) meets all conditions. */
export const meets = (table: TableSchema, row: Cells, where: Where): boolean =>
	where.every(({ column, is = 'eq', value }) => {
		const definition = columnOf(table, column);
		return holds(cellOf(row[column], definition), is, cellOf(value, definition));
	});

/** Identifies a row by some of its cells. */
export const keyOf = (table: TableSchema, row: Cells, by: readonly string[]): string =>
	JSON.stringify(by.map((column) => cellOf(row[column], columnOf(table, column))));

/** A condition of n8n's Data Table node. */
export interface Condition {
	column: string;
	is: string;
	value: Cell;
}

/** How n8n finds the rows in which a column is filled and meets the condition; more than one way where n8n needs it. */
function filled(name: string, column: Column, is: string, value: Cell): Condition[] {
	if (value !== '' || column.type !== 'string') return [{ column: name, is, value }];
	// A filled text is greater than "": n8n's own "not equal" and "less than" would also find, or miss, cells without value.
	if (is === 'neq' || is === 'gt') return [{ column: name, is: 'gt', value }];
	// Below n8n 2.40 a cell that somebody emptied holds "", which "is empty" does not find.
	return is === 'lt' ? [] : [{ column: name, is: is === 'gte' ? 'gte' : 'eq', value }];
}

const withoutValue = 'isEmpty';

/**
 * How n8n finds the rows that meet a condition. A cell without value is NULL in the database, which no comparison finds, so
 * it has to be asked for where it would meet the condition.
 */
function waysOf(table: TableSchema, { column, is = 'eq', value }: Where[number]): Condition[] {
	const definition = columnOf(table, column);
	const wanted = cellOf(value, definition);
	const ways = filled(column, definition, is, wanted);
	const meetsEmpty = column !== 'id' && holds(emptyCell(definition), is, wanted);
	return meetsEmpty ? [...ways, { column, is: withoutValue, value: '' }] : ways;
}

/** The conditions as lists that n8n can ask: a row meets all conditions when it meets all of one list. */
export function alternatives(table: TableSchema, where: Where): Condition[][] {
	return where.reduce<Condition[][]>(
		(lists, condition) => {
			const ways = waysOf(table, condition);
			return lists.flatMap((list) => ways.map((way) => [...list, way]));
		},
		[[]],
	);
}

/**
 * The same for a row that is known: the one list by which n8n finds it as it is stored. Each empty cell would double the lists.
 * @param stored - as n8n has it; undefined = there is no such row
 * @returns none when it does not meet the conditions
 */
export function alternativesFor(
	table: TableSchema,
	stored: Readonly<Record<string, unknown>> | undefined,
	where: Where,
): Condition[][] {
	if (!stored || !meets(table, rowOf(table, stored), where)) return [];
	const isNull = (column: string) => stored[column] === null || stored[column] === undefined;
	const list = where.map((condition) => {
		const ways = waysOf(table, condition);
		return ways.find(({ is }) => (is === withoutValue) === isNull(condition.column)) ?? ways[0];
	});
	return [list.filter((way) => way !== undefined)];
}
