import type { INodeProperties } from 'n8n-workflow';
import * as exceptions from './exceptions.operation';
import * as status from './status.operation';

export const operations = { exceptions, status };

export const description: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['report'] } },
		options: [
			{
				name: 'Exceptions',
				value: 'exceptions',
				action: 'Report exceptions',
				description: 'What waits for people or for another run, with amounts and advice, and what was resolved',
			},
			{
				name: 'Status',
				value: 'status',
				action: 'Report status',
				description: 'How the sync is doing: last and next run, freshness, open exceptions, calls against the quota',
			},
		],
		default: 'exceptions',
	},
	...exceptions.description,
	...status.description,
];
