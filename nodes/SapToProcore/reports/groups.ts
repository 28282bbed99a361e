import type { Money } from './kit/format';
import { totals } from './kit/sums';

/** What lists of a report are grouped by: how many there are, and their amounts by currency. */
export interface Group {
	key: string;
	label: string;
	count: number;
	amounts: Money[];
}

/** Groups, the largest first; of equal size in the order of their label. */
export function grouping<T extends Money>(
	rows: readonly T[],
	keyOf: (row: T) => { key: string; label: string },
): Group[] {
	const groups = new Map<string, { label: string; rows: T[] }>();
	for (const row of rows) {
		const { key, label } = keyOf(row);
		const group = groups.get(key);
		if (group) group.rows.push(row);
		else groups.set(key, { label, rows: [row] });
	}
	return [...groups]
		.map(([key, { label, rows: members }]) => ({ key, label, count: members.length, amounts: totals(members) }))
		.sort((a, b) => b.count - a.count || a.label.localeCompare(b.label, 'en'));
}
