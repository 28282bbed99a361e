import { updateDisplayOptions, type IDataObject, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import { limitOf, returnAllOrLimit, simplify } from '../../../shared/parameters';
import type { Client } from '../../api/client';
import { listCostTypes, simplifyCostType } from '../../objects/costType';
import { projectLocator } from '../../objects/locators';
import { originIdFilter } from '../filters';
import { idOf } from '../parameters';

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
		options: [originIdFilter()],
	},
];

export const description = updateDisplayOptions(
	{ show: { resource: ['costType'], operation: ['getAll'] } },
	properties,
);

export async function execute(context: IExecuteFunctions, client: Client, itemIndex: number): Promise<IDataObject[]> {
	const projectId = idOf(context, 'projectId', 'Project', itemIndex);
	const filters = context.getNodeParameter('filters', itemIndex, {}) as IDataObject;
	const rows = await listCostTypes(client, projectId, filters, limitOf(context, itemIndex));
	return context.getNodeParameter('simplify', itemIndex) ? rows.map(simplifyCostType) : rows;
}
