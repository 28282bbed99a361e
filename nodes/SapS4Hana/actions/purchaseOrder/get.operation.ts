import { updateDisplayOptions, type IDataObject, type INodeProperties } from 'n8n-workflow';
import { simplify } from '../../../shared/parameters';
import { everyOrder, purchaseOrderPages, purchaseOrderType } from '../../documents/purchaseOrder/query';
import { purchaseOrderServices } from '../../documents/purchaseOrder/service';
import { chosenKey, documentChoice, type Choice } from '../documentChoice';
import { documentRow } from '../documents';
import type { Call, Row } from '../operation';
import { chosenService } from '../service';
import { apiOptions } from './service';

const choice: Choice = {
	displayName: 'Purchase Order',
	name: 'purchaseOrder',
	searchListMethod: 'searchPurchaseOrders',
	example: '4500000001',
};

const properties: INodeProperties[] = [
	documentChoice(choice),
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

export async function* execute(call: Call): AsyncGenerator<Row> {
	const { context, client, itemIndex } = call;
	const order = chosenKey(call, choice);
	const options = context.getNodeParameter('options', itemIndex, {}) as IDataObject;
	const { purchaseOrder: version } = client.connection.versions;
	const service = chosenService(context, itemIndex, options, purchaseOrderServices, version);
	const pages = purchaseOrderPages(client, service, { ...everyOrder, orderKeys: [order], pageSize: 1, limit: 1 });
	const simple = context.getNodeParameter('simplify', itemIndex, true) as boolean;
	yield* documentRow(client, { type: purchaseOrderType(service.version), simple, pages }, order);
}
