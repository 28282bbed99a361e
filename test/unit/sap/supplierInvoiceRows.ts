import type { IDataObject } from 'n8n-workflow';
import type { SupplierInvoice } from '../../../nodes/shared/model';
import { assignmentsOf, itemsOf } from '../../../nodes/SapS4Hana/documents/supplierInvoice/fields';
import { toSupplierInvoice } from '../../../nodes/SapS4Hana/documents/supplierInvoice/toSupplierInvoice';

const dayStamp = (day: string) => `/Date(${Date.parse(`${day}T00:00:00Z`)})/`;

/** An item without OData's wrapping, with one account assignment. */
export function invoiceItemRow(changes: IDataObject = {}, assignment: IDataObject = {}): IDataObject {
	return {
		SupplierInvoiceItem: '000001',
		PurchaseOrder: '4500000001',
		PurchaseOrderItem: '00010',
		SupplierInvoiceItemText: 'Concrete',
		SupplierInvoiceItemAmount: '60.000',
		SuplrInvcDeliveryCostCndnType: '',
		[assignmentsOf]: [
			{
				OrdinalNumber: '0001',
				AccountAssignmentNumber: '01',
				GLAccount: '0000630000',
				CostCenter: '',
				WBSElement: 'P-1001.1',
				InternalOrder: '',
				SuplrInvcAcctAssignmentAmount: '60.000',
				DebitCreditCode: 'S',
				...assignment,
			},
		],
		...changes,
	};
}

export function invoiceRow(changes: IDataObject = {}, items: IDataObject[] = [invoiceItemRow()]): IDataObject {
	return {
		SupplierInvoice: '5105600101',
		FiscalYear: '2026',
		CompanyCode: '1010',
		DocumentDate: dayStamp('2026-10-01'),
		PostingDate: dayStamp('2026-10-02'),
		CreationDate: dayStamp('2026-10-03'),
		SupplierInvoiceIDByInvcgParty: 'RE-77',
		InvoicingParty: '0000100001',
		DocumentCurrency: 'USD',
		SupplierInvoiceStatus: '5',
		SupplierInvoiceIsCreditMemo: '',
		ReverseDocument: '',
		ReverseDocumentFiscalYear: '0000',
		IsReversal: false,
		IsReversed: false,
		[itemsOf]: items,
		...changes,
	};
}

export function readInvoice(row: IDataObject): SupplierInvoice {
	const reading = toSupplierInvoice(row);
	if ('unreadable' in reading) throw new Error(reading.unreadable);
	return reading.document;
}
