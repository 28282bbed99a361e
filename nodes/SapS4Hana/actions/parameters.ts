import { NodeOperationError, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import { readInstant } from '../odata/dates';

export const returnAllAndLimit: INodeProperties[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		description: 'Max number of results to return',
		displayOptions: { show: { returnAll: [false] } },
	},
];

export const pageSize: INodeProperties = {
	displayName: 'Page Size',
	name: 'pageSize',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 5000 },
	default: 200,
	description: 'How many records to ask SAP for at a time. Lower it if SAP answers slowly.',
};

export const simplify: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

/** The limit that is set; undefined when all results are wanted. */
export function limitOf(context: IExecuteFunctions, itemIndex: number): number | undefined {
	if (context.getNodeParameter('returnAll', itemIndex, false) as boolean) return undefined;
	return wholeNumber(context, 'Limit', context.getNodeParameter('limit', itemIndex, 50), itemIndex, 1, Infinity);
}

/** A value as whole number within bounds; throws an error that names the parameter when it is none. */
export function wholeNumber(
	context: IExecuteFunctions,
	name: string,
	value: unknown,
	itemIndex: number,
	least: number,
	most: number,
): number {
	const number = Number(value);
	if (Number.isInteger(number) && number >= least && number <= most) return number;
	const upTo = most === Infinity ? '' : ` and at most ${most}`;
	throw invalid(context, itemIndex, name, `It has to be a whole number of at least ${least}${upTo}.`);
}

/** A list that was entered as texts separated by commas or came from an expression; without blanks and duplicates. */
export function listOf(value: unknown): string[] {
	const parts = Array.isArray(value) ? value : String(value ?? '').split(',');
	return [...new Set(parts.map((part) => String(part ?? '').trim()).filter(Boolean))];
}

/** A timestamp as ISO 8601 text, `""` when it is empty; throws an error that names the parameter when it is none. */
export function timestampOf(context: IExecuteFunctions, name: string, value: unknown, itemIndex: number): string {
	const text = typeof value === 'string' ? value.trim() : value ? asIso(value) : '';
	if (text === '' || readInstant(text) !== undefined) return text;
	throw invalid(
		context,
		itemIndex,
		name,
		'It has to be an ISO 8601 timestamp, for example 2026-10-01T06:00:00Z, or empty.',
	);
}

/** Dates of JavaScript and of n8n's own expressions both write themselves to JSON as ISO 8601. */
function asIso(value: unknown): string {
	const json = JSON.stringify(value) ?? '';
	return json.startsWith('"') ? (JSON.parse(json) as string) : json;
}

/** The error for a parameter that cannot be used. */
export function invalid(
	context: IExecuteFunctions,
	itemIndex: number,
	name: string,
	description: string,
): NodeOperationError {
	const error = new NodeOperationError(context.getNode(), `The parameter '${name}' cannot be used`, {
		itemIndex,
		description,
		failure: { cause: 'configuration-invalid' },
	});
	error.context.reason = 'configuration_invalid';
	return error;
}
