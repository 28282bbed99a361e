import { patternOf } from '../../shared/pattern';

/**
 * Look-up of the most specific row of patterns. A row has one cell for each key, the keys in the order in which they count:
 * the first key decides, then the second, and so on.
 */
export interface PatternTree<T> {
	/** The values filed under the most specific pattern that matches, all of them under the same one; [] = none. */
	find(keys: readonly string[]): T[];
}

/** Of what most branches do not have, nothing is made: a map of 20,000 rows has 80,000 branches. */
class Branch<T> {
	values: T[] | undefined;

	private exact: Map<string, Branch<T>> | undefined;

	/** By length, the longest first. */
	private prefixes: Array<{ length: number; branches: Map<string, Branch<T>> }> | undefined;

	private any: Branch<T> | undefined;

	child(cell: string): Branch<T> {
		const pattern = patternOf(cell);
		if (pattern.kind === 'any') return (this.any ??= new Branch());
		if (pattern.kind !== 'prefix') return grown((this.exact ??= new Map()), pattern.key);
		const { length } = pattern.key;
		let level = this.prefixes?.find((each) => each.length === length);
		if (!level) {
			level = { length, branches: new Map() };
			this.prefixes = [...(this.prefixes ?? []), level].sort((a, b) => b.length - a.length);
		}
		return grown(level.branches, pattern.key);
	}

	/** The branches that the key fits, the most specific first. */
	matching(key: string): Array<Branch<T>> {
		const found = [
			this.exact?.get(key),
			...(this.prefixes ?? []).map(({ length, branches }) => branches.get(key.slice(0, length))),
			this.any,
		];
		return found.filter((branch) => branch !== undefined);
	}
}

function grown<T>(branches: Map<string, Branch<T>>, key: string): Branch<T> {
	let branch = branches.get(key);
	if (!branch) branches.set(key, (branch = new Branch()));
	return branch;
}

export function patternTree<T>(rows: Iterable<{ cells: readonly string[]; value: T }>): PatternTree<T> {
	const root = new Branch<T>();
	for (const { cells, value } of rows) {
		const leaf = cells.reduce((branch, cell) => branch.child(cell), root);
		(leaf.values ??= []).push(value);
	}
	return { find: (keys) => deepest(root, keys) };
}

/** Most specific first, so the first leaf that is reached decides. */
function deepest<T>(branch: Branch<T>, [key, ...others]: readonly string[]): T[] {
	if (key === undefined) return branch.values ?? [];
	for (const next of branch.matching(key)) {
		const values = deepest(next, others);
		if (values.length > 0) return values;
	}
	return [];
}
