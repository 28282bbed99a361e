import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';

/**
 * The value of a parameter that takes one of a few words, as it is written in the Settings node.
 * @throws NodeOperationError that names the parameter and the words: a slip of the pen must not choose for the user
 */
export function choice<T extends string>(
	context: IExecuteFunctions,
	name: string,
	label: string,
	words: readonly T[],
): T {
	const given = String(context.getNodeParameter(name, 0)).trim();
	const word = words.find((each) => each === given);
	if (word !== undefined) return word;
	throw new NodeOperationError(context.getNode(), `The parameter ${label} does not take "${given}"`, {
		description: `It takes one of: ${words.join(', ')}. Correct it in the Settings node of the workflow.`,
		failure: { cause: 'configuration-invalid' },
	});
}
