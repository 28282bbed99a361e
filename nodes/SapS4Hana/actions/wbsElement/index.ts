import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { failedOutcome } from '../documents';
import * as getAll from './getAll.operation';

export const operations = { getAll };

export const failed = (error: Error): IDataObject => failedOutcome('project', '', error);

export const description: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['wbsElement'] } },
		options: [
			{
				name: 'Get Many',
				value: 'getAll',
				description: 'Read many WBS elements, or turn internal IDs into the IDs that people know',
				action: 'Get many WBS elements',
			},
		],
		default: 'getAll',
	},
	...getAll.description,
];
