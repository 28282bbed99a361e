import { updateDisplayOptions, type IDataObject, type INodeProperties } from 'n8n-workflow';
import { limitOf, returnAllOrLimit, simplify, wholeNumber } from '../../../shared/parameters';
import {
	everyRequisition,
	purchaseRequisitionPages,
	purchaseRequisitionType,
	type PurchaseRequisitionQuery,
} from '../../documents/purchaseRequisition/query';
import { purchaseRequisitionServices } from '../../documents/purchaseRequisition/service';
import { normalKey } from '../../odata/keys';
import { documentRows } from '../documents';
import { changedFrom, changedTo } from '../filters';
import type { Call, Row } from '../operation';
import { keysOf, pageSize, timestampOf } from '../parameters';
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
				displayName: 'After Requisition',
				name: 'afterRequisition',
				type: 'string',
				default: '',
				placeholder: 'e.g. 10000001',
				description:
					'Only requisitions whose number comes after this one. They come in the order of their numbers, so that a read of all of them can go on where it was left.',
			},
			{
				displayName: 'Also These Requisitions',
				name: 'alsoRequisitionKeys',
				type: 'string',
				default: '',
				placeholder: 'e.g. 10000001, 10000002',
				description:
					'Requisition numbers to read in any case, separated by commas, whatever the other filters say. A number that SAP does not have counts as a requisition that could not be read.',
			},
			{
				...changedFrom,
				description:
					"Only requisitions of which an item was changed at that time or later, with all their items. Old items that SAP never stamped are found only without this filter. Without an offset the time is in the workflow's time zone.",
			},
			{
				...changedTo,
				description:
					"Only requisitions of which an item was changed at that time or earlier. Without an offset the time is in the workflow's time zone.",
			},
			{
				displayName: 'Requisition Numbers',
				name: 'requisitionKeys',
				type: 'string',
				default: '',
				placeholder: 'e.g. 10000001, 10000002',
				description:
					'Only these requisitions, separated by commas. Without other filters, a number that SAP does not have counts as a requisition that could not be read.',
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
	{ show: { resource: ['purchaseRequisition'], operation: ['getAll'] } },
	properties,
);

/** Purchase requisitions in the order of their number, then those that were asked for besides. */
export async function* execute({ context, client, itemIndex }: Call): AsyncGenerator<Row> {
	const filters = context.getNodeParameter('filters', itemIndex, {}) as IDataObject;
	const options = context.getNodeParameter('options', itemIndex, {}) as IDataObject;
	const { purchaseRequisition: version } = client.connection.versions;
	const service = chosenService(context, itemIndex, options, purchaseRequisitionServices, version);
	const limit = limitOf(context, itemIndex);
	const query: PurchaseRequisitionQuery = {
		changedFrom: timestampOf(context, 'Changed From', filters.changedFrom, itemIndex),
		changedTo: timestampOf(context, 'Changed To', filters.changedTo, itemIndex),
		requisitionKeys: keysOf(filters.requisitionKeys),
		afterRequisition: normalKey(String(filters.afterRequisition ?? '')),
		pageSize: wholeNumber(context, 'Page Size', options.pageSize ?? 200, itemIndex, 1, 5000),
		limit,
	};
	const { pageSize: size } = query;
	const isNarrowed = query.changedFrom || query.changedTo || query.afterRequisition;
	yield* documentRows(client, {
		type: purchaseRequisitionType(service.version),
		simple: context.getNodeParameter('simplify', itemIndex, true) as boolean,
		pages: purchaseRequisitionPages(client, service, query),
		limit,
		expected: isNarrowed ? [] : query.requisitionKeys,
		also: {
			keys: keysOf(filters.alsoRequisitionKeys),
			pagesOf: (requisitionKeys) =>
				purchaseRequisitionPages(client, service, { ...everyRequisition, requisitionKeys, pageSize: size }),
		},
	});
}
