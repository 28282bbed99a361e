import type {
	ExecuteWorkflowData,
	IDataObject,
	IExecuteFunctions,
	IExecuteWorkflowInfo,
	INodeExecutionData,
	INodeParameters,
} from 'n8n-workflow';
import { cellOf, columnOf, keyOf, meets, rowOf } from '../../nodes/shared/tables/cells';
import type { Cells, Change, TableSchema, TableStore, Where } from '../../nodes/shared/tables/store';

type Value = string | number | boolean | null;
type ColumnType = 'string' | 'number' | 'boolean' | 'date';

export type StoredRow = { id: number; createdAt: Date; updatedAt: Date } & Record<string, Value | Date>;

interface Column {
	name: string;
	type: ColumnType;
}

interface Table {
	id: string;
	name: string;
	columns: Column[];
	rows: StoredRow[];
	createdAt: Date;
	updatedAt: Date;
	lastId: number;
}

interface Filter {
	keyName: string;
	condition: string;
	keyValue?: Value;
}

const systemColumns: Column[] = [
	{ name: 'id', type: 'number' },
	{ name: 'createdAt', type: 'date' },
	{ name: 'updatedAt', type: 'date' },
];

let tablesMade = 0;

/**
 * The Data Tables of one n8n project, in memory: what n8n 2.41's Data Table node answers, refuses and does not compare,
 * by its source. Reached by people (the methods named like what people do), by {@link MemoryTables.store}, and by n8n's
 * node in an inline workflow ({@link MemoryTables.executeWorkflow}).
 */
export class MemoryTables {
	/** What was asked of the tables since the last {@link MemoryTables.forget}: `get sap_procore_state`, … One entry a node run. */
	readonly operations: string[] = [];
	/** Called before each operation, with its entry in `operations`; throws to make it fail, or waits. */
	before: (operation: string) => Promise<void> | void = () => undefined;
	/** Below n8n 2.40 a cell that was emptied holds "", which "is empty" does not find. */
	emptyIsNull = true;

	readonly #tables: Table[] = [];

	/** How many operations there were, of all or of one kind: `count('insert')`, `count('get sap_procore_state')`. */
	count(of = ''): number {
		return this.operations.filter((operation) => operation.startsWith(of)).length;
	}

	forget(): void {
		this.operations.length = 0;
	}

	names(): string[] {
		return this.#tables.map(({ name }) => name).sort();
	}

	/** All rows as n8n has them, oldest first. */
	rows(name: string): StoredRow[] {
		return copied(this.#named(name).rows);
	}

	columns(name: string): Column[] {
		return this.#named(name).columns.map((column) => ({ ...column }));
	}

	createTable(name: string, columns: Readonly<Record<string, ColumnType>>): void {
		this.#create(
			name,
			Object.entries(columns).map(([column, type]) => ({ name: column, type })),
		);
	}

	addRows(name: string, rows: ReadonlyArray<Record<string, Value>>): void {
		this.#insert(this.#named(name), rows);
	}

