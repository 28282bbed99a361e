import type { IDataObject, INodeExecutionData, INodeParameters, IWorkflowBase } from 'n8n-workflow';

export type TableCell = string | number | boolean | null;
export type TableRow = Record<string, TableCell>;

interface Table {
	id: string;
	name: string;
	columns: Array<{ name: string; type: string }>;
	rows: TableRow[];
	createdAt: string;
	nextId: number;
}

/** Called before and after each statement that changes something: where a process may die. */
export type AroundWrite = (when: 'before' | 'after') => Promise<void>;

type Step = INodeParameters & { resource?: string; operation?: string };

const systemColumns: Record<string, string> = { id: 'number', createdAt: 'date', updatedAt: 'date' };

/**
 * The tables of n8n in memory, behind the inline workflows of Data Table nodes that the nodes of the package hand to n8n.
 * Cells without a value are null, a statement is done or not, and what n8n refuses is refused.
 */
export class Tables {
	#tables: Table[] = [];
	#nextTable = 1;

	/** What n8n answers an inline workflow. */
	async answer(
		workflow: IWorkflowBase,
		items: INodeExecutionData[],
		around: AroundWrite = async () => await Promise.resolve(),
	): Promise<INodeExecutionData[]> {
		let passed = items.map(({ json }) => json);
		for (const node of workflow.nodes.filter(({ type }) => type === 'n8n-nodes-base.dataTable')) {
			if (passed.length === 0) return [];
			passed = await this.#carryOut(node.parameters as Step, passed, around);
		}
		return structuredClone(passed).map((json, item) => ({ json, pairedItem: { item } }));
	}

	/** Names of the tables that there are. */
	names(): string[] {
		return this.#tables.map(({ name }) => name);
	}

	/** Rows of a table, oldest first; none when it does not exist. */
	rows(name: string): TableRow[] {
		return structuredClone(this.#tables.find((table) => table.name === name)?.rows ?? []);
	}

	/** Somebody creates a table with these rows; text, number and boolean columns by what is in them. */
	fill(name: string, columns: Record<string, string>, rows: readonly TableRow[]): void {
		const table =
			this.#tables.find((each) => each.name === name) ??
			this.#create(
				name,
				Object.entries(columns).map(([column, type]) => ({ name: column, type })),
			);
		for (const row of rows) this.#insert(table, row);
	}

