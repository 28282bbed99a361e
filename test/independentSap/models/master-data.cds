/** Company codes (V2). */
@path: 'API_COMPANYCODE_SRV'
service API_COMPANYCODE_SRV {
  entity A_CompanyCode {
    key CompanyCode : String(4);
    CompanyCodeName : String(25);
    Country : String(3);
    Currency : String(5);
    ChartOfAccounts : String(4);
    ControllingArea : String(4);
  }
}

/** G/L accounts (V2). */
@path: 'API_GLACCOUNTINCHARTOFACCOUNTS_SRV'
service API_GLACCOUNTINCHARTOFACCOUNTS_SRV {
  entity A_GLAccountInChartOfAccounts {
    key ChartOfAccounts : String(4);
    key GLAccount : String(10);
    IsBalanceSheetAccount : Boolean;
    IsProfitLossAccount : Boolean;
    AccountIsBlockedForPosting : Boolean;
    AccountIsMarkedForDeletion : Boolean;
    LastChangeDateTime : Timestamp;
    to_Text : Association to many A_GLAccountText
      on to_Text.ChartOfAccounts = ChartOfAccounts
      and to_Text.GLAccount = GLAccount;
  }

  entity A_GLAccountText {
    key ChartOfAccounts : String(4);
    key GLAccount : String(10);
    key Language : String(2);
    GLAccountName : String(20);
    GLAccountLongName : String(50);
    LastChangeDateTime : Timestamp;
  }
}

/** Cost centers by time slice (V2). */
@path: 'API_COSTCENTER_SRV'
service API_COSTCENTER_SRV {
  entity A_CostCenter {
    key ControllingArea : String(4);
    key CostCenter : String(10);
    key ValidityEndDate : Date;
    CompanyCode : String(4);
    ValidityStartDate : Date;
    IsBlkdForPrimaryCostsPosting : String(1);
    to_Text : Association to many A_CostCenterText
      on to_Text.ControllingArea = ControllingArea
      and to_Text.CostCenter = CostCenter
      and to_Text.ValidityEndDate = ValidityEndDate;
  }

  entity A_CostCenterText {
    key CostCenter : String(10);
    key ControllingArea : String(4);
    key Language : String(2);
    key ValidityEndDate : Date;
    CostCenterName : String(20);
    CostCenterDescription : String(40);
  }
}
