import type { INodeProperties } from 'n8n-workflow';
import * as checkAccess from './checkAccess.operation';

export const operations = { checkAccess };

export const description: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['company'] } },
		options: [
			{
				name: 'Check Access',
				value: 'checkAccess',
				action: 'Check access to company',
				description: 'Find out what the app may see: log-on, directory, permitted projects and their tools',
			},
		],
		default: 'checkAccess',
	},
	...checkAccess.description,
];
