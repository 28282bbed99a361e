import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { failedOutcome } from '../documents';
import * as fetch from './fetch.operation';
import * as getAll from './getAll.operation';

export const operations = { fetch, getAll };

export const failed = (error: Error): IDataObject => failedOutcome('actual_cost', '', error);

export const description: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['projectCost'] } },
		options: [
			{
				name: 'Fetch for a Run',
				value: 'fetch',
				description: 'Read the project costs that a run reads in this batch',
				action: 'Fetch project costs for a run',
			},
			{
				name: 'Get Many',
				value: 'getAll',
				description: 'Read many cumulative costs by WBS element, cost center and G/L account',
				action: 'Get many project costs',
			},
		],
		default: 'getAll',
	},
	...fetch.description,
	...getAll.description,
];
