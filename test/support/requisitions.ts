import type { PurchaseRequisition, PurchaseRequisitionItem } from '../../nodes/shared/model';
import { assignment } from './orders.ts';

/** One item over 100.00 on WBS element P-1001.1, all of which became item 10 of order 4500000001. */
export function requisitionItem(fields: Partial<PurchaseRequisitionItem> = {}): PurchaseRequisitionItem {
	return {
		item: '10',
		text: 'Concrete',
		deleted: false,
		closed: false,
		released: true,
		quantity: '10',
		orderedQuantity: '10',
		unit: 'M3',
		price: '10.00',
		priceQuantity: '1',
		amount: '100.00',
		currency: 'USD',
		companyCode: '1010',
		supplier: '',
		purchaseOrder: '4500000001',
		purchaseOrderItem: '10',
		distribution: 'single',
		changedAt: '2026-09-29T10:00:00.000Z',
		assignments: [assignment()],
		...fields,
	};
}

export function purchaseRequisition(fields: Partial<PurchaseRequisition> = {}): PurchaseRequisition {
	return {
		purchaseRequisition: '10000001',
		type: 'NB',
		description: '',
		changedAt: '2026-09-29T10:00:00.000Z',
		items: [requisitionItem()],
		...fields,
	};
}

/** An item that nobody has ordered. */
export const notOrdered = { purchaseOrder: '', purchaseOrderItem: '', orderedQuantity: '0' };
