import { defineService, defineSet, many } from './define.ts';

const ofInvoice = { SupplierInvoice: 'SupplierInvoice', FiscalYear: 'FiscalYear' };
const ofItem = { ...ofInvoice, SupplierInvoiceItem: 'SupplierInvoiceItem' };

const invoice = defineSet({
	name: 'A_SupplierInvoice',
	type: 'A_SupplierInvoiceType',
	properties: `
		*SupplierInvoice String(10) alpha | *FiscalYear String(4) | CompanyCode String(4)
		DocumentDate DateTime day | PostingDate DateTime day | CreationDate DateTime day
		SupplierInvoiceIDByInvcgParty String(16) | InvoicingParty String(10) alpha
		DocumentCurrency String(5) | InvoiceGrossAmount Decimal(14,3) | UnplannedDeliveryCost Decimal(14,3)
		DocumentHeaderText String(25) | ManualCashDiscount Decimal(14,3) | PaymentTerms String(4)
		DueCalculationBaseDate DateTime day | CashDiscount1Percent Decimal(5,3)
		CashDiscount1Days Decimal(3,0) | CashDiscount2Percent Decimal(5,3) | CashDiscount2Days Decimal(3,0)
		NetPaymentDays Decimal(3,0) | PaymentBlockingReason String(1) | AccountingDocumentType String(2)
		BPBankAccountInternalID String(4) | SupplierInvoiceStatus String(1)
		IndirectQuotedExchangeRate Decimal(9,5) | DirectQuotedExchangeRate Decimal(9,5)
		StateCentralBankPaymentReason String(3) | SupplyingCountry String(3) | PaymentMethod String(1)
		PaymentMethodSupplement String(2) | PaymentReference String(30) | InvoiceReference String(10) alpha
		InvoiceReferenceFiscalYear String(4) | FixedCashDiscount String(1)
		UnplannedDeliveryCostTaxCode String(2) | UnplndDelivCostTaxJurisdiction String(15)
		UnplndDeliveryCostTaxCountry String(3) | AssignmentReference String(18)
		SupplierPostingLineItemText String(50) | TaxIsCalculatedAutomatically Boolean
		BusinessPlace String(4) | BusinessSectionCode String(4) | BusinessArea String(4)
		SuplrInvcIsCapitalGoodsRelated Boolean | SupplierInvoiceIsCreditMemo String(1)
		PaytSlipWthRefSubscriber String(11) | PaytSlipWthRefCheckDigit String(2)
		PaytSlipWthRefReference String(27) | TaxDeterminationDate DateTime day
		TaxReportingDate DateTime day | TaxFulfillmentDate DateTime day | InvoiceReceiptDate DateTime day
		DeliveryOfGoodsReportingCntry String(3) | SupplierVATRegistration String(20)
		IsEUTriangularDeal Boolean | SuplrInvcDebitCrdtCodeDelivery String(1)
		SuplrInvcDebitCrdtCodeReturns String(1) | RetentionDueDate DateTime day
		SupplierInvoiceOrigin String(1) | ReverseDocument String(10) alpha
		ReverseDocumentFiscalYear String(4) | IsReversal Boolean nofilter | IsReversed Boolean nofilter`,
	navigations: { to_SuplrInvcItemPurOrdRef: many('A_SuplrInvcItemPurOrdRef', ofInvoice) },
});

