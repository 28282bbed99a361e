import { updateDisplayOptions, type IDataObject, type INodeProperties } from 'n8n-workflow';
import { invalidParameter, limitOf, returnAllOrLimit, simplify, wholeNumber } from '../../../shared/parameters';
import {
	everyInvoice,
	supplierInvoicePages,
	supplierInvoiceType,
	type SupplierInvoiceQuery,
} from '../../documents/supplierInvoice/query';
import { invoiceId, invoiceKey } from '../../documents/supplierInvoice/toSupplierInvoice';
import { documentRows } from '../documents';
import { changedFrom, changedTo, companyCodes } from '../filters';
import type { Call, Row } from '../operation';
import { dayOf, documentPageSize, idsOf, listOf, pageSize, timestampOf } from '../parameters';

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
			companyCodes,
			{
				...changedFrom,
				displayName: 'Created From',
				name: 'createdFrom',
				description:
					"Only what was recorded in SAP on that day or later. SAP keeps days only, so one day more is read. Without an offset the time is in the workflow's time zone.",
			},
			{
				...changedTo,
				displayName: 'Created To',
				name: 'createdTo',
				description:
					"Only what was recorded in SAP on that day or earlier. SAP keeps days only, so one day more is read. Without an offset the time is in the workflow's time zone.",
			},
			{
				displayName: 'Invoices',
				name: 'invoiceIds',
				type: 'string',
				default: '',
				placeholder: 'e.g. 2026/5105600101, 2026/5105600102',
				description:
					'Only these invoices, each as fiscal year and number, separated by commas. Without other filters, one that SAP does not have counts as an invoice that could not be read.',
			},
			{
				displayName: 'Posted From',
				name: 'postedFrom',
				type: 'dateTime',
				default: '',
				placeholder: 'e.g. 2026-01-01',
				description: 'Only invoices with this posting date or a later one',
			},
			{
				displayName: 'Posted To',
				name: 'postedTo',
				type: 'dateTime',
				default: '',
				placeholder: 'e.g. 2026-12-31',
				description: 'Only invoices with this posting date or an earlier one',
			},
		],
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [pageSize],
	},
];

export const description = updateDisplayOptions(
	{ show: { resource: ['supplierInvoice'], operation: ['getAll'] } },
	properties,
);

/** Supplier invoices in the order of fiscal year and number. */
export async function* execute({ context, client, itemIndex }: Call): AsyncGenerator<Row> {
	const filters = context.getNodeParameter('filters', itemIndex, {}) as IDataObject;
	const options = context.getNodeParameter('options', itemIndex, {}) as IDataObject;
	const limit = limitOf(context, itemIndex);
	const invoiceIds = idsOf(filters.invoiceIds).map((id) => {
		const key = invoiceKey(id);
		if (key) return invoiceId(key.fiscalYear, key.number);
		throw invalidParameter(context, itemIndex, 'Invoices', `"${id}" is not like 2026/5105600101.`);
	});
	const narrowed = {
		createdFrom: timestampOf(context, 'Created From', filters.createdFrom, itemIndex),
		createdTo: timestampOf(context, 'Created To', filters.createdTo, itemIndex),
		postedFrom: dayOf(context, 'Posted From', filters.postedFrom, itemIndex),
		postedTo: dayOf(context, 'Posted To', filters.postedTo, itemIndex),
		companyCodes: listOf(filters.companyCodes),
	};
	const query: SupplierInvoiceQuery = {
		...everyInvoice,
		...narrowed,
		invoiceIds,
		pageSize: wholeNumber(context, 'Page Size', options.pageSize ?? documentPageSize, itemIndex, 1, 5000),
		limit,
	};
	const isNarrowed = Object.values(narrowed).some((value) => value.length > 0);
	yield* documentRows(client, {
		type: supplierInvoiceType,
		simple: context.getNodeParameter('simplify', itemIndex, true) as boolean,
		pages: supplierInvoicePages(client, query),
		limit,
		expected: isNarrowed ? [] : invoiceIds,
	});
}
