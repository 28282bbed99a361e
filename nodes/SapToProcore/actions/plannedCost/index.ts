import type { Resource } from '../resource';
import * as map from './map.operation';

export const plannedCost: Resource = {
	name: 'Planned Cost',
	value: 'plannedCost',
	default: 'map',
	operations: [
		{
			name: 'Map',
			value: 'map',
			action: 'Map planned costs to budget amounts',
			description: 'Add up the plan of each Procore project by cost code and cost type',
			inputs: ['Planned Costs'],
			outputs: ['Decided'],
			implementation: map,
		},
	],
};
