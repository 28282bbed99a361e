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
		displayOptions: { show: { resource: ['project'] } },
		options: [
			{
				name: 'Get Many',
				value: 'getAll',
				description: 'Read many projects with their currency',
				action: 'Get many projects',
			},
		],
		default: 'getAll',
	},
	...getAll.description,
];
