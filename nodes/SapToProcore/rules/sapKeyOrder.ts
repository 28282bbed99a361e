/** Order of SAP keys as SAP sorts them: numbers by value (padded with zeros), before keys with letters. */
export function compareSapKeys(a: string, b: string): number {
	const numeric = (key: string) => /^\d+$/.test(key);
	if (numeric(a) && numeric(b)) {
		const [x, y] = [a, b].map((key) => key.padStart(40, '0')) as [string, string];
		return x < y ? -1 : x > y ? 1 : 0;
	}
	if (numeric(a) !== numeric(b)) return numeric(a) ? -1 : 1;
	return a < b ? -1 : a > b ? 1 : 0;
}
