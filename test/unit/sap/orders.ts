import type { IDataObject } from 'n8n-workflow';
import type { PurchaseOrder } from '../../../nodes/shared/model';
import { toPurchaseOrder } from '../../../nodes/SapS4Hana/documents/purchaseOrder/toPurchaseOrder';
import type { FakeAnswer } from './fakes';

/** One order as both versions of the service give it, in the names of V4; `order` turns it into those of V2. */
export interface OrderParts {
	header?: IDataObject;
	item?: IDataObject;
	assignment?: IDataObject;
	scheduleLine?: IDataObject;
	/** Instead of one item. */
	items?: IDataObject[];
}

export type Version = 'V2' | 'V4';
export const versions: Version[] = ['V2', 'V4'];

export const day = (version: Version, iso: string) =>
	version === 'V2' ? `/Date(${Date.parse(`${iso}T00:00:00Z`)})/` : iso;
export const stamp = (version: Version, iso: string) =>
	version === 'V2' ? `/Date(${Date.parse(iso)}+0000)/` : iso.replace('Z', '.1234567Z');

/** An account assignment without OData's wrapping. */
export function assignmentRow(version: Version, changes: IDataObject = {}): IDataObject {
	return {
		AccountAssignmentNumber: '01',
		IsDeleted: false,
		Quantity: '4.000',
		MultipleAcctAssgmtDistrPercent: '0.0',
		PurgDocNetAmount: '5000.00',
		GLAccount: '0000630000',
		CostCenter: '',
		OrderID: '',
		WBSElementInternalID: '00000000',
		WBSElementExternalID: 'P-1001.2.1',
		...(version === 'V2' ? { WBSElement: '' } : {}),
		...changes,
	};
}

export function itemRow(version: Version, changes: IDataObject = {}, parts: OrderParts = {}): IDataObject {
	const assignments = version === 'V2' ? 'to_AccountAssignment' : '_PurOrdAccountAssignment';
	const scheduleLines = version === 'V2' ? 'to_ScheduleLine' : '_PurchaseOrderScheduleLineTP';
	return {
		PurchaseOrderItem: '00010',
		PurchasingDocumentDeletionCode: '',
		PurchaseOrderItemText: 'Ready-mix concrete, delivered',
		Plant: '1710',
		Material: '',
		OrderQuantity: '4.000',
		PurchaseOrderQuantityUnit: 'M3',
		OrderPriceUnit: 'M3',
		OrderPriceUnitToOrderUnitNmrtr: '1',
		OrdPriceUnitToOrderUnitDnmntr: '1',
		NetPriceAmount: '1250.000',
		NetPriceQuantity: '1',
		TaxCode: 'I1',
		PurchaseOrderItemCategory: '0',
		AccountAssignmentCategory: 'P',
		MultipleAcctAssgmtDistribution: '',
		PurchaseRequisition: '0010000007',
		PurchaseRequisitionItem: '00020',
		IsReturnsItem: false,
		ExpectedOverallLimitAmount: '0.000',
		OverallLimitAmount: '0.000',
		...(version === 'V4' ? { NetAmount: '5000.00', PurchasingItemIsFreeOfCharge: false } : {}),
		[assignments]: [assignmentRow(version, parts.assignment)],
		[scheduleLines]: [
			{ ScheduleLine: '1', ScheduleLineDeliveryDate: day(version, '2026-11-02'), ...parts.scheduleLine },
		],
		...changes,
	};
}

export function orderRow(version: Version, parts: OrderParts = {}): IDataObject {
	return {
		PurchaseOrder: '4500000001',
		CompanyCode: '1710',
		PurchaseOrderType: 'NB',
		PurchasingProcessingStatus: '05',
		LastChangeDateTime: stamp(version, '2026-09-30T11:05:30Z'),
		Supplier: '0010300001',
		PaymentTerms: 'NT30',
		PurchasingOrganization: '1710',
		PurchaseOrderDate: day(version, '2026-09-10'),
		DocumentCurrency: 'USD',
		ReleaseIsNotCompleted: false,
		PurchasingCompletenessStatus: false,
		[version === 'V2' ? 'PurchasingDocumentDeletionCode' : 'PurchaseOrderDeletionCode']: '',
		[version === 'V2' ? 'to_PurchaseOrderItem' : '_PurchaseOrderItem']: parts.items ?? [
			itemRow(version, parts.item, parts),
		],
		...parts.header,
	};
}

const noWbs = (id: string) => ({ problem: `${id} cannot be resolved` });

export function readOrder(version: Version, row: IDataObject, wbs = noWbs): PurchaseOrder {
	const reading = toPurchaseOrder(row, version, wbs);
	if ('unreadable' in reading) throw new Error(reading.unreadable);
	return reading.document;
}

export function problemOf(version: Version, row: IDataObject): string {
	const reading = toPurchaseOrder(row, version, noWbs);
	return 'unreadable' in reading ? reading.unreadable : 'readable';
}

/** The item of an order that has one. */
export function readItem(version: Version, parts: OrderParts) {
	const [item] = readOrder(version, orderRow(version, parts)).items;
	if (!item) throw new Error('no item');
	return item;
}

export const listOf = (version: Version, rows: unknown[], next?: string): FakeAnswer => ({
	body:
		version === 'V2'
			? { d: { results: rows, ...(next ? { __next: next } : {}) } }
			: { value: rows, ...(next ? { '@odata.nextLink': next } : {}) },
});

/** A SAP with these orders: answers queries by key, as far as they are used. */
export function servedOrders(version: Version, orders: IDataObject[]) {
	return (url: URL): FakeAnswer => {
		const query = url.searchParams;
		const filter = query.get('$filter') ?? '';
		const after = /PurchaseOrder gt '(\d+)'/.exec(filter)?.[1] ?? '';
		const among = [...filter.matchAll(/PurchaseOrder eq '(\d+)'/g)].map(([, key]) => key);
		const rows = orders
			.filter(({ PurchaseOrder }) => String(PurchaseOrder) > after)
			.filter(({ PurchaseOrder }) => among.length === 0 || among.includes(String(PurchaseOrder)))
			.slice(0, Number(query.get('$top')));
		return listOf(version, rows);
	};
}
