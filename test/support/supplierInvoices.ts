import type { InvoiceAssignment, SupplierInvoice, SupplierInvoiceItem } from '../../nodes/shared/model';

export function invoiceAssignment(fields: Partial<InvoiceAssignment> = {}): InvoiceAssignment {
	return {
		number: '1',
		glAccount: '630000',
		costCenter: '',
		wbsElement: 'P-1001.1',
		order: '',
		amount: '60.00',
		...fields,
	};
}

/** 60.00 of item 10 of order 4500000001, all of it on its one account assignment. */
export function invoiceItem(fields: Partial<SupplierInvoiceItem> = {}): SupplierInvoiceItem {
	const amount = fields.amount ?? '60.00';
	return {
		item: '1',
		text: 'Concrete',
		purchaseOrder: '4500000001',
		purchaseOrderItem: '10',
		isDeliveryCost: false,
		amount,
		assignments: [invoiceAssignment({ amount })],
		...fields,
	};
}

export function supplierInvoice(fields: Partial<SupplierInvoice> = {}): SupplierInvoice {
	return {
		id: '2026/5105600101',
		supplierInvoice: '5105600101',
		fiscalYear: '2026',
		companyCode: '1010',
		supplier: '100001',
		reference: 'RE-77',
		documentDate: '2026-10-01',
		postingDate: '2026-10-02',
		createdOn: '2026-10-02',
		currency: 'USD',
		status: 'posted',
		statusCode: '5',
		isCreditMemo: false,
		reversal: 'none',
		reversalPartner: '',
		items: [invoiceItem()],
		...fields,
	};
}
