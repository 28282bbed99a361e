import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { failedOutcome } from '../documents';
import * as getAll from './getAll.operation';

export const operations = { getAll };

export const failed = (error: Error): IDataObject => failedOutcome('cost_code', '', error);

export const description: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['companyCode'] } },
		options: [
			{
				name: 'Get Many',
				value: 'getAll',
				description: 'Read many company codes with their chart of accounts and controlling area',
				action: 'Get many company codes',
			},
		],
		default: 'getAll',
	},
	...getAll.description,
];
