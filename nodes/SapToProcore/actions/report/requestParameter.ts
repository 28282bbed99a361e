import { NodeOperationError, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import { parsedJson } from '../../../shared/json';
import { issuesText } from '../../../shared/model';
import { reportRequestSchema, type ReportRequest } from '../../reports/request';

export const requestProperty: INodeProperties = {
	displayName: 'Request',
	name: 'request',
	type: 'json',
	default: '',
	placeholder: "{{ $('Read request').first().json }}",
	description: 'The item of Report > Read Request',
};

/** @throws NodeOperationError when the parameter holds something else */
export function requestParameter(context: IExecuteFunctions): ReportRequest {
	const given: unknown = context.getNodeParameter('request', 0);
	const result = reportRequestSchema.safeParse(typeof given === 'string' ? parsedJson(given) : given);
	if (result.success) return result.data;
	throw new NodeOperationError(context.getNode(), 'The parameter Request does not hold a request', {
		description: `${issuesText(result.error)}. It takes the whole item of Report > Read Request, for example {{ $('Read request').first().json }}.`,
		failure: { cause: 'configuration-invalid' },
	});
}
