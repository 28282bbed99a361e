/**
 * Reads the format in which n8n hands out execution data: one JSON array in which every object, array and string
 * stands once, and is referred to by its index written as a string. It can hold circular references.
 */
export function parseFlatted(text: string): unknown {
	const entries = JSON.parse(text) as unknown[];
	const done = new Map<number, unknown>();
	const resolve = (reference: unknown): unknown => {
		// Only strings are references; numbers, booleans and null stand for themselves.
		if (typeof reference !== 'string') return reference;
		const index = Number(reference);
		if (done.has(index)) return done.get(index);
		const entry = entries[index];
		if (typeof entry !== 'object' || entry === null) return entry;
		const target: Record<string, unknown> | unknown[] = Array.isArray(entry) ? [] : {};
		// Before its content, which may point back at it.
		done.set(index, target);
		for (const [key, value] of Object.entries(entry)) Reflect.set(target, key, resolve(value));
		return target;
	};
	return resolve('0');
}
