import type { INodeProperties } from 'n8n-workflow';
import * as listNeededOrders from './listNeededOrders.operation';
import * as map from './map.operation';
import * as mapLane from './mapLane.operation';

export const operations = { mapLane, map, listNeededOrders };

export const description: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['requisition'] } },
		options: [
			{
				name: 'List Needed Orders',
				value: 'listNeededOrders',
				action: 'List the orders that requisitions became',
				description: 'Find the purchase orders that purchase requisitions name and that have not been read yet',
			},
			{
				name: 'Map',
				value: 'map',
				action: 'Map purchase requisitions to requisitions',
				description:
					'Decide which Procore requisition (subcontractor invoice) each purchase requisition has against which contract',
			},
			{
				name: 'Map (Lane)',
				value: 'mapLane',
				action: 'Map purchase requisitions to requisitions in a lane',
				description:
					'Decide which Procore requisition (subcontractor invoice) each purchase requisition has against which contract, by the tables of the sync',
			},
		],
		default: 'map',
	},
	...map.description,
	...mapLane.description,
];
