import { defineService, defineSet, many, one } from './define.ts';

const purchaseOrder = defineSet({
	name: 'PurchaseOrder',
	type: 'PurchaseOrder_Type',
	properties: `
		*PurchaseOrder String(10) alpha | PurchaseOrderType String(4) | PurchaseOrderSubtype String(1)
		PurchasingDocumentOrigin String(1) | PurchasingDocumentProcessCode String(3) | CreatedByUser String(12)
		CreationDate Date | PurchaseOrderDate Date | LastChangeDateTime DateTimeOffset | ValidityStartDate Date
		ValidityEndDate Date | MsgOnGoodsReceiptIsRequested Boolean | Language String(2)
		PurchaseOrderDeletionCode String(1) | ReleaseIsNotCompleted Boolean | PurchasingCompletenessStatus Boolean
		PurchasingProcessingStatus String(2) | PurgReleaseSequenceStatus String(8) | ReleaseCode String(1)
		PurchasingReleaseStrategy String(2) | PurgReasonForDocCancellation String(2) | CompanyCode String(4)
		PurchasingOrganization String(4) | PurchasingGroup String(3) | Supplier String(10) alpha
		ManualSupplierAddressID String(10) alpha | SupplierAddressID String(10) alpha
		SupplierRespSalesPersonName String(30) | SupplierPhoneNumber String(16) | SupplyingSupplier String(10) alpha
		SupplyingPlant String(4) | InvoicingParty String(10) alpha | Customer String(10) alpha
		PurchaseContract String(10) alpha | SupplierQuotationExternalID String(10) | QuotationSubmissionDate Date
		ItemNumberIntervalForSubItems String(5) | PaymentTerms String(4) | CashDiscount1Days Decimal(3,0)
		CashDiscount2Days Decimal(3,0) | NetPaymentDays Decimal(3,0) | CashDiscount1Percent Decimal(5,3)
		CashDiscount2Percent Decimal(5,3) | DownPaymentType String(4) | DownPaymentPercentageOfTotAmt Decimal(5,2)
		DownPaymentAmount Decimal(11,variable) | DownPaymentDueDate Date | IncotermsClassification String(3)
		IncotermsTransferLocation String(28) | IncotermsVersion String(4) | IncotermsLocation1 String(70)
		IncotermsLocation2 String(70) | IsIntrastatReportingRelevant Boolean | IsIntrastatReportingExcluded Boolean
		CorrespncExternalReference String(12) | CorrespncInternalReference String(12) | PricingDocument String(10)
		PricingProcedure String(6) | DocumentCurrency String(3) | ExchangeRate Decimal(9,5)
		ExchangeRateIsFixed Boolean | TaxReturnCountry String(3) | VATRegistrationCountry String(3)
		PurgAggrgdProdCmplncSuplrSts String(1) | PurgAggrgdProdMarketabilitySts String(1)
		PurgAggrgdSftyDataSheetStatus String(1) | PurgProdCmplncTotDngrsGoodsSts String(1)
		PurchasingCollectiveNumber String(10)`,
	navigations: { _PurchaseOrderItem: many('PurchaseOrderItem', { PurchaseOrder: 'PurchaseOrder' }) },
});

const purchaseOrderItem = defineSet({
	name: 'PurchaseOrderItem',
	type: 'PurchaseOrderItem_Type',
	properties: `
		*PurchaseOrder String(10) alpha | *PurchaseOrderItem String(5) alpha | PurchaseOrderCategory String(1)
		DocumentCurrency String(3) | PurchasingDocumentDeletionCode String(1) | MaterialGroup String(9)
		Material String(40) | MaterialType String(4) | SupplierMaterialNumber String(35)
		SupplierSubrange String(6) | ManufacturerPartNmbr String(40) | Manufacturer String(10)
		ManufacturerMaterial String(40) | PurchaseOrderItemText String(40) | ProductTypeCode String(2)
		CompanyCode String(4) | Plant String(4) | ManualDeliveryAddressID String(10) alpha
		ReferenceDeliveryAddressID String(10) alpha | Customer String(10) alpha | Subcontractor String(10)
		SupplierIsSubcontractor Boolean | CrossPlantConfigurableProduct String(40) | ArticleCategory String(2)
		PlndOrderReplnmtElmntType String(1) | ProductPurchasePointsQtyUnit String(3)
		ProductPurchasePointsQty Decimal(13,3) | StorageLocation String(4) | PurchaseOrderQuantityUnit String(3)
		OrderItemQtyToBaseQtyNmrtr Decimal(5,0) | OrderItemQtyToBaseQtyDnmntr Decimal(5,0)
		NetPriceQuantity Decimal(5,0) | IsCompletelyDelivered Boolean | IsFinallyInvoiced Boolean
		GoodsReceiptIsExpected Boolean | InvoiceIsExpected Boolean | IsOrderAcknRqd Boolean
		InvoiceIsGoodsReceiptBased Boolean | PurchaseContract String(10) alpha
		PurchaseContractItem String(5) alpha | PurchaseRequisition String(10) alpha
		PurchaseRequisitionItem String(5) alpha | RequirementTracking String(10) | SupplierQuotation String(10)
		SupplierQuotationItem String(5) | EvaldRcptSettlmtIsAllowed Boolean | UnlimitedOverdeliveryIsAllowed Boolean
		OverdelivTolrtdLmtRatioInPct Decimal(3,1) | UnderdelivTolrtdLmtRatioInPct Decimal(3,1)
		RequisitionerName String(12) | PlannedDeliveryDurationInDays Decimal(3,0)
		GoodsReceiptDurationInDays Decimal(3,0) | PartialDeliveryIsAllowed String(1) | ConsumptionPosting String(1)
		ServicePerformer String(10) | ServicePackage String(10) | BaseUnit String(3)
		PurchaseOrderItemCategory String(1) | ProfitCenter String(10) | OrderPriceUnit String(3)
		IsReturnsItem Boolean | AccountAssignmentCategory String(1) | NetAmount Decimal(13,variable)
		OrderQuantity Decimal(13,3) | NetPriceAmount Decimal(11,variable) | TaxCode String(2)`,
	navigations: { _PurchaseOrder: one('PurchaseOrder', { PurchaseOrder: 'PurchaseOrder' }) },
});

/** api_purchaseorder_2 (V4): headers and the leading properties of items. */
export const purchaseOrderV4Service = defineService(
	{
		version: 'V4',
		id: 'API_PURCHASEORDER_2',
		path: '/sap/opu/odata4/sap/api_purchaseorder_2/srvd_a2x/sap/purchaseorder/0001',
		namespace: 'com.sap.gateway.srvd_a2x.api_purchaseorder_2.v0001',
	},
	[purchaseOrder, purchaseOrderItem],
);
