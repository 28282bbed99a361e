import { updateDisplayOptions, type IDataObject, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import { limitOf, returnAllOrLimit, simplify } from '../../../shared/parameters';
import type { Client } from '../../api/client';
import { listWbsCodes, simplifyWbsCode } from '../../objects/wbs/code';
import { projectLocator } from '../../objects/locators';
import { statusFilter, updatedFilters } from '../filters';
import { idOf, updatedOf } from '../parameters';

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
				displayName: 'Search',
				name: 'search',
				type: 'string',
				default: '',
				placeholder: 'e.g. 03-310',
				description: 'Text in the code or its description',
			},
			statusFilter('WBS codes'),
			...updatedFilters,
		],
	},
];

export const description = updateDisplayOptions({ show: { resource: ['wbsCode'], operation: ['getAll'] } }, properties);

export async function execute(context: IExecuteFunctions, client: Client, itemIndex: number): Promise<IDataObject[]> {
	const projectId = idOf(context, 'projectId', 'Project', itemIndex);
	const filters = context.getNodeParameter('filters', itemIndex, {}) as IDataObject;
	const rows = await listWbsCodes(
		client,
		projectId,
		{ ...filters, ...updatedOf(context, filters, itemIndex) },
		limitOf(context, itemIndex),
	);
	return context.getNodeParameter('simplify', itemIndex) ? rows.map(simplifyWbsCode) : rows;
}
