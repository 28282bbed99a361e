/** A calendar month in UTC: both ends in ISO 8601, the end not included. */
export interface Month {
	/** `2026-10` */
	name: string;
	from: string;
	to: string;
}

/** @returns undefined when the text is no month (`YYYY-MM`) */
export function monthOf(name: string): Month | undefined {
	const match = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(name);
	if (!match) return undefined;
	const [year, month] = [Number(match[1]), Number(match[2])];
	const start = (index: number) => new Date(Date.UTC(year, index, 1)).toISOString();
	return { name, from: start(month - 1), to: start(month) };
}

/** Whether a time (ISO 8601 in UTC) lies in the month. */
export function isWithin({ from, to }: Month, instant: string): boolean {
	const at = Date.parse(instant);
	return at >= Date.parse(from) && at < Date.parse(to);
}
