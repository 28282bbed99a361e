import type { INodeProperties } from 'n8n-workflow';
import * as listDifferences from './listDifferences.operation';
import * as make from './make.operation';
import * as readRequest from './readRequest.operation';

export const operations = { listDifferences, make, readRequest };

export const description: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['report'] } },
		options: [
			{
				name: 'List Differences',
				value: 'listDifferences',
				action: 'List differences to report',
				description: 'Which contracts to read with their lines, because their order differs',
			},
			{
				name: 'Make',
				value: 'make',
				action: 'Make report',
				description: 'Make status, exceptions, reconciliation or readiness, as page, file and mail',
			},
			{
				name: 'Read Request',
				value: 'readRequest',
				action: 'Read request for report',
				description: 'Find out which report is asked for, in which form and of which month, and what to read for it',
			},
		],
		default: 'make',
	},
	...listDifferences.description,
	...make.description,
	...readRequest.description,
];
