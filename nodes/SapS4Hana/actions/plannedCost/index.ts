import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { failedOutcome } from '../documents';
import * as fetch from './fetch.operation';
import * as getAll from './getAll.operation';

export const operations = { fetch, getAll };

export const failed = (error: Error): IDataObject => failedOutcome('budget', '', error);

export const description: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['plannedCost'] } },
		options: [
			{
				name: 'Fetch for a Run',
				value: 'fetch',
				description: 'Read the planned costs that a run reads',
				action: 'Fetch planned costs for a run',
			},
			{
				name: 'Get Many',
				value: 'getAll',
				description: 'Read many planned costs by WBS element, cost center, G/L account and fiscal year',
				action: 'Get many planned costs',
			},
		],
		default: 'getAll',
	},
	...fetch.description,
	...getAll.description,
];
