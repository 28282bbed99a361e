import type { Resource } from '../resource';
import * as explain from './explain.operation';

export const document: Resource = {
	name: 'Document',
	value: 'document',
	default: 'explain',
	operations: [
		{
			name: 'Explain',
			value: 'explain',
			action: 'Explain document',
			description:
				'Say why a document is, or is not, in Procore: what is on record, what is missing and who can bring it',
			inputs: ['Question', 'SAP Documents'],
			outputs: ['Explanation'],
			implementation: explain,
		},
	],
};
