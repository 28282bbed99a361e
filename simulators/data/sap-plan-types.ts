/** A planned amount of one account and object in a fiscal period, named as its OData service names it. */
export interface SapPlanItem {
	/** Tells plans of different purposes and versions apart: `PLN`, `BUD01`. */
	PlanningCategory: string;
	Ledger: string;
	LedgerFiscalYear: string;
	FiscalPeriod: string;
	FiscalYearPeriod: string;
	CompanyCode: string;
	ChartOfAccounts: string;
	ControllingArea: string;
	GLAccount: string;
	CostCenter: string;
	OrderID: string;
	/** As people see it, `P-1001.1.1`; empty where there is none. */
	WBSElement: string;
	/** As people see it. */
	Project: string;
	AmountInCompanyCodeCurrency: string;
	CompanyCodeCurrency: string;
}
