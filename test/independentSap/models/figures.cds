/** Postings, summed up over the selected properties (V2). */
@path: 'API_GLACCOUNTLINEITEM'
service API_GLACCOUNTLINEITEM {
  @cov2ap.analytics
  entity GLAccountLineItem {
    key ID : String;
    CompanyCode : String(4);
    WBSElementInternalID : String(8);
    CostCenter : String(10);
    OrderID : String(12);
    GLAccount : String(10);
    FiscalYear : String(4);
    FiscalPeriod : String(3);
    PurchasingDocument : String(10);
    PurchasingDocumentItem : String(5);
    AccountingDocumentType : String(2);
    ReferenceDocumentType : String(5);
    ChartOfAccounts : String(4);
    CompanyCodeCurrency : String(5);
    @Analytics.Measure @Aggregation.default: #SUM
    AmountInCompanyCodeCurrency : Decimal(23, 3);
    IsSettlement : Boolean;
    IsCommitment : Boolean;
    Ledger : String(2);
    PostingDate : Date;
    ProjectInternalID : String(8);
    CreationDateTime : Timestamp;
    LastChangeDateTime : Timestamp;
  }
}

/** Planned amounts, summed up over the selected properties (V2). */
@path: 'API_FINPLANNINGENTRYITEM_SRV'
service API_FINPLANNINGENTRYITEM_SRV {
  @cov2ap.analytics
  entity A_FinPlanningEntryItem {
    key ID : String;
    CompanyCode : String(4);
    CostCenter : String(10);
    OrderID : String(12);
    GLAccount : String(10);
    PlanningCategory : String(10);
    LedgerFiscalYear : String(4);
    Ledger : String(2);
    CompanyCodeCurrency : String(5);
    @Analytics.Measure @Aggregation.default: #SUM
    AmountInCompanyCodeCurrency : Decimal(23, 3);
    WBSElement : String(24);
  }
}
