import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { searchOrderNumbers } from '../documents/purchaseOrder/search';
import { purchaseOrderServices } from '../documents/purchaseOrder/service';
import { searchSupplierNames } from '../documents/supplier/search';
import { connect } from '../odata/client';

/** Suppliers whose number, name or search term holds the text; the token is the last business partner seen. */
export async function searchSuppliers(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const { found, next } = await searchSupplierNames(await connect(this), filter ?? '', paginationToken);
	return {
		results: found.map(({ supplier, name }) => ({ name: `${name} (${supplier})`, value: supplier })),
		...(next ? { paginationToken: next } : {}),
	};
}

/** Purchase orders whose number or supplier's number holds the text; the token is the last order seen. */
export async function searchPurchaseOrders(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const client = await connect(this);
	const service = purchaseOrderServices[client.connection.versions.purchaseOrder];
	const { found, next } = await searchOrderNumbers(client, service, filter ?? '', paginationToken);
	return {
		results: found.map(({ purchaseOrder, supplier, date }) => ({
			name: `${purchaseOrder} (${[supplier && `supplier ${supplier}`, date].filter(Boolean).join(', ')})`,
			value: purchaseOrder,
		})),
		...(next ? { paginationToken: next } : {}),
	};
}
