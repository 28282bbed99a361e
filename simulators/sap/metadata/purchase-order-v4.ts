import { defineService, defineSet, many, one } from './define.ts';
import { purchaseOrderItemV4 } from './purchase-order-item-v4.ts';

const toOrder = { _PurchaseOrder: one('PurchaseOrder', { PurchaseOrder: 'PurchaseOrder' }) };
const item = { PurchaseOrder: 'PurchaseOrder', PurchaseOrderItem: 'PurchaseOrderItem' };
const toItem = { ...toOrder, _PurchaseOrderItem: one('PurchaseOrderItem', item) };

const purchaseOrder = defineSet({
	name: 'PurchaseOrder',
	type: 'PurchaseOrder_Type',
	properties: `
		*PurchaseOrder String(10) alpha | PurchaseOrderType String(4) | PurchaseOrderSubtype String(1)
		PurchasingDocumentOrigin String(1) | PurchasingDocumentProcessCode String(3) | CreatedByUser String(12)
		CreationDate Date | PurchaseOrderDate Date | LastChangeDateTime DateTimeOffset | ValidityStartDate Date
		ValidityEndDate Date | MsgOnGoodsReceiptIsRequested Boolean | Language String(2)
		PurchaseOrderDeletionCode String(1) | ReleaseIsNotCompleted Boolean
		PurchasingCompletenessStatus Boolean | PurchasingProcessingStatus String(2)
		PurgReleaseSequenceStatus String(8) | ReleaseCode String(1) | PurchasingReleaseStrategy String(2)
		PurgReasonForDocCancellation String(2) | CompanyCode String(4) | PurchasingOrganization String(4)
		PurchasingGroup String(3) | Supplier String(10) alpha | ManualSupplierAddressID String(10) alpha
		SupplierAddressID String(10) alpha | SupplierRespSalesPersonName String(30)
		SupplierPhoneNumber String(16) | SupplyingSupplier String(10) alpha | SupplyingPlant String(4)
		InvoicingParty String(10) alpha | Customer String(10) alpha | PurchaseContract String(10) alpha
		SupplierQuotationExternalID String(10) | QuotationSubmissionDate Date
		ItemNumberIntervalForSubItems String(5) | PaymentTerms String(4) | CashDiscount1Days Decimal(3,0)
		CashDiscount2Days Decimal(3,0) | NetPaymentDays Decimal(3,0) | CashDiscount1Percent Decimal(5,3)
		CashDiscount2Percent Decimal(5,3) | DownPaymentType String(4)
		DownPaymentPercentageOfTotAmt Decimal(5,2) | DownPaymentAmount Decimal(11,variable)
		DownPaymentDueDate Date | IncotermsClassification String(3) | IncotermsTransferLocation String(28)
		IncotermsVersion String(4) | IncotermsLocation1 String(70) | IncotermsLocation2 String(70)
		IsIntrastatReportingRelevant Boolean | IsIntrastatReportingExcluded Boolean
		CorrespncExternalReference String(12) | CorrespncInternalReference String(12)
		PricingDocument String(10) | PricingProcedure String(6) | DocumentCurrency String(3)
		ExchangeRate Decimal(9,5) | ExchangeRateIsFixed Boolean | TaxReturnCountry String(3)
		VATRegistrationCountry String(3) | PurgAggrgdProdCmplncSuplrSts String(1)
		PurgAggrgdProdMarketabilitySts String(1) | PurgAggrgdSftyDataSheetStatus String(1)
		PurgProdCmplncTotDngrsGoodsSts String(1) | PurchasingCollectiveNumber String(10)`,
	navigations: { _PurchaseOrderItem: many('PurchaseOrderItem', { PurchaseOrder: 'PurchaseOrder' }) },
});

