const dayMs = 86_400_000;
/** 0001-01-01 and 9999-12-31, the days SAP can store. */
const firstMs = -62_135_596_800_000;
const lastMs = 253_402_300_799_999;

/** SAP's initial date, 0000-00-00, comes out as a day about the beginning of year 1, two days off by calendar and zone. */
const initialUntilMs = firstMs + 2 * dayMs;
const leewayMs = 366 * dayMs;

const isoPattern = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d+))?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/**
 * Reads an ISO 8601 timestamp or day; without an offset it is UTC. Days that no calendar has are refused.
 * @returns milliseconds since 1970-01-01 UTC, or undefined when it is none
 */
export function readInstant(text: string): number | undefined {
	const ms = instantOf(text);
	return ms !== undefined && ms >= firstMs && ms <= lastMs ? ms : undefined;
}

function instantOf(text: string): number | undefined {
	const match = isoPattern.exec(text.trim());
	if (!match) return undefined;
	const [, year = '', month = '', day = '', hours = '0', minutes = '0', seconds = '0', fraction = '', zone = 'Z'] =
		match;
	const midnight = new Date(`${year}-${month}-${day}T00:00:00Z`);
	if (Number.isNaN(midnight.getTime()) || midnight.getUTCDate() !== Number(day)) return undefined;
	if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return undefined;
	const ofDay = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
	return midnight.getTime() + ofDay + Number(fraction.padEnd(3, '0').slice(0, 3)) - offsetMs(zone);
}

function offsetMs(zone: string): number {
	if (zone === 'Z') return 0;
	const [hours, minutes] = [zone.slice(1, 3), zone.slice(-2)].map(Number) as [number, number];
	return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

/**
 * Reads a date of an OData answer: `/Date(ms)/` and `/Date(ms+offset)/` (V2) or ISO (V4). In V2 the number is UTC
 * already and the offset is for display only. What lies a zone behind 9999-12-31 is that day.
 * @returns milliseconds since 1970-01-01 UTC, null for SAP's initial date, or undefined when it is not a date
 */
export function readDate(value: string): number | null | undefined {
	const match = /^\/Date\((-?\d{1,17})(?:[+-]\d{1,4})?\)\/$/.exec(value);
	const ms = match ? Number(match[1]) : isoInitial.test(value) ? firstMs : instantOf(value);
	if (ms === undefined || ms < firstMs - leewayMs || ms > lastMs + leewayMs) return undefined;
	return ms < initialUntilMs ? null : Math.min(ms, lastMs);
}

/** As ABAP writes it; no calendar has that day. */
const isoInitial = /^0000-00-00(?:T|$)/;

/**
 * Reads a time of day: `PT11H05M00S` (V2) or `11:05:00` (V4). SAP knows 24:00:00.
 * @returns milliseconds since midnight, or undefined when it is none
 */
export function readTimeOfDay(value: string): number | undefined {
	const match =
		/^PT(?=\d)(?:(\d{1,2})H)?(?:(\d{1,2})M)?(?:(\d{1,2})(?:\.\d+)?S)?$/.exec(value) ??
		/^(\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?$/.exec(value);
	if (!match) return undefined;
	const [hours, minutes, seconds] = [match[1], match[2], match[3]].map((part) => Number(part ?? 0)) as [
		number,
		number,
		number,
	];
	const ms = ((hours * 60 + minutes) * 60 + seconds) * 1000;
	return minutes > 59 || seconds > 59 || ms > dayMs ? undefined : ms;
}

/** The UTC day (`YYYY-MM-DD`) of a point in time, moved by whole days. */
export function utcDay(ms: number, days = 0): string {
	const moved = Math.min(Math.max(ms + days * dayMs, firstMs), lastMs);
	return new Date(moved).toISOString().slice(0, 10);
}

/** SAP's clock when it answered, from the `Date` header (ms since 1970-01-01 UTC); undefined when it cannot be read. */
export function clockOf(headers: Record<string, string>): number | undefined {
	const ms = Date.parse(headers.date ?? '');
	return Number.isNaN(ms) ? undefined : ms;
}
