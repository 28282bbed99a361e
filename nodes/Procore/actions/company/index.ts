import type { INodeProperties } from 'n8n-workflow';
import * as checkAccess from './checkAccess.operation';
import * as checkConformance from './checkConformance.operation';
import * as readRecords from './readRecords.operation';

export const operations = { checkAccess, checkConformance, readRecords };

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
			{
				name: 'Check Conformance',
				value: 'checkConformance',
				action: 'Check conformance of company',
				description:
					'Find out, on throw-away records in a sandbox, whether Procore does what the sync counts on where its documentation leaves it open',
			},
			{
				name: 'Read Records',
				value: 'readRecords',
				action: 'Read records of company',
				description: 'Read records of several kinds in one go, as reports need them',
			},
		],
		default: 'checkAccess',
	},
	...checkAccess.description,
	...checkConformance.description,
	...readRecords.description,
];
