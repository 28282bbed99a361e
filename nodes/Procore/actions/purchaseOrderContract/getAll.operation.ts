import { updateDisplayOptions, type IDataObject, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import { contractStatuses } from '../../../shared/model';
import { limitOf, returnAllOrLimit, simplify } from '../../../shared/parameters';
import type { Client } from '../../api/client';
import { listContracts } from '../../objects/contract/list';
import { simplifyContract } from '../../objects/contract/record';
import { projectLocator } from '../../objects/locators';
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
			idsFilter('contract'),
			{
				displayName: 'Include Deleted',
				name: 'includeDeleted',
				type: 'boolean',
				default: false,
				description: 'Whether to return deleted contracts, too',
			},
			originIdFilter('sap:S4P:po:4500000001:2201'),
			{
				displayName: 'Status',
				name: 'status',
				type: 'options',
				default: 'Draft',
				options: [...contractStatuses].sort().map((status) => ({ name: status, value: status })),
				description: 'Which contracts to return. All unless set.',
			},
			...updatedFilters,
		],
	},
];

export const description = updateDisplayOptions(
	{ show: { resource: ['purchaseOrderContract'], operation: ['getAll'] } },
	properties,
);

export async function execute(context: IExecuteFunctions, client: Client, itemIndex: number): Promise<IDataObject[]> {
	const projectId = idOf(context, 'projectId', 'Project', itemIndex);
	const filters = context.getNodeParameter('filters', itemIndex, {}) as IDataObject;
	const ids = idsOf(context, filters.ids, 'IDs', itemIndex);
	const range = updatedOf(context, filters, itemIndex);
	const contracts = await listContracts(client, projectId, { ...filters, ids, ...range }, limitOf(context, itemIndex));
	return context.getNodeParameter('simplify', itemIndex) ? contracts.map(simplifyContract) : contracts;
}