const item = defineSet({
	name: 'A_SuplrInvcItemPurOrdRef',
	type: 'A_SuplrInvcItemPurOrdRefType',
	properties: `
		*SupplierInvoice String(10) alpha | *FiscalYear String(4) | *SupplierInvoiceItem String(6) alpha
		PurchaseOrder String(10) alpha | PurchaseOrderItem String(5) alpha | Plant String(4)
		ReferenceDocument String(10) | ReferenceDocumentFiscalYear String(4)
		ReferenceDocumentItem String(4) | IsSubsequentDebitCredit String(1) | TaxCode String(2)
		TaxJurisdiction String(15) | DocumentCurrency String(5) | SupplierInvoiceItemAmount Decimal(14,3)
		PurchaseOrderQuantityUnit String(3) | PurchaseOrderQtyUnitSAPCode String(3)
		PurchaseOrderQtyUnitISOCode String(3) | QuantityInPurchaseOrderUnit Decimal(13,3)
		PurchaseOrderPriceUnit String(3) | PurchaseOrderPriceUnitSAPCode String(3)
		PurchaseOrderPriceUnitISOCode String(3) | QtyInPurchaseOrderPriceUnit Decimal(13,3)
		SuplrInvcDeliveryCostCndnType String(4) | SuplrInvcDeliveryCostCndnStep String(3)
		SuplrInvcDeliveryCostCndnCount String(3) | SupplierInvoiceItemText String(50)
		FreightSupplier String(10) alpha | IsNotCashDiscountLiable Boolean
		PurchasingDocumentItemCategory String(1) | ProductType String(2)
		RetentionAmountInDocCurrency Decimal(14,3) | RetentionPercentage Decimal(5,2)
		RetentionDueDate DateTime day | SuplrInvcItmIsNotRlvtForRtntn Boolean
		ServiceEntrySheet String(10) nofilter | ServiceEntrySheetItem String(10) nofilter
		TaxCountry String(3) | IsFinallyInvoiced Boolean | TaxDeterminationDate DateTime day`,
	navigations: {
		to_SupplierInvoiceItmAcctAssgmt: many('A_SuplrInvcItemAcctAssgmt', ofItem),
	},
});

const assignment = defineSet({
	name: 'A_SuplrInvcItemAcctAssgmt',
	type: 'A_SuplrInvcItemAcctAssgmtType',
	properties: `
		*SupplierInvoice String(10) alpha | *FiscalYear String(4) | *SupplierInvoiceItem String(6) alpha
		*OrdinalNumber String(4) alpha | CostCenter String(10) alpha | ControllingArea String(4)
		BusinessArea String(4) | ProfitCenter String(10) alpha | FunctionalArea String(16)
		GLAccount String(10) alpha | SalesOrder String(10) alpha | SalesOrderItem String(6) alpha
		CostObject String(12) | CostCtrActivityType String(6) | BusinessProcess String(12)
		WBSElement String(24) | DocumentCurrency String(5) | SuplrInvcAcctAssignmentAmount Decimal(14,3)
		PurchaseOrderQuantityUnit String(3) | PurchaseOrderQtyUnitSAPCode String(3)
		PurchaseOrderQtyUnitISOCode String(3) | Quantity Decimal(13,3) | TaxCode String(2)
		AccountAssignmentNumber String(2) alpha | AccountAssignmentIsUnplanned Boolean
		PersonnelNumber String(8) alpha | WorkItem String(10) | MasterFixedAsset String(12) alpha
		FixedAsset String(4) alpha | DebitCreditCode String(1) | TaxJurisdiction String(15)
		InternalOrder String(12) alpha | ProjectNetworkInternalID String(10)
		NetworkActivityInternalID String(10) | ProjectNetwork String(12) | NetworkActivity String(4)
		CommitmentItem String(24) | FundsCenter String(16) | Fund String(10) | GrantID String(20)
		PartnerBusinessArea String(4) | CompanyCode String(4) | SuplrInvcAccountAssignmentText String(50)
		PurchaseOrderPriceUnit String(3) | PurchaseOrderPriceUnitSAPCode String(3)
		PurchaseOrderPriceUnitISOCode String(3) | QuantityInPurchaseOrderUnit Decimal(13,3)
		ProfitabilitySegment String(10) | BudgetPeriod String(10) | TaxCountry String(3)
		TaxDeterminationDate DateTime day`,
});

/** API_SUPPLIERINVOICE_PROCESS_SRV (V2). Invoices have no change stamp. */
export const supplierInvoiceService = defineService(
	{
		version: 'V2',
		id: 'API_SUPPLIERINVOICE_PROCESS_SRV',
		path: '/sap/opu/odata/sap/API_SUPPLIERINVOICE_PROCESS_SRV',
		namespace: 'API_SUPPLIERINVOICE_PROCESS_SRV',
	},
	[invoice, item, assignment],
);
