import type { INodeProperties } from 'n8n-workflow';
import * as map from './map.operation';

export const operations = { map };

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
		],
		default: 'map',
	},
	...map.description,
];
