/** Supplier invoices (V2). */
@path: 'API_SUPPLIERINVOICE_PROCESS_SRV'
service API_SUPPLIERINVOICE_PROCESS_SRV {
  entity A_SupplierInvoice {
    key SupplierInvoice : String(10);
    key FiscalYear : String(4);
    CompanyCode : String(4);
    DocumentDate : Date;
    PostingDate : Date;
    CreationDate : Date;
    InvoicingParty : String(10);
    DocumentCurrency : String(5);
    SupplierInvoiceStatus : String(1);
    SupplierInvoiceIsCreditMemo : String(1);
    ReverseDocument : String(10);
    ReverseDocumentFiscalYear : String(4);
    SupplierInvoiceIDByInvcgParty : String(16);
    IsReversal : Boolean;
    IsReversed : Boolean;
    to_SuplrInvcItemPurOrdRef : Association to many A_SuplrInvcItemPurOrdRef
      on to_SuplrInvcItemPurOrdRef.SupplierInvoice = SupplierInvoice
      and to_SuplrInvcItemPurOrdRef.FiscalYear = FiscalYear;
  }

  entity A_SuplrInvcItemPurOrdRef {
    key SupplierInvoice : String(10);
    key FiscalYear : String(4);
    key SupplierInvoiceItem : String(6);
    PurchaseOrder : String(10);
    PurchaseOrderItem : String(5);
    SupplierInvoiceItemText : String(50);
    SupplierInvoiceItemAmount : Decimal(14, 3);
    SuplrInvcDeliveryCostCndnType : String(4);
    to_SupplierInvoiceItmAcctAssgmt : Association to many A_SuplrInvcItemAcctAssgmt
      on to_SupplierInvoiceItmAcctAssgmt.SupplierInvoice = SupplierInvoice
      and to_SupplierInvoiceItmAcctAssgmt.FiscalYear = FiscalYear
      and to_SupplierInvoiceItmAcctAssgmt.SupplierInvoiceItem = SupplierInvoiceItem;
  }

  entity A_SuplrInvcItemAcctAssgmt {
    key SupplierInvoice : String(10);
    key FiscalYear : String(4);
    key SupplierInvoiceItem : String(6);
    key OrdinalNumber : String(4);
    AccountAssignmentNumber : String(2);
    GLAccount : String(10);
    CostCenter : String(10);
    WBSElement : String(24);
    InternalOrder : String(12);
    SuplrInvcAcctAssignmentAmount : Decimal(14, 3);
    DebitCreditCode : String(1);
  }
}
