/** Purchase orders (V2). */
@path: 'API_PURCHASEORDER_PROCESS_SRV'
service API_PURCHASEORDER_PROCESS_SRV {
  entity A_PurchaseOrder {
    key PurchaseOrder : String(10);
    CompanyCode : String(4);
    PurchaseOrderType : String(4);
    PurchasingProcessingStatus : String(2);
    LastChangeDateTime : Timestamp;
    Supplier : String(10);
    PaymentTerms : String(4);
    PurchasingOrganization : String(4);
    PurchaseOrderDate : Date;
    DocumentCurrency : String(5);
    ReleaseIsNotCompleted : Boolean;
    PurchasingCompletenessStatus : Boolean;
    PurchasingDocumentDeletionCode : String(1);
    ManualSupplierAddressID : String(10);
    AddressName : String(40);
    to_PurchaseOrderItem : Association to many A_PurchaseOrderItem
      on to_PurchaseOrderItem.PurchaseOrder = PurchaseOrder;
  }

  entity A_PurchaseOrderItem {
    key PurchaseOrder : String(10);
    key PurchaseOrderItem : String(5);
    PurchasingDocumentDeletionCode : String(1);
    PurchaseOrderItemText : String(40);
    Plant : String(4);
    Material : String(40);
    OrderQuantity : Decimal(13, 3);
    PurchaseOrderQuantityUnit : String(3);
    OrderPriceUnit : String(3);
    OrderPriceUnitToOrderUnitNmrtr : Decimal(5, 0);
    OrdPriceUnitToOrderUnitDnmntr : Decimal(5, 0);
    NetPriceAmount : Decimal(12, 3);
    NetPriceQuantity : Decimal(5, 0);
    TaxCode : String(2);
    PurchaseOrderItemCategory : String(1);
    AccountAssignmentCategory : String(1);
    MultipleAcctAssgmtDistribution : String(1);
    PurchaseRequisition : String(10);
    PurchaseRequisitionItem : String(5);
    IsReturnsItem : Boolean;
    ExpectedOverallLimitAmount : Decimal(14, 3);
    OverallLimitAmount : Decimal(14, 3);
    to_AccountAssignment : Association to many A_PurOrdAccountAssignment
      on to_AccountAssignment.PurchaseOrder = PurchaseOrder
      and to_AccountAssignment.PurchaseOrderItem = PurchaseOrderItem;
    to_ScheduleLine : Association to many A_PurchaseOrderScheduleLine
      on to_ScheduleLine.PurchasingDocument = PurchaseOrder
      and to_ScheduleLine.PurchasingDocumentItem = PurchaseOrderItem;
  }

  entity A_PurOrdAccountAssignment {
    key PurchaseOrder : String(10);
    key PurchaseOrderItem : String(5);
    key AccountAssignmentNumber : String(2);
    IsDeleted : Boolean;
    Quantity : Decimal(13, 3);
    MultipleAcctAssgmtDistrPercent : Decimal(3, 1);
    PurgDocNetAmount : Decimal(14, 3);
    GLAccount : String(10);
    CostCenter : String(10);
    OrderID : String(12);
    WBSElementInternalID : String(24);
    WBSElementExternalID : String(24);
    WBSElement : String(24);
  }

  entity A_PurchaseOrderScheduleLine {
    key PurchasingDocument : String(10);
    key PurchasingDocumentItem : String(5);
    key ScheduleLine : String(4);
    ScheduleLineDeliveryDate : Date;
  }
}

/** Purchase orders (V4). */
@path: '/sap/opu/odata4/sap/api_purchaseorder_2/srvd_a2x/sap/purchaseorder/0001'
service API_PURCHASEORDER_2 {
  entity PurchaseOrder {
    key PurchaseOrder : String(10);
    CompanyCode : String(4);
    PurchaseOrderType : String(4);
    PurchasingProcessingStatus : String(2);
    LastChangeDateTime : Timestamp;
    Supplier : String(10);
    PaymentTerms : String(4);
    PurchasingOrganization : String(4);
    PurchaseOrderDate : Date;
    DocumentCurrency : String(3);
    ReleaseIsNotCompleted : Boolean;
    PurchasingCompletenessStatus : Boolean;
    PurchaseOrderDeletionCode : String(1);
    ManualSupplierAddressID : String(10);
    _PurchaseOrderItem : Association to many PurchaseOrderItem
      on _PurchaseOrderItem.PurchaseOrder = PurchaseOrder;
  }

  entity PurchaseOrderItem {
    key PurchaseOrder : String(10);
    key PurchaseOrderItem : String(5);
    PurchasingDocumentDeletionCode : String(1);
    PurchaseOrderItemText : String(40);
    Plant : String(4);
    Material : String(40);
    OrderQuantity : Decimal(13, 3);
    PurchaseOrderQuantityUnit : String(3);
    OrderPriceUnit : String(3);
    OrderPriceUnitToOrderUnitNmrtr : Decimal(5, 0);
    OrdPriceUnitToOrderUnitDnmntr : Decimal(5, 0);
    NetPriceAmount : Decimal(11, 3);
    NetPriceQuantity : Decimal(5, 0);
    TaxCode : String(2);
    PurchaseOrderItemCategory : String(1);
    AccountAssignmentCategory : String(1);
    MultipleAcctAssgmtDistribution : String(1);
    PurchaseRequisition : String(10);
    PurchaseRequisitionItem : String(5);
    IsReturnsItem : Boolean;
    ExpectedOverallLimitAmount : Decimal(13, 3);
    OverallLimitAmount : Decimal(13, 3);
    NetAmount : Decimal(13, 3);
    PurchasingItemIsFreeOfCharge : Boolean;
    _PurOrdAccountAssignment : Association to many PurchaseOrderAccountAssignment
      on _PurOrdAccountAssignment.PurchaseOrder = PurchaseOrder
      and _PurOrdAccountAssignment.PurchaseOrderItem = PurchaseOrderItem;
    _PurchaseOrderScheduleLineTP : Association to many PurchaseOrderScheduleLine
      on _PurchaseOrderScheduleLineTP.PurchaseOrder = PurchaseOrder
      and _PurchaseOrderScheduleLineTP.PurchaseOrderItem = PurchaseOrderItem;
  }

  entity PurchaseOrderAccountAssignment {
    key PurchaseOrder : String(10);
    key PurchaseOrderItem : String(5);
    key AccountAssignmentNumber : String(2);
    IsDeleted : Boolean;
    Quantity : Decimal(13, 3);
    MultipleAcctAssgmtDistrPercent : Decimal(3, 1);
    PurgDocNetAmount : Decimal(13, 3);
    GLAccount : String(10);
    CostCenter : String(10);
    OrderID : String(12);
    WBSElementInternalID : String(8);
    WBSElementExternalID : String(24);
  }

  entity PurchaseOrderScheduleLine {
    key PurchaseOrder : String(10);
    key PurchaseOrderItem : String(5);
    key ScheduleLine : String(4);
    ScheduleLineDeliveryDate : Date;
  }
}
