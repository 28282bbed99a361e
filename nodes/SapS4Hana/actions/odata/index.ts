import type { INodeProperties } from 'n8n-workflow';
import * as getAll from './getAll.operation';

export { failureDetails as failed } from '../../../shared/failure';

export const operations = { getAll };

export const description: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['odata'] } },
		options: [
			{
				name: 'Get Many',
				value: 'getAll',
				description: 'Read many entities of any OData service that the communication user may use',
				action: 'Get many entities',
			},
		],
		default: 'getAll',
	},
	...getAll.description,
];
