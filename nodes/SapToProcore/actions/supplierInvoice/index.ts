import type { Resource } from '../resource';
import * as map from './map.operation';

export const supplierInvoice: Resource = {
	name: 'Supplier Invoice',
	value: 'supplierInvoice',
	default: 'map',
	operations: [
		{
			name: 'Map',
			value: 'map',
			action: 'Map supplier invoices to subcontractor invoices',
			description: 'Decide which Procore invoice each supplier invoice has against which contract, with which amounts',
			inputs: ['Invoices'],
			outputs: ['Decided'],
			implementation: map,
		},
	],
};
