import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { attempt } from '../failure';
import { RecentMap } from '../recentMap';
import { repeating } from './repeating';
import type { TableSchema } from './store';
import {
	clearTable,
	createTables,
	deleteTable,
	getRows,
	insertRows,
	listTables,
	renameTable,
	type FoundColumn,
	type FoundTable,
} from './inlineWorkflow';

interface Known {
	/** The tables of the sync as they were listed last. */
	list?: Promise<FoundTable[]>;
	/** What is being made; one at a time. */
	work: Promise<unknown>;
}

/** What is known of tables, by execution: nodes of one execution ask n8n once. */
const knownByExecution = new RecentMap<Known>(50);
const nothingKnown = (): Known => ({ work: Promise.resolve() });

const prefix = 'sap_procore_';
/** Names of tables that an upgrade leaves when n8n is killed in the middle. None contains the name of a table of ours. */
const shortName = (name: string) => (name.startsWith(prefix) ? name.slice(prefix.length) : name);
const oldName = (name: string) => `${prefix}old_${shortName(name)}`;
const newName = (name: string, executionId: string) => `${prefix}new_${executionId}_${shortName(name)}`;
/** After this time an upgrade is not under way any more, milliseconds. */
const upgradeEnds = 3_600_000;

/** Which tables there are, and making what is missing. */
export class Catalogue {
	readonly #context: IExecuteFunctions;
	readonly #known: Known;
	readonly #executionId: string;

	constructor(context: IExecuteFunctions) {
		this.#context = context;
		const executionId: string | undefined = context.getExecutionId();
		this.#executionId = executionId ?? 'step';
		this.#known = executionId ? knownByExecution.getOrMake(executionId, nothingKnown) : nothingKnown();
	}

