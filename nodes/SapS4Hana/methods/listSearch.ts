import type { IDataObject, ILoadOptionsFunctions, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';
import { planCategories } from '../documents/finance/plannedCosts';
import { searchOrders } from '../documents/purchaseOrder/search';
import { purchaseOrderServices } from '../documents/purchaseOrder/service';
import { searchRequisitions } from '../documents/purchaseRequisition/search';
import { purchaseRequisitionServices } from '../documents/purchaseRequisition/service';
import type { Found } from '../documents/search';
import { searchSupplierNames } from '../documents/supplier/search';
import { connect } from '../odata/client';
import { readDate, utcDay } from '../odata/dates';

/** Suppliers whose number, name or search term holds the text; the token is the last business partner seen. */
export async function searchSuppliers(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const found = await searchSupplierNames(await connect(this), filter ?? '', paginationToken);
	return listed(found, (row) => named(textOf(row, 'BusinessPartnerFullName'), textOf(row, 'Supplier')));
}

/** Purchase orders whose number or supplier's number holds the text; the token is the last order seen. */
export async function searchPurchaseOrders(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const client = await connect(this);
	const service = purchaseOrderServices[client.connection.versions.purchaseOrder];
	const found = await searchOrders(client, service, filter ?? '', paginationToken);
	return listed(found, (row) => {
		const [order, supplier] = [textOf(row, 'PurchaseOrder'), textOf(row, 'Supplier')];
		const about = [supplier && `supplier ${supplier}`, dayOf(textOf(row, 'PurchaseOrderDate'))].filter(Boolean);
		return { name: `${order} (${about.join(', ')})`, value: order };
	});
}

/** Purchase requisitions whose number or description holds the text; the token is the last requisition seen. */
export async function searchPurchaseRequisitions(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const client = await connect(this);
	const service = purchaseRequisitionServices[client.connection.versions.purchaseRequisition];
	const found = await searchRequisitions(client, service, filter ?? '', paginationToken);
	return listed(found, (row) => named(textOf(row, 'PurReqnDescription'), textOf(row, 'PurchaseRequisition')));
}

/** Plan categories that hold the text, of those that SAP has planning items of; the token is the last one seen. */
export async function searchPlanCategories(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const { found, next } = await planCategories(await connect(this), paginationToken);
	const wanted = (filter ?? '').toUpperCase();
	const results = found.filter((category) => category.toUpperCase().includes(wanted)).map((value) => named('', value));
	return { results, ...(next === undefined ? {} : { paginationToken: next }) };
}

function listed({ rows, next }: Found, entry: (row: IDataObject) => INodeListSearchItems): INodeListSearchResult {
	return { results: rows.map(entry), ...(next ? { paginationToken: next } : {}) };
}

const named = (name: string, key: string): INodeListSearchItems => ({
	name: name ? `${name} (${key})` : key,
	value: key,
});

const textOf = (row: IDataObject, property: string) => String(row[property] ?? '');

function dayOf(date: string): string {
	const ms = readDate(date) ?? undefined;
	return ms === undefined ? '' : utcDay(ms);
}
