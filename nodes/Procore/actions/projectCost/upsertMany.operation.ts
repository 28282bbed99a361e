import { updateDisplayOptions, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { choice } from '../../../shared/parameters';
import { onLockedWords } from '../../objects/budget/work';
import { directCostStatusWords } from '../../objects/directCost/upsert';
import { upsertProjectCosts } from '../../objects/projectCost/upsert';
import { directCostStatus, onLockedBudget } from '../costProperties';
import { createMissingWbsCodes, executeUpsert, upsertProperties } from '../upsert';

export const description = updateDisplayOptions({ show: { resource: ['projectCost'], operation: ['upsertMany'] } }, [
	...upsertProperties('a desired budget amount', 'budget lines', [createMissingWbsCodes]),
	onLockedBudget,
	{ ...directCostStatus, displayName: 'Status of Direct Costs', name: 'directCostStatus' },
]);

export async function executeAll(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	return await executeUpsert(context, 'budget', async (client, items, { options, ...settings }, results) => {
		const policy = {
			onLocked: choice(context, 'onLockedBudget', 'On Locked Budget', onLockedWords),
			status: choice(context, 'directCostStatus', 'Status of Direct Costs', directCostStatusWords),
			createMissingCodes: options.createMissingWbsCodes === true,
		};
		await upsertProjectCosts(client, items, { ...settings, ...policy }, results);
	});
}