	/** Changes cells of the rows that a person picks. */
	edit(
		name: string,
		pick: (row: StoredRow) => boolean,
		cells: Record<string, Value> | ((row: StoredRow) => Record<string, Value>),
	): void {
		for (const row of this.#named(name).rows.filter(pick))
			Object.assign(row, typeof cells === 'function' ? cells(row) : cells, { updatedAt: new Date() });
	}

	/** Empties a cell as n8n's table editor does. */
	empty(name: string, pick: (row: StoredRow) => boolean, column: string): void {
		this.edit(name, pick, { [column]: this.emptyIsNull ? null : '' });
	}

	removeRows(name: string, pick: (row: StoredRow) => boolean): void {
		const table = this.#named(name);
		table.rows = table.rows.filter((row) => !pick(row));
	}

	renameTable(name: string, newName: string): void {
		this.#rename(this.#named(name), newName);
	}

	dropTable(name: string): void {
		this.#drop(this.#named(name));
	}

	addColumn(name: string, column: string, type: ColumnType): void {
		const table = this.#named(name);
		table.columns.push({ name: column, type });
		for (const row of table.rows) row[column] = null;
	}

	renameColumn(name: string, column: string, newName: string): void {
		const table = this.#named(name);
		for (const each of table.columns) if (each.name === column) each.name = newName;
		table.rows = table.rows.map(({ [column]: value = null, ...row }) => ({ ...row, [newName]: value }) as StoredRow);
	}

	dropColumn(name: string, column: string): void {
		const table = this.#named(name);
		table.columns = table.columns.filter((each) => each.name !== column);
		for (const row of table.rows) Reflect.deleteProperty(row, column);
	}

	/** The tables by the port, without n8n. */
	store(): TableStore {
		return new MemoryStore(this);
	}

	/** `executeWorkflow` of a node's context. */
	readonly executeWorkflow: IExecuteFunctions['executeWorkflow'] = async (workflow, items) =>
		await this.runInline(workflow, items ?? [{ json: {} }]);

	/** A context that can do nothing but run inline workflows on these tables. */
	context(executionId: string): IExecuteFunctions {
		return {
			getExecutionId: () => executionId,
			getWorkflow: () => ({ id: 'sync' }),
			getNode: () => ({ id: '1', name: 'Node', type: 'test', typeVersion: 1, position: [0, 0], parameters: {} }),
			executeWorkflow: this.executeWorkflow,
			continueOnFail: () => false,
		} as unknown as IExecuteFunctions;
	}

	/**
	 * Runs an inline workflow of Data Table nodes, which hang on each other in a row.
	 * For n8n's engine: `additionalData.executeWorkflow = async (workflow, _, { inputData }) => await tables.runInline(workflow, inputData)`.
	 */
	async runInline(
		{ code }: IExecuteWorkflowInfo,
		items: INodeExecutionData[] = [{ json: {} }],
	): Promise<ExecuteWorkflowData> {
		if (!code) throw new Error('Only inline workflows run on tables in memory');
		let data = items;
		for (const node of code.nodes.filter(({ type }) => type === 'n8n-nodes-base.dataTable')) {
			// As in n8n, a node that gets nothing does not run.
			if (data.length > 0) data = await this.runNode(node.parameters, data);
		}
		return { executionId: 'inline', data: [data] };
	}

	/** Runs one Data Table node. */
	async runNode(parameters: INodeParameters, items: INodeExecutionData[]): Promise<INodeExecutionData[]> {
		const operation = String(parameters.operation);
		const target = parameters.dataTableId as { mode: string; value: string } | undefined;
		const name = target
			? this.#tables.find(({ id, name: each }) => target.value === id || target.value === each)?.name
			: (parameters.tableName ?? '');
		const entry = `${parameters.resource === 'table' ? 'table ' : ''}${operation} ${String(name ?? 'nothing')}`.trim();
		this.operations.push(entry);
		await this.before(entry);
		if (parameters.resource === 'table') return this.#onTable(operation, parameters, target);
		const table = this.#located(target);
		if (operation === 'insert') {
			this.#insert(
				table,
				items.map(({ json }) => cellsOf(json)),
			);
			return [{ json: { success: true, insertedRows: items.length } }];
		}
		return items.flatMap((item, index) =>
			this.#onRows(operation, table, parameters, item).map((row) => ({
				json: { ...row } as unknown as IDataObject,
				pairedItem: { item: index },
			})),
		);
	}

	#onTable(
		operation: string,
		parameters: INodeParameters,
		target: { mode: string; value: string } | undefined,
	): INodeExecutionData[] {
		const answer = ({ id, name, columns, createdAt, updatedAt }: Table): INodeExecutionData => ({
			json: {
				...{ id, name, createdAt, updatedAt },
				columns: columns.map((column, index) => ({ ...column, index })),
			} as unknown as IDataObject,
		});
		switch (operation) {
			case 'list': {
				const { filterName = '' } = parameters.options as { filterName?: string };
				return this.#tables.filter(({ name }) => name.toLowerCase().includes(filterName.toLowerCase())).map(answer);
			}
			case 'create':
				return [
					answer(
						this.#create(String(parameters.tableName), (parameters.columns as unknown as { column: Column[] }).column),
					),
				];
			case 'update':
				this.#rename(this.#located(target), String(parameters.newName));
				return [{ json: { success: true } }];
			case 'delete':
				this.#drop(this.#located(target));
				return [{ json: { success: true } }];
			case 'clear': {
				const table = this.#located(target);
				table.rows = [];
				return [{ json: { success: true } }];
			}
			default:
				throw new Error(`The operation ${operation} of tables is not known in memory`);
		}
	}

	#onRows(operation: string, table: Table, parameters: INodeParameters, item: INodeExecutionData): StoredRow[] {
		const { conditions = [] } = (parameters.filters ?? {}) as { conditions?: Filter[] };
		const filters = conditions.map((condition) => ({
			keyName: String(resolved(condition.keyName, item)),
			condition: String(resolved(condition.condition, item)),
			keyValue: resolved(condition.keyValue ?? null, item),
		}));
		for (const { keyName } of filters)
			if (![...systemColumns, ...table.columns].some(({ name }) => name === keyName))
				throw new Error(
					`Filter validation failed: Column(s) "${keyName}" do not exist in the selected table. This often happens when switching between tables with different schemas. Please update your filter conditions.`,
				);
		const all = parameters.matchType === 'allConditions';
		const isMet = (row: StoredRow) => {
			const met = (filter: Filter) => this.#compare(table, row, filter);
			return filters.length === 0 || (all ? filters.every(met) : filters.some(met));
		};
		const rows = table.rows.filter(isMet);
		switch (operation) {
			case 'get':
				return copied(parameters.returnAll === true ? rows : rows.slice(0, Number(parameters.limit ?? 50)));
			case 'update': {
				const cells = this.#checked(table, cellsOf(item.json));
				if (Object.keys(cells).length === 0) throw new Error('Data columns must not be empty');
				for (const row of rows) Object.assign(row, cells, { updatedAt: new Date() });
				table.updatedAt = new Date();
				return copied(rows);
			}
			case 'deleteRows':
				table.rows = table.rows.filter((row) => !rows.includes(row));
				return copied(rows);
			default:
				throw new Error(`The operation ${operation} of rows is not known in memory`);
		}
	}

	#compare(table: Table, row: StoredRow, { keyName, condition, keyValue = null }: Filter): boolean {
		const { type } = [...systemColumns, ...table.columns].find(({ name }) => name === keyName) ?? { type: 'string' };
		const cell = row[keyName] ?? null;
		if (condition === 'isEmpty') return cell === null || (this.emptyIsNull && type === 'string' && cell === '');
		const value = keyValue === null ? null : checkedCell(keyName, type, keyValue);
		if (value === null) return condition === 'eq' ? cell === null : cell !== null;
		if (condition === 'neq') return cell === null || cell !== value;
		if (cell === null) return false;
		switch (condition) {
			case 'eq':
				return cell === value;
			case 'lt':
				return cell < value;
			case 'lte':
				return cell <= value;
			case 'gt':
				return cell > value;
			case 'gte':
				return cell >= value;
			default:
				throw new Error(`The condition ${condition} is not known in memory`);
		}
	}

	#insert(table: Table, rows: ReadonlyArray<Record<string, Value>>): void {
		const checked = rows.map((row) => this.#checked(table, row));
		const now = new Date();
		for (const cells of checked) {
			const empty = Object.fromEntries(table.columns.map(({ name }) => [name, null]));
			table.lastId += 1;
			table.rows.push({ ...empty, ...cells, id: table.lastId, createdAt: now, updatedAt: now } as StoredRow);
		}
		table.updatedAt = now;
	}

	#checked(table: Table, cells: Record<string, Value>): Record<string, Value> {
		return Object.fromEntries(
			Object.entries(cells).map(([name, value]) => {
				const column = table.columns.find((each) => each.name === name);
				if (!column) throw new Error(`unknown column name '${name}'`);
				return [name, value === null ? null : checkedCell(name, column.type, value)];
			}),
		);
	}

	#create(name: string, columns: readonly Column[]): Table {
		this.#unique(name);
		const lower = columns.map((column) => column.name.toLowerCase());
		const twice = lower.find((column, index) => lower.indexOf(column) !== index);
		if (twice !== undefined) throw new Error(`duplicate column name: ${twice}`);
		const now = new Date();
		const table: Table = {
			id: `table${(tablesMade += 1)}`,
			name,
			columns: columns.map((column) => ({ ...column })),
			rows: [],
			createdAt: now,
			updatedAt: now,
			lastId: 0,
		};
		this.#tables.push(table);
		return table;
	}

	#rename(table: Table, newName: string): void {
		this.#unique(newName);
		table.name = newName;
	}

	#drop(table: Table): void {
		this.#tables.splice(this.#tables.indexOf(table), 1);
	}

	#unique(name: string): void {
		if (this.#tables.some((table) => table.name === name))
			throw new Error(`Data table with name '${name}' already exists in this project`);
	}

	#named(name: string): Table {
		const table = this.#tables.find((each) => each.name === name);
		if (!table) throw new Error(`There is no table ${name}; there are ${this.names().join(', ')}`);
		return table;
	}

	#located(target: { mode: string; value: string } | undefined): Table {
		// n8n finds a table by a part of its name, the one that was changed last.
		const table =
			target?.mode === 'name'
				? this.#tables
						.filter(({ name }) => name.toLowerCase().includes(target.value.toLowerCase()))
						.sort((one, other) => other.updatedAt.getTime() - one.updatedAt.getTime())[0]
				: this.#tables.find(({ id }) => id === target?.value);
		if (!table) throw new Error(`Data table with ID '${target?.value ?? ''}' could not be found in this project`);
		return table;
	}
}

