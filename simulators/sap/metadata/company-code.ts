import { defineService, defineSet } from './define.ts';

const companyCode = defineSet({
	name: 'A_CompanyCode',
	type: 'A_CompanyCodeType',
	properties: `
		*CompanyCode String(4) | CompanyCodeName String(25) | CityName String(25) | Country String(3)
		Currency String(5) | Language String(2) | ChartOfAccounts String(4) | FiscalYearVariant String(2)
		Company String(6) | CreditControlArea String(4) | CountryChartOfAccounts String(4)
		FinancialManagementArea String(4) | AddressID String(10) alpha | TaxableEntity String(4)
		VATRegistration String(20) | ExtendedWhldgTaxIsActive Boolean | ControllingArea String(4)
		FieldStatusVariant String(4) | NonTaxableTransactionTaxCode String(2) | DocDateIsUsedForTaxDetn Boolean
		TaxRptgDateIsActive Boolean`,
});

/** API_COMPANYCODE_SRV (V2). */
export const companyCodeService = defineService(
	{
		version: 'V2',
		id: 'API_COMPANYCODE_SRV',
		path: '/sap/opu/odata/sap/API_COMPANYCODE_SRV',
		namespace: 'API_COMPANYCODE_SRV',
	},
	[companyCode],
);
