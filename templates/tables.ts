import type { ColumnType, TableDefinition } from '../nodes/shared/tables/definitions.ts';
import type { TemplateNode } from './builder.ts';
import { load } from '../tools/build/source.ts';

const { definitions } = load<typeof import('../nodes/shared/tables/definitions.ts')>('nodes/shared/tables/definitions');

type Place = [x: number, y: number];

/** Columns of every table with their types, in the order in which n8n's table editor shows them. */
export const tables: Record<string, Record<string, ColumnType>> = Object.fromEntries(
	Object.values<TableDefinition>(definitions).map(({ name, columns }) => [
		name,
		Object.fromEntries(Object.entries(columns).map(([column, { type }]) => [column, type])),
	]),
);

const table = 'n8n-nodes-base.dataTable';
const byName = (name: string) => ({ __rl: true, mode: 'name', value: name });

export interface Condition {
	column: string;
	/** `eq` when left out; may be an expression. */
	is?: string;
	value: string;
}

const filtersOf = (conditions: Condition[]) => ({
	matchType: 'allConditions',
	filters: {
		conditions: conditions.map(({ column, is = 'eq', value }) => ({
			keyName: column,
			condition: is,
			keyValue: value,
		})),
	},
});

/** Column values by expression; without any, the fields of the item that the table has. */
function columnsOf(cells?: Record<string, string>) {
	if (!cells) return { mappingMode: 'autoMapInputData', value: null, matchingColumns: [], schema: [] };
	return {
		mappingMode: 'defineBelow',
		value: cells,
		matchingColumns: [],
		schema: Object.keys(cells).map((id) => ({
			id,
			displayName: id,
			required: false,
			defaultMatch: false,
			display: true,
			type: 'string',
			readOnly: false,
			removed: false,
		})),
	};
}

function row(
	operation: string,
	name: string,
	tableName: string,
	position: Place,
	parameters: Record<string, unknown>,
	more: Partial<TemplateNode> = {},
): TemplateNode {
	return {
		name,
		type: table,
		typeVersion: 1.1,
		position,
		parameters: { resource: 'row', operation, dataTableId: byName(tableName), ...parameters },
		...more,
	};
}

/** Creates a table unless it is there. */
export function createTable(name: string, position: Place): TemplateNode {
	const column = Object.entries(tables[name] ?? {}).map(([key, type]) => ({ name: key, type }));
	return {
		name: `Table ${name}`,
		type: table,
		typeVersion: 1.1,
		position,
		parameters: {
			resource: 'table',
			operation: 'create',
			tableName: name,
			columns: { column },
			options: { createIfNotExists: true },
		},
		executeOnce: true,
	};
}

/** All rows that meet the conditions; an empty item when there are none. */
export function readRows(name: string, tableName: string, position: Place, conditions: Condition[]): TemplateNode {
	const parameters = { ...filtersOf(conditions), returnAll: true };
	return row('get', name, tableName, position, parameters, { alwaysOutputData: true, executeOnce: true });
}

/** Appends the items in bulk. */
export function appendRows(name: string, tableName: string, position: Place): TemplateNode {
	return row('insert', name, tableName, position, { columns: columnsOf(), options: { optimizeBulk: true } });
}

export function insertRow(
	name: string,
	tableName: string,
	position: Place,
	cells: Record<string, string>,
	more: Partial<TemplateNode> = {},
): TemplateNode {
	return row('insert', name, tableName, position, { columns: columnsOf(cells), options: {} }, more);
}

/** For each item: changes the row that meets the conditions, or adds one. */
export function upsertRows(
	name: string,
	tableName: string,
	position: Place,
	conditions: Condition[],
	cells?: Record<string, string>,
): TemplateNode {
	return row('upsert', name, tableName, position, {
		...filtersOf(conditions),
		columns: columnsOf(cells),
		options: {},
	});
}

/** For each item: changes all rows that meet the conditions. */
export function updateRows(
	name: string,
	tableName: string,
	position: Place,
	conditions: Condition[],
	cells?: Record<string, string>,
	more: Partial<TemplateNode> = {},
): TemplateNode {
	return row(
		'update',
		name,
		tableName,
		position,
		{ ...filtersOf(conditions), columns: columnsOf(cells), options: {} },
		more,
	);
}

/** For each item: deletes all rows that meet the conditions. */
export function deleteRows(
	name: string,
	tableName: string,
	position: Place,
	conditions: Condition[],
	more: Partial<TemplateNode> = {},
): TemplateNode {
	return row('deleteRows', name, tableName, position, { ...filtersOf(conditions), options: {} }, more);
}

/** The condition that picks the same value as the item has. */
export const sameAsItem = (...columns: string[]): Condition[] =>
	columns.map((column) => ({ column, value: `={{ $json.${column} }}` }));

/** Cells that are filled from fields of the same name of the item. */
export const cellsOfItem = (...columns: string[]): Record<string, string> =>
	Object.fromEntries(columns.map((column) => [column, `={{ $json.${column} }}`]));
