import type { IDataObject, IExecuteFunctions, INode, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import type { Condition } from './cells';

/** Parameters of a Data Table node. */
export type Step = INodeParameters;

const type = 'n8n-nodes-base.dataTable';

/**
 * Runs Data Table nodes, one after another, as a small workflow inside the execution: community nodes cannot reach the
 * tables themselves. Nothing of it is saved. It counts as the calling workflow, so tables are those of its n8n project.
 *
 * @param items what the first node gets; at least one
 * @returns what the last node puts out
 */
export async function runInline(
	context: IExecuteFunctions,
	steps: readonly Step[],
	items: readonly IDataObject[] = [{}],
): Promise<INodeExecutionData[]> {
	const trigger: INode = {
		id: 'start',
		name: 'Start',
		type: 'n8n-nodes-base.executeWorkflowTrigger',
		typeVersion: 1.1,
		position: [0, 0],
		parameters: { inputSource: 'passthrough' },
	};
	const nodes = steps.map<INode>((parameters, index) => ({
		id: `table${index}`,
		name: `Table ${index}`,
		type,
		typeVersion: 1.1,
		position: [220 * (index + 1), 0],
		parameters,
	}));
	const all = [trigger, ...nodes];
	const connections = Object.fromEntries(
		nodes.map((node, index) => [
			all[index]?.name ?? '',
			{ main: [[{ node: node.name, type: 'main' as const, index: 0 }]] },
		]),
	);
	const now = new Date();
	const { data } = await context.executeWorkflow(
		{
			code: {
				id: '',
				name: 'SAP to Procore: tables',
				active: false,
				isArchived: false,
				activeVersionId: null,
				createdAt: now,
				updatedAt: now,
				nodes: all,
				connections,
				settings: {
					executionOrder: 'v1',
					saveDataSuccessExecution: 'none',
					saveDataErrorExecution: 'none',
					saveExecutionProgress: false,
				},
			},
		},
		items.map((json, item) => ({ json, pairedItem: { item } })),
	);
	return data[0] ?? [];
}

const byId = (id: string) => ({ __rl: true, mode: 'id', value: id });

/** The fields of each item are the cells, as they are: a text that looks like an expression stays a text. */
const cellsOfItem = { mappingMode: 'autoMapInputData', value: null, matchingColumns: [], schema: [] };

const row = (operation: string, tableId: string, more: INodeParameters): Step => ({
	resource: 'row',
	operation,
	dataTableId: byId(tableId),
	...more,
});

/** Conditions that each item brings along, see {@link withConditions}. */
const conditionsOfItem = (count: number): INodeParameters => ({
	matchType: 'allConditions',
	filters: {
		conditions: Array.from({ length: count }, (_, index) => ({
			keyName: `={{ $json.id[${index}].column }}`,
			condition: `={{ $json.id[${index}].is }}`,
			keyValue: `={{ $json.id[${index}].value }}`,
		})),
	},
});

/**
 * An item with the cells to write and the conditions that pick the rows. The conditions travel in the field `id`, because
 * the Data Table node leaves that one out when it maps the fields of an item to columns.
 */
const withConditions = (list: readonly Condition[], cells: IDataObject): IDataObject => ({
	...cells,
	id: list.map((condition) => ({ ...condition })),
});

/** A condition that every row meets: n8n wants at least one. */
const everyRow: Condition = { column: 'id', is: 'gte', value: 0 };

/** All lists with the same number of conditions, at least one. */
function padded(lists: readonly Condition[][]): Condition[][] {
	const count = Math.max(1, ...lists.map((list) => list.length));
	return lists.map((list) => [...list, ...Array.from({ length: count - list.length }, () => everyRow)]);
}

/** Rows as n8n has them, each once, oldest first. */
function distinct(items: readonly INodeExecutionData[]): IDataObject[] {
	const byRow = new Map(items.map(({ json }) => [Number(json.id), json]));
	return [...byRow.entries()].sort(([one], [other]) => one - other).map(([, json]) => json);
}

async function onRows(
	context: IExecuteFunctions,
	operation: string,
	tableId: string,
	lists: readonly Condition[][],
	more: INodeParameters,
	cells: IDataObject = {},
): Promise<IDataObject[]> {
	return await onEach(
		context,
		operation,
		tableId,
		lists.map((conditions) => ({ conditions, cells })),
		more,
	);
}

/** As {@link onRows}, with cells for each list of conditions. */
async function onEach(
	context: IExecuteFunctions,
	operation: string,
	tableId: string,
	changes: ReadonlyArray<{ conditions: Condition[]; cells: IDataObject }>,
	more: INodeParameters,
): Promise<IDataObject[]> {
	if (changes.length === 0) return [];
	const full = padded(changes.map(({ conditions }) => conditions));
	const step = row(operation, tableId, { ...conditionsOfItem(full[0]?.length ?? 0), ...more });
	const items = changes.map(({ cells }, index) => withConditions(full[index] ?? [], cells));
	return distinct(await runInline(context, [step], items));
}

/**
 * Rows of one answer. n8n reads a thousand at a time, counts them all for each thousand, and keeps every row as an item
 * until the last is there: a table of 100,000 rows is read, and emptied, in parts.
 */
export const rowsOfAnswer = 10_000;

/** The rows that meet all conditions of one of the lists, by n8n's order, which is that of their ID. */
export async function getRows(
	context: IExecuteFunctions,
	tableId: string,
	lists: readonly Condition[][],
): Promise<IDataObject[]> {
	const rows: IDataObject[] = [];
	for (;;) {
		const part = await getRowsAfter(context, tableId, lists, Number(rows.at(-1)?.id ?? 0));
		rows.push(...part);
		if (part.length < rowsOfAnswer) return rows;
	}
}

/** The same, of the rows with a greater ID than one: as many as one answer has, fewer when those are the last. */
export async function getRowsAfter(
	context: IExecuteFunctions,
	tableId: string,
	lists: readonly Condition[][],
	after: number,
): Promise<IDataObject[]> {
	const later: Condition = { column: 'id', is: 'gt', value: after };
	const some = after === 0 ? lists : lists.map((list) => [...list, later]);
	const rows = await onRows(context, 'get', tableId, some, { returnAll: false, limit: rowsOfAnswer });
	// Further rows are not complete: each list was cut off at its own end.
	return rows.slice(0, rowsOfAnswer);
}

/** Writes the cells into the rows that meet all conditions of one of the lists; the rows as they are afterwards. */
export const updateRows = async (
	context: IExecuteFunctions,
	tableId: string,
	lists: readonly Condition[][],
	cells: IDataObject,
) => await onRows(context, 'update', tableId, lists, { columns: cellsOfItem, options: {} }, cells);

/** Writes cells into the rows that meet all of their conditions; the IDs of those rows. */
export async function updateRowsWhere(
	context: IExecuteFunctions,
	tableId: string,
	changes: ReadonlyArray<{ conditions: Condition[]; cells: IDataObject }>,
): Promise<number[]> {
	const rows = await onEach(context, 'update', tableId, changes, { columns: cellsOfItem, options: {} });
	return rows.map(({ id }) => Number(id));
}

/** Deletes rows that meet all conditions of one of the lists, from the oldest on and not all at once; the ID of the first, if any. */
export async function deleteOldest(
	context: IExecuteFunctions,
	tableId: string,
	lists: readonly Condition[][],
): Promise<number | undefined> {
	const [oldest] = await onRows(context, 'get', tableId, lists, { returnAll: false, limit: 1 });
	if (!oldest) return undefined;
	const end: Condition = { column: 'id', is: 'lt', value: Number(oldest.id) + rowsOfAnswer };
	const some = lists.map((list) => [...list, end]);
	await onRows(context, 'deleteRows', tableId, some, { options: {} });
	return Number(oldest.id);
}

/** Writes each set of cells into the rows with its IDs; the IDs of the rows that are there. */
export async function updateRowsById(
	context: IExecuteFunctions,
	tableId: string,
	changes: ReadonlyArray<{ ids: readonly number[]; cells: IDataObject }>,
): Promise<Set<number>> {
	const count = Math.max(...changes.map(({ ids }) => ids.length));
	const conditions = Array.from({ length: count }, (_, index) => ({
		keyName: 'id',
		condition: 'eq',
		keyValue: `={{ $json.id[${index}] }}`,
	}));
	const step = row('update', tableId, {
		matchType: 'anyCondition',
		filters: { conditions },
		columns: cellsOfItem,
		options: {},
	});
	const noRow = -1;
	const items = changes.map(({ ids, cells }) => ({
		...cells,
		id: [...ids, ...Array.from({ length: count - ids.length }, () => noRow)],
	}));
	const updated = await runInline(context, [step], items);
	return new Set(updated.map(({ json }) => Number(json.id)));
}

/** Appends rows in bulk; all or none. */
export async function insertRows(
	context: IExecuteFunctions,
	tableId: string,
	rows: readonly IDataObject[],
): Promise<void> {
	const step = row('insert', tableId, { columns: cellsOfItem, options: { optimizeBulk: true } });
	await runInline(context, [step], rows);
}

export interface FoundColumn {
	name: string;
	type: string;
}

export interface FoundTable {
	id: string;
	name: string;
	/** null when this n8n does not tell. */
	columns: FoundColumn[] | null;
	/** Milliseconds since 1970. */
	createdAt: number;
}

function foundColumns(columns: unknown): FoundColumn[] | null {
	if (!Array.isArray(columns)) return null;
	const sorted = [...(columns as Array<FoundColumn & { index?: number }>)];
	sorted.sort((one, other) => (one.index ?? 0) - (other.index ?? 0));
	return sorted.map(({ name, type: columnType }) => ({ name, type: columnType }));
}

/** The tables whose names contain a text, each with its columns. */
export async function listTables(context: IExecuteFunctions, nameContains: string): Promise<FoundTable[]> {
	const step: Step = {
		resource: 'table',
		operation: 'list',
		returnAll: true,
		options: { filterName: nameContains, sortField: 'createdAt', sortDirection: 'asc' },
	};
	const items = await runInline(context, [step]);
	return items.map(({ json }) => ({
		id: String(json.id),
		name: String(json.name),
		columns: foundColumns(json.columns),
		createdAt: new Date(json.createdAt as string | Date).getTime(),
	}));
}

/** Creates tables, all in one go. */
export async function createTables(
	context: IExecuteFunctions,
	tables: ReadonlyArray<{ name: string; columns: readonly FoundColumn[] }>,
): Promise<void> {
	const steps = tables.map<Step>(({ name, columns }) => ({
		resource: 'table',
		operation: 'create',
		tableName: name,
		columns: { column: columns.map((column) => ({ ...column })) },
		options: { createIfNotExists: false },
	}));
	await runInline(context, steps);
}

export async function renameTable(context: IExecuteFunctions, tableId: string, newName: string): Promise<void> {
	await runInline(context, [{ resource: 'table', operation: 'update', dataTableId: byId(tableId), newName }]);
}

export async function deleteTable(context: IExecuteFunctions, tableId: string): Promise<void> {
	await runInline(context, [{ resource: 'table', operation: 'delete', dataTableId: byId(tableId) }]);
}

export async function clearTable(context: IExecuteFunctions, tableId: string): Promise<void> {
	await runInline(context, [{ resource: 'table', operation: 'clear', dataTableId: byId(tableId) }]);
}
