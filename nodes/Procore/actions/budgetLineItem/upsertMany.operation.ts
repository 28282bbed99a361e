import {
	updateDisplayOptions,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';
import { choice } from '../../../shared/parameters';
import { upsertBudget } from '../../objects/budget/upsert';
import { onLockedWords } from '../../objects/budget/work';
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
	return await executeUpsert(context, 'budget', async (client, items, { options, ...settings }, results) => {
		const onLocked = choice(context, 'onLockedBudget', 'On Locked Budget', onLockedWords);
		const createMissingCodes = options.createMissingWbsCodes === true;
		await upsertBudget(client, items, { ...settings, onLocked, createMissingCodes }, results);
	});
}
