import type { INodeProperties } from 'n8n-workflow';
import * as getAll from './getAll.operation';
import * as upsertMany from './upsertMany.operation';

export const operations = { getAll, upsertMany };

export const description: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['budgetLineItem'] } },
		options: [
			{
				name: 'Get Many',
				value: 'getAll',
				action: 'Get many budget line items',
				description: 'Retrieve the lines of the budget of a project, through a budget view',
			},
			{
				name: 'Upsert Many',
				value: 'upsertMany',
				action: 'Upsert many budget line items',
				description:
					'Set budget amounts by cost code and cost type, or draft a budget change where the budget is locked',
			},
		],
		default: 'getAll',
	},
	...getAll.description,
	...upsertMany.description,
];
