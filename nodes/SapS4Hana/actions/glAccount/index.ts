import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { failedOutcome } from '../documents';
import * as fetch from './fetch.operation';
import * as getAll from './getAll.operation';

export const operations = { fetch, getAll };

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
				name: 'Fetch for a Run',
				value: 'fetch',
				description: 'Read the G/L accounts that a run reads in this batch',
				action: 'Fetch G/L accounts for a run',
			},
			{
				name: 'Get Many',
				value: 'getAll',
				description: 'Read many G/L accounts with their texts, or those that changed',
				action: 'Get many G/L accounts',
			},
		],
		default: 'getAll',
	},
	...fetch.description,
	...getAll.description,
];
