import { defineService, defineSet } from './define.ts';

const planItem = defineSet({
	name: 'A_FinPlanningEntryItem',
	type: 'A_FinPlanningEntryItemType',
	aggregate: true,
	properties: `
		*ID String nofilter | Ledger String(2) | LedgerName String(30) | PlanningCategory String(10)
		LedgerFiscalYear String(4) | GLAccount String(10) alpha | GLAccountName String(30)
		CompanyCode String(4) | CompanyCodeName String(25) | FinancialTransactionType String(3)
		CostCenter String(10) alpha | CostCenterName String(20) | ProfitCenter String(10) alpha
		FunctionalArea String(16) | BusinessArea String(4) | ControllingArea String(4) | Segment String(10)
		PartnerCostCenter String(10) alpha | PartnerProfitCenter String(10) alpha
		TransactionCurrency String(5) | AmountInTransactionCurrency Decimal(23,3) nofilter
		CompanyCodeCurrency String(5) | AmountInCompanyCodeCurrency Decimal(23,3) nofilter
		GlobalCurrency String(5) | AmountInGlobalCurrency Decimal(23,3) nofilter
		ControllingObjectCurrency String(5) | AmountInObjectCurrency Decimal(23,3) nofilter
		CostSourceUnit String(3) | ValuationQuantity Decimal(23,3) nofilter
		FiscalPeriod String(3) | FiscalYearVariant String(2) | FiscalYearPeriod String(8)
		ChartOfAccounts String(4) | Plant String(4) | ControllingDebitCreditCode String(1)
		Project String(24) | ProjectDescription String(40) | WBSElement String(24)
		WBSElementExternalID String(24) | WBSElementDescription String(40) | PartnerCompanyCode String(4)
		CostCtrActivityType String(6) | OrderID String(12) alpha | PartnerOrder String(12)
		PartnerProject String(24) | PartnerWBSElement String(24) | MaterialGroup String(9)
		Fund String(10) | GrantID String(20) | BudgetPeriod String(10) | BudgetProcess String(4)
		BudgetingType String(8)`,
});

/** API_FINPLANNINGENTRYITEM_SRV (V2): planned amounts, summed up over the selected properties. */
export const planItemService = defineService(
	{
		version: 'V2',
		id: 'API_FINPLANNINGENTRYITEM_SRV',
		path: '/sap/opu/odata/sap/API_FINPLANNINGENTRYITEM_SRV',
		namespace: 'API_FINPLANNINGENTRYITEM_SRV',
	},
	[planItem],
);

/** An older report reads this name; public types of the service do not have it. A tenant shows one of the two. */
export const otherWbsName = `${planItemService.id}/${planItem.name}/WBSElementExternalID`;
