import type { INodeProperties } from 'n8n-workflow';
import * as upsertMany from './upsertMany.operation';

export const operations = { upsertMany };

export const description: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['projectCost'] } },
		options: [
			{
				name: 'Upsert Many',
				value: 'upsertMany',
				action: 'Upsert many project costs',
				description:
					'Set budget amounts and keep direct costs, each amount as its item says, sending only what differs',
			},
		],
		default: 'upsertMany',
	},
	...upsertMany.description,
];
