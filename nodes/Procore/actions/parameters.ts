import { NodeOperationError, type IDataObject, type IExecuteFunctions } from 'n8n-workflow';
import { zonedTime } from '../../shared/zonedTime';

/** The error for a parameter that cannot be used. */
export function invalid(
	context: IExecuteFunctions,
	itemIndex: number,
	message: string,
	description: string,
): NodeOperationError {
	const error = new NodeOperationError(context.getNode(), `${message} [item ${itemIndex}]`, {
		itemIndex,
		description,
		failure: { cause: 'configuration-invalid' },
	});
	error.context.reason = 'configuration_invalid';
	return error;
}

/**
 * ID chosen in a resource locator.
 * @throws NodeOperationError when it is none
 */
export function idOf(context: IExecuteFunctions, name: string, label: string, itemIndex: number): string {
	const value = context.getNodeParameter(name, itemIndex, '', { extractValue: true });
	const id = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
	if (/^\d+$/.test(id)) return id;
	const advice = id
		? `"${id}" is not a Procore ID: an ID has digits only.`
		: 'Choose one from the list, or enter its ID.';
	throw invalid(context, itemIndex, `'${label}' holds no ID`, advice);
}

/**
 * IDs of a comma-separated text.
 * @throws NodeOperationError when one of them is none
 */
export function idsOf(context: IExecuteFunctions, text: unknown, label: string, itemIndex: number): string[] {
	const ids = (Array.isArray(text) ? text.map(String) : String(text ?? '').split(','))
		.map((id) => id.trim())
		.filter((id) => id !== '');
	const wrong = ids.find((id) => !/^\d+$/.test(id));
	if (wrong === undefined) return ids;
	const advice = 'Enter Procore IDs, which have digits only, with commas between them.';
	throw invalid(context, itemIndex, `'${label}' holds "${wrong}"`, advice);
}

/**
 * Time of a date-and-time field in UTC, ISO 8601; undefined when empty. Without a zone it is in the workflow's zone.
 * @throws NodeOperationError when it is not a time
 */
function timeOf(context: IExecuteFunctions, value: unknown, label: string, itemIndex: number): string | undefined {
	if (value === undefined || value === null || value === '') return undefined;
	const time = zonedTime(value instanceof Date ? value.toISOString() : String(value), context.getTimezone());
	if (time) return time;
	throw invalid(context, itemIndex, `'${label}' is not a date and time`, 'Enter it as in 2026-10-01T06:00:00Z.');
}

/** The range of the update filters of a collection. */
export function updatedOf(context: IExecuteFunctions, filters: IDataObject, itemIndex: number) {
	return {
		updatedFrom: timeOf(context, filters.updatedFrom, 'Updated From', itemIndex),
		updatedTo: timeOf(context, filters.updatedTo, 'Updated To', itemIndex),
	};
}

/**
 * Calendar day of a date field, `YYYY-MM-DD`: the day that was chosen, whatever zone n8n adds to it.
 * @throws NodeOperationError when it is none
 */
export function dayOf(context: IExecuteFunctions, name: string, label: string, itemIndex: number): string {
	const value = String(context.getNodeParameter(name, itemIndex, ''));
	const day = /^\d{4}-\d{2}-\d{2}/.exec(value.trim())?.[0];
	if (day !== undefined && !Number.isNaN(Date.parse(day))) return day;
	throw invalid(context, itemIndex, `'${label}' is not a date`, 'Enter it as in 2026-10-31.');
}