const copied = (rows: readonly StoredRow[]): StoredRow[] => rows.map((row) => ({ ...row }));

function checkedCell(name: string, type: ColumnType, value: Value): Value {
	const refuse = () => {
		throw new Error(`value '${String(value)}' does not match column type '${type}': '${name}' expects a ${type}`);
	};
	if (type === 'number') return value === '' || Number.isNaN(Number(value)) ? refuse() : Number(value);
	if (type === 'boolean') {
		if (value === true || value === 'true' || value === 1) return true;
		return value === false || value === 'false' || value === 0 ? false : refuse();
	}
	return type === 'string' ? String(value) : value;
}

/** What the Data Table node maps to columns: all fields of an item but n8n's own. */
function cellsOf(json: IDataObject): Record<string, Value> {
	const cells: Record<string, Value> = {};
	for (const [name, value] of Object.entries(json)) {
		if (systemColumns.some((column) => column.name === name)) continue;
		if (typeof value === 'object' && value !== null) throw new Error(`unexpected object input in row: ${name}`);
		cells[name] = (value ?? null) as Value;
	}
	return cells;
}

/** The value of a parameter for an item: expressions are paths into the item, as ours are. */
function resolved(parameter: unknown, { json }: INodeExecutionData): Value {
	if (typeof parameter !== 'string' || !parameter.startsWith('=')) return parameter as Value;
	const path = /^=\{\{ \$json((?:\.\w+|\[\d+\])+) \}\}$/.exec(parameter)?.[1];
	if (path === undefined) throw new Error(`The expression ${parameter} is not known in memory`);
	const steps = [...path.matchAll(/\w+/g)].map(([step]) => step);
	return steps.reduce<unknown>((value, step) => (value as Record<string, unknown> | undefined)?.[step], json) as Value;
}

