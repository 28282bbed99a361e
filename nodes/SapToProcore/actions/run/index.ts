import type { INodeProperties } from 'n8n-workflow';
import * as finish from './finish.operation';
import * as start from './start.operation';

export const operations = { start, finish };

export const description: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['run'] } },
		options: [
			{
				name: 'Finish',
				value: 'finish',
				action: 'Finish run',
				description: 'Sum up the lanes of a run in one row',
			},
			{
				name: 'Start',
				value: 'start',
				action: 'Start run',
				description: 'Give the run its ID and freeze the time window of each entity',
			},
		],
		default: 'start',
	},
	...start.description,
	...finish.description,
];
