import type { Http } from './http.ts';

export interface Table {
	id: string;
	name: string;
	projectId: string;
	columns: { id: string; name: string; type: string }[];
}

/** A row as n8n stores it; every table also has id, createdAt and updatedAt. */
export type Row = Record<string, string | number | boolean | null>;

export interface Condition {
	columnName: string;
	condition: 'eq' | 'neq' | 'like' | 'ilike' | 'gt' | 'gte' | 'lt' | 'lte' | 'isEmpty' | 'isNotEmpty';
	value: string | number | boolean | null;
}

/** n8n answers at most 250 entries of a list at a time. */
const PAGE = 250;

/** n8n's Data tables, as the editor's table pages use them. Tables are named by their exact name. */
export class Tables {
	readonly #http: Http;

	constructor(http: Http) {
		this.#http = http;
	}

	async list(): Promise<Table[]> {
		const tables: Table[] = [];
		let count = 1;
		while (tables.length < count) {
			const query = { skip: tables.length, take: PAGE };
			const page = await this.#http.call<{ count: number; data: Table[] }>('GET', '/rest/data-tables-global', {
				query,
			});
			tables.push(...page.data);
			count = page.data.length > 0 ? page.count : 0;
		}
		return tables;
	}

	/** Creates a table in the owner's personal project. */
	async create(name: string, columns: Record<string, string>): Promise<void> {
		const { id } = await this.#http.call<{ id: string }>('GET', '/rest/projects/personal');
		const body = { name, columns: Object.entries(columns).map(([column, type]) => ({ name: column, type })) };
		await this.#http.call('POST', `/rest/projects/${id}/data-tables`, { body });
	}

	/** Bytes of each table of this n8n, as it counts them against its limit. */
	async sizes(): Promise<Record<string, number>> {
		const { dataTables } = await this.#http.call<{ dataTables: Record<string, { name: string; sizeBytes: number }> }>(
			'GET',
			'/rest/data-tables-global/limits',
		);
		return Object.fromEntries(Object.values(dataTables).map(({ name, sizeBytes }) => [name, sizeBytes]));
	}

	/** How many rows a table has. */
	async count(name: string): Promise<number> {
		const query = { skip: 0, take: 1 };
		return (await this.#http.call<{ count: number }>('GET', `${await this.#path(name)}/rows`, { query })).count;
	}

	/** All rows, oldest first, or those that meet every condition. */
	async rows(name: string, conditions: Condition[] = []): Promise<Row[]> {
		const path = await this.#path(name);
		const rows: Row[] = [];
		let count = 1;
		while (rows.length < count) {
			const query = { skip: rows.length, take: PAGE, sortBy: 'id:asc', filter: filterOf(conditions) };
			const page = await this.#http.call<{ count: number; data: Row[] }>('GET', `${path}/rows`, { query });
			rows.push(...page.data);
			count = page.data.length > 0 ? page.count : 0;
		}
		return rows;
	}

	async insert(name: string, rows: Row[]): Promise<void> {
		const path = await this.#path(name);
		for (let start = 0; start < rows.length; start += 1_000) {
			const body = { data: rows.slice(start, start + 1_000), returnType: 'count' };
			await this.#http.call('POST', `${path}/insert`, { body });
		}
	}

	/** Changes cells in every row that meets all conditions; answers the changed rows. */
	async update(name: string, conditions: Condition[], data: Row): Promise<Row[]> {
		const body = { filter: { type: 'and', filters: conditions }, data, returnData: true };
		return await this.#http.call<Row[]>('PATCH', `${await this.#path(name)}/rows`, { body });
	}

	/** Deletes the rows that meet all conditions. */
	async remove(name: string, conditions: Condition[]): Promise<void> {
		await this.#http.call('DELETE', `${await this.#path(name)}/rows`, { query: { filter: filterOf(conditions) } });
	}

	/** Deletes all rows and keeps the table. */
	async clear(name: string): Promise<void> {
		await this.remove(name, [{ columnName: 'id', condition: 'gte', value: 0 }]);
	}

	/** Deletes the table itself. */
	async drop(name: string): Promise<void> {
		await this.#http.call('DELETE', await this.#path(name));
	}

	async #path(name: string): Promise<string> {
		// Asked each time: a table that lacked columns is another one of the same name after a run.
		const tables = await this.list();
		const table = tables.find((candidate) => candidate.name === name);
		if (!table) {
			throw new Error(
				`n8n has no data table "${name}"; it has: ${tables.map((each) => each.name).join(', ') || 'none'}`,
			);
		}
		return `/rest/projects/${table.projectId}/data-tables/${table.id}`;
	}
}

function filterOf(conditions: Condition[]): string | undefined {
	return conditions.length > 0 ? JSON.stringify({ type: 'and', filters: conditions }) : undefined;
}
