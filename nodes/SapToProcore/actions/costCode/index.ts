import type { INodeProperties } from 'n8n-workflow';
import * as map from './map.operation';

export const operations = { map };

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
		],
		default: 'map',
	},
	...map.description,
];
