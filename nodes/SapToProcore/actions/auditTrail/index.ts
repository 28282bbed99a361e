import type { Resource } from '../resource';
import * as exportMonth from './exportMonth.operation';
import * as removeMonth from './removeMonth.operation';

export const auditTrail: Resource = {
	name: 'Audit Trail',
	value: 'auditTrail',
	default: 'exportMonth',
	operations: [
		{
			name: 'Export Month',
			value: 'exportMonth',
			action: 'Export month of audit trail',
			description: 'Make files of the oldest month of the audit trail, when it is older than what stays in the tables',
			inputs: ['Trigger'],
			outputs: ['Files'],
			implementation: exportMonth,
		},
		{
			name: 'Remove Exported Month',
			value: 'removeMonth',
			action: 'Remove exported month of audit trail',
			description: 'Delete the rows of a month from the tables, once all of its files have been read back as exported',
			inputs: ['Files Read Back', 'Files Exported'],
			outputs: ['Month'],
			implementation: removeMonth,
		},
	],
};
