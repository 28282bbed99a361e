import type { INodeProperties } from 'n8n-workflow';

/** What is to be done about contracts that people have approved or changed. */
export const contractPolicy: INodeProperties[] = [
	{
		displayName: 'On Approved Contract',
		name: 'onApprovedContract',
		type: 'options',
		noDataExpression: true,
		default: 'reopen',
		description: 'What to do when an order changed whose contract is approved in Procore',
		options: [
			{
				name: 'Draft a Change Order',
				value: 'changeOrder',
				description: 'Leave the contract, and draft a commitment change order with the difference',
			},
			{ name: 'Hold', value: 'hold', description: 'Change nothing, and report it' },
			{
				name: 'Reopen',
				value: 'reopen',
				description:
					'Set the contract back to Draft, change it, and give it its status back. One that is executed, invoiced or has change orders is held.',
			},
			{
				name: 'Reopen, Else Change Order',
				value: 'reopenOrChangeOrder',
				description: 'Reopen where that is possible, and draft a change order where it is not',
			},
		],
	},
	{
		displayName: 'On Edited Contract',
		name: 'onEditedContract',
		type: 'options',
		noDataExpression: true,
		default: 'hold',
		description:
			'What to do when somebody changed the total or the vendor of a contract in Procore, or set its status back',
		options: [
			{ name: 'Hold', value: 'hold', description: 'Change nothing, and report it' },
			{
				name: 'Overwrite',
				value: 'overwrite',
				description: 'Write it again as SAP has it. What was changed in Procore is lost.',
			},
		],
	},
];
