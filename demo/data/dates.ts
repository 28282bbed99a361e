/** The moment the data sets are taken at: no record is newer. Fixed, so that every run sees the same days. */
export const baseDate = '2026-10-01T06:00:00Z';

/** The day `days` before the base date, `YYYY-MM-DD`. */
export function dayBefore(days: number): string {
	return new Date(Date.parse(baseDate) - days * 86_400_000).toISOString().slice(0, 10);
}

/** A time of day as OData V2 writes it, `PTnnHnnMnnS`. */
export function timeOfDay(hours: number, minutes: number, seconds: number): string {
	const [h, m, s] = [hours, minutes, seconds].map((part) => String(part).padStart(2, '0'));
	return `PT${h ?? ''}H${m ?? ''}M${s ?? ''}S`;
}
