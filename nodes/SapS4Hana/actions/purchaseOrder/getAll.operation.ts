import { updateDisplayOptions, type IDataObject, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import { limitOf, returnAllOrLimit, simplify, wholeNumber } from '../../../shared/parameters';
import {
	everyOrder,
	purchaseOrderPages,
	purchaseOrderType,
	type PurchaseOrderQuery,
} from '../../documents/purchaseOrder/query';
import { purchaseOrderServices } from '../../documents/purchaseOrder/service';
import { normalKey } from '../../odata/keys';
import { documentRows } from '../documents';
import { changedFrom, changedTo, companyCodes } from '../filters';
import type { Call, Row } from '../operation';
import { keysOf, listOf, pageSize, timestampOf } from '../parameters';
import { chosenService } from '../service';
import { apiOptions } from './service';

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
			{
				displayName: 'After Order',
				name: 'afterOrder',
				type: 'string',
				default: '',
				placeholder: 'e.g. 4500000001',
				description:
					'Only orders whose number comes after this one. Orders come in the order of their numbers, so that a read of all of them can go on where it was left.',
			},
			{
				displayName: 'Also These Orders',
				name: 'alsoOrderKeys',
				type: 'string',
				default: '',
				placeholder: 'e.g. 4500000001, 4500000002',
				description:
					'Order numbers to read in any case, separated by commas, whatever the other filters say. A number that SAP does not have counts as an order that could not be read.',
			},
			{
				...changedFrom,
				description:
					"Only orders changed at that time or later. Old orders that SAP never stamped are found only without this filter. Without an offset the time is in the workflow's time zone.",
			},
			changedTo,
			companyCodes,
			{
				displayName: 'Order Numbers',
				name: 'orderKeys',
				type: 'string',
				default: '',
				placeholder: 'e.g. 4500000001, 4500000002',
				description:
					'Only these orders, separated by commas. Without other filters, a number that SAP does not have counts as an order that could not be read.',
			},
			{
				displayName: 'Order Types',
				name: 'orderTypes',
				type: 'string',
				default: '',
				placeholder: 'e.g. NB, ZNB',
				description: 'Only orders of these types, separated by commas',
			},
			{
				displayName: 'Purchasing Organizations',
				name: 'purchasingOrganizations',
				type: 'string',
				default: '',
				placeholder: 'e.g. 1710, 1010',
				description: 'Only orders of these purchasing organizations, separated by commas',
			},
			{
				displayName: 'Requisition Numbers',
				name: 'requisitionKeys',
				type: 'string',
				default: '',
				placeholder: 'e.g. 10000001, 10000002',
				description:
					'Only orders of which an item was made of one of these purchase requisitions, separated by commas. A requisition names the last order made of it only.',
			},
		],
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [pageSize, ...apiOptions],
	},
];

export const description = updateDisplayOptions(
	{ show: { resource: ['purchaseOrder'], operation: ['getAll'] } },
	properties,
);

/** Purchase orders in the order of their number, then those that were asked for besides. */
export async function* execute({ context, client, itemIndex }: Call): AsyncGenerator<Row> {
	const filters = context.getNodeParameter('filters', itemIndex, {}) as IDataObject;
	const options = context.getNodeParameter('options', itemIndex, {}) as IDataObject;
	const { purchaseOrder: version } = client.connection.versions;
	const service = chosenService(context, itemIndex, options, purchaseOrderServices, version);
	const limit = limitOf(context, itemIndex);
	const query = queryOf(context, itemIndex, filters, options);
	yield* documentRows(client, {
		type: purchaseOrderType(service.version),
		simple: context.getNodeParameter('simplify', itemIndex, true) as boolean,
		pages: purchaseOrderPages(client, service, { ...query, limit }),
		limit,
		expected: isNarrowed(query) ? [] : query.orderKeys,
		also: {
			keys: keysOf(filters.alsoOrderKeys),
			pagesOf: (orderKeys) =>
				purchaseOrderPages(client, service, { ...everyOrder, orderKeys, pageSize: query.pageSize }),
		},
	});
}

function queryOf(
	context: IExecuteFunctions,
	itemIndex: number,
	filters: IDataObject,
	options: IDataObject,
): PurchaseOrderQuery {
	return {
		changedFrom: timestampOf(context, 'Changed From', filters.changedFrom, itemIndex),
		changedTo: timestampOf(context, 'Changed To', filters.changedTo, itemIndex),
		orderKeys: keysOf(filters.orderKeys),
		requisitionKeys: keysOf(filters.requisitionKeys),
		companyCodes: listOf(filters.companyCodes),
		purchasingOrganizations: listOf(filters.purchasingOrganizations),
		orderTypes: listOf(filters.orderTypes),
		afterOrder: normalKey(String(filters.afterOrder ?? '')),
		pageSize: wholeNumber(context, 'Page Size', options.pageSize ?? 200, itemIndex, 1, 5000),
	};
}

/** Whether an order may be left out for another reason than that SAP does not have it. */
function isNarrowed(query: PurchaseOrderQuery): boolean {
	const lists = [query.requisitionKeys, query.companyCodes, query.purchasingOrganizations, query.orderTypes];
	return [query.changedFrom, query.changedTo, query.afterOrder, ...lists.flat()].some(Boolean);
}