	/** The tables, with every column that they have to have, in the order of the schemas. */
	async ensure(schemas: readonly TableSchema[]): Promise<FoundTable[]> {
		const found = ready(schemas, await this.#list());
		if (found) return found;
		const work = this.#known.work.then(async () => ready(schemas, await this.#list()) ?? (await this.#make(schemas)));
		this.#known.work = work.catch(() => undefined);
		return await work;
	}

	/** Forgets what is known, because something was not as it was known. */
	forget(): void {
		delete this.#known.list;
	}

	async #list(): Promise<FoundTable[]> {
		const listing = (this.#known.list ??= this.#read(async () => await listTables(this.#context, prefix)));
		const listed = await attempt(this.#context, async () => await listing);
		if ('value' in listed) return listed.value;
		this.forget();
		throw listed.error;
	}

	async #make(schemas: readonly TableSchema[]): Promise<FoundTable[]> {
		// Another execution may be at it, too: what fails because of that is looked at again.
		for (let left = 3; ; left -= 1) {
			const made = await attempt(this.#context, async () => await this.#step(schemas));
			this.forget();
			const found = ready(schemas, await this.#list());
			if (found) return found;
			if ('error' in made && left === 0) throw made.error;
			if (left === 0) throw new Error('n8n does not list a table that it has just created');
		}
	}

	async #step(schemas: readonly TableSchema[]): Promise<void> {
		const list = await this.#list();
		const named = (name: string) => list.find((table) => table.name === name);
		const toCreate: TableSchema[] = [];
		for (const schema of schemas) {
			const table = named(schema.name);
			const old = named(oldName(schema.name));
			if (table && old) await this.#settle(schema, table, old);
			else if (old) await renameTable(this.#context, old.id, schema.name);
			else if (!table) toCreate.push(schema);
			else if (lacking(schema, table).length > 0) await this.#upgrade(schema, table);
		}
		if (toCreate.length > 0)
			await createTables(
				this.#context,
				toCreate.map((schema) => ({ name: schema.name, columns: columnsOf(schema) })),
			);
		const left = list.filter(
			({ name, createdAt }) => name.startsWith(`${prefix}new_`) && createdAt < Date.now() - upgradeEnds,
		);
		for (const { id } of left) await deleteTable(this.#context, id);
	}

	/**
	 * Gives a table the columns that it lacks. No operation of n8n adds one, so the rows move to a new table. Killed at any
	 * point, one table has all rows and is found: under its name, or under the old one, which is then put back.
	 */
	async #upgrade(schema: TableSchema, table: FoundTable): Promise<void> {
		const target = targetColumns(schema, table);
		const name = newName(schema.name, this.#executionId);
		await createTables(this.#context, [{ name, columns: target }]);
		const created = (await listTables(this.#context, name)).find((each) => each.name === name);
		if (!created) throw new Error(`n8n does not list the table ${name} that it has just created`);
		const moved = await attempt(this.#context, async () => {
			const copied = await this.#copy(schema, table.id, created.id);
			await renameTable(this.#context, table.id, oldName(schema.name));
			// Now nobody finds it by its name any more. What changed while it was copied is copied again.
			if (JSON.stringify(await this.#rowsOf(table.id)) !== copied) {
				await clearTable(this.#context, created.id);
				await this.#copy(schema, table.id, created.id);
			}
			await renameTable(this.#context, created.id, schema.name);
		});
		await deleteTable(this.#context, 'error' in moved ? created.id : table.id);
		if ('error' in moved) throw moved.error;
	}

	/** Ends an upgrade that was broken off after the new table got its name, which it gets with all rows. */
	async #settle(schema: TableSchema, table: FoundTable, old: FoundTable): Promise<void> {
		const lacks = lacking(schema, table).length > 0;
		if ((await this.#rowsOf(table.id)).length === 0) {
			// Something else has made the table anew while there was none of that name.
			await deleteTable(this.#context, table.id);
			await renameTable(this.#context, old.id, schema.name);
		} else {
			await deleteTable(this.#context, old.id);
			if (lacks) await this.#upgrade(schema, table);
		}
	}

	async #rowsOf(tableId: string): Promise<IDataObject[]> {
		return await this.#read(async () => await getRows(this.#context, tableId, [[]]));
	}

	async #read<T>(work: () => Promise<T>): Promise<T> {
		const read = await repeating(this.#context, work);
		if ('value' in read) return read.value;
		throw read.error;
	}

	/** Copies all rows, oldest first; answers what was copied. */
	async #copy(schema: TableSchema, from: string, to: string): Promise<string> {
		const rows = await this.#rowsOf(from);
		for (let start = 0; start < rows.length; start += 5_000)
			await insertRows(
				this.#context,
				to,
				rows.slice(start, start + 5_000).map((row) => copyOf(schema, row)),
			);
		return JSON.stringify(rows);
	}
}

const columnsOf = (schema: TableSchema): FoundColumn[] =>
	Object.entries(schema.columns).map(([name, { type }]) => ({ name, type }));

/**
 * Columns that a table has to get. One of another type counts as there when it can hold the values.
 * @throws Error when a person has given a column a type that cannot
 */
function lacking(schema: TableSchema, { columns }: FoundTable): FoundColumn[] {
	if (!columns) return [];
	return columnsOf(schema).filter(({ name, type }) => {
		const there = columns.find((column) => column.name === name);
		if (there && there.type !== type && there.type !== 'string' && type !== 'string')
			throw new Error(
				`The column ${name} of the table ${schema.name} has the type ${there.type}, but has to have the type ${type}. Rename it under Data tables in n8n; the next run adds the right one.`,
			);
		return !there || (type === 'string' && there.type !== 'string');
	});
}

/** The tables in the order of the schemas; undefined when something has to be made first. */
function ready(schemas: readonly TableSchema[], list: readonly FoundTable[]): FoundTable[] | undefined {
	const found: FoundTable[] = [];
	for (const schema of schemas) {
		const table = list.find(({ name }) => name === schema.name);
		if (!table || list.some(({ name }) => name === oldName(schema.name)) || lacking(schema, table).length > 0)
			return undefined;
		found.push(table);
	}
	return found;
}

const sameName = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();

/** Our columns, and behind them those that a person has added. */
function targetColumns(schema: TableSchema, table: FoundTable): FoundColumn[] {
	const ours = columnsOf(schema).map((column) => {
		const there = table.columns?.find(({ name }) => name === column.name);
		return there && column.type !== 'string' ? { ...column, type: there.type } : column;
	});
	// Databases take no two columns that differ in capitals only: one that was renamed like that is ours again.
	const theirs = (table.columns ?? []).filter(({ name }) => !ours.some((column) => sameName(column.name, name)));
	return [...ours, ...theirs];
}

/** A row to write from a row of an earlier version. */
function copyOf(schema: TableSchema, row: IDataObject): IDataObject {
	const system = new Set(['id', 'createdAt', 'updatedAt']);
	const copy: IDataObject = {};
	for (const [name, value] of Object.entries(row)) {
		if (system.has(name) || value === null || value === undefined) continue;
		const ours = Object.keys(schema.columns).find((column) => sameName(column, name));
		const text = ours !== undefined && schema.columns[ours]?.type === 'string';
		copy[ours ?? name] = text ? String(value) : value;
	}
	return copy;
}
