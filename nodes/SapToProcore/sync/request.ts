import { entities, type Entity } from '../../shared/model';
import { entityLabel } from '../../shared/entities';
import type { Selection } from './replayKeys';

/** What somebody asked for who started a run from outside: a replay; or why it is refused, with the field that is wrong. */
export type ReadRequest = { selection: Selection } | { field: string; message: string };

/** Longer than any key of SAP that a lane goes by (a WBS element has 24 characters). */
const longestKey = 60;

/**
 * Reads what a webhook, a form or a page handed over: `entity` (a word of the tables, or as people call it) and `key`, both
 * may be missing or empty; or `documents`, a list of them. Whatever else is in there is refused: a typo would replay something else than was meant.
 */
export function readRequest(given: unknown): ReadRequest {
	if (!isRecord(given))
		return refused('body', 'It must be a JSON object such as {"entity":"purchase_order","key":"4500000001"}.');
	const stranger = Object.keys(given).find((name) => !['entity', 'key', 'documents'].includes(name));
	if (stranger !== undefined)
		return refused(stranger, 'There is no such field. A replay takes "entity" and "key", or "documents".');
	const entity = entityOf(given.entity);
	if (entity === undefined)
		return refused('entity', `It must be one of ${entities.join(', ')}, or empty for all that is due.`);
	const key = keyOf(given.key);
	if (key === undefined)
		return refused('key', `It must be the SAP number of one document, of at most ${longestKey} characters, or empty.`);
	if (given.documents === undefined) return { selection: { entity, key } };
	const documents = documentsOf(given.documents);
	if (documents === undefined || entity !== '' || key !== '')
		return refused(
			'documents',
			`It must be a list of at most ${mostDocuments} {"entity","key"}, without "entity" and "key" beside it.`,
		);
	return { selection: { entity, key, documents } };
}

/** As many as a run works through without batches that differ from those of others. */
export const mostDocuments = 400;

/** Keys of costs are joined of many fields: nobody types them, but exceptions have them. */
const longestJoined = 500;

function documentsOf(given: unknown): Selection['documents'] {
	if (!Array.isArray(given) || given.length === 0 || given.length > mostDocuments) return undefined;
	const read = given.map((each: unknown) => {
		const entity = isRecord(each) ? entityOf(each.entity) : '';
		const key = isRecord(each) ? keyOf(each.key, longestJoined) : '';
		return entity && key ? [{ entity, key }] : [];
	});
	return read.every(({ length }) => length === 1) ? read.flat() : undefined;
}

const isRecord = (given: unknown): given is Record<string, unknown> =>
	typeof given === 'object' && given !== null && !Array.isArray(given);

const refused = (field: string, what: string) => ({
	field,
	message: `The field "${shown(field)}" cannot be used. ${what}`,
});

/** The name of a field comes from outside as well. */
const shown = (field: string) => (field.length > longestKey ? `${field.slice(0, longestKey)}…` : field);

function entityOf(given: unknown): Entity | '' | undefined {
	if (given === undefined || given === null) return '';
	if (typeof given !== 'string') return undefined;
	const word = given.trim().toLowerCase();
	if (word === '') return '';
	return entities.find((entity) => entity === word || entityLabel(entity).toLowerCase() === word);
}

/** Numbers are taken as they were written: `4500000001` and `"4500000001"` mean the same. */
function keyOf(given: unknown, longest = longestKey): string | undefined {
	if (given === undefined || given === null) return '';
	const text = typeof given === 'number' && Number.isSafeInteger(given) ? String(given) : given;
	if (typeof text !== 'string') return undefined;
	const key = text.trim();
	return key.length <= longest && !/\p{Cc}/u.test(key) ? key : undefined;
}
