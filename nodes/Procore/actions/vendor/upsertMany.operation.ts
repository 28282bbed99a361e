import { updateDisplayOptions, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { upsertVendors } from '../../objects/vendor/upsert';
import { executeUpsert, upsertProperties } from '../upsert';

export const description = updateDisplayOptions(
	{ show: { resource: ['vendor'], operation: ['upsertMany'] } },
	upsertProperties('a desired vendor', 'vendors'),
);

export async function executeAll(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	return await executeUpsert(context, 'supplier', upsertVendors);
}
