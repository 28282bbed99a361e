import { currencyDecimals, toText, toUnits } from '../money.ts';
import type { SapPlanItem } from '../sap-plan-types.ts';
import { type CompanyCode, companyCodes } from '../supplier-spec.ts';

/** What is decided about a planned amount before its record is filled in. */
export interface PlanSpec {
	planningCategory: string;
	companyCode: CompanyCode;
	glAccount: string;
	/** In the currency of the company code. */
	amount: string;
	fiscalYear: string;
	/** Three digits. */
	fiscalPeriod: string;
	wbsElement?: string | undefined;
	project?: string | undefined;
	costCenter?: string | undefined;
	order?: string | undefined;
	/** Default 0L. */
	ledger?: string | undefined;
}

export function buildPlanItem(spec: PlanSpec): SapPlanItem {
	const { currency } = companyCodes[spec.companyCode];
	const decimals = currencyDecimals(currency);
	return {
		PlanningCategory: spec.planningCategory,
		Ledger: spec.ledger ?? '0L',
		LedgerFiscalYear: spec.fiscalYear,
		FiscalPeriod: spec.fiscalPeriod,
		FiscalYearPeriod: `${spec.fiscalYear}${spec.fiscalPeriod}`,
		CompanyCode: spec.companyCode,
		ChartOfAccounts: 'YCOA',
		ControllingArea: 'A000',
		GLAccount: spec.glAccount,
		CostCenter: spec.costCenter ?? '',
		OrderID: spec.order ?? '',
		WBSElement: spec.wbsElement ?? '',
		Project: spec.project ?? '',
		AmountInCompanyCodeCurrency: toText(toUnits(spec.amount, decimals), decimals),
		CompanyCodeCurrency: currency,
	};
}
