import { updateDisplayOptions, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { upsertRequisitions } from '../../objects/requisition/upsert';
import { executeUpsert, upsertProperties } from '../upsert';

export const description = updateDisplayOptions(
	{ show: { resource: ['requisition'], operation: ['upsertMany'] } },
	upsertProperties('a desired requisition', undefined, [
		{
			displayName: 'Create Billing Period',
			name: 'createBillingPeriod',
			type: 'boolean',
			noDataExpression: true,
			default: false,
			description:
				'Whether to open a billing period for the calendar month of the billing date when the project has no open one',
		},
		{
			displayName: 'Submit',
			name: 'submit',
			type: 'boolean',
			noDataExpression: true,
			default: false,
			description:
				'Whether to give a requisition the status that its item asks for. Off: it is created as Draft, whatever the item says.',
		},
	]),
);

export async function executeAll(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	return await executeUpsert(context, 'requisition', async (job, { dryRun, options }) => {
		const submit = options.submit === true;
		const createBillingPeriod = options.createBillingPeriod === true;
		await upsertRequisitions(job, { dryRun, submit, createBillingPeriod });
	});
}
