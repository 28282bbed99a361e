import type { INodeProperties } from 'n8n-workflow';
import * as match from './match.operation';
import * as mapLane from './mapLane.operation';

export const operations = { mapLane, match };

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
			{
				name: 'Map (Lane)',
				value: 'mapLane',
				action: 'Match suppliers to vendors in a lane',
				description:
					'Decide for each SAP supplier which Procore vendor it is, or whether it becomes a new one, by the tables of the sync',
			},
		],
		default: 'match',
	},
	...match.description,
	...mapLane.description,
];
