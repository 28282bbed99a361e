import { defineSet, many, one } from './define.ts';

export const supplier = defineSet({
	name: 'A_Supplier',
	type: 'A_SupplierType',
	properties: `
		*Supplier String(10) alpha | AlternativePayeeAccountNumber String(10) alpha | AuthorizationGroup String(4)
		CreatedByUser String(12) | CreationDate DateTime day | Customer String(10) alpha
		PaymentIsBlockedForSupplier Boolean | PostingIsBlocked Boolean | PurchasingIsBlocked Boolean
		SupplierAccountGroup String(4) | SupplierFullName String(220) | SupplierName String(80)
		VATRegistration String(20) | BirthDate DateTime day | ConcatenatedInternationalLocNo String(20)
		DeletionIndicator Boolean | FiscalAddress String(10) | Industry String(4)
		InternationalLocationNumber1 String(7) | InternationalLocationNumber2 String(5)
		InternationalLocationNumber3 String(1) | IsNaturalPerson String(1) | PaymentReason String(4)
		ResponsibleType String(2) | SuplrQltyInProcmtCertfnValidTo DateTime day
		SuplrQualityManagementSystem String(4) | SupplierCorporateGroup String(10)
		SupplierProcurementBlock String(2) | TaxNumber1 String(16) | TaxNumber2 String(11) | TaxNumber3 String(18)
		TaxNumber4 String(18) | TaxNumber5 String(60) | TaxNumberResponsible String(18) | TaxNumberType String(2)
		SuplrProofOfDelivRlvtCode String(1) | BR_TaxIsSplit Boolean | DataExchangeInstructionKey String(2)`,
	navigations: {
		to_SupplierCompany: many('A_SupplierCompany', { Supplier: 'Supplier' }),
		to_SupplierPurchasingOrg: many('A_SupplierPurchasingOrg', { Supplier: 'Supplier' }),
	},
});

export const supplierCompany = defineSet({
	name: 'A_SupplierCompany',
	type: 'A_SupplierCompanyType',
	properties: `
		*Supplier String(10) alpha | *CompanyCode String(4) | AuthorizationGroup String(4)
		CompanyCodeName String(25) | PaymentBlockingReason String(1) | SupplierIsBlockedForPosting Boolean
		AccountingClerk String(2) | AccountingClerkFaxNumber String(31) | AccountingClerkPhoneNumber String(30)
		SupplierClerk String(15) | SupplierClerkURL String(130) | PaymentMethodsList String(10)
		PaymentReason String(4) | PaymentTerms String(4) | ClearCustomerSupplier Boolean
		IsToBeLocallyProcessed Boolean | ItemIsToBePaidSeparately Boolean | PaymentIsToBeSentByEDI Boolean
		HouseBank String(5) | CheckPaidDurationInDays Decimal(3,0) | Currency String(5)
		BillOfExchLmtAmtInCoCodeCrcy Decimal(14,3) | SupplierClerkIDBySupplier String(12)
		ReconciliationAccount String(10) alpha | InterestCalculationCode String(2)
		InterestCalculationDate DateTime day | IntrstCalcFrequencyInMonths String(2)
		SupplierHeadOffice String(10) alpha | AlternativePayee String(10) alpha | LayoutSortingRule String(3)
		APARToleranceGroup String(4) | SupplierCertificationDate DateTime day | SupplierAccountNote String(30)
		WithholdingTaxCountry String(3) | DeletionIndicator Boolean | CashPlanningGroup String(10)
		IsToBeCheckedForDuplicates Boolean | MinorityGroup String(3) | SupplierAccountGroup String(4)`,
	navigations: { to_Supplier: one('A_Supplier', { Supplier: 'Supplier' }) },
});

export const supplierPurchasingOrg = defineSet({
	name: 'A_SupplierPurchasingOrg',
	type: 'A_SupplierPurchasingOrgType',
	properties: `
		*Supplier String(10) alpha | *PurchasingOrganization String(4) | AutomaticEvaluatedRcptSettlmt Boolean
		CalculationSchemaGroupCode String(2) | DeletionIndicator Boolean | EvaldReceiptSettlementIsActive Boolean
		IncotermsClassification String(3) | IncotermsTransferLocation String(28) | IncotermsVersion String(4)
		IncotermsLocation1 String(70) | IncotermsLocation2 String(70) | IncotermsSupChnLoc1AddlUUID Guid
		IncotermsSupChnLoc2AddlUUID Guid | IncotermsSupChnDvtgLocAddlUUID Guid | IntrastatCrsBorderTrMode String(1)
		InvoiceIsGoodsReceiptBased Boolean | InvoiceIsMMServiceEntryBased Boolean
		MaterialPlannedDeliveryDurn Decimal(3,0) | MinimumOrderAmount Decimal(14,3) | PaymentTerms String(4)
		PlanningCycle String(3) | PricingDateControl String(1) | ProdStockAndSlsDataTransfPrfl String(4)
		ProductUnitGroup String(4) | PurOrdAutoGenerationIsAllowed Boolean | PurchaseOrderCurrency String(5)
		PurchasingGroup String(3) | PurchasingIsBlockedForSupplier Boolean | RoundingProfile String(4)
		ShippingCondition String(2) | SuplrDiscountInKindIsGranted Boolean | SuplrInvcRevalIsAllowed Boolean
		SuplrIsRlvtForSettlmtMgmt Boolean | SuplrPurgOrgIsRlvtForPriceDetn Boolean
		SupplierABCClassificationCode String(1) | SupplierAccountNumber String(12)
		SupplierIsReturnsSupplier Boolean | SupplierPhoneNumber String(16) | SupplierRespSalesPersonName String(30)
		SupplierConfirmationControlKey String(4) | IsOrderAcknRqd Boolean | AuthorizationGroup String(4)
		SupplierAccountGroup String(4)`,
});
