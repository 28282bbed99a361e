import { updateDisplayOptions, type IDataObject, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import type { RequisitionStatus } from '../../../shared/model';
import { limitOf, returnAllOrLimit, simplify } from '../../../shared/parameters';
import type { Client } from '../../api/client';
import { projectLocator } from '../../objects/locators';
import { listRequisitions } from '../../objects/requisition/list';
import { simplifyRequisition } from '../../objects/requisition/identity';
import { idsFilter, originIdFilter, updatedFilters } from '../filters';
import { idOf, idsOf, updatedOf } from '../parameters';

const properties: INodeProperties[] = [
	projectLocator,
	...returnAllOrLimit,
	simplify,
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		options: [
			{
				displayName: 'Contract ID',
				name: 'contractId',
				type: 'string',
				default: '',
				placeholder: 'e.g. 120045',
				description: 'ID of the commitment that is billed',
			},
			idsFilter('requisition'),
			originIdFilter('sap:S4P:pr:10000017:2201:4500000001'),
			{
				displayName: 'Status',
				name: 'status',
				type: 'options',
				default: 'draft',
				options: [
					{ name: 'Approved', value: 'approved' },
					{ name: 'Approved as Noted', value: 'approved_as_noted' },
					{ name: 'Draft', value: 'draft' },
					{ name: 'Pending Owner Approval', value: 'pending_owner_approval' },
					{ name: 'Revise and Resubmit', value: 'revise_and_resubmit' },
					{ name: 'Under Review', value: 'under_review' },
				] satisfies Array<{ name: string; value: RequisitionStatus }>,
				description: 'Which requisitions to return. All unless set.',
			},
			...updatedFilters,
		],
	},
];

export const description = updateDisplayOptions(
	{ show: { resource: ['requisition'], operation: ['getAll'] } },
	properties,
);

export async function execute(context: IExecuteFunctions, client: Client, itemIndex: number): Promise<IDataObject[]> {
	const projectId = idOf(context, 'projectId', 'Project', itemIndex);
	const filters = context.getNodeParameter('filters', itemIndex, {}) as IDataObject;
	const ids = idsOf(context, filters.ids, 'IDs', itemIndex);
	const range = updatedOf(context, filters, itemIndex);
	const rows = await listRequisitions(client, projectId, { ...filters, ids, ...range }, limitOf(context, itemIndex));
	return context.getNodeParameter('simplify', itemIndex) ? rows.map(simplifyRequisition) : rows;
}