/** The port on tables in memory, by the same rules for cells as the one on n8n. */
class MemoryStore implements TableStore {
	constructor(readonly tables: MemoryTables) {}

	async create(schemas: readonly TableSchema[]): Promise<void> {
		await this.#counted('table list', '');
		for (const { name, columns } of schemas) {
			if (!this.tables.names().includes(name)) this.tables.createTable(name, {});
			const there = this.tables.columns(name).map((column) => column.name);
			for (const [column, { type }] of Object.entries(columns))
				if (!there.includes(column)) this.tables.addColumn(name, column, type);
		}
	}

	async read(table: TableSchema, where: Where = []): Promise<Cells[]> {
		await this.#on('get', table);
		return this.#rows(table, where);
	}

	async *parts(table: TableSchema, where: Where = []): AsyncIterable<Cells[]> {
		const rows = await this.read(table, where);
		if (rows.length > 0) yield rows;
	}

	async insert(table: TableSchema, rows: readonly Cells[]): Promise<void> {
		if (rows.length === 0) return;
		await this.#on('insert', table);
		this.tables.addRows(
			table.name,
			rows.map((row) => known(table, row)),
		);
	}

	async upsert(table: TableSchema, rows: readonly Cells[], by: readonly string[]): Promise<void> {
		if (rows.length === 0) return;
		await this.#on('upsert', table);
		const wanted = new Map(rows.map((row) => [keyOf(table, row, by), known(table, row)]));
		const stored = this.#rows(table, []).map((row) => [keyOf(table, row, by), row.id] as const);
		const changes = new Map(stored.map(([key, id]) => [id, wanted.get(key)]));
		for (const [key] of stored) wanted.delete(key);
		this.tables.edit(
			table.name,
			() => true,
			({ id }) => changes.get(id) ?? {},
		);
		this.tables.addRows(table.name, [...wanted.values()]);
	}

