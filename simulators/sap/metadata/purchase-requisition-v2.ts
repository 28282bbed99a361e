import { defineService, defineSet, many, one } from './define.ts';

const item = { PurchaseRequisition: 'PurchaseRequisition', PurchaseRequisitionItem: 'PurchaseRequisitionItem' };
const header = { PurchaseRequisition: 'PurchaseRequisition' };

const requisition = defineSet({
	name: 'A_PurchaseRequisitionHeader',
	type: 'A_PurchaseRequisitionHeaderType',
	properties: `
		*PurchaseRequisition String(10) alpha | PurchaseRequisitionType String(4)
		PurReqnDescription String(40) | SourceDetermination Boolean | PurReqnDoOnlyValidation Boolean`,
	navigations: { to_PurchaseReqnItem: many('A_PurchaseRequisitionItem', header) },
});

const requisitionItem = defineSet({
	name: 'A_PurchaseRequisitionItem',
	type: 'A_PurchaseRequisitionItemType',
	properties: `
		*PurchaseRequisition String(10) alpha | *PurchaseRequisitionItem String(5) alpha
		PurchasingDocument String(10) alpha | PurchasingDocumentItem String(5) alpha
		PurReqnReleaseStatus String(2) | PurchaseRequisitionType String(4) | PurchasingDocumentSubtype String(1)
		PurchasingDocumentItemCategory String(1) | PurchaseRequisitionItemText String(40)
		AccountAssignmentCategory String(1) | Material String(40) | MaterialGroup String(9)
		PurchasingDocumentCategory String(1) | RequestedQuantity Decimal(13,3) | BaseUnit String(3)
		PurchaseRequisitionPrice Decimal(12,3) | PurReqnPriceQuantity Decimal(5,0)
		MaterialGoodsReceiptDuration Decimal(3,0) | ReleaseCode String(1)
		PurchaseRequisitionReleaseDate DateTime day | PurchasingOrganization String(4)
		PurchasingGroup String(3) | Plant String(4) | CompanyCode String(4) | SourceOfSupplyIsAssigned Boolean
		SupplyingPlant String(4) | OrderedQuantity Decimal(13,3) | DeliveryDate DateTime day
		CreationDate DateTime day | ProcessingStatus String(1) | ExternalApprovalStatus String(1)
		PurchasingInfoRecord String(10) alpha | Supplier String(10) alpha | IsDeleted String(1)
		FixedSupplier String(10) alpha | RequisitionerName String(12) | CreatedByUser String(12)
		PurReqCreationDate DateTime day | DeliveryAddressID String(10) alpha
		ManualDeliveryAddressID String(10) alpha | PurReqnItemCurrency String(5)
		MaterialPlannedDeliveryDurn Decimal(3,0) | DelivDateCategory String(1)
		MultipleAcctAssgmtDistribution String(1) | StorageLocation String(4) | PurReqnSSPRequestor String(60)
		PurReqnSSPAuthor String(12) | PurchaseContract String(10) alpha | PurReqnSourceOfSupplyType String(1)
		PurchaseContractItem String(5) alpha | ConsumptionPosting String(1) | PurReqnOrigin String(1)
		PurReqnSSPCatalog String(20) | PurReqnSSPCatalogItem String(40) | PurReqnSSPCrossCatalogItem Int32
		IsPurReqnBlocked String(1) | ItemDeliveryAddressID String(10) alpha | Language String(2)
		IsClosed Boolean | ReleaseIsNotCompleted Boolean | ServicePerformer String(10) alpha
		ProductType String(2) | PurchaseRequisitionStatus String(8) | ReleaseStrategy String(2)
		PerformancePeriodStartDate DateTime day | PerformancePeriodEndDate DateTime day
		PurchaseOrderPriceType String(1) | SupplierMaterialNumber String(35) | Batch String(10)
		MaterialRevisionLevel String(2) | MinRemainingShelfLife Decimal(4,0) | ItemNetAmount Decimal(16,3)
		GoodsReceiptIsExpected Boolean | InvoiceIsExpected Boolean | GoodsReceiptIsNonValuated Boolean
		RequirementTracking String(10) | MRPController String(3) | TaxCode String(2)
		PurchaseRequisitionIsFixed Boolean | AddressID String(10) alpha | LastChangeDateTime DateTimeOffset
		Reservation String(10) alpha | ExpectedOverallLimitAmount Decimal(14,3)
		OverallLimitAmount Decimal(14,3) | PurContractForOverallLimit String(10) alpha
		PurReqnExternalReference String(35) | PurReqnItemExternalReference String(10)
		PurReqnExternalSystemId String(60) | PurReqnExternalSystemType String(1)
		PurReqnTypeExternalReference String(4) | PurReqnProcessingType String(1)
		PurReqnProcessingDateTime String(14) | ProcmtHubBackendBusSyst String(60)
		SSPAuthorExternalBPIdnNumber String(60) | SSPReqrUserId String(12)`,
	navigations: {
		to_PurchaseReqn: one('A_PurchaseRequisitionHeader', header),
		to_PurchaseReqnAcctAssgmt: many('A_PurReqnAcctAssgmt', item),
	},
});

