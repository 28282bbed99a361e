import { groupBy } from 'lodash';
import type { PurchaseOrder, SupplierInvoice } from '../../../shared/model';
import type { ODataClient } from '../../odata/client';
import { readInstant, utcDay } from '../../odata/dates';
import { keyedPages } from '../../odata/keyedRows';
import { allOf, dayLiteral, isOneOf } from '../../odata/literals';
import type { Page } from '../../odata/paging';
import type { ODataService } from '../../odata/service';
import { ordersByNumber } from '../purchaseOrder/query';
import type { DocumentType } from '../type';
import { supplierInvoiceService, supplierInvoiceTree } from './fields';
import { invoiceId, invoiceKey, toSupplierInvoice } from './toSupplierInvoice';

/** Which invoices to read. Timestamps are ISO 8601, known to be valid; empty fields do not narrow the list. */
export interface SupplierInvoiceQuery {
	/** By the day on which SAP recorded them. */
	createdFrom: string;
	createdTo: string;
	/** Posting days, `YYYY-MM-DD`. */
	postedFrom: string;
	postedTo: string;
	companyCodes: readonly string[];
	/** Fiscal year and number: `2026/5105600101`. */
	invoiceIds: readonly string[];
	/** Only invoices whose ID comes after this one. */
	afterInvoice: string;
	pageSize: number;
	/** Rows wanted in all; undefined = every row. */
	limit?: number | undefined;
}

export const everyInvoice: Omit<SupplierInvoiceQuery, 'pageSize'> = {
	createdFrom: '',
	createdTo: '',
	postedFrom: '',
	postedTo: '',
	companyCodes: [],
	invoiceIds: [],
	afterInvoice: '',
};

/**
 * Days by which a window is moved outwards: SAP records the day by its own calendar, which may be a day ahead of or behind
 * UTC.
 */
const dayOverlap = 1;

export const supplierInvoiceType: DocumentType<SupplierInvoice> = {
	entity: 'supplier_invoice',
	noun: 'supplier invoice',
	keyOf: (record) => invoiceId(String(record.FiscalYear ?? ''), String(record.SupplierInvoice ?? '')),
	reader: async () => await Promise.resolve(toSupplierInvoice),
	notFoundAdvice: 'It is the fiscal year and the number, for example 2026/5105600101.',
};

/**
 * Invoices with the orders that their items name, each with only those items. The orders of a page are read together, each
 * once. An order that SAP does not have, or that cannot be read, is left out.
 * @param orderService where orders are read
 */
export const orderedInvoiceType = (orderService: ODataService): DocumentType<SupplierInvoice> => ({
	...supplierInvoiceType,
	reader: async (client, page) => {
		const readings = new Map(page.rows.map((row) => [row, toSupplierInvoice(row)]));
		const invoices = [...readings.values()].flatMap((each) => ('document' in each ? [each.document] : []));
		const numbers = invoices.flatMap(({ items }) => items.flatMap(({ purchaseOrder }) => purchaseOrder || []));
		const orders = await ordersByNumber(client, orderService, [...new Set(numbers)]);
		return (record) => {
			const reading = readings.get(record) ?? toSupplierInvoice(record);
			if (!('document' in reading)) return reading;
			return { document: { ...reading.document, orders: invoicedParts(reading.document, orders) } };
		};
	},
});

function invoicedParts({ items }: SupplierInvoice, orders: readonly PurchaseOrder[]): PurchaseOrder[] {
	const invoiced = new Set(items.map((item) => `${item.purchaseOrder}/${item.purchaseOrderItem}`));
	const named = new Set(items.map(({ purchaseOrder }) => purchaseOrder));
	return orders
		.filter(({ purchaseOrder }) => named.has(purchaseOrder))
		.map((order) => ({
			...order,
			items: order.items.filter(({ item }) => invoiced.has(`${order.purchaseOrder}/${item}`)),
		}));
}

/** Supplier invoices by fiscal year and number, page by page, with their items on purchase orders. */
export async function* supplierInvoicePages(client: ODataClient, query: SupplierInvoiceQuery): AsyncGenerator<Page> {
	const { invoiceIds, afterInvoice, pageSize, limit, companyCodes } = query;
	const list = {
		service: supplierInvoiceService,
		tree: supplierInvoiceTree,
		pageSize,
		window: within('CreationDate', query.createdFrom, query.createdTo, dayOverlap),
	};
	const filter = (window: string | undefined) =>
		allOf(
			window,
			within('PostingDate', query.postedFrom, query.postedTo, 0),
			companyCodes.length > 0 ? isOneOf('CompanyCode', companyCodes) : undefined,
		);
	if (invoiceIds.length === 0)
		return yield* keyedPages(client, {
			...list,
			key: ['FiscalYear', 'SupplierInvoice'],
			filter,
			after: afterInvoice || undefined,
			limit,
		});
	const keys = invoiceIds.flatMap((id) => invoiceKey(id) ?? []);
	for (const [fiscalYear, ofYear] of Object.entries(groupBy(keys, 'fiscalYear')))
		yield* keyedPages(client, {
			...list,
			key: 'SupplierInvoice',
			among: { property: 'SupplierInvoice', keys: ofYear.map(({ number }) => number) },
			filter: (window) => allOf(isOneOf('FiscalYear', [fiscalYear]), filter(window)),
		});
}

/** The service tells days only; whole days are read, and what is known already is told from what was recorded of it. */
function within(property: string, from: string, to: string, overlap: number): string | undefined {
	const [first, last] = [readInstant(from), readInstant(to)];
	return allOf(
		first === undefined ? undefined : `${property} ge ${dayLiteral('V2', utcDay(first, -overlap))}`,
		last === undefined ? undefined : `${property} le ${dayLiteral('V2', utcDay(last, overlap))}`,
	);
}
