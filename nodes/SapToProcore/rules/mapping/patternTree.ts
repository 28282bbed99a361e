/**
 * Look-up of the most specific pattern. A pattern has one cell for each key, the keys in the order in which they count:
 * `""` or `*` matches anything, a trailing `*` is a prefix, everything else has to be equal. Exact goes before prefix,
 * longer prefix before shorter, prefix before anything; the first key decides, then the second, and so on.
 */
export interface PatternTree<T> {
	/** The values filed under the most specific pattern that matches, all of them under the same one; [] = none. */
	find(keys: readonly string[]): T[];
}

class Branch<T> {
	readonly values: T[] = [];

	private readonly exact = new Map<string, Branch<T>>();

	/** By length, the longest first. */
	private prefixes: Array<{ length: number; branches: Map<string, Branch<T>> }> = [];

	private any: Branch<T> | undefined;

	child(cell: string): Branch<T> {
		if (cell === '' || cell === '*') return (this.any ??= new Branch());
		if (!cell.endsWith('*')) return grown(this.exact, cell);
		const prefix = cell.slice(0, -1);
		let level = this.prefixes.find(({ length }) => length === prefix.length);
		if (!level) {
			level = { length: prefix.length, branches: new Map() };
			this.prefixes = [...this.prefixes, level].sort((a, b) => b.length - a.length);
		}
		return grown(level.branches, prefix);
	}

	*matching(key: string): Generator<Branch<T>> {
		const same = this.exact.get(key);
		if (same) yield same;
		for (const { length, branches } of this.prefixes) {
			const branch = branches.get(key.slice(0, length));
			if (branch) yield branch;
		}
		if (this.any) yield this.any;
	}
}

function grown<T>(branches: Map<string, Branch<T>>, key: string): Branch<T> {
	let branch = branches.get(key);
	if (!branch) branches.set(key, (branch = new Branch()));
	return branch;
}

export function patternTree<T>(rows: Iterable<{ cells: readonly string[]; value: T }>): PatternTree<T> {
	const root = new Branch<T>();
	for (const { cells, value } of rows) cells.reduce((branch, cell) => branch.child(cell), root).values.push(value);
	return { find: (keys) => deepest(root, keys, 0) };
}

/** Most specific first, so the first leaf that is reached decides. */
function deepest<T>(branch: Branch<T>, keys: readonly string[], depth: number): T[] {
	if (depth === keys.length) return branch.values;
	for (const next of branch.matching(keys[depth] ?? '')) {
		const values = deepest(next, keys, depth + 1);
		if (values.length > 0) return values;
	}
	return [];
}
