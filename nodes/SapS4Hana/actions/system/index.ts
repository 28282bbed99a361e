import type { INodeProperties } from 'n8n-workflow';
import * as check from './check.operation';
import * as get from './get.operation';

export { failureDetails as failed } from '../../../shared/failure';

export const operations = { check, get };

export const description: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['system'] } },
		options: [
			{
				name: 'Check',
				value: 'check',
				description: 'Find out whether the services that are needed are active, may be read and have all fields',
				action: 'Check system',
			},
			{
				name: 'Get',
				value: 'get',
				description: 'Read system ID and clock of SAP, with one small request',
				action: 'Get system',
			},
		],
		default: 'get',
	},
	...check.description,
	...get.description,
];
