import { purchaseOrderServices } from '../../documents/purchaseOrder/service';
import { everyInvoice, orderedInvoiceType, supplierInvoicePages } from '../../documents/supplierInvoice/query';
import { fetchOperation, laneRows } from '../fetch';
import { documentPageSize } from '../parameters';

/** Supplier invoices with the orders that they invoice, in the order of year and number, then those that are read by key. */
export const { description, once, execute } = fetchOperation('supplierInvoice', async function* (call, _run, lane) {
	const { client } = call;
	const query = { ...everyInvoice, pageSize: documentPageSize };
	yield* laneRows(call, lane, {
		type: orderedInvoiceType(purchaseOrderServices[client.connection.versions.purchaseOrder]),
		windowPages: ({ after, changedFrom, changedTo, limit }) =>
			supplierInvoicePages(client, {
				...query,
				createdFrom: changedFrom,
				createdTo: changedTo,
				afterInvoice: after,
				limit,
			}),
		keyPages: (invoiceIds) => supplierInvoicePages(client, { ...query, invoiceIds }),
	});
});
