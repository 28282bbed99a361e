import type { INodeProperties } from 'n8n-workflow';
import * as exceptions from './exceptions.operation';
import * as listDifferences from './listDifferences.operation';
import * as readiness from './readiness.operation';
import * as reconciliation from './reconciliation.operation';
import * as status from './status.operation';

export const operations = { exceptions, listDifferences, readiness, reconciliation, status };

export const description: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['report'] } },
		options: [
			{
				name: 'Exceptions',
				value: 'exceptions',
				action: 'Report exceptions',
				description: 'What waits for people or for another run, with amounts and advice, and what was resolved',
			},
			{
				name: 'List Differences',
				value: 'listDifferences',
				action: 'List differences to report',
				description: 'Which contracts to read with their lines, because their order differs',
			},
			{
				name: 'Readiness',
				value: 'readiness',
				action: 'Report readiness',
				description: 'Whether both systems, the tables and the first documents are ready for the sync, and what to do',
			},
			{
				name: 'Reconciliation',
				value: 'reconciliation',
				action: 'Report reconciliation',
				description: 'What SAP commits to against what Procore holds: orders that differ, why, and totals that tie out',
			},
			{
				name: 'Status',
				value: 'status',
				action: 'Report status',
				description: 'How the sync is doing: last and next run, freshness, open exceptions, calls against the quota',
			},
		],
		default: 'exceptions',
	},
	...exceptions.description,
	...listDifferences.description,
	...readiness.description,
	...reconciliation.description,
	...status.description,
];
