import { NodeOperationError, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';

/** The two fields of an operation that reads many records. */
export const returnAllOrLimit: INodeProperties[] = [
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

/** Offers the few fields people look at instead of the record as it came. */
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
	throw invalidParameter(context, itemIndex, name, `It must be a whole number of at least ${least}${upTo}.`);
}

/** The error for a parameter that cannot be used. */
export function invalidParameter(
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

/**
 * The value of a parameter that takes one of a few words, as it is written in the workflow.
 * @throws NodeOperationError that names the parameter and the words: a typo must not choose for the user
 */
export function choice<T extends string>(
	context: IExecuteFunctions,
	name: string,
	label: string,
	words: readonly T[],
): T {
	return chosen(context, context.getNodeParameter(name, 0), label, words);
}

/** The same for a value that was read, as that of an option. */
export function chosen<T extends string>(
	context: IExecuteFunctions,
	value: unknown,
	label: string,
	words: readonly T[],
): T {
	const given = String(value).trim();
	const word = words.find((each) => each === given);
	if (word !== undefined) return word;
	const error = new NodeOperationError(context.getNode(), `The parameter ${label} does not take "${given}"`, {
		description: `It takes one of: ${words.join(', ')}. Correct it in the panel of this node.`,
		failure: { cause: 'configuration-invalid' },
	});
	error.context.reason = 'configuration_invalid';
	throw error;
}
