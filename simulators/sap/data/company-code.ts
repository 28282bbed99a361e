import { companyCodes } from '../../data/supplier-spec.ts';
import type { Row } from '../odata/values.ts';

/** The rows of A_CompanyCode. */
export function companyCodeRows(): Row[] {
	return Object.entries(companyCodes).map(([code, { name, country, city, currency }]) => ({
		CompanyCode: code,
		CompanyCodeName: name,
		CityName: city,
		Country: country,
		Currency: currency,
		Language: country === 'DE' ? 'DE' : 'EN',
		ChartOfAccounts: 'YCOA',
		FiscalYearVariant: 'K4',
		Company: code,
		ControllingArea: 'A000',
	}));
}
