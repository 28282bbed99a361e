import { updateDisplayOptions, type IDataObject, type INodeProperties } from 'n8n-workflow';
import { invalidParameter, simplify } from '../../../shared/parameters';
import {
	everyRequisition,
	purchaseRequisitionPages,
	purchaseRequisitionType,
} from '../../documents/purchaseRequisition/query';
import { purchaseRequisitionServices } from '../../documents/purchaseRequisition/service';
import { normalKey } from '../../odata/keys';
import { documentRow } from '../documents';
import type { Call, Row } from '../operation';
import { chosenService } from '../service';
import { apiOptions } from './service';

const properties: INodeProperties[] = [
	{
		displayName: 'Purchase Requisition',
		name: 'purchaseRequisition',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required: true,
		description: 'The purchase requisition to read',
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: 'searchPurchaseRequisitions', searchable: true },
			},
			{
				displayName: 'By Number',
				name: 'number',
				type: 'string',
				placeholder: 'e.g. 10000001',
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
	{ show: { resource: ['purchaseRequisition'], operation: ['get'] } },
	properties,
);

export async function* execute({ context, client, itemIndex }: Call): AsyncGenerator<Row> {
	const value = context.getNodeParameter('purchaseRequisition', itemIndex, '', { extractValue: true }) as
		| string
		| number;
	const requisition = normalKey(String(value ?? ''));
	if (!requisition)
		throw invalidParameter(
			context,
			itemIndex,
			'Purchase Requisition',
			'Choose a purchase requisition or enter its number.',
		);
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