	/** Somebody edits the rows that fit; answers how many. */
	edit(name: string, fits: (row: TableRow) => boolean, cells: TableRow): number {
		const found = (this.#tables.find((table) => table.name === name)?.rows ?? []).filter(fits);
		for (const row of found) Object.assign(row, cells);
		return found.length;
	}

	/** Somebody deletes rows. */
	remove(name: string, fits: (row: TableRow) => boolean): void {
		const table = this.#tables.find((each) => each.name === name);
		if (table) table.rows = table.rows.filter((row) => !fits(row));
	}

	/** Somebody deletes a table. */
	drop(name: string): void {
		this.#tables = this.#tables.filter((table) => table.name !== name);
	}

	/** Somebody renames a table. */
	rename(name: string, newName: string): void {
		for (const table of this.#tables) if (table.name === name) table.name = newName;
	}

	/** Somebody removes a column. */
	removeColumn(name: string, column: string): void {
		for (const table of this.#tables.filter((each) => each.name === name)) {
			table.columns = table.columns.filter((each) => each.name !== column);
			for (const row of table.rows) Reflect.deleteProperty(row, column);
		}
	}

	/** Somebody adds a column. */
	addColumn(name: string, column: string, type = 'string'): void {
		for (const table of this.#tables.filter((each) => each.name === name)) {
			table.columns.push({ name: column, type });
			for (const row of table.rows) row[column] = null;
		}
	}

	async #carryOut(step: Step, items: IDataObject[], around: AroundWrite): Promise<IDataObject[]> {
		const writing = async <T>(work: () => T): Promise<T> => {
			await around('before');
			const result = work();
			await around('after');
			return result;
		};
		if (step.resource === 'table') return await this.#onTable(step, items, writing);
		const table = this.#byId(valueOf(step.dataTableId, {}));
		if (step.operation === 'insert') {
			const rows = items.map((json) => this.#checked(table, json));
			return await writing(() => rows.map((row) => ({ ...this.#insert(table, row) })));
		}
		const results: IDataObject[] = [];
		for (const json of items) {
			const found = () => table.rows.filter((row) => this.#meets(table, row, step, json));
			if (step.operation === 'get') results.push(...found().map((row) => ({ ...row })));
			else if (step.operation === 'update') {
				const cells = this.#checked(table, json);
				const updated = await writing(() => found().map((row) => Object.assign(row, cells, { updatedAt: now() })));
				results.push(...updated.map((row) => ({ ...row })));
			} else if (step.operation === 'deleteRows') {
				const gone = await writing(() => {
					const rows = found();
					table.rows = table.rows.filter((row) => !rows.includes(row));
					return rows;
				});
				results.push(...gone);
			} else throw new Error(`The Data Table node has no operation ${String(step.operation)} here`);
		}
		return results;
	}

	async #onTable(step: Step, items: IDataObject[], writing: <T>(work: () => T) => Promise<T>): Promise<IDataObject[]> {
		const results: IDataObject[] = [];
		for (const json of items) {
			if (step.operation === 'list') {
				const { filterName = '' } = step.options as { filterName?: string };
				const listed = this.#tables.filter(({ name }) => name.includes(filterName.toLowerCase()));
				results.push(...listed.map((table) => tableItem(table)));
				continue;
			}
			if (step.operation === 'create') {
				const { column = [] } = step.columns as { column?: Table['columns'] };
				results.push(await writing(() => tableItem(this.#create(String(step.tableName), column))));
				continue;
			}
			const table = this.#byId(valueOf(step.dataTableId, json));
			await writing(() => {
				if (step.operation === 'clear') table.rows = [];
				else if (step.operation === 'delete') this.#tables = this.#tables.filter((each) => each !== table);
				else if (step.operation === 'update') table.name = String(step.newName);
				else throw new Error(`The Data Table node has no operation ${String(step.operation)} here`);
			});
			results.push({ success: true });
		}
		return results;
	}

	#byId(id: unknown): Table {
		const table = this.#tables.find((each) => each.id === id);
		if (!table) throw new Error(`Could not find the data table: '${String(id)}'`);
		return table;
	}

	#create(name: string, columns: Table['columns']): Table {
		if (this.#tables.some((table) => table.name === name))
			throw new Error(`Data table with name '${name}' already exists in this project`);
		const id = `table${String(this.#nextTable++)}`;
		const table: Table = {
			id,
			name,
			columns: columns.map((each) => ({ ...each })),
			rows: [],
			createdAt: now(),
			nextId: 1,
		};
		this.#tables.push(table);
		return table;
	}

	#insert(table: Table, cells: TableRow): TableRow {
		const empty = Object.fromEntries(table.columns.map(({ name }) => [name, null]));
		const row: TableRow = { id: table.nextId++, ...empty, ...cells, createdAt: now(), updatedAt: now() };
		table.rows.push(row);
		return row;
	}

	/** The fields of an item as cells. */
	#checked(table: Table, json: IDataObject): TableRow {
		return Object.fromEntries(
			Object.entries(json)
				.filter(([name]) => !(name in systemColumns))
				.map(([name, value]) => {
					const column = table.columns.find((each) => each.name === name);
					if (!column) throw new Error(`unknown column name '${name}'`);
					return [name, cellOf(column, value)];
				}),
		);
	}

	#meets(table: Table, row: TableRow, step: Step, json: IDataObject): boolean {
		const { conditions = [] } = (step.filters ?? {}) as { conditions?: INodeParameters[] };
		const results = conditions.map(({ keyName, condition, keyValue }) => {
			const column = String(valueOf(keyName, json));
			const type = systemColumns[column] ?? table.columns.find(({ name }) => name === column)?.type;
			if (type === undefined)
				throw new Error(`Filter validation failed: Column(s) "${column}" do not exist in the selected table.`);
			return holds(row[column] ?? null, type, String(valueOf(condition ?? 'eq', json)), valueOf(keyValue, json));
		});
		return step.matchType === 'allConditions' ? results.every(Boolean) : results.some(Boolean);
	}
}

const now = () => new Date().toISOString();

const tableItem = ({ id, name, columns, createdAt }: Table): IDataObject => ({
	id,
	name,
	columns: columns.map((column, index) => ({ ...column, index })),
	createdAt,
});

/** A parameter, or what the expression in it finds in the item: paths are all that inline workflows use. */
function valueOf(parameter: unknown, json: IDataObject): unknown {
	if (typeof parameter === 'object' && parameter !== null && 'value' in parameter) return parameter.value;
	if (typeof parameter !== 'string' || !parameter.startsWith('=')) return parameter;
	const path = /^=\{\{ \$json((?:\.\w+|\[\d+\])+) \}\}$/.exec(parameter)?.[1];
	if (path === undefined) throw new Error(`The expression ${parameter} is not understood here`);
	return [...path.matchAll(/\.(\w+)|\[(\d+)\]/g)].reduce<unknown>(
		(value, [, name, index]) => (value as Record<string, unknown>)[name ?? index ?? ''],
		json,
	);
}

function cellOf({ name, type }: { name: string; type: string }, value: unknown): TableCell {
	if (value === null || value === undefined) return null;
	const fits =
		type === 'number' ? Number.isFinite(Number(value)) : type === 'boolean' ? typeof value === 'boolean' : true;
	if (!fits || typeof value === 'object')
		throw new Error(`value '${JSON.stringify(value)}' does not match column type '${type}' of '${name}'`);
	return type === 'string' ? String(value) : type === 'number' ? Number(value) : (value as boolean);
}

/** As the database compares: what has no value meets nothing but a question for that, and "not equal". */
function holds(cell: TableCell, type: string, condition: string, value: unknown): boolean {
	if (condition === 'isEmpty') return cell === null || (type === 'string' && cell === '');
	if (condition === 'isNotEmpty') return cell !== null && !(type === 'string' && cell === '');
	if (condition === 'neq' && cell === null) return true;
	if (cell === null) return false;
	const wanted =
		type === 'number' ? Number(value) : type === 'boolean' ? value === true || value === 'true' : String(value);
	switch (condition) {
		case 'eq':
			return cell === wanted;
		case 'neq':
			return cell !== wanted;
		case 'lt':
			return cell < wanted;
		case 'lte':
			return cell <= wanted;
		case 'gt':
			return cell > wanted;
		case 'gte':
			return cell >= wanted;
		default:
			throw new Error(`The Data Table node has no condition ${condition} here`);
	}
}
