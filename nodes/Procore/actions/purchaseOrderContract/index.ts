import type { INodeProperties } from 'n8n-workflow';
import * as get from './get.operation';
import * as getAll from './getAll.operation';
import * as upsertMany from './upsertMany.operation';
import * as voided from './void.operation';

export const operations = { get, getAll, upsertMany, void: voided };

export const description: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['purchaseOrderContract'] } },
		options: [
			{
				name: 'Get',
				value: 'get',
				action: 'Get purchase order contract',
				description: 'Retrieve a purchase order contract with its lines',
			},
			{
				name: 'Get Many',
				value: 'getAll',
				action: 'Get many purchase order contracts',
				description: 'Retrieve the purchase order contracts of a project',
			},
			{
				name: 'Upsert Many',
				value: 'upsertMany',
				action: 'Upsert many purchase order contracts',
				description: 'Create or update contracts with their lines by origin ID, sending only what differs',
			},
			{
				name: 'Void',
				value: 'void',
				action: 'Void purchase order contract',
				description: 'Set a contract back to Draft and remove its lines, unless something was billed on it',
			},
		],
		default: 'getAll',
	},
	...get.description,
	...getAll.description,
	...upsertMany.description,
	...voided.description,
];
