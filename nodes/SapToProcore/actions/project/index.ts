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
		displayOptions: { show: { resource: ['project'] } },
		options: [
			{
				name: 'Match',
				value: 'match',
				action: 'Match projects of procore and SAP',
				description: 'Bring the roster of projects in step with Procore and find out which SAP project each one is',
			},
			{
				name: 'Map (Lane)',
				value: 'mapLane',
				action: 'Match projects in a lane',
				description: 'Bring the roster of projects in step with Procore and find out which SAP project each one is',
			},
		],
		default: 'match',
	},
	...match.description,
	...mapLane.description,
];
