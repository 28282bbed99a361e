import type { INodeProperties } from 'n8n-workflow';
import * as get from './get.operation';

export { failureDetails as failed } from '../../../shared/failure';

export const operations = { get };

export const description: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['system'] } },
		options: [
			{
				name: 'Get',
				value: 'get',
				description: 'Read system ID and clock of SAP, with one small request',
				action: 'Get system',
			},
		],
		default: 'get',
	},
	...get.description,
];
