import type { INodeProperties } from 'n8n-workflow';
import * as getAll from './getAll.operation';

export const operations = { getAll };

export const description: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['costCode'] } },
		options: [
			{
				name: 'Get Many',
				value: 'getAll',
				action: 'Get many cost codes',
				description: 'Retrieve the cost codes of a project',
			},
		],
		default: 'getAll',
	},
	...getAll.description,
];
