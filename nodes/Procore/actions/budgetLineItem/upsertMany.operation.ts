import {
	updateDisplayOptions,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';
import { choice } from '../../../shared/parameters';
import { upsertBudget } from '../../objects/budget/upsert';
import { onLockedWords } from '../../objects/budget/work';
import { createMissingWbsCodes, executeUpsert, upsertProperties } from '../upsert';

const properties: INodeProperties[] = [
	...upsertProperties('a desired budget amount', 'budget lines', [createMissingWbsCodes]),
	{
		displayName: 'On Locked Budget',
		name: 'onLockedBudget',
		type: 'options',
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
	},
];

export const description = updateDisplayOptions(
	{ show: { resource: ['budgetLineItem'], operation: ['upsertMany'] } },
	properties,
);

export async function executeAll(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	return await executeUpsert(context, 'budget', async (client, items, { options, ...settings }) => {
		const onLocked = choice(context, 'onLockedBudget', 'On Locked Budget', onLockedWords);
		const createMissingCodes = options.createMissingWbsCodes === true;
		return await upsertBudget(client, items, { ...settings, onLocked, createMissingCodes });
	});
}
