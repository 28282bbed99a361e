import type { Resource } from '../resource';
import * as describe from './describe.operation';
import * as finish from './finish.operation';
import * as requestReplay from './requestReplay.operation';
import * as runReplay from './runReplay.operation';
import * as start from './start.operation';

export const run: Resource = {
	name: 'Run',
	value: 'run',
	default: 'start',
	operations: [
		{
			name: 'Describe',
			value: 'describe',
			action: 'Describe run or failure',
			description: 'Make a message for people of a run that ended or of an execution that failed',
			inputs: ['Runs and Failures'],
			outputs: ['Messages'],
			implementation: describe,
		},
		{
			name: 'Finish',
			value: 'finish',
			action: 'Finish run',
			description: 'Work through the further batches of a run, then close it and let the next one in',
			inputs: ['Lanes'],
			outputs: ['Run', 'New Exceptions', 'Trouble'],
			implementation: finish,
		},
		{
			name: 'Request Replay',
			value: 'requestReplay',
			action: 'Request replay',
			description: 'Find out whether a replay can start, and what to tell whoever asked for it',
			inputs: ['Request'],
			outputs: ['Replay'],
			implementation: requestReplay,
		},
		{
			name: 'Run Replay',
			value: 'runReplay',
			action: 'Run replay',
			description: 'Run the sync for a replay that was accepted, and wait until it has finished',
			inputs: ['Replay'],
			outputs: ['Run'],
			implementation: runReplay,
		},
		{
			name: 'Start',
			value: 'start',
			action: 'Start run',
			description: 'Let no other run in, and freeze what each lane reads',
			inputs: ['SAP Clock'],
			outputs: ['Run'],
			implementation: start,
		},
	],
};