const accountAssignment = defineSet({
	name: 'PurchaseOrderAccountAssignment',
	type: 'PurchaseOrderAccountAssignment_Type',
	properties: `
		*PurchaseOrder String(10) alpha | *PurchaseOrderItem String(5) alpha
		*AccountAssignmentNumber String(2) alpha | CostCenter String(10) alpha
		MasterFixedAsset String(12) alpha | ProjectNetwork String(12) alpha | NetworkActivity String(4)
		OrderQuantityUnit String(3) | Quantity Decimal(13,3) | MultipleAcctAssgmtDistrPercent Decimal(3,1)
		DocumentCurrency String(3) | PurgDocNetAmount Decimal(13,variable) | IsDeleted Boolean
		GLAccount String(10) alpha | BusinessArea String(4) | SalesOrder String(10) alpha
		SalesOrderItem String(6) alpha | SalesOrderScheduleLine String(4) | FixedAsset String(4) alpha
		OrderID String(12) alpha | UnloadingPointName String(25) | ControllingArea String(4)
		CostObject String(12) | ProfitCenter String(10) alpha | WBSElementInternalID String(8) numc
		WBSElementExternalID String(24) | ProjectNetworkInternalID String(10) | CommitmentItemShortID String(14)
		FundsCenter String(16) | Fund String(10) | FunctionalArea String(16) | GoodsRecipientName String(12)
		IsFinallyInvoiced Boolean | NetworkActivityInternalID String(8) | PartnerAccountNumber String(10)
		JointVentureRecoveryCode String(2) | SettlementReferenceDate Date | OrderInternalID String(10)
		OrderIntBillOfOperationsItem String(8) | TaxCode String(2) | TaxJurisdiction String(15)
		NonDeductibleInputTaxAmount Decimal(13,variable) | CostCtrActivityType String(6)
		BusinessProcess String(12) | GrantID String(20) | BudgetPeriod String(10)
		EarmarkedFundsDocument String(10) alpha | EarmarkedFundsDocumentItem String(3) | ValidityDate Date
		ChartOfAccounts String(4) | ServiceDocumentType String(4) | ServiceDocument String(10)
		ServiceDocumentItem String(6) | CreationDate Date | IsAcctLineFinal Boolean
		AcctLineFinalReason String(2) | CompanyCode String(4)`,
	navigations: toItem,
});

const scheduleLine = defineSet({
	name: 'PurchaseOrderScheduleLine',
	type: 'PurchaseOrderScheduleLine_Type',
	properties: `
		*PurchaseOrder String(10) alpha | *PurchaseOrderItem String(5) alpha | *ScheduleLine String(4) alpha
		ScheduleLineDeliveryDate Date | SchedLineStscDeliveryDate Date | PerformancePeriodStartDate Date
		PerformancePeriodEndDate Date | ScheduleLineDeliveryTime TimeOfDay | Batch String(10)
		BatchBySupplier String(15) | ScheduleLineOrderQuantity Decimal(13,3)
		OpenPurchaseOrderQuantity Decimal(14,3) | PurchaseOrderQuantityUnit String(3) | Currency String(3)
		PurchaseRequisition String(10) alpha | PurchaseRequisitionItem String(5) alpha
		DelivDateCategory String(1) | ScheduleLineOrderDate Date | ProductAvailabilityDate Date
		LoadingDate Date | LoadingTime TimeOfDay | TransportationPlanningDate Date
		TransportationPlanningTime TimeOfDay | GoodsIssueDate Date | GoodsIssueTime TimeOfDay
		RouteSchedule String(10) | ProductAvailabilityTime TimeOfDay`,
	navigations: toItem,
});

/** api_purchaseorder_2 (V4), as far as contracts need it. Nearly nothing is null: what is absent comes as "", 0 or false. */
export const purchaseOrderV4Service = defineService(
	{
		version: 'V4',
		id: 'API_PURCHASEORDER_2',
		path: '/sap/opu/odata4/sap/api_purchaseorder_2/srvd_a2x/sap/purchaseorder/0001',
		namespace: 'com.sap.gateway.srvd_a2x.api_purchaseorder_2.v0001',
	},
	[purchaseOrder, purchaseOrderItemV4, accountAssignment, scheduleLine],
);
