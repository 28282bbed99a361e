import type { INodeProperties } from 'n8n-workflow';
import * as match from './match.operation';

export const operations = { match };

export const description: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['vendor'] } },
		options: [
			{
				name: 'Match',
				value: 'match',
				action: 'Match suppliers to vendors',
				description: 'Decide for each SAP supplier which Procore vendor it is, or whether it becomes a new one',
			},
		],
		default: 'match',
	},
	...match.description,
];
