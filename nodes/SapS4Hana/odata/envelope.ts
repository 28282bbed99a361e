import type { IDataObject } from 'n8n-workflow';
import type { ODataVersion } from './service';

/** One page of an answer; `next` is the link to the next one as SAP wrote it. */
export interface Envelope {
	rows: IDataObject[];
	next?: string;
	/** Expanded lists that SAP cut short, with the link to what is left of each. */
	cut?: CutList[];
}

export interface CutList {
	rows: IDataObject[];
	next: string;
}

const isObject = (value: unknown): value is IDataObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** Takes the rows out of an answer's body; undefined when the body is no list of this OData version. */
export function openEnvelope(body: unknown, version: ODataVersion): Envelope | undefined {
	if (!isObject(body)) return undefined;
	return version === 'V2' ? openV2(body.d) : openV4(body);
}

/** V4.01 leaves out the prefix of its annotations. */
const nextOf = (row: IDataObject, list = '') => row[`${list}@odata.nextLink`] ?? row[`${list}@nextLink`];

/** Where the links of a V4 answer begin, as the answer says it; undefined where it does not. */
export function contextOf(body: unknown): string | undefined {
	const context = isObject(body) ? (body['@odata.context'] ?? body['@context']) : undefined;
	return typeof context === 'string' ? context : undefined;
}

/** A V4 answer without a list is a single entity, and counts as a list of one. */
function openV4(body: IDataObject): Envelope | undefined {
	if (Array.isArray(body.value)) return envelope(body.value, nextOf(body));
	return contextOf(body) !== undefined && !('value' in body) ? envelope([body], undefined) : undefined;
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
	const cut: CutList[] = [];
	const plain = rows.map((row) => plainRow(row, cut));
	return { rows: plain, ...(isLink(next) ? { next } : {}), ...(cut.length > 0 ? { cut } : {}) };
}

const isLink = (link: unknown): link is string => typeof link === 'string' && link !== '';

/**
 * A row as SAP gave it, without OData's wrapping: no `__metadata`, no `@…` annotations, no links to what was not
 * expanded, and expanded lists as plain arrays. Lists that were cut short are added to `cut`.
 */
function plainRow(row: IDataObject, cut: CutList[]): IDataObject {
	const members = Object.entries(row).flatMap(([name, value]) => {
		if (name === '__metadata' || name.includes('@') || (isObject(value) && '__deferred' in value)) return [];
		return [[name, plainValue(value, nextOf(row, name), cut)]];
	});
	return Object.fromEntries(members) as IDataObject;
}

/** In V2 the link to the rest of an expanded list is inside its wrapper, in V4 an annotation beside it. */
function plainValue(value: unknown, next: unknown, cut: CutList[]): unknown {
	if (Array.isArray(value)) return plainList(value, next, cut);
	if (!isObject(value)) return value;
	return Array.isArray(value.results) ? plainList(value.results, value.__next, cut) : plainRow(value, cut);
}

function plainList(list: unknown[], next: unknown, cut: CutList[]): unknown[] {
	const values = list.map((value) => plainValue(value, undefined, cut));
	if (isLink(next)) cut.push({ rows: values as IDataObject[], next });
	return values;
}
