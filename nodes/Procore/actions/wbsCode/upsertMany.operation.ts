import { updateDisplayOptions, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { upsertBudgetCodes } from '../../objects/costCode/upsert';
import { executeUpsert, upsertProperties } from '../upsert';

export const description = updateDisplayOptions(
	{ show: { resource: ['wbsCode'], operation: ['upsertMany'] } },
	upsertProperties('a desired cost code', undefined),
);

export async function executeAll(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	return await executeUpsert(context, 'cost_code', upsertBudgetCodes);
}
