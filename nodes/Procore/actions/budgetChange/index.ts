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
		displayOptions: { show: { resource: ['budgetChange'] } },
		options: [
			{
				name: 'Create',
				value: 'create',
				action: 'Create budget change',
				description: 'Create a budget change in a project whose budget is locked',
			},
			{
				name: 'Get Many',
				value: 'getAll',
				action: 'Get many budget changes',
				description: 'Retrieve the budget changes of a project',
			},
		],
		default: 'getAll',
	},
	...create.description,
	...getAll.description,
];
