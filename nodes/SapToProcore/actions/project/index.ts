import type { Resource } from '../resource';
import * as match from './match.operation';

export const project: Resource = {
	name: 'Project',
	value: 'project',
	default: 'match',
	operations: [
		{
			name: 'Match',
			value: 'match',
			action: 'Match projects of SAP and Procore',
			description: 'Bring the roster of projects in step with Procore and find out which SAP project each one is',
			inputs: ['Procore Projects', 'SAP Projects'],
			outputs: ['Decided'],
			implementation: match,
		},
	],
};
