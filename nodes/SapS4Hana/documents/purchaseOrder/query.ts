import type { IDataObject } from 'n8n-workflow';
import type { PurchaseOrder } from '../../../shared/model';
import { compareSapKeys } from '../../../shared/sapKeyOrder';
import type { ODataClient } from '../../odata/client';
import { readInstant } from '../../odata/dates';
import { keyedPages } from '../../odata/keyedRows';
import { isNoKey, normalKey } from '../../odata/keys';
import { allOf, isOneOf, stampedWithin } from '../../odata/literals';
import type { Page } from '../../odata/paging';
import type { ODataService, ODataVersion } from '../../odata/service';
import type { Tree } from '../../odata/tree';
import { wbsLookup } from '../project/internalIds';
import type { DocumentType } from '../type';
import { itemSets, names, purchaseOrderTrees, requisitionTree, supplierTree } from './fields';
import { oneTimeNames } from './oneTime';
import { toPurchaseOrder } from './toPurchaseOrder';

/** Which purchase orders to read. Timestamps are ISO 8601, known to be valid; empty fields do not narrow the list. */
export interface PurchaseOrderQuery {
	changedFrom: string;
	changedTo: string;
	orderKeys: readonly string[];
	/** Only orders that an item was made of these purchase requisitions of. */
	requisitionKeys: readonly string[];
	companyCodes: readonly string[];
	purchasingOrganizations: readonly string[];
	orderTypes: readonly string[];
	/** Only orders whose number comes after this one. */
	afterOrder: string;
	pageSize: number;
	/** Rows wanted in all; undefined = every row. */
	limit?: number | undefined;
}

export const everyOrder: Omit<PurchaseOrderQuery, 'pageSize'> = {
	changedFrom: '',
	changedTo: '',
	orderKeys: [],
	requisitionKeys: [],
	companyCodes: [],
	purchasingOrganizations: [],
	orderTypes: [],
	afterOrder: '',
};

const v4Limits =
	' The V4 service knows only order type NB and its copies, and no services (item category D): try Purchase Order API V2 in the credential.';

export function purchaseOrderType(version: ODataVersion): DocumentType<PurchaseOrder> {
	return {
		entity: 'purchase_order',
		noun: 'purchase order',
		keyOf: (record) => String(record.PurchaseOrder ?? ''),
		reader: async (client, { rows }) => {
			const wbs = await wbsLookup(client, unresolved(rows, version));
			const names = await oneTimeNames(client, rows, version);
			return (record) => toPurchaseOrder(record, version, wbs, names);
		},
		notFoundAdvice: `SAP moves old orders into its archive, where no API finds them.${version === 'V4' ? v4Limits : ''}`,
	};
}

/**
 * Purchase orders in the order of their number, page by page, with items, account assignments and schedule lines. Orders
 * without a supplier, which move stock from one plant to another, are no purchase: they come only when asked for by key.
 * What an order was made of is told by its items, so that requisitions first find the orders.
 */
export async function* purchaseOrderPages(
	client: ODataClient,
	service: ODataService,
	query: PurchaseOrderQuery,
): AsyncGenerator<Page> {
	if (query.requisitionKeys.length === 0) return yield* pagesOf(client, service, query);
	const made = await ordersMadeOf(client, service, query.requisitionKeys);
	const asked = new Set(query.orderKeys.map(normalKey));
	const orderKeys = asked.size === 0 ? made : made.filter((order) => asked.has(normalKey(order)));
	if (orderKeys.length > 0) yield* pagesOf(client, service, { ...query, orderKeys });
}

/** Rows of which only a number or two are read. */
const hitsPageSize = 5000;

/** Numbers of the orders with an item that was made of one of the requisitions. */
export async function ordersMadeOf(
	client: ODataClient,
	service: ODataService,
	requisitionKeys: readonly string[],
): Promise<string[]> {
	const pages = keyedPages(client, {
		service,
		tree: { entitySet: itemSets[service.version], select: ['PurchaseOrder'] },
		key: 'PurchaseOrder',
		among: { property: 'PurchaseRequisition', keys: requisitionKeys },
		pageSize: hitsPageSize,
	});
	const found = new Set<string>();
	for await (const { rows } of pages) for (const row of rows) found.add(String(row.PurchaseOrder));
	return [...found];
}

