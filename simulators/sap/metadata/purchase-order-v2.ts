import { defineService, defineSet, many } from './define.ts';
import { purchaseOrderItemV2 } from './purchase-order-item-v2.ts';

const purchaseOrder = defineSet({
	name: 'A_PurchaseOrder',
	type: 'A_PurchaseOrderType',
	properties: `
		*PurchaseOrder String(10) alpha | CompanyCode String(4) | PurchaseOrderType String(4)
		PurchasingDocumentDeletionCode String(1) | PurchasingProcessingStatus String(2)
		CreatedByUser String(12) | CreationDate DateTime day | LastChangeDateTime DateTimeOffset
		Supplier String(10) alpha | PurchaseOrderSubtype String(1) | Language String(2) | PaymentTerms String(4)
		CashDiscount1Days Decimal(3,0) | CashDiscount2Days Decimal(3,0) | NetPaymentDays Decimal(3,0)
		CashDiscount1Percent Decimal(5,3) | CashDiscount2Percent Decimal(5,3) | PurchasingOrganization String(4)
		PurchasingDocumentOrigin String(1) | PurchasingGroup String(3) | PurchaseOrderDate DateTime day
		DocumentCurrency String(5) | ExchangeRate String(12) | ExchangeRateIsFixed Boolean
		ValidityStartDate DateTime day | ValidityEndDate DateTime day | SupplierQuotationExternalID String(10)
		SupplierRespSalesPersonName String(30) | SupplierPhoneNumber String(16)
		SupplyingSupplier String(10) alpha | SupplyingPlant String(4) | IncotermsClassification String(3)
		CorrespncExternalReference String(12) | CorrespncInternalReference String(12)
		InvoicingParty String(10) alpha | ReleaseIsNotCompleted Boolean | PurchasingCompletenessStatus Boolean
		IncotermsVersion String(4) | IncotermsLocation1 String(70) | IncotermsLocation2 String(70)
		ManualSupplierAddressID String(10) alpha | IsEndOfPurposeBlocked String(1) | AddressCityName String(40)
		AddressFaxNumber String(30) | AddressHouseNumber String(10) | AddressName String(40)
		AddressPostalCode String(10) | AddressStreetName String(60) | AddressPhoneNumber String(30)
		AddressRegion String(3) | AddressCountry String(3) | AddressCorrespondenceLanguage String(2)
		PurgAggrgdProdCmplncSuplrSts String(1) | PurgAggrgdProdMarketabilitySts String(1)
		PurgAggrgdSftyDataSheetStatus String(1) | PurgProdCmplncTotDngrsGoodsSts String(1)`,
	navigations: { to_PurchaseOrderItem: many('A_PurchaseOrderItem', { PurchaseOrder: 'PurchaseOrder' }) },
});

const accountAssignment = defineSet({
	name: 'A_PurOrdAccountAssignment',
	type: 'A_PurOrdAccountAssignmentType',
	properties: `
		*PurchaseOrder String(10) alpha | *PurchaseOrderItem String(5) alpha
		*AccountAssignmentNumber String(2) alpha | IsDeleted Boolean | PurchaseOrderQuantityUnit String(3)
		Quantity Decimal(13,3) | MultipleAcctAssgmtDistrPercent Decimal(3,1) | DocumentCurrency String(5)
		PurgDocNetAmount Decimal(14,3) | GLAccount String(10) alpha | BusinessArea String(4)
		CostCenter String(10) alpha | SalesOrder String(10) alpha | SalesOrderItem String(6) alpha
		SalesOrderScheduleLine String(4) | MasterFixedAsset String(12) alpha | FixedAsset String(4) alpha
		GoodsRecipientName String(12) | UnloadingPointName String(25) | ControllingArea String(4)
		CostObject String(12) | OrderID String(12) alpha | ProfitCenter String(10) alpha
		WBSElementInternalID String(24) numc | WBSElement String(24) | WBSElementExternalID String(24)
		ProjectNetwork String(12) alpha | RealEstateObject String(40) | PartnerAccountNumber String(10)
		CommitmentItem String(24) | JointVentureRecoveryCode String(2) | FundsCenter String(16)
		Fund String(10) | FunctionalArea String(16) | SettlementReferenceDate DateTime day | TaxCode String(2)
		TaxJurisdiction String(15) | CostCtrActivityType String(6) | BusinessProcess String(12)
		EarmarkedFundsDocument String(10) alpha | GrantID String(20) | BudgetPeriod String(10)`,
});

const scheduleLine = defineSet({
	name: 'A_PurchaseOrderScheduleLine',
	type: 'A_PurchaseOrderScheduleLineType',
	properties: `
		*PurchasingDocument String(10) alpha | *PurchasingDocumentItem String(5) alpha
		*ScheduleLine String(4) alpha | DelivDateCategory String(1) | ScheduleLineDeliveryDate DateTime day
		PurchaseOrderQuantityUnit String(3) | ScheduleLineOrderQuantity Decimal(13,3)
		ScheduleLineDeliveryTime Time | SchedLineStscDeliveryDate DateTime day
		PurchaseRequisition String(10) alpha | PurchaseRequisitionItem String(5) alpha
		ScheduleLineCommittedQuantity Decimal(13,3) | PerformancePeriodStartDate DateTime day
		PerformancePeriodEndDate DateTime day`,
});

/** API_PURCHASEORDER_PROCESS_SRV (V2), as far as contracts need it. Items have no net amount and no change stamp. */
export const purchaseOrderV2Service = defineService(
	{
		version: 'V2',
		id: 'API_PURCHASEORDER_PROCESS_SRV',
		path: '/sap/opu/odata/sap/API_PURCHASEORDER_PROCESS_SRV',
		namespace: 'API_PURCHASEORDER_PROCESS_SRV',
	},
	[purchaseOrder, purchaseOrderItemV2, accountAssignment, scheduleLine],
);
