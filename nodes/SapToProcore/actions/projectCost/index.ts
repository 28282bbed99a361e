import type { Resource } from '../resource';
import * as map from './map.operation';

export const projectCost: Resource = {
	name: 'Project Cost',
	value: 'projectCost',
	default: 'map',
	operations: [
		{
			name: 'Map',
			value: 'map',
			action: 'Map project costs to budget amounts',
			description: 'Add up the costs of each Procore project by cost code and cost type',
			inputs: ['Costs'],
			outputs: ['Decided'],
			implementation: map,
		},
	],
};
