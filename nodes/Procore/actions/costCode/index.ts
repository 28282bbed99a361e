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
		displayOptions: { show: { resource: ['costCode'] } },
		options: [
			{
				name: 'Get Many',
				value: 'getAll',
				action: 'Get many cost codes',
				description: 'Retrieve the cost codes of a project',
			},
			{
				name: 'Upsert Many',
				value: 'upsertMany',
				action: 'Upsert many cost codes',
				description: 'Create or rename cost codes by origin ID, with their budget codes, sending only what differs',
			},
		],
		default: 'getAll',
	},
	...getAll.description,
	...upsertMany.description,
];
