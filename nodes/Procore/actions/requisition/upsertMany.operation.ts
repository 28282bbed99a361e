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
			displayName: 'Lock When Approved',
			name: 'lockWhenApproved',
			type: 'boolean',
			noDataExpression: true,
			default: false,
			description:
				'Whether to lock a requisition that is approved in Procore and as SAP has it, when it comes up in a run: nobody can change it there until it is unlinked',
		},
		{
			displayName: 'Submit',
			name: 'submit',
			type: 'boolean',
			noDataExpression: true,
			default: false,
			description:
				'Whether to submit a requisition for review (Under Review) once its amounts are there. Off: it stays a draft, whatever its item says.',
		},
	]),
);

export async function executeAll(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	return await executeUpsert(context, 'requisition', async (job, { dryRun, options }) => {
		await upsertRequisitions(job, {
			dryRun,
			submit: options.submit === true,
			lockWhenApproved: options.lockWhenApproved === true,
			createBillingPeriod: options.createBillingPeriod === true,
		});
	});
}
