import type { ODataService } from '../../odata/service';
import type { Tree } from '../../odata/tree';

export const supplierInvoiceService: ODataService = {
	path: '/sap/opu/odata/sap/API_SUPPLIERINVOICE_PROCESS_SRV',
	version: 'V2',
};

/** How its navigation properties are called. */
export const itemsOf = 'to_SuplrInvcItemPurOrdRef';
export const assignmentsOf = 'to_SupplierInvoiceItmAcctAssgmt';

/** Fields that not every release has. Without them, reversals are told by the numbers that both documents carry. */
export const optionalFields = ['IsReversal', 'IsReversed', 'SupplierInvoiceIDByInvcgParty'] as const;

const onInvoice = [
	['SupplierInvoice', 'SupplierInvoice'],
	['FiscalYear', 'FiscalYear'],
] as const;

/** All that a SupplierInvoice document cannot do without, and no other fields. */
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
	],
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
				},
			},
		},
	},
};
