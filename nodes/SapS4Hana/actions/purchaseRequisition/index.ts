import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { failedOutcome } from '../documents';
import * as fetch from './fetch.operation';
import * as get from './get.operation';
import * as getAll from './getAll.operation';

export const operations = { fetch, get, getAll };

export const failed = (error: Error): IDataObject => failedOutcome('requisition', '', error);

export const description: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['purchaseRequisition'] } },
		options: [
			{
				name: 'Fetch for a Run',
				value: 'fetch',
				description: 'Read the purchase requisitions that a run reads in this batch, with the orders made of them',
				action: 'Fetch purchase requisitions for a run',
			},
			{
				name: 'Get',
				value: 'get',
				description: 'Read one purchase requisition with its items and account assignments',
				action: 'Get purchase requisition',
			},
			{
				name: 'Get Many',
				value: 'getAll',
				description: 'Read many purchase requisitions, or those that changed, with items and account assignments',
				action: 'Get many purchase requisitions',
			},
		],
		default: 'getAll',
	},
	...fetch.description,
	...get.description,
	...getAll.description,
];
