import { updateDisplayOptions, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { partition } from 'lodash';
import { chosen } from '../../../shared/parameters';
import { onApprovedPolicies, onEditedPolicies } from '../../objects/contract/policy';
import { upsertContracts } from '../../objects/contract/upsert';
import { upsertRequisitions } from '../../objects/requisition/upsert';
import { contractPolicy } from '../contractPolicy';
import { createMissingWbsCodes, executeUpsert, upsertProperties } from '../upsert';

export const description = updateDisplayOptions(
	{ show: { resource: ['requisition'], operation: ['upsertMany'] } },
	upsertProperties('a desired requisition, or a desired contract of what is not ordered yet,', undefined, [
		// Only for contracts of what is not ordered yet.
		...contractPolicy,
		createMissingWbsCodes,
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
	return await executeUpsert(context, 'requisition', async (job, { options, ...settings }) => {
		const [ofUnordered, requisitions] = partition(job.items, ({ json }) => json.unordered === true);
		const policy = {
			onApproved: chosen(context, options.onApprovedContract ?? 'reopen', 'On Approved Contract', onApprovedPolicies),
			onEdited: chosen(context, options.onEditedContract ?? 'hold', 'On Edited Contract', onEditedPolicies),
		};
		const createMissingCodes = options.createMissingWbsCodes === true;
		await upsertContracts({ ...job, items: ofUnordered }, { ...settings, ...policy, createMissingCodes });
		await upsertRequisitions(
			{ ...job, items: requisitions },
			{
				dryRun: settings.dryRun,
				approval: settings.approval,
				submit: options.submit === true,
				lockWhenApproved: options.lockWhenApproved === true,
				createBillingPeriod: options.createBillingPeriod === true,
			},
		);
	});
}
