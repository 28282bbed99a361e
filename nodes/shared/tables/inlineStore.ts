import { NodeOperationError, type IDataObject, type IExecuteFunctions } from 'n8n-workflow';
import { groupBy } from 'lodash';
import { attempt, type NodeFailure } from '../failure';
import { redact } from '../redact';
import { Catalogue } from './catalogue';
import { alternatives, alternativesFor, cellOf, columnOf, keyOf, meets, rowOf, type Condition } from './cells';
import {
	deleteOldest,
	getRows,
	getRowsAfter,
	insertRows,
	rowsOfAnswer,
	updateRows,
	updateRowsById,
	updateRowsWhere,
	type FoundTable,
} from './inlineWorkflow';
import { repeating } from './repeating';
import type { Cells, Change, TableSchema, TableStore, Where } from './store';

/** Rows of one insert. n8n writes them in one transaction. */
const insertChunk = 5_000;
/** Updates of one inline workflow, a statement each. */
const updateChunk = 500;

/** So many rows may be read for one that is asked for. */
const mostRead = 10;
/** Rows that one update changes in the same way: the statement names each. */
const rowsOfUpdate = 50;
/** Up to so many rows are looked up by their keys; for more, what the keys have in common is read. */
const lookedUpByKey = 20;

/** The tables of the n8n project that the workflow belongs to, by n8n's Data Table node. */
export function tableStoreOf(context: IExecuteFunctions): TableStore {
	return new InlineStore(context);
}

class InlineStore implements TableStore {
	readonly #context: IExecuteFunctions;
	readonly #catalogue: Catalogue;

	constructor(context: IExecuteFunctions) {
		this.#context = context;
		this.#catalogue = new Catalogue(context);
	}

	async create(tables: readonly TableSchema[]): Promise<void> {
		await this.#telling(tables, async () => await this.#catalogue.ensure(tables));
	}

	async read(table: TableSchema, where: Where = []): Promise<Cells[]> {
		const lists = alternatives(table, where);
		const rows = await this.#on(table, async ({ id }) => await getRows(this.#context, id, lists));
		return rows.map((row) => rowOf(table, row)).filter((row) => meets(table, row, where));
	}

	async *parts(table: TableSchema, where: Where = []): AsyncIterable<Cells[]> {
		const lists = alternatives(table, where);
		for (let after = 0, isLast = false; !isLast; ) {
			const rows = await this.#on(table, async ({ id }) => await getRowsAfter(this.#context, id, lists, after));
			isLast = rows.length < rowsOfAnswer;
			after = Number(rows.at(-1)?.id);
			const part = rows.map((row) => rowOf(table, row)).filter((row) => meets(table, row, where));
			if (part.length > 0) yield part;
		}
	}

