import { updateDisplayOptions, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { upsertCostCodes } from '../../objects/costCode/upsert';
import { executeUpsert, upsertProperties } from '../upsert';

export const description = updateDisplayOptions(
	{ show: { resource: ['costCode'], operation: ['upsertMany'] } },
	upsertProperties('a desired cost code', 'cost codes', [
		{
			displayName: 'Create WBS Codes',
			name: 'createWbsCodes',
			type: 'boolean',
			noDataExpression: true,
			default: true,
			description: 'Whether to create the budget codes of each cost code with its cost types, too',
		},
	]),
);

export async function executeAll(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	return await executeUpsert(context, 'cost_code', async (job, { options, ...settings }) => {
		const withBudgetCodes = options.createWbsCodes !== false;
		await upsertCostCodes(job, { ...settings, withBudgetCodes });
	});
}
