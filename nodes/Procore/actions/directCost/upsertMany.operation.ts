import {
	updateDisplayOptions,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';
import { choice } from '../../../shared/parameters';
import { directCostStatuses, upsertDirectCosts } from '../../objects/directCost/upsert';
import { directCostsLocked, directCostStatus } from '../costProperties';
import { createMissingWbsCodes, executeUpsert, upsertProperties } from '../upsert';

const properties: INodeProperties[] = [
	...upsertProperties('a desired direct cost', undefined, [createMissingWbsCodes, directCostsLocked]),
	directCostStatus,
];

export const description = updateDisplayOptions(
	{ show: { resource: ['directCost'], operation: ['upsertMany'] } },
	properties,
);

export async function executeAll(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	return await executeUpsert(context, 'actual_cost', async (job, { dryRun, options }) => {
		const status = choice(context, 'status', 'Status', directCostStatuses);
		const createMissingCodes = options.createMissingWbsCodes === true;
		const isLocked = options.directCostsLocked === true;
		await upsertDirectCosts(job, { dryRun, status, createMissingCodes, isLocked });
	});
}
