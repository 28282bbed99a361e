import { updateDisplayOptions, type IDataObject, type INodeProperties } from 'n8n-workflow';
import { simplify } from '../../../shared/parameters';
import {
	everyRequisition,
	purchaseRequisitionPages,
	purchaseRequisitionType,
} from '../../documents/purchaseRequisition/query';
import { purchaseRequisitionServices } from '../../documents/purchaseRequisition/service';
import { chosenKey, documentChoice, type Choice } from '../documentChoice';
import { documentRow } from '../documents';
import type { Call, Row } from '../operation';
import { chosenService } from '../service';
import { apiOptions } from './service';

const choice: Choice = {
	displayName: 'Purchase Requisition',
	name: 'purchaseRequisition',
	searchListMethod: 'searchPurchaseRequisitions',
	example: '10000001',
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
	{ show: { resource: ['purchaseRequisition'], operation: ['get'] } },
	properties,
);

export async function* execute(call: Call): AsyncGenerator<Row> {
	const { context, client, itemIndex } = call;
	const requisition = chosenKey(call, choice);
	const options = context.getNodeParameter('options', itemIndex, {}) as IDataObject;
	const { purchaseRequisition: version } = client.connection.versions;
	const service = chosenService(context, itemIndex, options, purchaseRequisitionServices, version);
	const pages = purchaseRequisitionPages(client, service, {
		...everyRequisition,
		requisitionKeys: [requisition],
		pageSize: 1,
		limit: 1,
	});
	const simple = context.getNodeParameter('simplify', itemIndex, true) as boolean;
	yield* documentRow(client, { type: purchaseRequisitionType(service.version), simple, pages }, requisition);
}
