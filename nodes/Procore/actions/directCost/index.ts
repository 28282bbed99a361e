import type { INodeProperties } from 'n8n-workflow';
import * as upsertMany from './upsertMany.operation';

export const operations = { upsertMany };

export const description: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['directCost'] } },
		options: [
			{
				name: 'Upsert Many',
				value: 'upsertMany',
				action: 'Upsert many direct costs',
				description: 'Keep the costs of a project as lines of one direct cost, sending only what differs',
			},
		],
		default: 'upsertMany',
	},
	...upsertMany.description,
];
