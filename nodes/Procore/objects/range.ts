/**
 * A range of time as Procore's filters take it: two ISO 8601 stamps with three dots between them, in quotes.
 * An open end becomes the far past or tomorrow. Undefined when both ends are open.
 */
export function range(from?: string, to?: string, now = Date.now()): string | undefined {
	if (!from && !to) return undefined;
	const stamp = (text: string) => `${new Date(text).toISOString().slice(0, 19)}Z`;
	const start = from ? stamp(from) : '1970-01-01T00:00:00Z';
	// Procore filters by full seconds: an end within a second has to include that second.
	const end = stamp(to ? new Date(Date.parse(to) + 999).toISOString() : new Date(now + 86_400_000).toISOString());
	return `"${start}...${end}"`;
}

/** Whether a stamp lies within a range, both ends included. */
export function isWithin(stamp: unknown, from?: string, to?: string): boolean {
	if (!from && !to) return true;
	const at = Date.parse(String(stamp));
	return !Number.isNaN(at) && (!from || at >= Date.parse(from)) && (!to || at <= Date.parse(to));
}
