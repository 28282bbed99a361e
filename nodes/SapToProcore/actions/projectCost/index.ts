import type { INodeProperties } from 'n8n-workflow';
import * as map from './map.operation';
import * as mapLane from './mapLane.operation';

export const operations = { mapLane, map };

export const description: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['projectCost'] } },
		options: [
			{
				name: 'Map',
				value: 'map',
				action: 'Map project costs to budget amounts',
				description: 'Add up the costs of each Procore project by cost code and cost type',
			},
			{
				name: 'Map (Lane)',
				value: 'mapLane',
				action: 'Map project costs to budget amounts in a lane',
				description: 'Add up the costs of each Procore project by cost code and cost type, by the tables of the sync',
			},
		],
		default: 'map',
	},
	...map.description,
	...mapLane.description,
];
