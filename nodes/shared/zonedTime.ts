/** What the clocks of a zone show at a point in time, as if it were UTC (ms). */
function wallClock(at: number, zone: string): number {
	const format = new Intl.DateTimeFormat('en-US', {
		timeZone: zone,
		hourCycle: 'h23',
		year: 'numeric',
		month: 'numeric',
		day: 'numeric',
		hour: 'numeric',
		minute: 'numeric',
		second: 'numeric',
	});
	const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
	const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
	return Date.UTC(year, month - 1, day, hour, minute, second) + (at % 1000);
}

/**
 * Reads a time as n8n's fields give it. One without an offset is what the clocks of the zone show.
 * @returns ISO 8601 in UTC; undefined when it is not a time
 */
export function zonedTime(text: string, zone: string): string | undefined {
	const spaced = text.trim().replace(/^(\d{4}-\d{2}-\d{2}) /, '$1T');
	if (/(?:Z|[+-]\d{2}:?\d{2})$/i.test(spaced.slice(10))) {
		const at = Date.parse(spaced);
		return Number.isNaN(at) ? undefined : new Date(at).toISOString();
	}
	const shown = Date.parse(`${spaced}${spaced.length === 10 ? 'T00:00:00' : ''}Z`);
	if (Number.isNaN(shown)) return undefined;
	// The offset at a first guess may be another than at the time itself, around a change of the clocks.
	const guess = shown - (wallClock(shown, zone) - shown);
	return new Date(guess + (shown - wallClock(guess, zone))).toISOString();
}
