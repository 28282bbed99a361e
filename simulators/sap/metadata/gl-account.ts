import { defineService, defineSet, many, one } from './define.ts';

const account = { ChartOfAccounts: 'ChartOfAccounts', GLAccount: 'GLAccount' };

const glAccount = defineSet({
	name: 'A_GLAccountInChartOfAccounts',
	type: 'A_GLAccountInChartOfAccountsType',
	properties: `
		*ChartOfAccounts String(4) | *GLAccount String(10) alpha | IsBalanceSheetAccount Boolean
		GLAccountGroup String(4) | CorporateGroupAccount String(10) alpha | ProfitLossAccountType String(2)
		SampleGLAccount String(10) alpha | AccountIsMarkedForDeletion Boolean
		AccountIsBlockedForCreation Boolean | AccountIsBlockedForPosting Boolean
		AccountIsBlockedForPlanning Boolean | PartnerCompany String(6) | FunctionalArea String(16)
		CreationDate DateTime day | CreatedByUser String(12) | LastChangeDateTime DateTimeOffset
		GLAccountType String(1) | GLAccountExternal String(10) | IsProfitLossAccount Boolean`,
	navigations: { to_Text: many('A_GLAccountText', account) },
});

const glAccountText = defineSet({
	name: 'A_GLAccountText',
	type: 'A_GLAccountTextType',
	properties: `
		*ChartOfAccounts String(4) | *GLAccount String(10) alpha | *Language String(2)
		GLAccountName String(20) | GLAccountLongName String(50) | LastChangeDateTime DateTimeOffset`,
	navigations: { to_GLAccountInChartOfAccounts: one('A_GLAccountInChartOfAccounts', account) },
});

/** API_GLACCOUNTINCHARTOFACCOUNTS_SRV (V2). A text has a change stamp of its own. */
export const glAccountService = defineService(
	{
		version: 'V2',
		id: 'API_GLACCOUNTINCHARTOFACCOUNTS_SRV',
		path: '/sap/opu/odata/sap/API_GLACCOUNTINCHARTOFACCOUNTS_SRV',
		namespace: 'API_GLACCOUNTINCHARTOFACCOUNTS_SRV',
	},
	[glAccount, glAccountText],
);
