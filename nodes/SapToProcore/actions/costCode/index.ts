import type { Resource } from '../resource';
import * as map from './map.operation';

export const costCode: Resource = {
	name: 'Cost Code',
	value: 'costCode',
	default: 'map',
	operations: [
		{
			name: 'Map',
			value: 'map',
			action: 'Map accounts and cost centers to cost codes',
			description: 'Decide which cost codes each Procore project should have, named by the texts of SAP',
			inputs: ['G/L Accounts', 'Cost Centers'],
			outputs: ['Decided'],
			implementation: map,
		},
	],
};
