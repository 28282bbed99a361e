import type { Resource } from '../resource';
import * as choose from './choose.operation';
import * as map from './map.operation';

export const projectCost: Resource = {
	name: 'Project Cost',
	value: 'projectCost',
	default: 'map',
	operations: [
		{
			name: 'Choose Projects',
			value: 'choose',
			action: 'Choose projects whose costs are read',
			description: 'Choose the projects whose costs a batch of a run reads, by what moved in SAP',
			inputs: ['Cost Objects'],
			outputs: ['Selection'],
			implementation: choose,
		},
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
