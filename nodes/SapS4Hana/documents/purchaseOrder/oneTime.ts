import type { IDataObject } from 'n8n-workflow';
import { reasonOf } from '../../../shared/http';
import { allRows } from '../../odata/allRows';
import type { ODataClient } from '../../odata/client';
import { isNoKey, keyGroups, normalKey } from '../../odata/keys';
import { isOneOf } from '../../odata/literals';
import type { Asked } from '../../odata/release';
import type { ODataVersion } from '../../odata/service';
import { businessPartnerService } from '../supplier/query';
import { purchaseOrderServices } from './service';

/** The party on orders of one-time suppliers, by order number; orders of other suppliers have none. */
export type OneTimeNames = ReadonlyMap<string, string>;

/**
 * Finds the orders whose party is not the supplier itself. A one-time supplier stands for many parties, and each order
 * carries the address of its own; a supplier of its own may have another address on an order too, but under its name.
 * Nothing is asked where no order has an address of its own.
 * @throws NodeApiError for trouble that passes, or that every request would meet
 */
export async function oneTimeNames(
	client: ODataClient,
	orders: readonly IDataObject[],
	version: ODataVersion,
): Promise<OneTimeNames> {
	const own = orders.filter((row) => !isNoKey(String(row.ManualSupplierAddressID ?? '')) && numberOf(row, 'Supplier'));
	if (own.length === 0) return new Map();
	const addressed = version === 'V2' ? own : await addressesOf(client, own);
	const partyOf = new Map(addressed.map((row) => [numberOf(row, 'PurchaseOrder'), nameOn(row)]));
	const suppliers = await suppliersNamed(client, own);
	const parties = own.map((row): [string, string] => {
		const order = numberOf(row, 'PurchaseOrder');
		return [order, partyOf.get(order) || `address ${String(row.ManualSupplierAddressID)}`];
	});
	const supplierOf = new Map(own.map((row) => [numberOf(row, 'PurchaseOrder'), numberOf(row, 'Supplier')]));
	return new Map(parties.filter(([order, party]) => !isSame(party, suppliers.get(supplierOf.get(order) ?? ''))));
}

const numberOf = (row: IDataObject, name: string) => normalKey(String(row[name] ?? ''));

const nameOn = (row: IDataObject) =>
	[row.AddressName, row.AddresseeFullName, row.OrganizationName1]
		.map((name) => String(name ?? '').trim())
		.find(Boolean) ?? '';

/** SAP cuts the name on an order to 40 characters. */
const nameLength = 40;

function isSame(party: string, supplier: string | undefined): boolean {
	const plain = (name: string) => name.replace(/\s+/g, ' ').trim().toUpperCase().slice(0, nameLength).trim();
	return supplier !== undefined && plain(party) === plain(supplier);
}

/** V4 keeps the addresses of orders in a set of their own. */
async function addressesOf(client: ODataClient, orders: readonly IDataObject[]): Promise<IDataObject[]> {
	return await readable(client, orders, 'PurchaseOrder', {
		service: purchaseOrderServices.V4,
		tree: {
			entitySet: 'PurchaseOrderSupplierAddress',
			select: ['PurchaseOrder', 'SupplierAddressID', 'AddresseeFullName', 'OrganizationName1'],
		},
		orderBy: ['PurchaseOrder', 'SupplierAddressID'],
	});
}

async function suppliersNamed(client: ODataClient, orders: readonly IDataObject[]): Promise<Map<string, string>> {
	const rows = await readable(client, orders, 'Supplier', {
		service: businessPartnerService,
		tree: { entitySet: 'A_Supplier', select: ['Supplier', 'SupplierName'] },
		orderBy: ['Supplier'],
	});
	return new Map(rows.map((row) => [numberOf(row, 'Supplier'), String(row.SupplierName ?? '')]));
}

const unreadable = new Set(['service_not_available', 'bad_request', 'not_found']);

/** Rows that belong to the orders by a property; none where SAP does not let them be read: the orders are held then. */
async function readable(
	client: ODataClient,
	orders: readonly IDataObject[],
	property: string,
	asked: Omit<Asked, 'filter'>,
): Promise<IDataObject[]> {
	const rows: IDataObject[] = [];
	for (const keys of keyGroups([...new Set(orders.map((row) => numberOf(row, property)))])) {
		const [found] = await Promise.allSettled([allRows(client, { ...asked, filter: isOneOf(property, keys) })]);
		if (found.status === 'fulfilled') rows.push(...found.value);
		else if (!unreadable.has(reasonOf(found.reason) ?? '')) throw found.reason;
	}
	return rows;
}
