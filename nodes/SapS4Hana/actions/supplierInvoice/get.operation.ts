import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';
import { invalidParameter, simplify } from '../../../shared/parameters';
import { everyInvoice, supplierInvoicePages, supplierInvoiceType } from '../../documents/supplierInvoice/query';
import { invoiceId } from '../../documents/supplierInvoice/toSupplierInvoice';
import { normalKey } from '../../odata/keys';
import { documentRow } from '../documents';
import type { Call, Row } from '../operation';

const properties: INodeProperties[] = [
	{
		displayName: 'Supplier Invoice',
		name: 'supplierInvoice',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. 5105600101',
		description: 'Number of the invoice in Logistics Invoice Verification, not the number that the supplier gave it',
	},
	{
		displayName: 'Fiscal Year',
		name: 'fiscalYear',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. 2026',
		description: 'SAP restarts the numbers of invoices in each fiscal year',
	},
	simplify,
];

export const description = updateDisplayOptions(
	{ show: { resource: ['supplierInvoice'], operation: ['get'] } },
	properties,
);

export async function* execute({ context, client, itemIndex }: Call): AsyncGenerator<Row> {
	const textOf = (name: string) => String(context.getNodeParameter(name, itemIndex, '')).trim();
	const number = normalKey(textOf('supplierInvoice'));
	const fiscalYear = textOf('fiscalYear');
	if (number === '') throw invalidParameter(context, itemIndex, 'Supplier Invoice', 'Enter the number of an invoice.');
	if (!/^\d{4}$/.test(fiscalYear))
		throw invalidParameter(context, itemIndex, 'Fiscal Year', 'It has four digits, for example 2026.');
	const id = invoiceId(fiscalYear, number);
	const pages = supplierInvoicePages(client, { ...everyInvoice, invoiceIds: [id], pageSize: 1 });
	const simple = context.getNodeParameter('simplify', itemIndex, true) as boolean;
	yield* documentRow(client, { type: supplierInvoiceType, simple, pages }, id);
}
