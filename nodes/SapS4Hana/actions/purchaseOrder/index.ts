import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { failedOutcome } from '../documents';
import * as fetch from './fetch.operation';
import * as get from './get.operation';
import * as getAll from './getAll.operation';

export const operations = { fetch, get, getAll };

export const failed = (error: Error): IDataObject => failedOutcome('purchase_order', '', error);

export const description: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['purchaseOrder'] } },
		options: [
			{
				name: 'Fetch for a Run',
				value: 'fetch',
				description: 'Read the purchase orders that a run reads in this batch',
				action: 'Fetch purchase orders for a run',
			},
			{
				name: 'Get',
				value: 'get',
				description: 'Read one purchase order with its items and account assignments',
				action: 'Get purchase order',
			},
			{
				name: 'Get Many',
				value: 'getAll',
				description: 'Read many purchase orders, or those that changed, with items and account assignments',
				action: 'Get many purchase orders',
			},
		],
		default: 'getAll',
	},
	...fetch.description,
	...get.description,
	...getAll.description,
];
