import { defineService, defineSet } from './define.ts';

const lineItem = defineSet({
	name: 'GLAccountLineItem',
	type: 'GLAccountLineItemType',
	aggregate: true,
	properties: `
		*ID String nofilter | SourceLedger String(2) | CompanyCode String(4) | FiscalYear String(4)
		AccountingDocument String(10) alpha | LedgerGLLineItem String(6) alpha | Ledger String(2)
		LedgerFiscalYear String(4) | GLRecordType String(1) | ControllingArea String(4)
		ChartOfAccounts String(4) | GLAccount String(10) alpha | FinancialTransactionType String(3)
		BusinessTransactionType String(4) | ControllingBusTransacType String(4)
		ReferenceDocumentType String(5) | LogicalSystem String(10) | ReferenceDocumentContext String(10)
		ReferenceDocument String(10) | ReferenceDocumentItem String(6) | ReferenceDocumentItemGroup String(6)
		TransactionSubitem String(6) | IsReversal Boolean | IsReversed Boolean
		ReversalReferenceDocumentCntxt String(10) | ReversalReferenceDocument String(10) | IsSettlement Boolean
		IsSettled Boolean | PredecessorReferenceDocType String(5) | PredecessorReferenceDocCntxt String(10)
		PredecessorReferenceDocument String(10) | PredecessorReferenceDocItem String(6)
		PrdcssrJournalEntryCompanyCode String(4) | PrdcssrJournalEntryFiscalYear String(4)
		PredecessorJournalEntry String(10) | PredecessorJournalEntryItem String(6)
		SourceReferenceDocumentType String(5) | SourceLogicalSystem String(10)
		SourceReferenceDocumentCntxt String(10) | SourceReferenceDocument String(10)
		SourceReferenceDocumentItem String(6) | SourceReferenceDocSubitem String(6) | IsCommitment Boolean
		JrnlEntryItemObsoleteReason String(1) | JrnlPeriodEndClosingRunLogUUID Guid
		CostCenter String(10) alpha | ProfitCenter String(10) alpha | FunctionalArea String(16)
		BusinessArea String(4) | Segment String(10) | PartnerCostCenter String(10) alpha
		PartnerProfitCenter String(10) alpha | PartnerFunctionalArea String(16) | PartnerBusinessArea String(4)
		PartnerCompany String(6) | PartnerSegment String(10) | BalanceTransactionCurrency String(5)
		AmountInBalanceTransacCrcy Decimal(23,3) nofilter | TransactionCurrency String(5)
		AmountInTransactionCurrency Decimal(23,3) nofilter | CompanyCodeCurrency String(5)
		AmountInCompanyCodeCurrency Decimal(23,3) nofilter | GlobalCurrency String(5)
		AmountInGlobalCurrency Decimal(23,3) nofilter | FreeDefinedCurrency1 String(5)
		AmountInFreeDefinedCurrency1 Decimal(23,3) nofilter | FreeDefinedCurrency2 String(5)
		AmountInFreeDefinedCurrency2 Decimal(23,3) nofilter | FreeDefinedCurrency3 String(5)
		AmountInFreeDefinedCurrency3 Decimal(23,3) nofilter | FreeDefinedCurrency4 String(5)
		AmountInFreeDefinedCurrency4 Decimal(23,3) nofilter | FreeDefinedCurrency5 String(5)
		AmountInFreeDefinedCurrency5 Decimal(23,3) nofilter | FreeDefinedCurrency6 String(5)
		AmountInFreeDefinedCurrency6 Decimal(23,3) nofilter | FreeDefinedCurrency7 String(5)
		AmountInFreeDefinedCurrency7 Decimal(23,3) nofilter | FreeDefinedCurrency8 String(5)
		AmountInFreeDefinedCurrency8 Decimal(23,3) nofilter | FixedAmountInGlobalCrcy Decimal(23,3) nofilter
		GrpValnFixedAmtInGlobCrcy Decimal(23,3) nofilter | PrftCtrValnFxdAmtInGlobCrcy Decimal(23,3) nofilter
		TotalPriceVarcInGlobalCrcy Decimal(23,3) nofilter | GrpValnTotPrcVarcInGlobCrcy Decimal(23,3) nofilter
		PrftCtrValnTotPrcVarcInGlbCrcy Decimal(23,3) nofilter
		FixedPriceVarcInGlobalCrcy Decimal(23,3) nofilter | GrpValnFixedPrcVarcInGlobCrcy Decimal(23,3) nofilter
		PrftCtrValnFxdPrcVarcInGlbCrcy Decimal(23,3) nofilter | FixedAmountInCoCodeCrcy Decimal(23,3) nofilter
		ControllingObjectCurrency String(5) | AmountInObjectCurrency Decimal(23,3) nofilter | BaseUnit String(3)
		Quantity Decimal(23,3) nofilter | FixedQuantity Decimal(23,3) nofilter | CostSourceUnit String(3)
		ValuationQuantity Decimal(23,3) nofilter | ValuationFixedQuantity Decimal(23,3) nofilter
		AdditionalQuantity1Unit String(3) | AdditionalQuantity1 Decimal(23,3) nofilter
		AdditionalQuantity2Unit String(3) | AdditionalQuantity2 Decimal(23,3) nofilter
		AdditionalQuantity3Unit String(3) | AdditionalQuantity3 Decimal(23,3) nofilter
		DebitCreditCode String(1) | FiscalPeriod String(3) | FiscalYearVariant String(2)
		FiscalYearPeriod String(7) | PostingDate DateTime day | DocumentDate DateTime day
		AccountingDocumentType String(2) | AccountingDocumentItem String(3) | AssignmentReference String(18)
		AccountingDocumentCategory String(1) | PostingKey String(2) | TransactionTypeDetermination String(3)
		SubLedgerAcctLineItemType String(5) | AccountingDocCreatedByUser String(12)
		LastChangeDateTime DateTimeOffset | CreationDateTime DateTimeOffset | CreationDate DateTime day
		EliminationProfitCenter String(10) | OriginObjectType String(2) | GLAccountType String(1)
		AlternativeGLAccount String(10) alpha | CountryChartOfAccounts String(4) | ItemIsSplit Boolean
		InvoiceReference String(10) alpha | InvoiceReferenceFiscalYear String(4)
		FollowOnDocumentType String(1) | InvoiceItemReference String(3)
		ReferencePurchaseOrderCategory String(3) | PurchasingDocument String(10) alpha
		PurchasingDocumentItem String(5) alpha | AccountAssignmentNumber String(2) alpha
		DocumentItemText String(50) | SalesDocument String(10) alpha | SalesDocumentItem String(6) alpha
		Product String(18) | Plant String(4) | Supplier String(10) alpha | Customer String(10) alpha
		ServicesRenderedDate DateTime day | ConditionContract String(10) | FinancialAccountType String(1)
		SpecialGLCode String(1) | TaxCode String(2) | HouseBank String(5) | HouseBankAccount String(5)
		IsOpenItemManaged String(1) | ClearingDate DateTime day | ClearingAccountingDocument String(10) alpha
		ClearingDocFiscalYear String(4) | ValueDate DateTime day | AssetDepreciationArea String(2)
		MasterFixedAsset String(12) alpha | FixedAsset String(4) alpha | AssetValueDate DateTime day
		AssetTransactionType String(3) | AssetAcctTransClassfctn String(2) | DepreciationFiscalPeriod String(3)
		GroupMasterFixedAsset String(12) | GroupFixedAsset String(4) | AssetClass String(8)
		CostEstimate String(12) | InventorySpecialStockValnType String(1) | InventorySpecialStockType String(1)
		InventorySpclStkSalesDocument String(10) | InventorySpclStkSalesDocItm String(6)
		InvtrySpclStockWBSElmntIntID String(8) alpha | InventorySpecialStockSupplier String(10)
		InventoryValuationType String(10) | ValuationArea String(4) | CostOriginGroup String(4)
		OriginSenderObject String(22) | ControllingObjectDebitType String(1) | QuantityIsIncomplete String(1)
		OffsettingAccount String(10) alpha | OffsettingAccountType String(1)
		OffsettingChartOfAccounts String(4) | LineItemIsCompleted Boolean | PersonnelNumber String(8) alpha
		ControllingObjectClass String(2) | PartnerCompanyCode String(4)
		PartnerControllingObjectClass String(2) | OriginCostCenter String(10) alpha
		OriginProfitCenter String(10) alpha | OriginCostCtrActivityType String(6) | AccountAssignment String(30)
		AccountAssignmentType String(2) | CostCtrActivityType String(6) | OrderID String(12) alpha
		OrderCategory String(2) | WBSElementInternalID String(8) numc
		PartnerWBSElementInternalID String(8) alpha | ProjectInternalID String(8) alpha
		PartnerProjectInternalID String(8) alpha | OperatingConcern String(4) | ProjectNetwork String(12) alpha
		BusinessProcess String(12) | CostObject String(12) | BillableControl String(2)
		CostAnalysisResource String(10) | CustomerServiceNotification String(12) | ServiceDocumentType String(4)
		ServiceDocument String(10) | ServiceDocumentItem String(6) | PartnerServiceDocumentType String(4)
		PartnerServiceDocument String(10) | PartnerServiceDocumentItem String(6) | ServiceContractType String(4)
		ServiceContract String(10) | ServiceContractItem String(6) | TimeSheetOvertimeCategory String(4)
		PartnerAccountAssignment String(30) | PartnerAccountAssignmentType String(2)
		PartnerCostCtrActivityType String(6) | PartnerOrder String(12) | PartnerOrderCategory String(2)
		PartnerSalesDocument String(10) | PartnerSalesDocumentItem String(6) | PartnerProjectNetwork String(12)
		PartnerBusinessProcess String(12) | PartnerCostObject String(12) | ControllingDocumentItem String(3)
		BillingDocumentType String(4) | SalesOrganization String(4) | DistributionChannel String(2)
		OrganizationDivision String(2) | SoldProduct String(18) | SoldProductGroup String(9)
		CustomerGroup String(2) | CustomerSupplierCountry String(3) | CustomerSupplierIndustry String(4)
		SalesDistrict String(6) | BillToParty String(10) | ShipToParty String(10)
		CustomerSupplierCorporateGroup String(10)`,
});

/** API_GLACCOUNTLINEITEM (V2): postings, summed up over the selected properties. */
export const glAccountLineItemService = defineService(
	{
		version: 'V2',
		id: 'API_GLACCOUNTLINEITEM',
		path: '/sap/opu/odata/sap/API_GLACCOUNTLINEITEM',
		namespace: 'API_GLACCOUNTLINEITEM',
	},
	[lineItem],
);
