import { defineSet, many, one } from './define.ts';

const item = { PurchaseOrder: 'PurchaseOrder', PurchaseOrderItem: 'PurchaseOrderItem' };

export const purchaseOrderItemV4 = defineSet({
	name: 'PurchaseOrderItem',
	type: 'PurchaseOrderItem_Type',
	properties: `
		*PurchaseOrder String(10) alpha | *PurchaseOrderItem String(5) alpha | PurchaseOrderCategory String(1)
		DocumentCurrency String(3) | PurchasingDocumentDeletionCode String(1) | MaterialGroup String(9)
		Material String(40) | MaterialType String(4) | SupplierMaterialNumber String(35)
		SupplierSubrange String(6) | ManufacturerPartNmbr String(40) | Manufacturer String(10) alpha
		ManufacturerMaterial String(40) | PurchaseOrderItemText String(40) | ProductTypeCode String(2)
		CompanyCode String(4) | Plant String(4) | ManualDeliveryAddressID String(10) alpha
		ReferenceDeliveryAddressID String(10) alpha | Customer String(10) alpha | Subcontractor String(10) alpha
		SupplierIsSubcontractor Boolean | CrossPlantConfigurableProduct String(40) | ArticleCategory String(2)
		PlndOrderReplnmtElmntType String(1) | ProductPurchasePointsQtyUnit String(3)
		ProductPurchasePointsQty Decimal(13,3) | StorageLocation String(4) | PurchaseOrderQuantityUnit String(3)
		OrderItemQtyToBaseQtyNmrtr Decimal(5,0) | OrderItemQtyToBaseQtyDnmntr Decimal(5,0)
		NetPriceQuantity Decimal(5,0) | IsCompletelyDelivered Boolean | IsFinallyInvoiced Boolean
		GoodsReceiptIsExpected Boolean | InvoiceIsExpected Boolean | IsOrderAcknRqd Boolean
		InvoiceIsGoodsReceiptBased Boolean | PurchaseContract String(10) alpha
		PurchaseContractItem String(5) alpha | PurchaseRequisition String(10) alpha
		PurchaseRequisitionItem String(5) alpha | RequirementTracking String(10)
		SupplierQuotation String(10) alpha | SupplierQuotationItem String(5) alpha
		EvaldRcptSettlmtIsAllowed Boolean | UnlimitedOverdeliveryIsAllowed Boolean
		OverdelivTolrtdLmtRatioInPct Decimal(3,1) | UnderdelivTolrtdLmtRatioInPct Decimal(3,1)
		RequisitionerName String(12) | PlannedDeliveryDurationInDays Decimal(3,0)
		GoodsReceiptDurationInDays Decimal(3,0) | PartialDeliveryIsAllowed String(1)
		ConsumptionPosting String(1) | ServicePerformer String(10) alpha | ServicePackage String(10) alpha
		BaseUnit String(3) | PurchaseOrderItemCategory String(1) | ProfitCenter String(10) alpha
		OrderPriceUnit String(3) | ItemVolumeUnit String(3) | ItemWeightUnit String(3)
		MultipleAcctAssgmtDistribution String(1) | PartialInvoiceDistribution String(1)
		PricingDateControl String(1) | IsStatisticalItem Boolean | PurchasingParentItem String(5) alpha
		GoodsReceiptLatestCreationDate Date | IsReturnsItem Boolean | PurchasingOrderReason String(3)
		IncotermsClassification String(3) | IncotermsTransferLocation String(28) | IncotermsLocation1 String(70)
		IncotermsLocation2 String(70) | PriorSupplier String(10) alpha | InternationalArticleNumber String(18)
		IntrastatServiceCode String(30) | CommodityCode String(30) | MaterialFreightGroup String(8)
		DiscountInKindEligibility String(1) | PurgItemIsBlockedForDelivery Boolean
		SupplierConfirmationControlKey String(4) | PurgDocOrderAcknNumber String(20)
		PriceIsToBePrinted Boolean | AccountAssignmentCategory String(1) | PurchasingInfoRecord String(10) alpha
		NetAmount Decimal(13,variable) | GrossAmount Decimal(13,variable) | EffectiveAmount Decimal(13,variable)
		Subtotal1Amount Decimal(13,variable) | Subtotal2Amount Decimal(13,variable)
		Subtotal3Amount Decimal(13,variable) | Subtotal4Amount Decimal(13,variable)
		Subtotal5Amount Decimal(13,variable) | Subtotal6Amount Decimal(13,variable)
		OrderQuantity Decimal(13,3) | NetPriceAmount Decimal(11,variable) | ItemVolume Decimal(13,3)
		ItemGrossWeight Decimal(13,3) | ItemNetWeight Decimal(13,3)
		OrderPriceUnitToOrderUnitNmrtr Decimal(5,0) | OrdPriceUnitToOrderUnitDnmntr Decimal(5,0)
		GoodsReceiptIsNonValuated Boolean | IsToBeAcceptedAtOrigin Boolean | TaxCode String(2)
		TaxJurisdiction String(15) | TaxCountry String(3) | TaxDeterminationDate Date
		ShippingInstruction String(2) | MaterialRevisionLevel String(2)
		NonDeductibleInputTaxAmount Decimal(13,variable) | StockType String(1) | ValuationType String(10)
		ValuationCategory String(1) | ItemIsRejectedBySupplier Boolean | PurgDocPriceDate Date
		PurchasingInfoRecordUpdateCode String(1) | PurchasingPriceIsEstimated Boolean
		InvoiceIsMMServiceEntryBased Boolean | InventorySpecialStockType String(1)
		DeliveryDocumentType String(4) | IssuingStorageLocation String(4) | AllocationTable String(10)
		AllocationTableItem String(5) | RetailPromotion String(10) | PurgConfigurableItemNumber String(40)
		PurgDocAggrgdSubitemCategory String(1) | PurgExternalSortNumber String(5) | Batch String(10)
		PurchasingItemIsFreeOfCharge Boolean | DownPaymentType String(4)
		DownPaymentPercentageOfTotAmt Decimal(5,2) | DownPaymentAmount Decimal(11,variable)
		DownPaymentDueDate Date | ExpectedOverallLimitAmount Decimal(13,variable)
		OverallLimitAmount Decimal(13,variable) | PurContractForOverallLimit String(10) alpha
		PurContractItemForOverallLimit String(5) | PurgProdCmplncSupplierStatus String(1)
		PurgProductMarketabilityStatus String(1) | PurgSafetyDataSheetStatus String(1)
		PurgProdCmplncDngrsGoodsStatus String(1) | BR_MaterialOrigin String(1) | BR_MaterialUsage String(1)
		BR_CFOPCategory String(2) | BR_NCM String(16) | ConsumptionTaxCtrlCode String(16)
		BR_IsProducedInHouse Boolean | ProductSeasonYear String(4) | ProductSeason String(10)
		ProductCollection String(10) | ProductTheme String(10) | SeasonCompletenessStatus String(1)
		ShippingGroupRule String(4) | ShippingGroupNumber String(10) | ProductCharacteristic1 String(18)
		ProductCharacteristic2 String(18) | ProductCharacteristic3 String(18) | PurgDocSubitemCategory String(1)
		DiversionStatus String(1) | ReferenceDocumentNumber String(10) | ReferenceDocumentItem String(6)
		PurchaseOrderReferenceType String(1) | ItemHasValueAddedService Boolean
		ValAddedSrvcParentItmNumber String(5) | StockSegment String(40)`,
	navigations: {
		_PurchaseOrder: one('PurchaseOrder', { PurchaseOrder: 'PurchaseOrder' }),
		_PurOrdAccountAssignment: many('PurchaseOrderAccountAssignment', item),
		_PurchaseOrderScheduleLineTP: many('PurchaseOrderScheduleLine', item),
	},
});
