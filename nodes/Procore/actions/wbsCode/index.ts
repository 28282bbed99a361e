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
		displayOptions: { show: { resource: ['wbsCode'] } },
		options: [
			{
				name: 'Get Many',
				value: 'getAll',
				action: 'Get many WBS codes',
				description: 'Retrieve the WBS codes (budget codes) of a project',
			},
			{
				name: 'Upsert Many',
				value: 'upsertMany',
				action: 'Upsert many WBS codes',
				description: 'Create the budget codes that cost codes lack with their cost types',
			},
		],
		default: 'getAll',
	},
	...getAll.description,
	...upsertMany.description,
];