	async update(table: TableSchema, where: Where, cells: Cells): Promise<Cells[]> {
		await this.#on('update', table);
		const ids = new Set(this.#rows(table, where).map(({ id }) => id));
		this.tables.edit(table.name, ({ id }) => ids.has(id), known(table, cells));
		return this.#rows(table, []).filter(({ id }) => ids.has(id ?? 0));
	}

	async updateEach(table: TableSchema, changes: readonly Change[]): Promise<number[]> {
		if (changes.length === 0) return [];
		await this.#on('update', table);
		return changes.flatMap(({ where, cells }) => {
			const ids = this.#rows(table, where).map(({ id }) => Number(id));
			this.tables.edit(table.name, ({ id }) => ids.includes(id), known(table, cells));
			return ids;
		});
	}

	async delete(table: TableSchema, where: Where): Promise<void> {
		await this.#on('deleteRows', table);
		const ids = new Set(this.#rows(table, where).map(({ id }) => id));
		this.tables.removeRows(table.name, ({ id }) => ids.has(id));
	}

	#rows(table: TableSchema, where: Where): Cells[] {
		return this.tables
			.rows(table.name)
			.map((row) => rowOf(table, row))
			.filter((row) => meets(table, row, where));
	}

	async #on(operation: string, table: TableSchema): Promise<void> {
		const lacks = Object.keys(table.columns).some(
			(column) =>
				!this.tables.names().includes(table.name) ||
				!this.tables.columns(table.name).some(({ name }) => name === column),
		);
		if (lacks) await this.create([table]);
		await this.#counted(operation, table.name);
	}

	async #counted(operation: string, name: string): Promise<void> {
		const entry = `${operation} ${name}`.trim();
		this.tables.operations.push(entry);
		await this.tables.before(entry);
	}
}

function known(table: TableSchema, row: Cells): Cells {
	return Object.fromEntries(
		Object.entries(row)
			.filter(([name]) => name !== 'id')
			.map(([name, value]) => [name, cellOf(value, columnOf(table, name))]),
	);
}
