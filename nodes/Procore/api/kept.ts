import type { IDataObject } from 'n8n-workflow';
import { compared, readDecimal } from '../../shared/decimal';

const isNumeric = (value: unknown): value is string | number =>
	(typeof value === 'number' || typeof value === 'string') && readDecimal(String(value)) !== undefined;

function isSame(sent: unknown, shown: unknown): boolean {
	if (isNumeric(sent) && isNumeric(shown)) return compared(String(sent), String(shown)) === 0;
	const text = String(sent ?? '').trim();
	const other = String(shown ?? '').trim();
	// A day that is answered as a moment.
	return text === (/^\d{4}-\d\d-\d\d$/.test(text) ? other.slice(0, 10) : other);
}

/** What an answer shows of a field. What is sent as `vendor_id` it may show as `vendor`; undefined = nothing. */
function shownOf(answered: IDataObject, field: string): unknown {
	if (answered[field] !== undefined || !field.endsWith('_id')) return answered[field];
	return (answered[field.slice(0, -'_id'.length)] as IDataObject | null | undefined)?.id;
}

/**
 * What Procore took without an error and kept otherwise than it was sent, as its answer shows it: a sentence for people a
 * field. What the answer does not show is not known.
 */
export function keptOtherwise(sent: IDataObject, answered: IDataObject): string[] {
	return Object.entries(sent).flatMap(([field, value]) => {
		const shown = shownOf(answered, field);
		if (value === undefined || shown === undefined || isSame(value, shown)) return [];
		return [`${field} is ${String(shown ?? '') || 'empty'} instead of ${String(value) || 'empty'}`];
	});
}
