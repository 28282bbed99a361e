import type { INodeProperties } from 'n8n-workflow';
import * as record from './record.operation';

export const operations = { record };

export const description: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['outcome'] } },
		options: [
			{
				name: 'Record',
				value: 'record',
				action: 'Record outcomes',
				description: 'Turn the outcomes of a lane into audit rows, exceptions and the new watermark',
			},
		],
		default: 'record',
	},
	...record.description,
];