	async insert(table: TableSchema, rows: readonly Cells[]): Promise<void> {
		for (const chunk of chunks(rows, insertChunk))
			await this.#on(
				table,
				async (found) =>
					await insertRows(
						this.#context,
						found.id,
						chunk.map((row) => toWrite(table, found, row)),
					),
			);
	}

	async upsert(table: TableSchema, rows: readonly Cells[], by: readonly string[]): Promise<void> {
		let wanted = [...new Map(rows.map((row) => [keyOf(table, row, by), row])).values()];
		// A row that somebody deletes between reading and changing it is looked at once more.
		for (let attempt = 0; wanted.length > 0 && attempt < 3; attempt += 1)
			wanted = await this.#upsertOnce(table, wanted, by);
	}

	async update(table: TableSchema, where: Where, cells: Cells): Promise<Cells[]> {
		const lists = alternatives(table, where);
		const rows = await this.#on(
			table,
			async (found) => await updateRows(this.#context, found.id, lists, toWrite(table, found, cells)),
		);
		return rows.map((row) => rowOf(table, row));
	}

	async updateEach(table: TableSchema, changes: readonly Change[]): Promise<number[]> {
		const ids: number[] = [];
		for (const chunk of chunks(changes, updateChunk))
			ids.push(
				...(await this.#on(table, async (found) => {
					const waysOf = await this.#waysOf(table, found, chunk);
					const lists = chunk.flatMap(({ where, cells }) => {
						const written = toWrite(table, found, cells);
						return waysOf(where).map((conditions) => ({ conditions, cells: written }));
					});
					return await updateRowsWhere(this.#context, found.id, lists);
				})),
			);
		return ids;
	}

	/**
	 * How n8n finds the rows of changes, in as few statements as can be. Where conditions ask for empty cells of rows that are
	 * named, these are read first: 431 rows with five such cells are 431 statements then, and not 13,792.
	 */
	async #waysOf(
		table: TableSchema,
		found: FoundTable,
		changes: readonly Change[],
	): Promise<(where: Where) => Condition[][]> {
		const ids = changes.map(({ where }) => idIn(where));
		const named = ids.filter((id) => id !== undefined);
		const several = changes.some(({ where }) => alternatives(table, where).length > 1);
		if (!several || named.length < changes.length) return (where) => alternatives(table, where);
		const [first, last] = [Math.min(...named), Math.max(...named)];
		const range: Condition[] = [
			{ column: 'id', is: 'gte', value: first },
			{ column: 'id', is: 'lte', value: last },
		];
		const each = named.map((id): Condition[] => [{ column: 'id', is: 'eq', value: id }]);
		// A range is one statement, but between rows that lie far apart there may be a whole table.
		const lists = last - first < mostRead * named.length ? [range] : each;
		const rows = new Map((await getRows(this.#context, found.id, lists)).map((row) => [Number(row.id), row]));
		return (where) => alternativesFor(table, rows.get(idIn(where) ?? 0), where);
	}

	async delete(table: TableSchema, where: Where): Promise<void> {
		const lists = alternatives(table, where);
		// n8n hands back every row that it deletes: a year of an audit trail would not fit into memory.
		const next = async () => await this.#on(table, async ({ id }) => await deleteOldest(this.#context, id, lists));
		for (let first = await next(), last = 0; first !== undefined && first !== last; )
			[last, first] = [first, await next()];
	}

	/** Answers the rows that were gone when they were to be changed. */
	async #upsertOnce(table: TableSchema, wanted: readonly Cells[], by: readonly string[]): Promise<Cells[]> {
		const lists = candidates(table, wanted, by);
		const stored = await this.#on(table, async ({ id }) => await getRows(this.#context, id, lists));
		const byKey = groupBy(
			stored.map((row) => rowOf(table, row)),
			(row) => keyOf(table, row, by),
		);
		const missing = wanted.filter((row) => !(keyOf(table, row, by) in byKey));
		await this.insert(table, missing);

		const differing = wanted.flatMap((row) =>
			(byKey[keyOf(table, row, by)] ?? []).flatMap((old) => {
				const cells = differenceOf(table, old, row);
				return cells ? [{ id: Number(old.id), row, cells }] : [];
			}),
		);
		const changes = grouped(differing);
		const there = new Set<number>();
		for (const chunk of [
			...chunks(
				changes.filter(({ ids }) => ids.length === 1),
				updateChunk,
			),
			...chunks(
				changes.filter(({ ids }) => ids.length > 1),
				updateChunk,
			),
		]) {
			const ids = await this.#on(
				table,
				async (found) =>
					await updateRowsById(
						this.#context,
						found.id,
						chunk.map((change) => ({ ...change, cells: toWrite(table, found, change.cells) })),
					),
			);
			for (const id of ids) there.add(id);
		}
		return [...new Set(differing.filter(({ id }) => !there.has(id)).map(({ row }) => row))];
	}

	/** Works on a table. One that has been deleted, or has lost a column, since it was listed is made again first. */
	async #on<T>(table: TableSchema, work: (found: FoundTable) => Promise<T>): Promise<T> {
		return await this.#telling([table], async () => {
			const [found] = await this.#catalogue.ensure([table]);
			if (!found) throw new Error('unreachable');
			const first = await repeating(this.#context, async () => await work(found));
			if ('value' in first) return first.value;
			this.#catalogue.forget();
			const [now] = await this.#catalogue.ensure([table]);
			if (!now || JSON.stringify(now) === JSON.stringify(found)) throw first.error;
			const second = await repeating(this.#context, async () => await work(now));
			if ('value' in second) return second.value;
			throw second.error;
		});
	}

	async #telling<T>(tables: readonly TableSchema[], work: () => Promise<T>): Promise<T> {
		const result = await attempt(this.#context, work);
		if ('value' in result) return result.value;
		throw this.#told(tables, result.error);
	}

	#told(tables: readonly TableSchema[], error: NodeFailure): NodeOperationError {
		const message = redact(error.message);
		const named = tables.some(({ name }) => message.includes(name));
		const names = tables.map(({ name }) => name).join(', ');
		const told = new NodeOperationError(
			this.#context.getNode(),
			named ? message : `n8n's data table ${names} cannot be used: ${message}`,
			{ description: adviceFor(message), failure: { cause: 'configuration-invalid' } },
		);
		told.context.reason = 'table_unavailable';
		return told;
	}
}

