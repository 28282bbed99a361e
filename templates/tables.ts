import type { TemplateNode } from './builder.ts';

type ColumnType = 'string' | 'number' | 'boolean';
type Place = [x: number, y: number];

const texts = (...names: string[]): Record<string, ColumnType> =>
	Object.fromEntries(names.map((name) => [name, 'string']));

/** Columns of every table, in the order in which n8n's table editor shows them. */
export const tables: Record<string, Record<string, ColumnType>> = {
	sap_procore_projects: {
		...texts('project_id', 'project_name', 'project_number'),
		active: 'boolean',
		...texts('sap_project', 'sap_wbs_prefix', 'sap_cost_center', 'currency'),
		sync_enabled: 'boolean',
		...texts('source', 'note', 'customer'),
	},
	sap_procore_cost_codes: {
		...texts('company_code', 'gl_account', 'cost_center', 'wbs_element', 'cost_code', 'cost_type'),
		enabled: 'boolean',
		...texts('source', 'note', 'customer'),
	},
	sap_procore_values: texts('customer', 'kind', 'sap_value', 'procore_value', 'note'),
	sap_procore_vendors: texts('customer', 'supplier', 'procore_vendor_id', 'decision', 'note'),
	sap_procore_state: texts(
		...['customer', 'entity', 'watermark', 'cursor', 'window_from', 'window_to', 'run_id', 'holder', 'lease_until'],
		'budgets_sent',
	),
	sap_procore_contracts: texts('customer', 'sap_key', 'project_id', 'origin_id', 'run_id'),
	sap_procore_runs: {
		...texts('customer', 'run_id', 'mode', 'started_at', 'finished_at', 'status', 'summary', 'message', 'counts'),
		sap_calls: 'number',
		procore_calls: 'number',
	},
	sap_procore_audit: texts(
		...['run_id', 'at', 'customer', 'entity', 'sap_key', 'sap_changed_at', 'origin_id', 'project_id', 'procore_id'],
		...['action', 'status', 'reason', 'message', 'fingerprint', 'previous_fingerprint', 'detail'],
	),
	sap_procore_allocations: texts(
		...['run_id', 'entity', 'sap_key', 'sap_item', 'assignment', 'company_code', 'gl_account', 'cost_center'],
		...['wbs_element', 'amount', 'currency', 'project_id', 'cost_code', 'cost_type', 'rule', 'origin_id'],
		...['line_origin_id', 'customer'],
	),
	sap_procore_exceptions: {
		...texts('entity', 'sap_key', 'status', 'title', 'message', 'advice', 'reason', 'project_id'),
		attempts: 'number',
		...texts('first_seen', 'last_seen', 'next_attempt_at', 'run_id', 'customer'),
	},
};

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
