import type { IDataObject } from 'n8n-workflow';
import type { PurchaseOrder, PurchaseOrderItem, PurchaseOrderStatus } from '../../../shared/model';
import { Fields } from '../../odata/fields';
import { normalKey } from '../../odata/keys';
import type { ODataVersion } from '../../odata/service';
import { assignmentsOf, distributionOf, numberText } from '../assignment';
import { isDeleted } from '../deletion';
import type { WbsLookup } from '../project/internalIds';
import type { Reading } from '../type';
import { names } from './fields';
import { netAmountOf } from './netAmount';
import type { OneTimeNames } from './oneTime';

/**
 * Makes a PurchaseOrder of an order with its expanded items, account assignments and schedule lines. Nothing is guessed:
 * a part that SAP did not send, or a value of another type, makes the order unreadable.
 * An order without a supplier moves stock from one plant to another.
 * @param wbs resolves WBS elements of which only the internal number is filled
 * @param oneTime who the orders of one-time suppliers are placed with
 */
export function toPurchaseOrder(
	row: IDataObject,
	version: ODataVersion,
	wbs: WbsLookup,
	oneTime: OneTimeNames = new Map(),
): Reading<PurchaseOrder> {
	const header = new Fields(row);
	const currency = header.currency('DocumentCurrency');
	const items = header
		.many(names[version].items)
		.map((item) => itemOf(item, version, currency, wbs))
		.sort((a, b) => Number(a.item) - Number(b.item));
	const purchaseOrder = header.key('PurchaseOrder') || header.required('PurchaseOrder');
	const supplierName = oneTime.get(normalKey(purchaseOrder));
	const document: PurchaseOrder = {
		purchaseOrder,
		companyCode: header.text('CompanyCode'),
		purchasingOrganization: header.text('PurchasingOrganization'),
		supplier: header.key('Supplier'),
		...(supplierName === undefined ? {} : { supplierName }),
		type: header.text('PurchaseOrderType'),
		currency,
		date: header.day('PurchaseOrderDate'),
		paymentTerms: header.text('PaymentTerms'),
		status: statusOf(header, version, items),
		statusCode: header.text('PurchasingProcessingStatus'),
		changedAt: header.instant('LastChangeDateTime'),
		items,
	};
	return header.problems.length > 0 ? { unreadable: header.problems.join('; ') } : { document };
}

/** SAP sets the deletion code of the header only when it archives the order, not when the last item is deleted. */
function statusOf(header: Fields, version: ODataVersion, items: PurchaseOrderItem[]): PurchaseOrderStatus {
	const code = header.text('PurchasingProcessingStatus');
	if (isDeleted(header, names[version].deletionCode)) return 'void';
	if (items.length > 0 && items.every(({ deleted }) => deleted)) return 'void';
	if (header.flag('PurchasingCompletenessStatus')) return 'held';
	if (code === '08') return 'rejected';
	if (code === '03' || header.flag('ReleaseIsNotCompleted')) return 'out_for_approval';
	return code === '02' || code === '05' ? 'approved' : 'unknown';
}

function itemOf(item: Fields, version: ODataVersion, currency: string, wbs: WbsLookup): PurchaseOrderItem {
	const distribution = distributionOf(item);
	const assignments = item.many(names[version].assignments);
	const assigned = assignments.map((assignment) => assignment.decimal('PurgDocNetAmount'));
	const net = netAmountOf(item, version, currency, assigned);
	return {
		item: item.key('PurchaseOrderItem') || item.required('PurchaseOrderItem'),
		text: item.text('PurchaseOrderItemText'),
		deleted: isDeleted(item, 'PurchasingDocumentDeletionCode'),
		category: item.text('PurchaseOrderItemCategory'),
		accountAssignmentCategory: item.text('AccountAssignmentCategory'),
		material: item.text('Material'),
		plant: item.text('Plant'),
		quantity: numberText(item.decimal('OrderQuantity')) || '0',
		unit: item.text('PurchaseOrderQuantityUnit'),
		priceUnit: item.text('OrderPriceUnit'),
		netPrice: numberText(item.decimal('NetPriceAmount')) || '0',
		priceQuantity: numberText(item.decimal('NetPriceQuantity')) || '0',
		...net,
		taxCode: item.text('TaxCode'),
		deliveryDate: lastDay(item.many(names[version].scheduleLines)),
		requisition: item.key('PurchaseRequisition'),
		requisitionItem: item.key('PurchaseRequisitionItem'),
		isReturn: item.flag('IsReturnsItem'),
		distribution,
		assignments: assignmentsOf(assignments, {
			numberField: 'AccountAssignmentNumber',
			amountField: 'PurgDocNetAmount',
			wbsFields: version === 'V2' ? ['WBSElementExternalID', 'WBSElement'] : ['WBSElementExternalID'],
			currency,
			distribution,
			netAmount: net.netAmount,
			deleted: (assignment) => assignment.flag('IsDeleted'),
			wbs,
		}),
	};
}

/** An item is delivered when its last schedule line is. */
function lastDay(scheduleLines: Fields[]): string {
	return (
		scheduleLines
			.map((line) => line.day('ScheduleLineDeliveryDate'))
			.sort()
			.at(-1) ?? ''
	);
}
