/** A key as SAP's JSON shows it: digits without leading zeros, letters in capitals. */
export function normalKey(text: string): string {
	const trimmed = text.trim().toUpperCase();
	return /^\d+$/.test(trimmed) ? trimmed.replace(/^0+(?=\d)/, '') : trimmed;
}

/** Whether a number says nothing: SAP writes zeros where a numeric key is not filled. */
export const isNoKey = (text: string): boolean => /^0*$/.test(text.trim());

/** Keys asked for in one request; more would make the address too long for some proxies. */
const groupSize = 40;

/** The keys in groups that fit into one request each; none when there are no keys. */
export function keyGroups<T>(keys: readonly T[]): T[][] {
	const count = Math.ceil(keys.length / groupSize);
	return Array.from({ length: count }, (_, index) => keys.slice(index * groupSize, (index + 1) * groupSize));
}