const readPageSize = 200;

/** The orders of these numbers, in the order of their number; those that SAP does not have or that cannot be read are left out. */
export async function ordersByNumber(
	client: ODataClient,
	service: ODataService,
	orderKeys: readonly string[],
): Promise<PurchaseOrder[]> {
	if (orderKeys.length === 0) return [];
	const orders: PurchaseOrder[] = [];
	for await (const page of purchaseOrderPages(client, service, { ...everyOrder, orderKeys, pageSize: readPageSize })) {
		const read = await purchaseOrderType(service.version).reader(client, page);
		for (const row of page.rows) {
			const reading = read(row);
			if ('document' in reading) orders.push(reading.document);
		}
	}
	return orders.sort((a, b) => compareSapKeys(a.purchaseOrder, b.purchaseOrder));
}

/** Which orders are meant where only numbers of them are read. */
export type OrderSelection = Omit<PurchaseOrderQuery, 'pageSize' | 'requisitionKeys'>;

/** Numbers of the suppliers of the orders, each once. */
export async function suppliersOf(
	client: ODataClient,
	service: ODataService,
	orders: OrderSelection,
): Promise<string[]> {
	return await numbersIn(client, service, orders, supplierTree(service.version), (order) => [order.Supplier]);
}

/** Numbers of the requisitions that the orders were made of, each once. */
export async function requisitionsOf(
	client: ODataClient,
	service: ODataService,
	orders: OrderSelection,
): Promise<string[]> {
	const { items } = names[service.version];
	return await numbersIn(client, service, orders, requisitionTree(service.version), (order) =>
		rowsIn(order, items).map((item) => item.PurchaseRequisition),
	);
}

async function numbersIn(
	client: ODataClient,
	service: ODataService,
	orders: OrderSelection,
	tree: Tree,
	numbersOf: (order: IDataObject) => unknown[],
): Promise<string[]> {
	const query = { ...orders, requisitionKeys: [], pageSize: hitsPageSize };
	const found = new Set<string>();
	for await (const { rows } of pagesOf(client, service, query, tree))
		for (const number of rows.flatMap(numbersOf)) {
			const key = String(number ?? '');
			if (!isNoKey(key)) found.add(normalKey(key));
		}
	return [...found];
}

function pagesOf(
	client: ODataClient,
	service: ODataService,
	query: PurchaseOrderQuery,
	tree: Tree = purchaseOrderTrees[service.version],
): AsyncGenerator<Page> {
	const { changedFrom, changedTo, orderKeys, companyCodes, purchasingOrganizations, orderTypes } = query;
	const among = (property: string, values: readonly string[]) =>
		values.length > 0 ? isOneOf(property, values) : undefined;
	return keyedPages(client, {
		service,
		tree,
		key: 'PurchaseOrder',
		among: { property: 'PurchaseOrder', keys: orderKeys },
		filter: (window) =>
			allOf(
				orderKeys.length > 0 ? undefined : `Supplier ne ''`,
				window,
				among('CompanyCode', companyCodes),
				among('PurchasingOrganization', purchasingOrganizations),
				among('PurchaseOrderType', orderTypes),
			),
		window: stampedWithin(service.version, 'LastChangeDateTime', readInstant(changedFrom), readInstant(changedTo)),
		after: query.afterOrder || undefined,
		pageSize: query.pageSize,
		limit: query.limit,
	});
}

/** The rows that a navigation property was expanded to. */
const rowsIn = (row: IDataObject, name: string) => (Array.isArray(row[name]) ? (row[name] as IDataObject[]) : []);

/** Numbers of the WBS elements of which only the number is filled. */
function unresolved(orders: IDataObject[], version: ODataVersion): string[] {
	const isEmpty = (row: IDataObject, name: string) => isNoKey(String(row[name] ?? ''));
	return orders
		.flatMap((order) => rowsIn(order, names[version].items))
		.flatMap((item) => rowsIn(item, names[version].assignments))
		.filter((row) => isEmpty(row, 'WBSElementExternalID') && isEmpty(row, 'WBSElement'))
		.filter((row) => !isEmpty(row, 'WBSElementInternalID'))
		.map((row) => normalKey(String(row.WBSElementInternalID)));
}
