import type { INodeProperties } from 'n8n-workflow';
import * as create from './create.operation';
import * as getAll from './getAll.operation';

export const operations = { create, getAll };

export const description: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['billingPeriod'] } },
		options: [
			{
				name: 'Create',
				value: 'create',
				action: 'Create billing period',
				description: 'Create a billing period in a project',
			},
			{
				name: 'Get Many',
				value: 'getAll',
				action: 'Get many billing periods',
				description: 'Retrieve the billing periods of a project',
			},
		],
		default: 'getAll',
	},
	...create.description,
	...getAll.description,
];
