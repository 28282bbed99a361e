/** What SAP stores of a supplier invoice, named as its OData service names it. Amounts are without a sign. */
export interface SapSupplierInvoice {
	header: SapSupplierInvoiceHeader;
	items: SapSupplierInvoiceItem[];
}

export interface SapSupplierInvoiceHeader {
	SupplierInvoice: string;
	FiscalYear: string;
	CompanyCode: string;
	DocumentDate: string;
	PostingDate: string;
	CreationDate: string;
	/** The supplier's own number, 16 characters at most. */
	SupplierInvoiceIDByInvcgParty: string;
	InvoicingParty: string;
	DocumentCurrency: string;
	/** With tax. */
	InvoiceGrossAmount: string;
	PaymentTerms: string;
	PaymentBlockingReason: string;
	AccountingDocumentType: string;
	/** 5 posted, A parked, B held, 2 deleted. */
	SupplierInvoiceStatus: string;
	/** X for a credit memo. */
	SupplierInvoiceIsCreditMemo: '' | 'X';
	/** Of two documents that cancel each other out, each names the other. */
	ReverseDocument: string;
	ReverseDocumentFiscalYear: string;
	IsReversal: boolean;
	IsReversed: boolean;
}

/** An item on an item of a purchase order. */
export interface SapSupplierInvoiceItem {
	SupplierInvoiceItem: string;
	PurchaseOrder: string;
	PurchaseOrderItem: string;
	Plant: string;
	TaxCode: string;
	DocumentCurrency: string;
	SupplierInvoiceItemAmount: string;
	QuantityInPurchaseOrderUnit: string;
	PurchaseOrderQuantityUnit: string;
	SupplierInvoiceItemText: string;
	/** Set where the item is a delivery cost. */
	SuplrInvcDeliveryCostCndnType: string;
	RetentionAmountInDocCurrency: string;
	RetentionPercentage: string;
	IsFinallyInvoiced: boolean;
	assignments: SapInvoiceAssignment[];
}

export interface SapInvoiceAssignment {
	OrdinalNumber: string;
	/** Of the order's item. */
	AccountAssignmentNumber: string;
	GLAccount: string;
	CostCenter: string;
	/** As people see it. */
	WBSElement: string;
	InternalOrder: string;
	DocumentCurrency: string;
	SuplrInvcAcctAssignmentAmount: string;
	/** S debit, H credit. */
	DebitCreditCode: 'S' | 'H';
	CompanyCode: string;
	ControllingArea: string;
	TaxCode: string;
}
