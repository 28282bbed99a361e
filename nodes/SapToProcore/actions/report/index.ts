import type { Resource } from '../resource';
import * as listDifferences from './listDifferences.operation';
import * as make from './make.operation';
import * as makeConformance from './makeConformance.operation';
import * as readRequest from './readRequest.operation';
import * as submit from './submit.operation';

export const report: Resource = {
	name: 'Report',
	value: 'report',
	default: 'make',
	operations: [
		{
			name: 'List Differences',
			value: 'listDifferences',
			action: 'List differences to report',
			description: 'Which contracts to read with their lines, because their order differs',
			inputs: ['SAP Documents', 'Procore Records'],
			outputs: ['Contracts to Read'],
			implementation: listDifferences,
		},
		{
			name: 'Make',
			value: 'make',
			action: 'Make report',
			description: 'Make status, exceptions, reconciliation or readiness, as page, file and mail',
			inputs: ['SAP Documents', 'Contracts with Lines', 'Procore Records'],
			outputs: ['Answer', 'Mail', 'Trouble'],
			implementation: make,
		},
		{
			name: 'Make Conformance',
			value: 'makeConformance',
			action: 'Make conformance report',
			description: 'Sum up what both systems do where their documentation leaves it open, and which settings follow',
			inputs: ['Findings'],
			outputs: ['Report'],
			implementation: makeConformance,
		},
		{
			name: 'Read Request',
			value: 'readRequest',
			action: 'Read request for report',
			description: 'Find out which report is asked for, in which form and of which month, and what to read for it',
			inputs: ['Asked'],
			outputs: ['Report', 'Replay', 'Form'],
			implementation: readRequest,
		},
		{
			name: 'Submit',
			value: 'submit',
			action: 'Submit form of report',
			description: 'Carry out once what somebody has sent with a form of a page, and say what came of it',
			inputs: ['Form'],
			outputs: ['Answer'],
			implementation: submit,
		},
	],
};
