import type { INodeProperties } from 'n8n-workflow';
import * as listNeededSuppliers from './listNeededSuppliers.operation';
import * as listRequisitions from './listRequisitions.operation';
import * as map from './map.operation';
import * as mapLane from './mapLane.operation';

export const operations = { mapLane, map, listNeededSuppliers, listRequisitions };

export const description: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['purchaseOrder'] } },
		options: [
			{
				name: 'List Needed Suppliers',
				value: 'listNeededSuppliers',
				action: 'List the suppliers that purchase orders need',
				description: 'Find the suppliers of purchase orders that have no vendor in Procore yet',
			},
			{
				name: 'List Requisitions',
				value: 'listRequisitions',
				action: 'List the requisitions that purchase orders were made of',
				description: 'Find the purchase requisitions that items of purchase orders were made of',
			},
			{
				name: 'Map',
				value: 'map',
				action: 'Map purchase orders to contracts',
				description: 'Decide which purchase order contract each purchase order has in each Procore project',
			},
			{
				name: 'Map (Lane)',
				value: 'mapLane',
				action: 'Map purchase orders to contracts in a lane',
				description:
					'Decide which purchase order contract each purchase order has in each Procore project, by the tables of the sync',
			},
		],
		default: 'map',
	},
	...map.description,
	...listNeededSuppliers.description,
	...mapLane.description,
];
