/**
 * A key as it compares: SAP fills numbers up with zeros inside (`0000630000`), people and its JSON leave them out.
 * Also for a prefix such as `0063*`. Keys with letters stay as they are.
 */
export function withoutZeros(key: string): string {
	return /^\d+\*?$/.test(key) ? key.replace(/^0+(?=\d)/, '') : key;
}

/** The values of a cell that may hold several, separated by commas. */
export function valuesIn(cell: string): string[] {
	return cell
		.split(',')
		.map((value) => value.trim())
		.filter(Boolean);
}
