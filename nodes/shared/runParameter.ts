import { NodeOperationError, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import { parsedJson } from './json';
import { issuesText, runSchema, type Run } from './model';

/** The run that an operation of a lane belongs to. */
export const runProperty: INodeProperties = {
	displayName: 'Run',
	name: 'run',
	type: 'json',
	default: "={{ $('Start').first().json }}",
	required: true,
	description: 'The item of SAP to Procore > Run > Start',
};

/**
 * The run that the parameter Run holds, as an object or as its JSON.
 * @throws NodeOperationError when it holds anything else
 */
export function runOf(context: IExecuteFunctions): Run {
	const given: unknown = context.getNodeParameter('run', 0);
	const result = runSchema.safeParse(typeof given === 'string' ? parsedJson(given) : given);
	if (result.success) return result.data;
	const error = new NodeOperationError(context.getNode(), 'The parameter Run does not hold a run', {
		description: `${issuesText(result.error)}. It takes the whole item of SAP to Procore > Run > Start, for example {{ $('Start').first().json }}.`,
		failure: { cause: 'configuration-invalid' },
	});
	error.context.reason = 'configuration_invalid';
	throw error;
}
