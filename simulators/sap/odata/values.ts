import type { EdmProperty } from '../metadata/types.ts';

/**
 * A value as the data adapters hold it: text, whole numbers, booleans; days `YYYY-MM-DD`, moments ISO 8601 UTC with up to
 * seven decimals, times `PTnnHnnMnnS`, decimals as text.
 */
export type Value = string | number | boolean | null;

export type Row = Record<string, Value | undefined>;

/** Values of one property in this form compare with < and ===. */
export type Comparable = string | number;

/** The value of a row, the initial value of its type where the row has none. */
export function valueOf(row: Row, property: EdmProperty): Value {
	const value = row[property.name];
	if (value !== undefined) return value;
	if (property.type === 'String') return '';
	if (property.type === 'Boolean') return false;
	if (property.type === 'Decimal') return '0';
	if (property.type === 'Byte' || property.type === 'Int16' || property.type === 'Int32') return 0;
	return null;
}

/** What a value compares as; null for no value. Numbers held as text compare padded with zeros, as SAP stores them. */
export function comparable(value: Value, property: EdmProperty): Comparable | null {
	if (value === null) return null;
	if (typeof value === 'boolean') return value ? 1 : 0;
	if (typeof value === 'number') return value;
	switch (property.type) {
		case 'String':
			return property.alpha ? padded(value, property.length ?? 0) : value;
		case 'Decimal':
			return Number(value);
		case 'Guid':
			return value.toLowerCase();
		case 'DateTime':
		case 'DateTimeOffset':
			return moment(value);
		case 'Time':
			return secondsOf(value);
		default:
			return value;
	}
}

/** Order of two rows' values; no value comes first. */
export function compare(a: Comparable | null, b: Comparable | null): number {
	if (a === b) return 0;
	if (a === null) return -1;
	if (b === null) return 1;
	return a < b ? -1 : 1;
}

function padded(text: string, length: number): string {
	return /^\d+$/.test(text) ? text.padStart(length, '0') : text;
}

/** A moment as text that sorts: UTC with seven decimals. A DateTimeOffset has 100 ns, more than a JavaScript date holds. */
function moment(text: string): string {
	const [, head = '', fraction = '', zone = 'Z'] = /^(.*?)(?:\.(\d+))?(Z|[+-]\d\d:\d\d)?$/.exec(text) ?? [];
	const full = head.length === 10 ? `${head}T00:00:00` : head.length === 16 ? `${head}:00` : head;
	const utc = new Date(`${full}${zone}`).toISOString().slice(0, -5);
	return `${utc}.${fraction.slice(0, 7).padEnd(7, '0')}`;
}

/** Seconds of a time `PTnHnMnS`. */
function secondsOf(text: string): number {
	const [, hours = '0', minutes = '0', seconds = '0'] =
		/^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?$/.exec(text) ?? [];
	return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}
