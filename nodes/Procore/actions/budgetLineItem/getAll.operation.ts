import { updateDisplayOptions, type IDataObject, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import { limitOf, returnAllOrLimit, simplify } from '../../../shared/parameters';
import type { Client } from '../../api/client';
import { listBudgetLines, rowTypes, simplifyBudgetLine } from '../../objects/budget/read';
import { projectLocator } from '../../objects/locators';
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
		options: [
			{
				displayName: 'Budget View ID',
				name: 'viewId',
				type: 'string',
				default: '',
				placeholder: 'e.g. 436295',
				description: 'View to read the lines through; the first budget view of the project unless set',
			},
			{
				displayName: 'Rows',
				name: 'rowType',
				type: 'options',
				default: 'budgeted',
				options: [
					{ name: 'All', value: 'all' },
					{ name: 'Budgeted', value: 'budgeted' },
					{ name: 'Unbudgeted', value: 'unbudgeted' },
				],
				description: 'Which rows of the budget to return. Budgeted ones unless set otherwise.',
			},
		],
	},
];

export const description = updateDisplayOptions(
	{ show: { resource: ['budgetLineItem'], operation: ['getAll'] } },
	properties,
);

export async function execute(context: IExecuteFunctions, client: Client, itemIndex: number): Promise<IDataObject[]> {
	const projectId = idOf(context, 'projectId', 'Project', itemIndex);
	const filters = context.getNodeParameter('filters', itemIndex, {}) as IDataObject;
	const [viewId] = idsOf(context, filters.viewId, 'Budget View ID', itemIndex);
	const rowType = rowTypes.find((type) => type === filters.rowType);
	const rows = await listBudgetLines(client, projectId, { viewId, rowType }, limitOf(context, itemIndex));
	return context.getNodeParameter('simplify', itemIndex) ? rows.map(simplifyBudgetLine) : rows;
}
