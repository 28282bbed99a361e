import type { INodeProperties } from 'n8n-workflow';
import * as check from './check.operation';
import * as checkConformance from './checkConformance.operation';
import * as get from './get.operation';
import * as readDocuments from './readDocuments.operation';

export { failureDetails as failed } from '../../../shared/failure';

export const operations = { check, checkConformance, get, readDocuments };

export const description: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['system'] } },
		options: [
			{
				name: 'Check',
				value: 'check',
				description: 'Find out whether the services that are needed are active, may be read and have all fields',
				action: 'Check system',
			},
			{
				name: 'Check Conformance',
				value: 'checkConformance',
				description: "Find out whether this SAP does what the sync counts on where SAP's documentation leaves it open",
				action: 'Check conformance of system',
			},
			{
				name: 'Get',
				value: 'get',
				description: 'Read system ID and clock of SAP, with one small request',
				action: 'Get system',
			},
			{
				name: 'Read Documents',
				value: 'readDocuments',
				description: 'Read documents of several kinds in one go, as reports need them',
				action: 'Read documents of system',
			},
		],
		default: 'get',
	},
	...check.description,
	...checkConformance.description,
	...get.description,
	...readDocuments.description,
];
