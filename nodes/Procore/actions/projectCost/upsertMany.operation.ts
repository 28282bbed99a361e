import { updateDisplayOptions, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { choice } from '../../../shared/parameters';
import { onLockedPolicies } from '../../objects/budget/pending';
import { directCostStatuses } from '../../objects/directCost/upsert';
import { upsertProjectCosts } from '../../objects/projectCost/upsert';
import { directCostStatus, onLockedBudget } from '../costProperties';
import { createMissingWbsCodes, executeUpsert, upsertProperties } from '../upsert';

export const description = updateDisplayOptions({ show: { resource: ['projectCost'], operation: ['upsertMany'] } }, [
	...upsertProperties('a desired budget amount', 'budget lines', [createMissingWbsCodes]),
	onLockedBudget,
	{ ...directCostStatus, displayName: 'Status of Direct Costs', name: 'directCostStatus' },
]);

export async function executeAll(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	return await executeUpsert(context, 'actual_cost', async (job, { options, ...settings }) => {
		const policy = {
			onLocked: choice(context, 'onLockedBudget', 'On Locked Budget', onLockedPolicies),
			status: choice(context, 'directCostStatus', 'Status of Direct Costs', directCostStatuses),
			createMissingCodes: options.createMissingWbsCodes === true,
		};
		await upsertProjectCosts(job, { ...settings, ...policy });
	});
}
