import type { ODataService } from '../../odata/service';
import type { Tree } from '../../odata/tree';

export const supplierInvoiceService: ODataService = {
	path: '/sap/opu/odata/sap/API_SUPPLIERINVOICE_PROCESS_SRV',
	version: 'V2',
};

/** How its navigation properties are called. */
export const itemsOf = 'to_SuplrInvcItemPurOrdRef';
export const assignmentsOf = 'to_SupplierInvoiceItmAcctAssgmt';

const onInvoice = [
	['SupplierInvoice', 'SupplierInvoice'],
	['FiscalYear', 'FiscalYear'],
] as const;

/** All that a SupplierInvoice document is made of, and no other fields. */
export const supplierInvoiceTree: Tree = {
	entitySet: 'A_SupplierInvoice',
	select: [
		'SupplierInvoice',
		'FiscalYear',
		'CompanyCode',
		'DocumentDate',
		'PostingDate',
		'CreationDate',
		'InvoicingParty',
		'DocumentCurrency',
		'SupplierInvoiceStatus',
		'SupplierInvoiceIsCreditMemo',
		'ReverseDocument',
		'ReverseDocumentFiscalYear',
		'IsReversal',
		'IsReversed',
		'SupplierInvoiceIDByInvcgParty',
	],
	optional: {
		CreationDate: 'What was created cannot be detected, so every run reads all invoices.',
		DocumentDate: 'Invoices are shown without their own date.',
		IsReversal: 'Reversals are recognized by the numbers that both documents carry.',
		IsReversed: 'Reversals are recognized by the numbers that both documents carry.',
		SupplierInvoiceIDByInvcgParty: "The supplier's own number of an invoice is not shown.",
	},
	children: {
		[itemsOf]: {
			entitySet: 'A_SuplrInvcItemPurOrdRef',
			on: onInvoice,
			select: [
				'SupplierInvoiceItem',
				'PurchaseOrder',
				'PurchaseOrderItem',
				'SupplierInvoiceItemText',
				'SupplierInvoiceItemAmount',
				'SuplrInvcDeliveryCostCndnType',
			],
			optional: { SupplierInvoiceItemText: 'Items are described by the item of their order.' },
			children: {
				[assignmentsOf]: {
					entitySet: 'A_SuplrInvcItemAcctAssgmt',
					on: [...onInvoice, ['SupplierInvoiceItem', 'SupplierInvoiceItem']],
					select: [
						'OrdinalNumber',
						'AccountAssignmentNumber',
						'GLAccount',
						'CostCenter',
						'WBSElement',
						'InternalOrder',
						'SuplrInvcAcctAssignmentAmount',
						'DebitCreditCode',
					],
					optional: { OrdinalNumber: 'Account assignments of an item come in the order in which SAP gives them.' },
				},
			},
		},
	},
};
