import type { Random } from './random.ts';

/** The moment the data sets are taken at: no record is newer. Fixed, so that every run sees the same days. */
export const baseDate = '2026-10-01T06:00:00Z';

/** The day `days` before the base date, `YYYY-MM-DD`. */
export function dayBefore(days: number): string {
	return new Date(Date.parse(baseDate) - days * 86_400_000).toISOString().slice(0, 10);
}

/** The day `days` after a day, `YYYY-MM-DD`. */
export function dayAfter(day: string, days: number): string {
	return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}

/** A time of day as OData V2 writes it, `PTnnHnnMnnS`. */
export function timeOfDay(hours: number, minutes: number, seconds: number): string {
	const [h, m, s] = [hours, minutes, seconds].map((part) => String(part).padStart(2, '0'));
	return `PT${h ?? ''}H${m ?? ''}M${s ?? ''}S`;
}

/** A moment on the day `days` before the base date, as SAP stamps changes: UTC with seven decimals. */
export function stampBefore(days: number, random: Random): string {
	const [hours, minutes, seconds] = [random.int(0, 23), random.int(0, 59), random.int(0, 59)];
	const two = (part: number) => String(part).padStart(2, '0');
	return `${dayBefore(days)}T${two(hours)}:${two(minutes)}:${two(seconds)}.${random.digits(7)}Z`;
}
