import type { Resource } from '../resource';
import * as map from './map.operation';

export const purchaseOrder: Resource = {
	name: 'Purchase Order',
	value: 'purchaseOrder',
	default: 'map',
	operations: [
		{
			name: 'Map',
			value: 'map',
			action: 'Map purchase orders to contracts',
			description: 'Decide which purchase order contract each purchase order has in each Procore project',
			inputs: ['Orders'],
			outputs: ['Decided'],
			implementation: map,
		},
	],
};
