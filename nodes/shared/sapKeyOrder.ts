/**
 * Order of SAP keys as SAP sorts them: it keeps them as texts of ten characters, numbers filled up with zeros from the left.
 * `""` comes before any key.
 */
export function compareSapKeys(a: string, b: string): number {
	const width = Math.max(10, a.length, b.length);
	const stored = (key: string) => (/^\d+$/.test(key) ? key.padStart(width, '0') : key);
	const [x, y] = [stored(a), stored(b)];
	return x < y ? -1 : x > y ? 1 : 0;
}
