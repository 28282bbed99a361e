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
		displayOptions: { show: { resource: ['costCode'] } },
		options: [
			{
				name: 'Map',
				value: 'map',
				action: 'Map accounts and cost centers to cost codes',
				description: 'Decide which cost codes each Procore project should have, named by the texts of SAP',
			},
			{
				name: 'Map (Lane)',
				value: 'mapLane',
				action: 'Map accounts and cost centers in a lane',
				description: 'Decide which cost codes each Procore project should have, by the tables of the sync',
			},
		],
		default: 'map',
	},
	...map.description,
	...mapLane.description,
];
