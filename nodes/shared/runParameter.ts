import { NodeOperationError, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import { parsedJson } from './json';
import { issuesText, runSchema, type Run } from './model';

/**
 * The run that an operation of a lane belongs to. Empty in a new node: an expression that names a node of the template, or a
 * field that is required, would be red before anybody has done anything.
 */
export const runProperty: INodeProperties = {
	displayName: 'Run',
	name: 'run',
	type: 'json',
	default: '',
	placeholder: "{{ $('Start').first().json }}",
	description: 'The item of SAP to Procore > Run > Start',
};

/** The run, for operations that also work outside of one: then it is empty. */
export const optionalRunProperty = (description: string): INodeProperties => ({
	displayName: 'Run',
	name: 'run',
	type: 'json',
	default: '',
	placeholder: "{{ $('Start').first().json }}",
	description,
});

/**
 * The run that the parameter Run holds, as an object or as its JSON.
 * @throws NodeOperationError `configuration_invalid` when it holds anything else
 */
export function runOf(context: IExecuteFunctions): Run {
	let given: unknown;
	try {
		given = context.getNodeParameter('run', 0);
	} catch (error) {
		// The expression names a node that is not there or did not run: n8n's message alone would not say where.
		throw notARun(context, error instanceof Error ? error.message : String(error));
	}
	return readRun(context, given);
}

/**
 * The run in a value of {@link optionalRunProperty}; undefined when it is empty.
 * @throws NodeOperationError `configuration_invalid` when it holds anything else
 */
export function optionalRun(context: IExecuteFunctions, given: unknown): Run | undefined {
	const empty = given === undefined || given === null || (typeof given === 'string' && given.trim() === '');
	return empty ? undefined : readRun(context, given);
}

function readRun(context: IExecuteFunctions, given: unknown): Run {
	const result = runSchema.safeParse(typeof given === 'string' ? parsedJson(given) : given);
	if (result.success) return result.data;
	throw notARun(context, issuesText(result.error));
}

function notARun(context: IExecuteFunctions, problem: string): NodeOperationError {
	const error = new NodeOperationError(context.getNode(), 'The parameter Run does not hold a run', {
		description: `${problem}. It takes the whole item of SAP to Procore > Run > Start, for example {{ $('Start').first().json }}.`,
		failure: { cause: 'configuration-invalid' },
	});
	error.context.reason = 'configuration_invalid';
	return error;
}
