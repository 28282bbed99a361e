import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { failedOutcome } from '../documents';
import * as fetch from './fetch.operation';
import * as get from './get.operation';
import * as getAll from './getAll.operation';

export const operations = { fetch, get, getAll };

export const failed = (error: Error): IDataObject => failedOutcome('supplier', '', error);

export const description: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['supplier'] } },
		options: [
			{
				name: 'Fetch for a Run',
				value: 'fetch',
				description: 'Read the suppliers that a run reads in this batch, and those that its orders need',
				action: 'Fetch suppliers for a run',
			},
			{
				name: 'Get',
				value: 'get',
				description: 'Read one supplier',
				action: 'Get supplier',
			},
			{
				name: 'Get Many',
				value: 'getAll',
				description: 'Read many suppliers, or those that changed',
				action: 'Get many suppliers',
			},
		],
		default: 'getAll',
	},
	...fetch.description,
	...get.description,
	...getAll.description,
];
