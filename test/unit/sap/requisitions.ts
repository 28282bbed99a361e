import type { IDataObject } from 'n8n-workflow';
import type { PurchaseRequisition } from '../../../nodes/shared/model';
import { toPurchaseRequisition } from '../../../nodes/SapS4Hana/documents/purchaseRequisition/toPurchaseRequisition';
import type { FakeAnswer } from './fakes';
import { listOf, stamp, type Version } from './orders';

export const itemsOf = { V2: 'to_PurchaseReqnItem', V4: '_PurchaseRequisitionItem' };
export const assignmentsOf = { V2: 'to_PurchaseReqnAcctAssgmt', V4: '_PurchaseReqnAcctAssgmt' };

/** An item without OData's wrapping, with one account assignment. */
export function requisitionItem(
	version: Version,
	changes: IDataObject = {},
	assignment: IDataObject = {},
): IDataObject {
	const wbsElement = version === 'V2' ? 'WBSElement' : 'WBSElementExternalID';
	const notDeleted = version === 'V2' ? '' : false;
	return {
		PurchaseRequisitionItem: '00010',
		PurchaseRequisitionItemText: 'Formwork plywood',
		IsDeleted: notDeleted,
		IsClosed: false,
		ReleaseIsNotCompleted: false,
		RequestedQuantity: '10.000',
		OrderedQuantity: '4.000',
		BaseUnit: 'EA',
		PurchaseRequisitionPrice: '12.500',
		PurReqnPriceQuantity: '1',
		ItemNetAmount: '125.000',
		PurReqnItemCurrency: 'USD',
		CompanyCode: '1710',
		Supplier: '0010300001',
		FixedSupplier: '',
		PurchasingDocument: '4500000001',
		PurchasingDocumentItem: '00020',
		MultipleAcctAssgmtDistribution: '',
		LastChangeDateTime: stamp(version, '2026-09-30T11:05:30Z'),
		[assignmentsOf[version]]: [
			{
				PurchaseReqnAcctAssgmtNumber: '01',
				IsDeleted: notDeleted,
				Quantity: '10.000',
				MultipleAcctAssgmtDistrPercent: '0.0',
				PurReqnNetAmount: '125.000',
				GLAccount: '0000630000',
				CostCenter: '',
				OrderID: '',
				[wbsElement]: 'P-1001.2.1',
				...assignment,
			},
		],
		...changes,
	};
}

export function requisitionRow(
	version: Version,
	changes: IDataObject = {},
	items: IDataObject[] = [requisitionItem(version)],
): IDataObject {
	return {
		PurchaseRequisition: '0010000001',
		PurchaseRequisitionType: 'NB',
		PurReqnDescription: 'Formwork for section North',
		[itemsOf[version]]: items,
		...changes,
	};
}

export function readRequisition(version: Version, row: IDataObject): PurchaseRequisition {
	const reading = toPurchaseRequisition(row, version);
	if ('unreadable' in reading) throw new Error(reading.unreadable);
	return reading.document;
}

/** A SAP with these requisitions: answers headers by key, and the keys of items that were changed in a window. */
export function servedRequisitions(version: Version, requisitions: IDataObject[], hits: string[] = []) {
	const headerSet = version === 'V2' ? 'A_PurchaseRequisitionHeader' : 'PurchaseReqn';
	return (url: URL): FakeAnswer => {
		const filter = url.searchParams.get('$filter') ?? '';
		const after = /PurchaseRequisition gt '(\d+)'/.exec(filter)?.[1] ?? '';
		const among = [...filter.matchAll(/PurchaseRequisition eq '(\d+)'/g)].map(([, key]) => key);
		const fits = (key: string) => key > after && (among.length === 0 || among.includes(key));
		const rows = url.pathname.endsWith(`/${headerSet}`)
			? requisitions
			: hits.map((PurchaseRequisition) => ({ PurchaseRequisition }));
		return listOf(
			version,
			rows.filter((row) => fits(String(row.PurchaseRequisition))).slice(0, Number(url.searchParams.get('$top'))),
		);
	};
}
