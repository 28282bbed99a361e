export interface Row {
	id: number;
	origin_id?: string | null;
}

interface TableOptions<T> {
	/** What `inGroup` collects by: the project, or the record that the row is a part of. */
	group?: (row: T) => number;
	/** Further keys, under each of which at most one row is found. */
	keys?: (row: T) => string[];
}

export type RowChange = 'create' | 'update' | 'delete';

/**
 * Rows that are found by id, origin id, group and a key of their own without looking at every one.
 * Every change of an indexed attribute goes through `update`.
 */
export class Table<T extends Row> {
	/** Told of every change, after it was made. */
	onChange: ((row: T, change: RowChange) => void) | undefined;
	readonly #options: TableOptions<T>;
	readonly #rows = new Map<number, T>();
	readonly #origins = new Map<string, T>();
	readonly #keys = new Map<string, T>();
	readonly #groups = new Map<number, Map<number, T>>();

	constructor(options: TableOptions<T> = {}) {
		this.#options = options;
	}

	add(row: T): T {
		this.#rows.set(row.id, row);
		this.#index(row);
		this.onChange?.(row, 'create');
		return row;
	}

	get(id: number): T | undefined {
		return this.#rows.get(id);
	}

	byOrigin(originId: string): T | undefined {
		return this.#origins.get(originId);
	}

	byKey(key: string): T | undefined {
		return this.#keys.get(key);
	}

	/** Ascending by id. */
	all(): T[] {
		return [...this.#rows.values()].sort((a, b) => a.id - b.id);
	}

	/** Ascending by id. */
	inGroup(group: number): T[] {
		return [...(this.#groups.get(group)?.values() ?? [])].sort((a, b) => a.id - b.id);
	}

	groupSize(group: number): number {
		return this.#groups.get(group)?.size ?? 0;
	}

	update(row: T, changes: Partial<T>): T {
		this.#unindex(row);
		Object.assign(row, changes);
		this.#index(row);
		this.onChange?.(row, 'update');
		return row;
	}

	remove(row: T): void {
		this.#unindex(row);
		this.#rows.delete(row.id);
		this.onChange?.(row, 'delete');
	}

	clear(): void {
		for (const index of [this.#rows, this.#origins, this.#keys, this.#groups]) index.clear();
	}

	#index(row: T): void {
		if (row.origin_id) this.#origins.set(row.origin_id, row);
		for (const key of this.#options.keys?.(row) ?? []) this.#keys.set(key, row);
		const group = this.#options.group?.(row);
		if (group === undefined) return;
		const members = this.#groups.get(group) ?? new Map<number, T>();
		this.#groups.set(group, members.set(row.id, row));
	}

	#unindex(row: T): void {
		if (row.origin_id && this.#origins.get(row.origin_id) === row) this.#origins.delete(row.origin_id);
		for (const key of this.#options.keys?.(row) ?? []) if (this.#keys.get(key) === row) this.#keys.delete(key);
		const group = this.#options.group?.(row);
		if (group !== undefined) this.#groups.get(group)?.delete(row.id);
	}
}
