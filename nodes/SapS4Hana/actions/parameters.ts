import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { invalidParameter } from '../../shared/parameters';
import { zonedTime } from '../../shared/zonedTime';
import { readInstant } from '../odata/dates';
import { normalKey } from '../odata/keys';

/** Documents of a page where nobody says otherwise. */
export const documentPageSize = 200;

/** Days that a window of suppliers is widened by at both ends where nobody says otherwise. */
export const supplierDayOverlap = 1;

export const pageSize: INodeProperties = {
	displayName: 'Page Size',
	name: 'pageSize',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 5000 },
	default: documentPageSize,
	description: 'How many records to ask SAP for at a time. Lower it if SAP answers slowly.',
};

/** A list that was entered as texts separated by commas or came from an expression; without blanks and duplicates. */
export function listOf(value: unknown): string[] {
	const parts = Array.isArray(value) ? value : String(value ?? '').split(',');
	return [...new Set(parts.map((part) => String(part ?? '').trim()).filter(Boolean))];
}

/** A list of numbers of objects, in the form in which SAP's JSON shows them. */
export const keysOf = (value: unknown): string[] => [...new Set(listOf(value).map(normalKey))];

/** A list of IDs that SAP keeps in capitals, but in which every zero counts. */
export const idsOf = (value: unknown): string[] => [...new Set(listOf(value).map((id) => id.toUpperCase()))];

/**
 * A timestamp as ISO 8601 text with its offset, `""` when it is empty. One without is in the workflow's time zone, as n8n's
 * date picker means it; throws an error that names the parameter when it is none.
 */
export function timestampOf(context: IExecuteFunctions, name: string, value: unknown, itemIndex: number): string {
	const text = isoOf(context, name, value, itemIndex);
	return zonedTime(text, context.getTimezone()) ?? text;
}

/**
 * The day (`YYYY-MM-DD`) that was chosen, whatever zone n8n adds to it, `""` when it is empty; throws an error that names
 * the parameter when it is none.
 */
export function dayOf(context: IExecuteFunctions, name: string, value: unknown, itemIndex: number): string {
	return isoOf(context, name, value, itemIndex).slice(0, 10);
}

function isoOf(context: IExecuteFunctions, name: string, value: unknown, itemIndex: number): string {
	const text = typeof value === 'string' ? value.trim() : value ? asIso(value) : '';
	if (text === '' || readInstant(text) !== undefined) return text;
	throw invalidParameter(
		context,
		itemIndex,
		name,
		'It must be an ISO 8601 timestamp, for example 2026-10-01T06:00:00Z, or empty.',
	);
}

/** Dates of JavaScript and of n8n's own expressions both write themselves to JSON as ISO 8601. */
function asIso(value: unknown): string {
	const json = JSON.stringify(value) ?? '';
	return json.startsWith('"') ? (JSON.parse(json) as string) : json;
}
