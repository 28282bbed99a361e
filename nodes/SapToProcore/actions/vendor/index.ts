import type { Resource } from '../resource';
import * as match from './match.operation';

export const vendor: Resource = {
	name: 'Vendor',
	value: 'vendor',
	default: 'match',
	operations: [
		{
			name: 'Match',
			value: 'match',
			action: 'Match suppliers to vendors',
			description: 'Decide for each SAP supplier which Procore vendor it is, or whether it becomes a new one',
			inputs: ['Suppliers', 'Vendors'],
			outputs: ['Decided'],
			implementation: match,
		},
	],
};
