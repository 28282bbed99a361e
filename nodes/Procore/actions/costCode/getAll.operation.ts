import { updateDisplayOptions, type IDataObject, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import { limitOf, returnAllOrLimit, simplify } from '../../../shared/parameters';
import type { Client } from '../../api/client';
import { listCostCodes, simplifyCostCode } from '../../objects/costCode/list';
import { projectLocator } from '../../objects/locators';
import { idsFilter, originIdFilter } from '../filters';
import { idOf, idsOf } from '../parameters';

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
		options: [idsFilter('cost code'), originIdFilter('sap:S4P:costcode:2201:03-310')],
	},
];

export const description = updateDisplayOptions(
	{ show: { resource: ['costCode'], operation: ['getAll'] } },
	properties,
);

export async function execute(context: IExecuteFunctions, client: Client, itemIndex: number): Promise<IDataObject[]> {
	const projectId = idOf(context, 'projectId', 'Project', itemIndex);
	const filters = context.getNodeParameter('filters', itemIndex, {}) as IDataObject;
	const rows = await listCostCodes(
		client,
		projectId,
		{ ...filters, ids: idsOf(context, filters.ids, 'IDs', itemIndex) },
		limitOf(context, itemIndex),
	);
	return context.getNodeParameter('simplify', itemIndex) ? rows.map(simplifyCostCode) : rows;
}
