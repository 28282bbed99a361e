import { NodeOperationError, type IDataObject, type IExecuteFunctions } from 'n8n-workflow';
import { zonedTime } from './zonedTime';

/** Limit of an operation that reads many records; undefined for all of them. */
export function limitOf(context: IExecuteFunctions, itemIndex: number): number | undefined {
	const all = context.getNodeParameter('returnAll', itemIndex) as boolean;
	return all ? undefined : (context.getNodeParameter('limit', itemIndex) as number);
}

/**
 * ID chosen in a resource locator.
 * @throws NodeOperationError when it is none
 */
export function idOf(context: IExecuteFunctions, name: string, label: string, itemIndex: number): string {
	const value = context.getNodeParameter(name, itemIndex, '', { extractValue: true });
	const id = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
	if (/^\d+$/.test(id)) return id;
	throw new NodeOperationError(context.getNode(), `'${label}' holds no ID [item ${itemIndex}]`, {
		itemIndex,
		description: id ? `"${id}" is no Procore ID: an ID has digits only.` : 'Choose one from the list, or enter its ID.',
	});
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
	throw new NodeOperationError(context.getNode(), `'${label}' holds "${wrong}" [item ${itemIndex}]`, {
		itemIndex,
		description: 'Enter Procore IDs, which have digits only, with commas between them.',
	});
}

/**
 * Time of a date-and-time field in UTC, ISO 8601; undefined when empty. Without a zone it is in the workflow's zone.
 * @throws NodeOperationError when it is no time
 */
function timeOf(context: IExecuteFunctions, value: unknown, label: string, itemIndex: number): string | undefined {
	if (value === undefined || value === null || value === '') return undefined;
	const time = zonedTime(value instanceof Date ? value.toISOString() : String(value), context.getTimezone());
	if (time) return time;
	throw new NodeOperationError(context.getNode(), `'${label}' is no date and time [item ${itemIndex}]`, {
		itemIndex,
		description: 'Enter it as in 2026-10-01T06:00:00Z.',
	});
}

/** The range of the update filters of a collection. */
export function updatedOf(context: IExecuteFunctions, filters: IDataObject, itemIndex: number) {
	return {
		updatedFrom: timeOf(context, filters.updatedFrom, 'Updated From', itemIndex),
		updatedTo: timeOf(context, filters.updatedTo, 'Updated To', itemIndex),
	};
}
