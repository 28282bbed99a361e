import type { INodeProperties } from 'n8n-workflow';

export const onLockedBudget: INodeProperties = {
	displayName: 'On Locked Budget',
	name: 'onLockedBudget',
	type: 'options',
	noDataExpression: true,
	default: 'draft',
	description: 'What to do with a difference when the budget of the project is locked',
	options: [
		{
			name: 'Approve a Budget Change',
			value: 'approved',
			description: 'Create one approved budget change with all differences of the project',
		},
		{
			name: 'Draft a Budget Change',
			value: 'draft',
			description: 'Create one budget change with all differences of the project, for a person to approve',
		},
		{ name: 'Hold', value: 'hold', description: 'Change nothing, and report it' },
	],
};

export const directCostStatus: INodeProperties = {
	displayName: 'Status',
	name: 'status',
	type: 'options',
	noDataExpression: true,
	default: 'pending',
	description: 'Status of a new direct cost. One that is there keeps its own.',
	options: [
		{ name: 'Approved', value: 'approved', description: 'Counts in the budget, and is put on owner invoices' },
		{ name: 'Draft', value: 'draft', description: 'Does not count in the budget' },
		{ name: 'Pending', value: 'pending', description: 'Counts in the budget' },
	],
};

export const directCostsLocked: INodeProperties = {
	displayName: 'Direct Costs Are Locked for the API',
	name: 'directCostsLocked',
	type: 'boolean',
	noDataExpression: true,
	default: false,
	description:
		'Whether Procore refuses programs, too, to change a direct cost that carries an origin ID. Each is then created with its lines in a request of its own, and what changes later becomes a further direct cost. While off, this is found out on the first project, which then keeps empty direct costs.',
};
