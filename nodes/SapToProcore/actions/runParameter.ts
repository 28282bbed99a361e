import { NodeOperationError, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import { issuesText } from '../../shared/model';
import { runPlanSchema, type RunPlan } from '../sync/runPlan';

export const runProperty: INodeProperties = {
	displayName: 'Run',
	name: 'run',
	type: 'json',
	default: "={{ $('Start run').first().json }}",
	required: true,
	description: 'The item that Run > Start answered',
};

/**
 * The run plan a node goes by.
 * @throws NodeOperationError when the parameter holds something else
 */
export function runParameter(context: IExecuteFunctions): RunPlan {
	const result = runPlanSchema.safeParse(jsonParameter(context, 'run'));
	if (result.success) return result.data;
	throw new NodeOperationError(context.getNode(), 'The parameter Run does not hold a run', {
		description: `${issuesText(result.error)}. It takes the whole item of Run > Start, for example {{ $('Start run').first().json }}.`,
		failure: { cause: 'configuration-invalid' },
	});
}

/** The value of a parameter that holds JSON, as text or already as object; text that is no JSON stays text. */
export function jsonParameter(context: IExecuteFunctions, name: string): unknown {
	const given = context.getNodeParameter(name, 0);
	return typeof given === 'string' ? parsed(given) : given;
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return text;
	}
}
