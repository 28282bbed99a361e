import {
	updateDisplayOptions,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';
import { choice } from '../../../shared/parameters';
import { onApprovedPolicies, onEditedPolicies } from '../../objects/contract/policy';
import { upsertContracts } from '../../objects/contract/upsert';
import { contractPolicy } from '../contractPolicy';
import { createMissingWbsCodes, executeUpsert, upsertProperties } from '../upsert';

const properties: INodeProperties[] = [
	...upsertProperties('a desired contract', 'contract headers', [createMissingWbsCodes]),
	...contractPolicy,
];

export const description = updateDisplayOptions(
	{ show: { resource: ['purchaseOrderContract'], operation: ['upsertMany'] } },
	properties,
);

export async function executeAll(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	return await executeUpsert(context, 'purchase_order', async (job, { options, ...settings }) => {
		const policy = {
			onApproved: choice(context, 'onApprovedContract', 'On Approved Contract', onApprovedPolicies),
			onEdited: choice(context, 'onEditedContract', 'On Edited Contract', onEditedPolicies),
		};
		const createMissingCodes = options.createMissingWbsCodes === true;
		await upsertContracts(job, { ...settings, ...policy, createMissingCodes });
	});
}