const accountAssignment = defineSet({
	name: 'A_PurReqnAcctAssgmt',
	type: 'A_PurReqnAcctAssgmtType',
	properties: `
		*PurchaseRequisition String(10) alpha | *PurchaseRequisitionItem String(5) alpha
		*PurchaseReqnAcctAssgmtNumber String(2) alpha | CostCenter String(10) alpha
		MasterFixedAsset String(12) alpha | ProjectNetwork String(12) alpha | BaseUnit String(3)
		Quantity Decimal(13,3) | MultipleAcctAssgmtDistrPercent Decimal(3,1) | PurReqnItemCurrency String(5)
		PurReqnNetAmount Decimal(14,3) | IsDeleted String(1) | CostElement String(10)
		GLAccount String(10) alpha | BusinessArea String(4) | SDDocument String(10) alpha
		SalesOrder String(10) alpha | SalesDocumentItem String(6) alpha | SalesOrderItem String(6) alpha
		ScheduleLine String(4) alpha | SalesOrderScheduleLine String(4) | FixedAsset String(4) alpha
		ProcessOrder String(12) | OrderID String(12) alpha | UnloadingPointName String(25)
		ControllingArea String(4) | CostObject String(12) | ProfitabilitySegment String(10)
		ProfitCenter String(10) alpha | ProjectNetworkInternalID String(10) | CommitmentItem String(24)
		FundsCenter String(16) | Fund String(10) | FunctionalArea String(16) | CreationDate DateTime day
		GoodsRecipientName String(12) | RealEstateObject String(40) | NetworkActivityInternalID String(8)
		PartnerAccountNumber String(10) | JointVentureRecoveryCode String(2)
		SettlementReferenceDate DateTime day | OrderInternalID String(10)
		OrderIntBillOfOperationsItem String(8) | EarmarkedFundsDocument String(10) alpha
		CostCtrActivityType String(6) | BusinessProcess String(12) | GrantID String(20)
		ValidityDate DateTime day | ChartOfAccounts String(4) | WBSElement String(24)
		NetworkActivity String(4) nofilter | PurchaseRequisitionType String(4) | Plant String(4)
		PurchasingOrganization String(4) | PurchasingGroup String(3)`,
});

/** API_PURCHASEREQ_PROCESS_SRV (V2). Only items have a change stamp. */
export const purchaseRequisitionV2Service = defineService(
	{
		version: 'V2',
		id: 'API_PURCHASEREQ_PROCESS_SRV',
		path: '/sap/opu/odata/sap/API_PURCHASEREQ_PROCESS_SRV',
		namespace: 'API_PURCHASEREQ_PROCESS_SRV',
	},
	[requisition, requisitionItem, accountAssignment],
);
