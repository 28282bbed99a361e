import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { failedOutcome } from '../documents';
import * as getAll from './getAll.operation';

export const operations = { getAll };

export const failed = (error: Error): IDataObject => failedOutcome('budget', '', error);

export const description: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['projectCost'] } },
		options: [
			{
				name: 'Get Many',
				value: 'getAll',
				description: 'Read many cumulative costs by WBS element, cost center and G/L account',
				action: 'Get many project costs',
			},
		],
		default: 'getAll',
	},
	...getAll.description,
];
