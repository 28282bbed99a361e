/**
 * What a cell of a lookup table stands for. One grammar for all tables: an empty cell and `*` match anything, a trailing
 * `*` makes a prefix, everything else has to be equal. `branch` is a key of a hierarchy with all that is below it: `P-1001`
 * takes `P-1001.2`, and never `P-10010`.
 */
export type Pattern = { kind: 'any' } | KeyPattern;

/** A pattern that says something. */
export interface KeyPattern {
	kind: 'exact' | 'prefix' | 'branch';
	key: string;
}

export function patternOf(cell: string): Pattern {
	if (cell === '' || cell === '*') return { kind: 'any' };
	return cell.endsWith('*') ? { kind: 'prefix', key: cell.slice(0, -1) } : { kind: 'exact', key: cell };
}

/** The same for keys of a hierarchy, such as WBS elements. */
export function branchPatternOf(cell: string): Pattern {
	const pattern = patternOf(cell);
	return pattern.kind === 'exact' ? { ...pattern, kind: 'branch' } : pattern;
}

export function matches(pattern: KeyPattern, key: string): boolean {
	switch (pattern.kind) {
		case 'exact':
			return key === pattern.key;
		case 'prefix':
			return key.startsWith(pattern.key);
		case 'branch':
			return key.startsWith(pattern.key) && !/[\p{L}\p{N}]/u.test(key.charAt(pattern.key.length));
	}
}

/** How much a pattern says: of those that match a key the greatest counts, exact before longer prefix before shorter. */
export function specificity(pattern: KeyPattern): number {
	return 2 * pattern.key.length + (pattern.kind === 'prefix' ? 0 : 1);
}

/** Whether there are keys that both patterns match. */
export function overlap(a: Pattern, b: Pattern): boolean {
	if (a.kind === 'any' || b.kind === 'any') return true;
	return matches(a, b.key) || matches(b, a.key);
}
