import {
	updateDisplayOptions,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';
import { choice } from '../../../shared/parameters';
import { upsertBudget } from '../../objects/budget/upsert';
import { onLockedPolicies } from '../../objects/budget/pending';
import { onLockedBudget } from '../costProperties';
import { createMissingWbsCodes, executeUpsert, upsertProperties } from '../upsert';

const properties: INodeProperties[] = [
	...upsertProperties('a desired budget amount', 'budget lines', [createMissingWbsCodes]),
	onLockedBudget,
];

export const description = updateDisplayOptions(
	{ show: { resource: ['budgetLineItem'], operation: ['upsertMany'] } },
	properties,
);

export async function executeAll(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	return await executeUpsert(context, 'budget', async (job, { options, ...settings }) => {
		const onLocked = choice(context, 'onLockedBudget', 'On Locked Budget', onLockedPolicies);
		const createMissingCodes = options.createMissingWbsCodes === true;
		await upsertBudget(job, { ...settings, onLocked, createMissingCodes });
	});
}
