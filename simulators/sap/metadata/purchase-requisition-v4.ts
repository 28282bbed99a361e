import { defineService, defineSet, many, one } from './define.ts';

const item = { PurchaseRequisition: 'PurchaseRequisition', PurchaseRequisitionItem: 'PurchaseRequisitionItem' };
const header = { PurchaseRequisition: 'PurchaseRequisition' };

const requisition = defineSet({
	name: 'PurchaseReqn',
	type: 'PurchaseReqn_Type',
	properties: `
		*PurchaseRequisition String(10) alpha | PurchaseRequisitionType String(4)
		PurReqnDescription String(40) | PurReqnHeaderNote String | SourceDetermination Boolean
		PurReqnDoOnlyValidation Boolean`,
	navigations: { _PurchaseRequisitionItem: many('PurchaseReqnItem', header) },
});

const requisitionItem = defineSet({
	name: 'PurchaseReqnItem',
	type: 'PurchaseReqnItem_Type',
	properties: `
		*PurchaseRequisition String(10) alpha | *PurchaseRequisitionItem String(5) alpha
		PurchasingDocument String(10) alpha | PurchasingDocumentItem String(5) alpha
		PurReqnReleaseStatus String(2) | PurchasingDocumentSubtype String(1)
		PurchasingDocumentItemCategory String(1) | PurchaseRequisitionItemText String(40)
		AccountAssignmentCategory String(1) | Material String(40) | MaterialGroup String(9)
		RequestedQuantity Decimal(13,3) | BaseUnit String(3) | BaseUnitISOCode String(3)
		PurchaseRequisitionPrice Decimal(11,variable) | PurReqnPriceQuantity Decimal(5,0)
		MaterialGoodsReceiptDuration Decimal(3,0) | PurchasingOrganization String(4) | PurchasingGroup String(3)
		Plant String(4) | CompanyCode String(4) | SourceOfSupplyIsAssigned Boolean | SupplyingPlant String(4)
		OrderedQuantity Decimal(13,3) | DeliveryDate Date | PurchaseRequisitionReleaseDate Date
		ProcessingStatus String(1) | ExternalApprovalStatus String(1) | PurchasingInfoRecord String(10) alpha
		Supplier String(10) alpha | IsDeleted Boolean | FixedSupplier String(10) alpha
		RequisitionerName String(12) | CreatedByUser String(12) | PurReqCreationDate Date
		PurReqnItemCurrency String(3) | MaterialPlannedDeliveryDurn Decimal(3,0) | DelivDateCategory String(1)
		MultipleAcctAssgmtDistribution String(1) | StorageLocation String(4) | PurReqnSSPRequestor String(60)
		PurReqnSSPAuthor String(12) | PurchaseContract String(10) alpha | PurReqnSourceOfSupplyType String(1)
		PurchaseContractItem String(5) alpha | ConsumptionPosting String(1) | PurReqnOrigin String(1)
		PurReqnSSPCatalog String(20) | PurReqnSSPCatalogItem String(40) | PurReqnSSPCrossCatalogItem Int32
		PurReqnItemBlockingStatus String(1) | PurReqnItemBlockingReasonText String(60) | Language String(2)
		IsClosed Boolean | ReleaseIsNotCompleted Boolean | ServicePerformer String(10) alpha
		ProductTypeCode String(2) | PerformancePeriodStartDate Date | PerformancePeriodEndDate Date
		PurchaseOrderPriceType String(1) | SupplierMaterialNumber String(35) | Batch String(10)
		MaterialRevisionLevel String(2) | MinRemainingShelfLife Decimal(4,0)
		ItemNetAmount Decimal(15,variable) | TaxCode String(2) | GoodsReceiptIsExpected Boolean
		InvoiceIsExpected Boolean | GoodsReceiptIsNonValuated Boolean | RequirementTracking String(10)
		MRPController String(3) | PurchaseRequisitionIsFixed Boolean | LastChangeDateTime DateTimeOffset
		Reservation String(10) alpha | ItemDeliveryAddressID String(10) alpha
		PurReqnReceivingCustomer String(10) alpha | Subcontractor String(10) alpha
		ExpectedOverallLimitAmount Decimal(13,variable) | OverallLimitAmount Decimal(13,variable)
		PurContractForOverallLimit String(10) alpha | PurContractItemForOverallLimit String(5)
		PurReqnExternalReference String(35) | PurReqnItemExternalReference String(10)
		PurReqnExternalSystemId String(60) | ProcurementHubSourceSystem String(10)
		SSPAuthorExternalBPIdnNumber String(60) | SSPReqrUserId String(12)`,
	navigations: {
		_PurReqn: one('PurchaseReqn', header),
		_PurchaseReqnAcctAssgmt: many('PurchaseReqnAcctAssgmt', item),
	},
});

const accountAssignment = defineSet({
	name: 'PurchaseReqnAcctAssgmt',
	type: 'PurchaseReqnAcctAssgmt_Type',
	properties: `
		*PurchaseRequisition String(10) alpha | *PurchaseRequisitionItem String(5) alpha
		*PurchaseReqnAcctAssgmtNumber String(2) alpha | CostCenter String(10) alpha
		MasterFixedAsset String(12) alpha | ProjectNetwork String(12) alpha | BaseUnit String(3)
		BaseUnitISOCode String(3) | Quantity Decimal(13,3) | MultipleAcctAssgmtDistrPercent Decimal(3,1)
		PurReqnItemCurrency String(3) | PurReqnNetAmount Decimal(13,variable) | IsDeleted Boolean
		GLAccount String(10) alpha | BusinessArea String(4) | SalesOrder String(10) alpha
		SalesOrderItem String(6) alpha | SalesOrderScheduleLine String(4) | FixedAsset String(4) alpha
		OrderID String(12) alpha | UnloadingPointName String(25) | ControllingArea String(4)
		CostObject String(12) | ProfitCenter String(10) alpha | ProjectNetworkInternalID String(10)
		CommitmentItem String(24) | FundsCenter String(16) | Fund String(10) | FunctionalArea String(16)
		CreationDate Date | GoodsRecipientName String(12) | REInternalFinNumber String(8)
		NetworkActivityInternalID String(8) | PartnerAccountNumber String(10)
		JointVentureRecoveryCode String(2) | SettlementReferenceDate Date | OrderInternalID String(10)
		OrderIntBillOfOperationsItem String(8) | EarmarkedFundsDocument String(10) alpha
		CostCtrActivityType String(6) | BusinessProcess String(12) | GrantID String(20) | ValidityDate Date
		ChartOfAccounts String(4) | WBSElementExternalID String(24) | NetworkActivity String(4)`,
	navigations: {
		_PurReqn: one('PurchaseReqn', header),
		_PurchaseRequisitionItem: one('PurchaseReqnItem', item),
	},
});

/** api_purchaserequisition_2 (V4). */
export const purchaseRequisitionV4Service = defineService(
	{
		version: 'V4',
		id: 'API_PURCHASEREQUISITION_2',
		path: '/sap/opu/odata4/sap/api_purchaserequisition_2/srvd_a2x/sap/purchaserequisition/0001',
		namespace: 'com.sap.gateway.srvd_a2x.api_purchaserequisition_2.v0001',
	},
	[requisition, requisitionItem, accountAssignment],
);
