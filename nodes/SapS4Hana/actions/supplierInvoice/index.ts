import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { failedOutcome } from '../documents';
import * as fetch from './fetch.operation';
import * as get from './get.operation';
import * as getAll from './getAll.operation';

export const operations = { fetch, get, getAll };

export const failed = (error: Error): IDataObject => failedOutcome('supplier_invoice', '', error);

export const description: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['supplierInvoice'] } },
		options: [
			{
				name: 'Fetch for a Run',
				value: 'fetch',
				description: 'Read the supplier invoices that a run reads in this batch, with the orders that they invoice',
				action: 'Fetch supplier invoices for a run',
			},
			{
				name: 'Get',
				value: 'get',
				description: 'Read one supplier invoice with its items on purchase orders',
				action: 'Get supplier invoice',
			},
			{
				name: 'Get Many',
				value: 'getAll',
				description: 'Read many supplier invoices with their items on purchase orders',
				action: 'Get many supplier invoices',
			},
		],
		default: 'getAll',
	},
	...fetch.description,
	...get.description,
	...getAll.description,
];
