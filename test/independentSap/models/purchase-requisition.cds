/** Purchase requisitions (V2). */
@path: 'API_PURCHASEREQ_PROCESS_SRV'
service API_PURCHASEREQ_PROCESS_SRV {
  entity A_PurchaseRequisitionHeader {
    key PurchaseRequisition : String(10);
    PurchaseRequisitionType : String(4);
    PurReqnDescription : String(40);
    to_PurchaseReqnItem : Association to many A_PurchaseRequisitionItem
      on to_PurchaseReqnItem.PurchaseRequisition = PurchaseRequisition;
  }

  entity A_PurchaseRequisitionItem {
    key PurchaseRequisition : String(10);
    key PurchaseRequisitionItem : String(5);
    PurchaseRequisitionItemText : String(40);
    IsDeleted : String(1);
    IsClosed : Boolean;
    ReleaseIsNotCompleted : Boolean;
    RequestedQuantity : Decimal(13, 3);
    OrderedQuantity : Decimal(13, 3);
    BaseUnit : String(3);
    PurchaseRequisitionPrice : Decimal(12, 3);
    PurReqnPriceQuantity : Decimal(5, 0);
    ItemNetAmount : Decimal(16, 3);
    PurReqnItemCurrency : String(5);
    CompanyCode : String(4);
    Supplier : String(10);
    FixedSupplier : String(10);
    PurchasingDocument : String(10);
    PurchasingDocumentItem : String(5);
    MultipleAcctAssgmtDistribution : String(1);
    LastChangeDateTime : Timestamp;
    to_PurchaseReqnAcctAssgmt : Association to many A_PurReqnAcctAssgmt
      on to_PurchaseReqnAcctAssgmt.PurchaseRequisition = PurchaseRequisition
      and to_PurchaseReqnAcctAssgmt.PurchaseRequisitionItem = PurchaseRequisitionItem;
  }

  entity A_PurReqnAcctAssgmt {
    key PurchaseRequisition : String(10);
    key PurchaseRequisitionItem : String(5);
    key PurchaseReqnAcctAssgmtNumber : String(2);
    IsDeleted : String(1);
    Quantity : Decimal(13, 3);
    MultipleAcctAssgmtDistrPercent : Decimal(3, 1);
    PurReqnNetAmount : Decimal(14, 3);
    GLAccount : String(10);
    CostCenter : String(10);
    OrderID : String(12);
    WBSElement : String(24);
  }
}

/** Purchase requisitions (V4). */
@path: '/sap/opu/odata4/sap/api_purchaserequisition_2/srvd_a2x/sap/purchaserequisition/0001'
service API_PURCHASEREQUISITION_2 {
  entity PurchaseReqn {
    key PurchaseRequisition : String(10);
    PurchaseRequisitionType : String(4);
    PurReqnDescription : String(40);
    _PurchaseRequisitionItem : Association to many PurchaseReqnItem
      on _PurchaseRequisitionItem.PurchaseRequisition = PurchaseRequisition;
  }

  entity PurchaseReqnItem {
    key PurchaseRequisition : String(10);
    key PurchaseRequisitionItem : String(5);
    PurchaseRequisitionItemText : String(40);
    IsDeleted : Boolean;
    IsClosed : Boolean;
    ReleaseIsNotCompleted : Boolean;
    RequestedQuantity : Decimal(13, 3);
    OrderedQuantity : Decimal(13, 3);
    BaseUnit : String(3);
    PurchaseRequisitionPrice : Decimal(11, 3);
    PurReqnPriceQuantity : Decimal(5, 0);
    ItemNetAmount : Decimal(15, 3);
    PurReqnItemCurrency : String(3);
    CompanyCode : String(4);
    Supplier : String(10);
    FixedSupplier : String(10);
    PurchasingDocument : String(10);
    PurchasingDocumentItem : String(5);
    MultipleAcctAssgmtDistribution : String(1);
    LastChangeDateTime : Timestamp;
    _PurchaseReqnAcctAssgmt : Association to many PurchaseReqnAcctAssgmt
      on _PurchaseReqnAcctAssgmt.PurchaseRequisition = PurchaseRequisition
      and _PurchaseReqnAcctAssgmt.PurchaseRequisitionItem = PurchaseRequisitionItem;
  }

  entity PurchaseReqnAcctAssgmt {
    key PurchaseRequisition : String(10);
    key PurchaseRequisitionItem : String(5);
    key PurchaseReqnAcctAssgmtNumber : String(2);
    IsDeleted : Boolean;
    Quantity : Decimal(13, 3);
    MultipleAcctAssgmtDistrPercent : Decimal(3, 1);
    PurReqnNetAmount : Decimal(13, 3);
    GLAccount : String(10);
    CostCenter : String(10);
    OrderID : String(12);
    WBSElementExternalID : String(24);
  }
}
