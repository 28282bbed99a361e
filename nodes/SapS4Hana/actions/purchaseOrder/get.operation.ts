import { updateDisplayOptions, type IDataObject, type INodeProperties } from 'n8n-workflow';
import { invalidParameter, simplify } from '../../../shared/parameters';
import { everyOrder, purchaseOrderPages, purchaseOrderType } from '../../documents/purchaseOrder/query';
import { purchaseOrderServices } from '../../documents/purchaseOrder/service';
import { normalKey } from '../../odata/keys';
import { documentRow } from '../documents';
import type { Call, Row } from '../operation';
import { chosenService } from '../service';
import { apiOptions } from './service';

const properties: INodeProperties[] = [
	{
		displayName: 'Purchase Order',
		name: 'purchaseOrder',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required: true,
		description: 'The purchase order to read',
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: 'searchPurchaseOrders', searchable: true },
			},
			{
				displayName: 'By Number',
				name: 'number',
				type: 'string',
				placeholder: 'e.g. 4500000001',
			},
		],
	},
	simplify,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: apiOptions,
	},
];

export const description = updateDisplayOptions(
	{ show: { resource: ['purchaseOrder'], operation: ['get'] } },
	properties,
);

export async function* execute({ context, client, itemIndex }: Call): AsyncGenerator<Row> {
	const value = context.getNodeParameter('purchaseOrder', itemIndex, '', { extractValue: true }) as string | number;
	const order = normalKey(String(value ?? ''));
	if (!order)
		throw invalidParameter(context, itemIndex, 'Purchase Order', 'Choose a purchase order or enter its number.');
	const options = context.getNodeParameter('options', itemIndex, {}) as IDataObject;
	const { purchaseOrder: version } = client.connection.versions;
	const service = chosenService(context, itemIndex, options, purchaseOrderServices, version);
	const pages = purchaseOrderPages(client, service, { ...everyOrder, orderKeys: [order], pageSize: 1, limit: 1 });
	const simple = context.getNodeParameter('simplify', itemIndex, true) as boolean;
	yield* documentRow(client, { type: purchaseOrderType(service.version), simple, pages }, order);
}
