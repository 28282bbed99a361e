import type { Resource } from '../resource';
import * as map from './map.operation';

export const requisition: Resource = {
	name: 'Requisition',
	value: 'requisition',
	default: 'map',
	operations: [
		{
			name: 'Map',
			value: 'map',
			action: 'Map purchase requisitions to requisitions',
			description:
				'Decide which Procore requisition (subcontractor invoice) each purchase requisition has against which contract',
			inputs: ['Requisitions'],
			outputs: ['Decided'],
			implementation: map,
		},
	],
};
