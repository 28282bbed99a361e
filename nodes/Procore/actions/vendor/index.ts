import type { INodeProperties } from 'n8n-workflow';
import * as addToProject from './addToProject.operation';
import * as create from './create.operation';
import * as get from './get.operation';
import * as getAll from './getAll.operation';
import * as update from './update.operation';
import * as upsertMany from './upsertMany.operation';

export const operations = { addToProject, create, get, getAll, update, upsertMany };

export const description: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['vendor'] } },
		options: [
			{
				name: 'Add to Project',
				value: 'addToProject',
				action: 'Add vendor to project',
				description: 'Put a vendor of the company into the directory of a project',
			},
			{
				name: 'Create',
				value: 'create',
				action: 'Create vendor',
				description: 'Create a vendor in the Company Directory',
			},
			{
				name: 'Get',
				value: 'get',
				action: 'Get vendor',
				description: 'Retrieve a vendor of the Company Directory',
			},
			{
				name: 'Get Many',
				value: 'getAll',
				action: 'Get many vendors',
				description: 'Retrieve vendors of the Company Directory',
			},
			{
				name: 'Update',
				value: 'update',
				action: 'Update vendor',
				description: 'Change a vendor of the Company Directory',
			},
			{
				name: 'Upsert Many',
				value: 'upsertMany',
				action: 'Upsert many vendors',
				description: 'Create, link or update vendors by origin ID, sending only what differs',
			},
		],
		default: 'getAll',
	},
	...addToProject.description,
	...create.description,
	...get.description,
	...getAll.description,
	...update.description,
	...upsertMany.description,
];
