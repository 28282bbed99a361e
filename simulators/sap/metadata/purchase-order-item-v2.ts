import { defineSet, many, one } from './define.ts';

const item = { PurchaseOrder: 'PurchaseOrder', PurchaseOrderItem: 'PurchaseOrderItem' };

export const purchaseOrderItemV2 = defineSet({
	name: 'A_PurchaseOrderItem',
	type: 'A_PurchaseOrderItemType',
	properties: `
		*PurchaseOrder String(10) alpha | *PurchaseOrderItem String(5) alpha
		PurchasingDocumentDeletionCode String(1) | PurchaseOrderItemText String(40) | Plant String(4)
		StorageLocation String(4) | MaterialGroup String(9) | PurchasingInfoRecord String(10) alpha
		SupplierMaterialNumber String(35) | OrderQuantity Decimal(13,3) | PurchaseOrderQuantityUnit String(3)
		OrderPriceUnit String(3) | OrderPriceUnitToOrderUnitNmrtr Decimal(5,0)
		OrdPriceUnitToOrderUnitDnmntr Decimal(5,0) | DocumentCurrency String(5) | NetPriceAmount Decimal(12,3)
		NetPriceQuantity Decimal(5,0) | TaxCode String(2) | ShippingInstruction String(2)
		TaxDeterminationDate DateTime day | TaxCountry String(3) | PriceIsToBePrinted Boolean
		OverdelivTolrtdLmtRatioInPct Decimal(3,1) | UnlimitedOverdeliveryIsAllowed Boolean
		UnderdelivTolrtdLmtRatioInPct Decimal(3,1) | ValuationType String(10) | IsCompletelyDelivered Boolean
		IsFinallyInvoiced Boolean | PurchaseOrderItemCategory String(1) | AccountAssignmentCategory String(1)
		MultipleAcctAssgmtDistribution String(1) | PartialInvoiceDistribution String(1)
		GoodsReceiptIsExpected Boolean | GoodsReceiptIsNonValuated Boolean | InvoiceIsExpected Boolean
		InvoiceIsGoodsReceiptBased Boolean | PurchaseContract String(10) alpha
		PurchaseContractItem String(5) alpha | Customer String(10) alpha | Subcontractor String(10) alpha
		SupplierIsSubcontractor Boolean | ItemNetWeight Decimal(13,3) | ItemWeightUnit String(3)
		TaxJurisdiction String(15) | PricingDateControl String(1) | ItemVolume Decimal(13,3)
		ItemVolumeUnit String(3) | SupplierConfirmationControlKey String(4) | IncotermsClassification String(3)
		IncotermsTransferLocation String(28) | EvaldRcptSettlmtIsAllowed Boolean
		PurchaseRequisition String(10) alpha | PurchaseRequisitionItem String(5) alpha | IsReturnsItem Boolean
		RequisitionerName String(12) | ServicePackage String(10) alpha | EarmarkedFunds String(10) alpha
		EarmarkedFundsDocument String(10) alpha | EarmarkedFundsItem String(3)
		EarmarkedFundsDocumentItem String(3) | IncotermsLocation1 String(70) | IncotermsLocation2 String(70)
		Material String(40) | InternationalArticleNumber String(18) | ManufacturerMaterial String(40)
		ServicePerformer String(10) alpha | ProductType String(2) | ExpectedOverallLimitAmount Decimal(14,3)
		OverallLimitAmount Decimal(14,3) | PurContractForOverallLimit String(10) alpha
		PurchasingParentItem String(5) alpha | PurgConfigurableItemNumber String(40)
		PurgDocAggrgdSubitemCategory String(1) | PurgDocSubitemCategory String(1)
		PurgExternalSortNumber String(5) | ReferenceDeliveryAddressID String(10) alpha
		DeliveryAddressID String(10) alpha | DeliveryAddressName String(40) | DeliveryAddressName2 String(40)
		DeliveryAddressFullName String(80) | DeliveryAddressStreetName String(60)
		DeliveryAddressHouseNumber String(10) | DeliveryAddressCityName String(40)
		DeliveryAddressPostalCode String(10) | DeliveryAddressRegion String(3)
		DeliveryAddressCountry String(3) | DeliveryAddressDistrictName String(40) | DownPaymentType String(4)
		DownPaymentPercentageOfTotAmt Decimal(5,2) | DownPaymentAmount Decimal(12,3)
		DownPaymentDueDate DateTime day | BR_MaterialUsage String(1) | BR_MaterialOrigin String(1)
		BR_CFOPCategory String(2) | BR_IsProducedInHouse Boolean | ConsumptionTaxCtrlCode String(16)
		PurgProdCmplncSupplierStatus String(1) | PurgProductMarketabilityStatus String(1)
		PurgSafetyDataSheetStatus String(1) | PurgProdCmplncDngrsGoodsStatus String(1)`,
	navigations: {
		to_PurchaseOrder: one('A_PurchaseOrder', { PurchaseOrder: 'PurchaseOrder' }),
		to_AccountAssignment: many('A_PurOrdAccountAssignment', item),
		to_ScheduleLine: many('A_PurchaseOrderScheduleLine', {
			PurchaseOrder: 'PurchasingDocument',
			PurchaseOrderItem: 'PurchasingDocumentItem',
		}),
	},
});
