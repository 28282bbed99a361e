import type { IDataObject } from 'n8n-workflow';
import type { CompanyCode } from '../../../shared/model';
import type { ODataClient } from '../../odata/client';
import { Fields } from '../../odata/fields';
import { keyedPages } from '../../odata/keyedRows';
import type { Page } from '../../odata/paging';
import type { DocumentType, Reading } from '../type';

export const companyCodeType: DocumentType<CompanyCode> = {
	entity: 'cost_code',
	noun: 'company code',
	keyOf: (record) => String(record.CompanyCode ?? ''),
	reader: async () => await Promise.resolve(toCompanyCode),
	notFoundAdvice: '',
};

/** Company codes in their order, with chart of accounts and controlling area. */
export function companyCodePages(
	client: ODataClient,
	query: { companyCodes: readonly string[]; limit?: number | undefined },
): AsyncGenerator<Page> {
	return keyedPages(client, {
		service: { path: '/sap/opu/odata/sap/API_COMPANYCODE_SRV', version: 'V2' },
		tree: {
			entitySet: 'A_CompanyCode',
			select: ['CompanyCode', 'CompanyCodeName', 'Country', 'Currency', 'ChartOfAccounts', 'ControllingArea'],
		},
		key: 'CompanyCode',
		among: { property: 'CompanyCode', keys: query.companyCodes },
		pageSize: 1000,
		limit: query.limit,
	});
}

function toCompanyCode(row: IDataObject): Reading<CompanyCode> {
	const company = new Fields(row);
	const document: CompanyCode = {
		companyCode: company.required('CompanyCode'),
		name: company.text('CompanyCodeName'),
		country: company.text('Country'),
		currency: company.text('Currency'),
		chartOfAccounts: company.text('ChartOfAccounts'),
		controllingArea: company.text('ControllingArea'),
	};
	return company.problems.length > 0 ? { unreadable: company.problems.join('; ') } : { document };
}
