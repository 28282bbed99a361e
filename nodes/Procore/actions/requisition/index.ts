import type { INodeProperties } from 'n8n-workflow';
import * as get from './get.operation';
import * as getAll from './getAll.operation';
import * as unlink from './unlink.operation';
import * as upsertMany from './upsertMany.operation';

export const operations = { get, getAll, unlink, upsertMany };

export const description: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['requisition'] } },
		options: [
			{
				name: 'Get',
				value: 'get',
				action: 'Get requisition',
				description: 'Retrieve a requisition (subcontractor invoice) with its items',
			},
			{
				name: 'Get Many',
				value: 'getAll',
				action: 'Get many requisitions',
				description: 'Retrieve the requisitions (subcontractor invoices) of a project',
			},
			{
				name: 'Unlink',
				value: 'unlink',
				action: 'Unlink requisition',
				description: 'Take the origin ID off a requisition, which locks it, so that people can change it again',
			},
			{
				name: 'Upsert Many',
				value: 'upsertMany',
				action: 'Upsert many requisitions',
				description: 'Create or update requisitions with their allocations, sending only what differs',
			},
		],
		default: 'getAll',
	},
	...get.description,
	...getAll.description,
	...unlink.description,
	...upsertMany.description,
];
