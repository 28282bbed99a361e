import type { INodeProperties } from 'n8n-workflow';
import * as checkLease from './checkLease.operation';
import * as closeBatch from './closeBatch.operation';
import * as describe from './describe.operation';
import * as finish from './finish.operation';
import * as prune from './prune.operation';
import * as readRequest from './readRequest.operation';
import * as requestReplay from './requestReplay.operation';
import * as runReplay from './runReplay.operation';
import * as start from './start.operation';
import * as takeLease from './takeLease.operation';

export const operations = {
	checkLease,
	closeBatch,
	describe,
	finish,
	prune,
	readRequest,
	requestReplay,
	runReplay,
	start,
	takeLease,
};

export const description: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['run'] } },
		options: [
			{
				name: 'Check Lease',
				value: 'checkLease',
				action: 'Check lease of run',
				description: 'Find out whether this run may go on, or who else is running',
			},
			{
				name: 'Close Batch',
				value: 'closeBatch',
				action: 'Close batch of run',
				description: 'Sum up the lanes of a batch and plan the next one',
			},
			{
				name: 'Describe',
				value: 'describe',
				action: 'Describe run or failure',
				description: 'Make a message for people of a run that ended or of an execution that failed',
			},
			{
				name: 'Finish',
				value: 'finish',
				action: 'Finish run',
				description: 'Sum up a run in one row',
			},
			{
				name: 'Prune',
				value: 'prune',
				action: 'Prune tables',
				description: 'Give the time before which rows of the audit trail are deleted',
			},
			{
				name: 'Read Request',
				value: 'readRequest',
				action: 'Read request for run',
				description: 'Find out what a webhook or a form asked for, and make it the settings of the run',
			},
			{
				name: 'Request Replay',
				value: 'requestReplay',
				action: 'Request replay',
				description: 'Find out whether a replay can start, and what to tell whoever asked for it',
			},
			{
				name: 'Run Replay',
				value: 'runReplay',
				action: 'Run replay',
				description: 'Run the sync for a replay that was accepted, and wait until it has finished',
			},
			{
				name: 'Start',
				value: 'start',
				action: 'Start run',
				description: 'Give the run its ID and freeze what each lane reads',
			},
			{
				name: 'Take Lease',
				value: 'takeLease',
				action: 'Take lease for run',
				description: 'Give the values that keep other runs of the customer out',
			},
		],
		default: 'start',
	},
	...checkLease.description,
	...closeBatch.description,
	...describe.description,
	...finish.description,
	...prune.description,
	...readRequest.description,
	...start.description,
	...takeLease.description,
];
