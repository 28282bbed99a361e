import type { SapCostCenter, SapGlAccount, SapPosting } from '../../data/sap-cost-types.ts';
import type { Row } from '../odata/values.ts';

/** The rows of an entity set of API_GLACCOUNTINCHARTOFACCOUNTS_SRV. */
export function glAccountRows(set: string, accounts: readonly SapGlAccount[]): Row[] {
	return accounts.flatMap(({ texts, ...account }): Row[] => {
		const { ChartOfAccounts, GLAccount } = account;
		return set === 'A_GLAccountText' ? texts.map((text) => ({ ...text, ChartOfAccounts, GLAccount })) : [account];
	});
}

/** The rows of an entity set of API_COSTCENTER_SRV. */
export function costCenterRows(set: string, slices: readonly SapCostCenter[]): Row[] {
	return slices.flatMap(({ texts, ...slice }): Row[] => {
		const { ControllingArea, CostCenter, ValidityStartDate, ValidityEndDate } = slice;
		const key = { ControllingArea, CostCenter, ValidityStartDate, ValidityEndDate };
		return set === 'A_CostCenterText' ? texts.map((text) => ({ ...text, ...key })) : [slice];
	});
}

/** The rows of GLAccountLineItem before they are summed up. */
export const postingRows = (postings: readonly SapPosting[]): Row[] =>
	postings.map((posting) => ({
		...posting,
		ID: `${posting.Ledger}${posting.AccountingDocument}${posting.LedgerGLLineItem}`,
	}));
