import { updateDisplayOptions, type IDataObject, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import { limitOf, returnAllOrLimit, simplify } from '../../../shared/parameters';
import type { Client } from '../../api/client';
import { listBillingPeriods, simplifyBillingPeriod } from '../../objects/billingPeriod';
import { projectLocator } from '../../objects/locators';
import { updatedFilters } from '../filters';
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
				displayName: 'Status',
				name: 'status',
				type: 'options',
				default: 'open',
				options: [
					{ name: 'Closed', value: 'closed' },
					{ name: 'Open', value: 'open' },
				],
				description: 'Which billing periods to return. All unless set.',
			},
			...updatedFilters,
		],
	},
];

export const description = updateDisplayOptions(
	{ show: { resource: ['billingPeriod'], operation: ['getAll'] } },
	properties,
);

export async function execute(context: IExecuteFunctions, client: Client, itemIndex: number): Promise<IDataObject[]> {
	const projectId = idOf(context, 'projectId', 'Project', itemIndex);
	const filters = context.getNodeParameter('filters', itemIndex, {}) as IDataObject;
	const wanted = { ...filters, ...updatedOf(context, filters, itemIndex) };
	const periods = await listBillingPeriods(client, projectId, wanted, limitOf(context, itemIndex));
	return context.getNodeParameter('simplify', itemIndex) ? periods.map(simplifyBillingPeriod) : periods;
}
