import { updateDisplayOptions, type IDataObject, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import type { Client } from '../../api/client';
import { simplifyVendor } from '../../objects/vendor/record';
import { readVendors } from '../../objects/vendor/directory';
import { isEmptyItem } from '../../../shared/items';
import { limitOf, returnAllOrLimit, simplify } from '../../../shared/parameters';
import { optionalRun, optionalRunProperty } from '../../../shared/runParameter';
import { idsFilter, originIdFilter, statusFilter, updatedFilters } from '../filters';
import { keepingLease } from '../keepingLease';
import { idsOf, updatedOf } from '../parameters';

const properties: INodeProperties[] = [
	...returnAllOrLimit,
	simplify,
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		options: [
			idsFilter('vendor'),
			originIdFilter('sap:S4P:supplier:100045'),
			{
				displayName: 'Search',
				name: 'search',
				type: 'string',
				default: '',
				placeholder: 'e.g. Acme',
				description: 'Text in the name, the keywords, the origin code or the ABN/EIN number',
			},
			statusFilter('vendors'),
			...updatedFilters,
		],
	},
	optionalRunProperty(
		'The run that this node reads for, as Run > Start puts it out. Nothing is read when nothing comes in: SAP S/4HANA > Supplier > Fetch goes before this node.',
	),
];

export const description = updateDisplayOptions({ show: { resource: ['vendor'], operation: ['getAll'] } }, properties);

export async function execute(context: IExecuteFunctions, client: Client, itemIndex: number): Promise<IDataObject[]> {
	const run = optionalRun(context, context.getNodeParameter('run', itemIndex, ''));
	// Suppliers of orders come also when their own lane reads nothing, and none may be matched without the vendors. n8n hands
	// over the first item alone (Execute Once); behind one that could not be read, there may be suppliers.
	if (run && context.getInputData().every(isEmptyItem)) return [];
	const filters = context.getNodeParameter('filters', itemIndex, {}) as IDataObject;
	const ids = idsOf(context, filters.ids, 'IDs', itemIndex);
	const range = updatedOf(context, filters, itemIndex);
	const limit = limitOf(context, itemIndex);
	const read = async () => await readVendors(client, { ...filters, ids, ...range }, limit);
	const vendors = await keepingLease(context, run, read);
	return context.getNodeParameter('simplify', itemIndex) ? vendors.map(simplifyVendor) : vendors;
}
