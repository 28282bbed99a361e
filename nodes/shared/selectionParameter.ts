import { NodeOperationError, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import { adviceIn, reasonIn } from './items';
import { parsedJson } from './json';
import { costSelectionSchema, issuesText, type CostSelection } from './model';

/** The projects whose costs are read. Empty in a new node, as the parameter Run is. */
export const selectionProperty: INodeProperties = {
	displayName: 'Selection',
	name: 'selection',
	type: 'json',
	default: '',
	placeholder: "{{ $('Choose projects').first().json }}",
	description:
		'The item of SAP to Procore > Project Cost > Choose Projects: whose costs this batch is about. Empty takes all costs there are.',
};

/**
 * The selection that the parameter holds, as an object or as its JSON; undefined when it is empty.
 * @throws NodeOperationError when it holds anything else, or what the node failed on that was to choose
 */
export function selectionOf(context: IExecuteFunctions): CostSelection | undefined {
	const given: unknown = context.getNodeParameter('selection', 0, '');
	if (given === '' || given === null || given === undefined) return undefined;
	const value = typeof given === 'string' ? parsedJson(given) : given;
	const result = costSelectionSchema.safeParse(value);
	if (result.success) return result.data;
	const failed = failedIn(value);
	const error = new NodeOperationError(
		context.getNode(),
		failed?.message ?? 'The parameter Selection does not hold a selection of projects',
		{
			description:
				failed?.advice ??
				`${issuesText(result.error)}. It takes the item of SAP to Procore > Project Cost > Choose Projects.`,
			failure: { cause: failed ? 'temporarily-unavailable' : 'configuration-invalid' },
		},
	);
	error.context.reason = failed ? failed.reason : 'configuration_invalid';
	throw error;
}

function failedIn(value: unknown): { message: string; advice: string; reason: string } | undefined {
	if (typeof value !== 'object' || value === null || !('error' in value) || typeof value.error !== 'string')
		return undefined;
	const details = 'details' in value ? value.details : undefined;
	const reason = reasonIn(details) ?? 'unexpected_error';
	return { message: value.error, advice: adviceIn(details) ?? '', reason };
}
