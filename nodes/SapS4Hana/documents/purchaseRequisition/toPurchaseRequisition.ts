import type { IDataObject } from 'n8n-workflow';
import type { PurchaseRequisition, PurchaseRequisitionItem } from '../../../shared/model';
import { Fields } from '../../odata/fields';
import type { ODataVersion } from '../../odata/service';
import { amountText, assignmentsOf, distributionOf, numberText } from '../assignment';
import type { Reading } from '../type';
import { names } from './fields';

/**
 * Makes a PurchaseRequisition of a requisition with its expanded items and account assignments. Nothing is guessed: a part
 * that SAP did not send, or a value of another type, makes the requisition unreadable.
 */
export function toPurchaseRequisition(row: IDataObject, version: ODataVersion): Reading<PurchaseRequisition> {
	const header = new Fields(row);
	const items = header
		.many(names[version].items)
		.map((item) => itemOf(item, version))
		.sort((a, b) => Number(a.item) - Number(b.item));
	const stamps = items.flatMap(({ changedAt }) => changedAt ?? []).sort();
	const document: PurchaseRequisition = {
		purchaseRequisition: header.key('PurchaseRequisition') || header.required('PurchaseRequisition'),
		type: header.text('PurchaseRequisitionType'),
		description: header.text('PurReqnDescription'),
		changedAt: stamps.at(-1) ?? null,
		items,
	};
	return header.problems.length > 0 ? { unreadable: header.problems.join('; ') } : { document };
}

function itemOf(item: Fields, version: ODataVersion): PurchaseRequisitionItem {
	const currency = item.currency('PurReqnItemCurrency');
	const distribution = distributionOf(item);
	const amount = amountText(item.decimal('ItemNetAmount') || '0', currency);
	const purchaseOrder = item.key('PurchasingDocument');
	return {
		item: item.key('PurchaseRequisitionItem') || item.required('PurchaseRequisitionItem'),
		text: item.text('PurchaseRequisitionItemText'),
		deleted: isDeleted(item, version),
		closed: item.flag('IsClosed'),
		released: !item.flag('ReleaseIsNotCompleted'),
		quantity: numberText(item.decimal('RequestedQuantity')) || '0',
		orderedQuantity: numberText(item.decimal('OrderedQuantity')) || '0',
		unit: item.text('BaseUnit'),
		price: numberText(item.decimal('PurchaseRequisitionPrice')) || '0',
		priceQuantity: numberText(item.decimal('PurReqnPriceQuantity')) || '0',
		amount,
		currency,
		companyCode: item.text('CompanyCode'),
		supplier: item.key('FixedSupplier') || item.key('Supplier'),
		purchaseOrder,
		purchaseOrderItem: purchaseOrder === '' ? '' : item.key('PurchasingDocumentItem'),
		distribution,
		changedAt: item.instant('LastChangeDateTime'),
		assignments: assignmentsOf(item.many(names[version].assignments), {
			numberField: 'PurchaseReqnAcctAssgmtNumber',
			amountField: 'PurReqnNetAmount',
			wbsFields: [names[version].wbsElement],
			currency,
			distribution,
			netAmount: amount,
			deleted: (assignment) => isDeleted(assignment, version),
			wbs: () => ({ wbsElement: '' }),
		}),
	};
}

/** V2 says it with an `X`. */
function isDeleted(row: Fields, version: ODataVersion): boolean {
	return version === 'V2' ? row.text('IsDeleted').trim() !== '' : row.flag('IsDeleted');
}
