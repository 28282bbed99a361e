import type { Cells, Change, TableSchema, TableStore, Where } from '../../nodes/shared/tables/store.ts';
import { load } from '../../tools/build/source.ts';

const { alternatives, cellOf, columnOf, keyOf, meets, rowOf } =
	load<typeof import('../../nodes/shared/tables/cells.ts')>('nodes/shared/tables/cells');

interface ListedTable {
	id: string;
	name: string;
	columns: Array<{ name: string; type: string }>;
}

interface Page<T> {
	data: T[];
	nextCursor: string | null;
}

type Filter = { type: 'and' | 'or'; filters: Array<{ columnName: string; condition: string; value: unknown }> };

const rowsAtOnce = 1_000;

/**
 * The port on n8n's public API for Data Tables: the way that is left should n8n ever close inline workflows to nodes.
 * It needs an API key with the scopes of Data Tables, and adds columns to a table that has rows.
 */
export class PublicApiTables implements TableStore {
	readonly #url: string;
	readonly #apiKey: string;

	constructor(url: string, apiKey: string) {
		this.#url = `${url}/api/v1/data-tables`;
		this.#apiKey = apiKey;
	}

	async create(tables: readonly TableSchema[]): Promise<void> {
		for (const table of tables) await this.#idOf(table);
	}

	async read(table: TableSchema, where: Where = []): Promise<Cells[]> {
		const id = await this.#idOf(table);
		const found = new Map<unknown, Cells>();
		for (const filter of filtersOf(table, where)) {
			const query = { sortBy: 'id:asc', filter: JSON.stringify(filter) };
			for (const row of await this.#all<Record<string, unknown>>(`/${id}/rows`, query)) {
				const cells = rowOf(table, row);
				if (meets(table, cells, where)) found.set(cells.id, cells);
			}
		}
		return [...found.values()].sort((one, other) => Number(one.id) - Number(other.id));
	}

	async *parts(table: TableSchema, where: Where = []): AsyncIterable<Cells[]> {
		const rows = await this.read(table, where);
		for (let start = 0; start < rows.length; start += rowsAtOnce) yield rows.slice(start, start + rowsAtOnce);
	}

	async insert(table: TableSchema, rows: readonly Cells[]): Promise<void> {
		const id = await this.#idOf(table);
		for (let start = 0; start < rows.length; start += rowsAtOnce) {
			const data = rows.slice(start, start + rowsAtOnce).map((row) => written(table, row));
			await this.#call('POST', `/${id}/rows`, {}, { data, returnType: 'count' });
		}
	}

	async upsert(table: TableSchema, rows: readonly Cells[], by: readonly string[]): Promise<void> {
		const wanted = new Map(rows.map((row) => [keyOf(table, row, by), row]));
		const stored = rows.length > 0 ? await this.read(table) : [];
		const there = new Set(stored.map((row) => keyOf(table, row, by)));
		await this.insert(
			table,
			[...wanted].filter(([key]) => !there.has(key)).map(([, row]) => row),
		);
		for (const old of stored) {
			const row = wanted.get(keyOf(table, old, by));
			if (row && Object.entries(row).some(([name, value]) => old[name] !== value))
				await this.update(table, [{ column: 'id', value: old.id ?? 0 }], row);
		}
	}

	async update(table: TableSchema, where: Where, cells: Cells): Promise<Cells[]> {
		const id = await this.#idOf(table);
		const changed = new Map<unknown, Cells>();
		for (const filter of filtersOf(table, where)) {
			const body = { filter, data: written(table, cells), returnData: true };
			const rows = await this.#call<Array<Record<string, unknown>>>('PATCH', `/${id}/rows/update`, {}, body);
			for (const row of rows) changed.set(row.id, rowOf(table, row));
		}
		return [...changed.values()].sort((one, other) => Number(one.id) - Number(other.id));
	}

	async updateEach(table: TableSchema, changes: readonly Change[]): Promise<number[]> {
		const ids: number[] = [];
		for (const { where, cells } of changes)
			ids.push(...(await this.update(table, where, cells)).map(({ id }) => Number(id)));
		return ids;
	}

	async delete(table: TableSchema, where: Where): Promise<void> {
		const id = await this.#idOf(table);
		for (const filter of filtersOf(table, where))
			await this.#call('DELETE', `/${id}/rows/delete`, { filter: JSON.stringify(filter) });
	}

	/** The table's ID; it, and columns that it lacks, are made first. */
	async #idOf({ name, columns }: TableSchema): Promise<string> {
		const wanted = Object.entries(columns).map(([column, { type }]) => ({ name: column, type }));
		const tables = await this.#all<ListedTable>('', { filter: JSON.stringify({ name }) });
		const table = tables.find((each) => each.name === name);
		if (!table) return (await this.#call<ListedTable>('POST', '', {}, { name, columns: wanted })).id;
		for (const column of wanted)
			if (!table.columns.some((each) => each.name === column.name))
				await this.#call('POST', `/${table.id}/columns`, {}, column);
		return table.id;
	}

	async #all<T>(path: string, query: Record<string, string>): Promise<T[]> {
		const all: T[] = [];
		let cursor: string | null = '';
		while (cursor !== null) {
			const page: Page<T> = await this.#call('GET', path, { ...query, limit: '250', ...(cursor ? { cursor } : {}) });
			all.push(...page.data);
			cursor = page.nextCursor;
		}
		return all;
	}

	async #call<T>(method: string, path: string, query: Record<string, string>, body?: unknown): Promise<T> {
		const search = Object.entries(query).map(([name, value]) => `${name}=${encoded(value)}`);
		const response = await fetch(`${this.#url}${path}?${search.join('&')}`, {
			method,
			headers: { 'X-N8N-API-KEY': this.#apiKey, 'content-type': 'application/json' },
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
		});
		const text = await response.text();
		if (!response.ok) throw new Error(`n8n ${method} ${path}: ${String(response.status)} ${text.slice(0, 300)}`);
		return (text === '' ? null : JSON.parse(text)) as T;
	}
}

/** It refuses every reserved character, also a space that is written as a plus. */
const encoded = (value: string) =>
	encodeURIComponent(value).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);

const everyRow = { columnName: 'id', condition: 'gte', value: 0 };

const filtersOf = (table: TableSchema, where: Where): Filter[] =>
	alternatives(table, where).map((list) => ({
		type: 'and',
		filters: [
			everyRow,
			...list.map(({ column, is, value }) => ({
				columnName: column,
				// It knows no "is empty".
				...(is === 'isEmpty' ? { condition: 'eq', value: null } : { condition: is, value }),
			})),
		],
	}));

function written(table: TableSchema, row: Cells): Cells {
	return Object.fromEntries(
		Object.entries(row)
			.filter(([name]) => name !== 'id')
			.map(([name, value]) => [name, cellOf(value, columnOf(table, name))]),
	);
}
