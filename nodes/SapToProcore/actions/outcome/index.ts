import type { Resource } from '../resource';
import * as record from './record.operation';

export const outcome: Resource = {
	name: 'Outcome',
	value: 'outcome',
	default: 'record',
	operations: [
		{
			name: 'Record',
			value: 'record',
			action: 'Record outcomes',
			description: 'Turn the outcomes of a lane into audit rows, exceptions and the new watermark',
			inputs: ['Outcomes', 'Fetched'],
			outputs: ['Summary'],
			implementation: record,
		},
	],
};