function adviceFor(message: string): string {
	if (/size limit/i.test(message))
		return 'Delete old rows of sap_procore_audit and sap_procore_allocations, or raise N8N_DATA_TABLES_MAX_SIZE_BYTES of n8n.';
	if (/module is disabled/i.test(message))
		return 'Switch on the module data-table of n8n: the sync keeps its tables there.';
	return 'Look at the table under Data tables in n8n: every column has to be there with its type, as docs/tables.md lists them. The next run continues.';
}

/** The row that conditions name, by n8n's number. */
function idIn(where: Where): number | undefined {
	const id = where.find(({ column, is = 'eq' }) => column === 'id' && is === 'eq');
	return id === undefined ? undefined : Number(id.value);
}

function* chunks<T>(all: readonly T[], size: number): Generator<T[]> {
	for (let start = 0; start < all.length; start += size) yield all.slice(start, start + size);
}

/** Cells as n8n takes them: by the type that the column has in n8n. */
function toWrite(table: TableSchema, found: FoundTable, row: Cells): IDataObject {
	const cells: IDataObject = {};
	for (const [name, value] of Object.entries(row)) {
		if (name === 'id') continue;
		const cell = cellOf(value, columnOf(table, name));
		const type = found.columns?.find((column) => column.name === name)?.type;
		cells[name] = type === 'string' ? String(cell) : cell;
	}
	return cells;
}

/** Conditions that find at least all rows with the keys of the wanted ones. */
function candidates(table: TableSchema, wanted: readonly Cells[], by: readonly string[]): Condition[][] {
	const filled = (row: Cells, columns: readonly string[]) =>
		columns.flatMap<Condition>((column) => {
			const value = cellOf(row[column], columnOf(table, column));
			// An empty cell may be stored in two ways: it is compared here instead.
			return value === '' || value === 0 || typeof value === 'boolean' ? [] : [{ column, is: 'eq', value }];
		});
	if (wanted.length <= lookedUpByKey) return wanted.map((row) => filled(row, by));
	const [first = {}] = wanted;
	const common = by.filter((column) => wanted.every((row) => row[column] === first[column]));
	return [filled(first, common)];
}

/** The cells that have to change; undefined when none. */
function differenceOf(table: TableSchema, old: Cells, row: Cells): Cells | undefined {
	const cells: Cells = {};
	for (const [name, value] of Object.entries(row)) {
		const cell = cellOf(value, columnOf(table, name));
		if (name !== 'id' && old[name] !== cell) cells[name] = cell;
	}
	return Object.keys(cells).length > 0 ? cells : undefined;
}

/** Rows that change in the same way are changed together. */
function grouped(differing: ReadonlyArray<{ id: number; cells: Cells }>): Array<{ ids: number[]; cells: Cells }> {
	const groups = groupBy(differing, ({ cells }) => JSON.stringify(cells));
	return Object.values(groups).flatMap((group) =>
		[...chunks(group, rowsOfUpdate)].map((part) => ({
			ids: part.map(({ id }) => id),
			cells: part[0]?.cells ?? {},
		})),
	);
}
