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
				description:
					'Keep the actual costs of projects that no contract covers as direct costs, sending only what differs',
			},
		],
		default: 'upsertMany',
	},
	...upsertMany.description,
];
