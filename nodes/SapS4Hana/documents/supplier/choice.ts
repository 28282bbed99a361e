import type { Fields } from '../../odata/fields';

/** Order by code unit: the same on every machine, whatever its language. */
export function byText(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}

/** Order by numbers that SAP writes as texts with or without leading zeros. */
export function byNumber(...names: string[]): (a: Fields, b: Fields) => number {
	const padded = (row: Fields) => names.map((name) => row.text(name).padStart(10, '0')).join(' ');
	return (a, b) => byText(padded(a), padded(b));
}

/** The value of the row that is flagged as default, else of the first in SAP's numbering; `""` when no row has one. */
export function defaultOf(rows: Fields[] | undefined, flag: string, valueOf: (row: Fields) => string): string {
	const filled = [...(rows ?? [])]
		.sort(byNumber('Person', 'OrdinalNumber'))
		.filter((row) => valueOf(row).trim() !== '');
	const chosen = filled.find((row) => row.flag(flag)) ?? filled[0];
	return chosen ? valueOf(chosen) : '';
}
