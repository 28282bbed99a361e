/** What SAP stores of G/L accounts, cost centers and postings, named and written as their OData services do. */

export interface SapGlAccount {
	ChartOfAccounts: string;
	GLAccount: string;
	GLAccountExternal: string;
	/** P primary costs and revenue alike, S secondary costs, X balance sheet, C cash. */
	GLAccountType: string;
	GLAccountGroup: string;
	IsBalanceSheetAccount: boolean;
	IsProfitLossAccount: boolean;
	AccountIsBlockedForPosting: boolean;
	AccountIsMarkedForDeletion: boolean;
	CreationDate: string;
	CreatedByUser: string;
	/** ISO 8601 UTC without decimals. */
	LastChangeDateTime: string;
	texts: SapGlAccountText[];
}

export interface SapGlAccountText {
	Language: string;
	/** 20 characters at most. */
	GLAccountName: string;
	/** 50 characters at most. */
	GLAccountLongName: string;
	LastChangeDateTime: string;
}

/** One time slice of a cost center. */
export interface SapCostCenter {
	ControllingArea: string;
	CostCenter: string;
	ValidityStartDate: string;
	ValidityEndDate: string;
	CompanyCode: string;
	CostCenterCategory: string;
	CostCenterCurrency: string;
	CostCtrResponsiblePersonName: string;
	/** X where nothing can be posted any more. */
	IsBlkdForPrimaryCostsPosting: string;
	Language: string;
	CostCenterCreationDate: string;
	texts: SapCostCenterText[];
}

export interface SapCostCenterText {
	Language: string;
	/** 20 characters at most. */
	CostCenterName: string;
	/** 40 characters at most. */
	CostCenterDescription: string;
}

/** One line of a journal entry in one ledger. */
export interface SapPosting {
	Ledger: string;
	SourceLedger: string;
	CompanyCode: string;
	FiscalYear: string;
	FiscalPeriod: string;
	FiscalYearPeriod: string;
	AccountingDocument: string;
	LedgerGLLineItem: string;
	AccountingDocumentType: string;
	ChartOfAccounts: string;
	ControllingArea: string;
	GLAccount: string;
	GLAccountType: string;
	CostCenter: string;
	OrderID: string;
	/** "0" where there is none. */
	WBSElementInternalID: string;
	ProjectInternalID: string;
	Supplier: string;
	/** "0" where there is none; set by payroll. */
	PersonnelNumber: string;
	/** What wrote the entry: BKPF, MKPF goods movement, RMRP invoice receipt, HRPAY, AUAK settlement, COBK, VBRK billing. */
	ReferenceDocumentType: string;
	/** The purchase order; empty where there is none. */
	PurchasingDocument: string;
	/** "0" where there is none. */
	PurchasingDocumentItem: string;
	/** "0" where there is none. */
	AccountAssignmentNumber: string;
	/** A credit by which a project hands its costs on. */
	IsSettlement: boolean;
	/** Ordered, not yet a cost. */
	IsCommitment: boolean;
	PostingDate: string;
	/** Null while the item is open. */
	ClearingDate: string | null;
	DocumentDate: string;
	CreationDate: string;
	CreationDateTime: string;
	LastChangeDateTime: string;
	/** S debit, H credit. */
	DebitCreditCode: 'S' | 'H';
	/** Credits are negative. */
	AmountInCompanyCodeCurrency: string;
	CompanyCodeCurrency: string;
	AmountInTransactionCurrency: string;
	TransactionCurrency: string;
	IsReversal: boolean;
	IsReversed: boolean;
	ReversalReferenceDocument: string;
	DocumentItemText: string;
}
