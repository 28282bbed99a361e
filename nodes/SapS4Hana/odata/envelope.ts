import type { IDataObject } from 'n8n-workflow';
import type { ODataVersion } from './service';

/** One page of an answer; `next` is the link to the next one as SAP wrote it. */
export interface Envelope {
	rows: IDataObject[];
	next?: string;
}

const isObject = (value: unknown): value is IDataObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** Takes the rows out of an answer's body; undefined when the body is no list of this OData version. */
export function openEnvelope(body: unknown, version: ODataVersion): Envelope | undefined {
	if (!isObject(body)) return undefined;
	return version === 'V2' ? openV2(body.d) : envelope(body.value, body['@odata.nextLink']);
}

/** A V2 list is `{results: […]}`; very old services leave the wrapper out; a single entity counts as a list of one. */
function openV2(d: unknown): Envelope | undefined {
	if (Array.isArray(d)) return envelope(d, undefined);
	if (!isObject(d)) return undefined;
	if ('results' in d) return envelope(d.results, d.__next);
	return '__metadata' in d ? envelope([d], undefined) : undefined;
}

function envelope(rows: unknown, next: unknown): Envelope | undefined {
	if (!Array.isArray(rows) || !rows.every(isObject)) return undefined;
	return { rows: rows.map(plainRow), ...(typeof next === 'string' && next ? { next } : {}) };
}

/**
 * A row as SAP gave it, without OData's wrapping: no `__metadata`, no `@…` annotations, no links to what was not
 * expanded, and expanded lists as plain arrays.
 */
export function plainRow(row: IDataObject): IDataObject {
	const members = Object.entries(row).flatMap(([name, value]) => {
		if (name === '__metadata' || name.includes('@') || (isObject(value) && '__deferred' in value)) return [];
		return [[name, plainValue(value)]];
	});
	return Object.fromEntries(members) as IDataObject;
}

function plainValue(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(plainValue);
	if (!isObject(value)) return value;
	return Array.isArray(value.results) ? value.results.map(plainValue) : plainRow(value);
}
