import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { failedOutcome } from '../documents';
import * as getAll from './getAll.operation';

export const operations = { getAll };

export const failed = (error: Error): IDataObject => failedOutcome('cost_code', '', error);

export const description: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['glAccount'] } },
		options: [
			{
				name: 'Get Many',
				value: 'getAll',
				description: 'Read many G/L accounts with their texts, or those that changed',
				action: 'Get many G/L accounts',
			},
		],
		default: 'getAll',
	},
	...getAll.description,
];
