import {
	businessPartners,
	companyCodes,
	type Entity,
	purchaseOrdersV4,
	type SapUnderTest,
	startSap,
} from './sap-client.ts';

let sap: SapUnderTest;
beforeAll(async () => {
	sap = await startSap();
});
afterAll(() => sap.server.close());

const partners = `${businessPartners}/A_BusinessPartner`;
const orders = `${purchaseOrdersV4}/PurchaseOrder`;
const refusal = async (path: string, options: Record<string, string> = {}) => {
	const { status, data } = await sap.get(path, options);
	return { status, error: (data as { error?: Entity }).error };
};

test('writing: 403 without a CSRF token, 405 with one', async () => {
	const refused = await sap.http.post<{ error: Entity }>(partners, {});
	expect(refused.status).toBe(403);
	expect(refused.headers['x-csrf-token']).toBe('Required');
	expect(refused.data.error.message).toMatchObject({ value: 'CSRF token validation failed' });
	expect((await sap.http.patch(partners, {}, { headers: { 'x-csrf-token': 'abc' } })).status).toBe(405);
});

test('HEAD is reading', async () => {
	const answer = await sap.http.head(partners);
	expect(answer.status).toBe(200);
	expect(answer.data).toBe('');
});

test.each([
	['a service that does not exist', '/sap/opu/odata/sap/API_NOTHING_SRV/A_Nothing', 403, '/IWFND/MED/170'],
	['a set that does not exist', `${businessPartners}/A_Nothing`, 404, '/IWFND/CM_MGW/051'],
	['an entity that does not exist', `${businessPartners}/A_Supplier('999999')`, 404, '/IWFND/CM_MGW/051'],
	['a segment that does not exist', `${businessPartners}/A_Supplier('100001')/to_Nothing`, 404, '/IWFND/CM_MGW/051'],
	['a key that is no text literal', `${businessPartners}/A_Supplier(100001)`, 400, '/IWFND/CM_MGW/096'],
	['half a key', `${businessPartners}/A_SupplierCompany(Supplier='100001')`, 400, '/IWFND/CM_MGW/096'],
])('%s', async (_what, path, status, code) => {
	const refused = await refusal(path);
	expect(refused.status).toBe(status);
	expect(refused.error).toMatchObject({
		code,
		message: { lang: 'en' },
		innererror: { transactionid: expect.stringMatching(/^[0-9A-F]{32}$/) as string, errordetails: [{ code }] },
	});
});

test('a service that is switched off answers like one that does not exist', async () => {
	await sap.change({ do: 'set-service', service: 'API_COMPANYCODE_SRV', active: false });
	expect(await refusal(`${companyCodes}/A_CompanyCode`)).toMatchObject({
		status: 403,
		error: { code: '/IWFND/MED/170' },
	});
	await sap.change({ do: 'set-service', service: 'API_COMPANYCODE_SRV', active: true });
	expect((await refusal(`${companyCodes}/A_CompanyCode`)).status).toBe(200);
});

describe('names that the type has not: 400 with the code clients know', () => {
	test.each([
		['$select', 'BusinessPartner,Nothing'],
		['$filter', "Nothing eq 'x'"],
		['$filter', "to_Nothing/Supplier eq 'x'"],
		['$orderby', 'Nothing'],
		['$expand', 'to_Nothing'],
		['$expand', 'to_Supplier/to_Nothing'],
		['$filter', "LastChangeDateTime ge datetimeoffset'2026-01-01T00:00:00Z'"],
	])('%s=%s', async (name, value) => {
		expect(await refusal(partners, { [name]: value })).toMatchObject({
			status: 400,
			error: { code: '005056A509B11EE1B9A8FEA8DE87F78E' },
		});
	});
	test('below an expanded navigation', async () => {
		const options = { $expand: 'to_Supplier', $select: 'BusinessPartner,to_Supplier/Nothing' };
		expect((await refusal(partners, options)).error?.code).toBe('005056A509B11EE1B9A8FEA8DE87F78E');
	});
	test('V4', async () => {
		for (const [name, value] of [
			['$select', 'Nothing'],
			['$expand', '_PurchaseOrderItem($select=Nothing)'],
		] as const) {
			expect(await refusal(orders, { [name]: value })).toMatchObject({
				status: 400,
				error: {
					code: '005056A509B11EE1B9A8FEA8DE87F78E',
					message: expect.stringContaining('Nothing') as string,
					'@SAP__common.ExceptionCategory': 'Client_Error',
				},
			});
		}
	});
	test('a property that this tenant does not have', async () => {
		const hidden = { service: 'API_BUSINESS_PARTNER', set: 'A_Supplier', property: 'TaxNumber5' };
		const read = () => refusal(`${businessPartners}/A_Supplier`, { $select: 'Supplier,TaxNumber5' });
		await sap.change({ do: 'hide-property', ...hidden });
		expect((await read()).status).toBe(400);
		await sap.change({ do: 'hide-property', ...hidden, hidden: false });
		expect((await read()).status).toBe(200);
	});
});

describe('options that do not fit: 400', () => {
	test.each([
		['text without quotes', { $filter: 'BusinessPartner eq 9' }],
		['a day without its type', { $filter: "LastChangeDate ge '2026-01-01'" }],
		['a moment where a day is stored', { $filter: "LastChangeDate ge datetimeoffset'2026-01-01T00:00:00Z'" }],
		['a V4 date', { $filter: 'LastChangeDate ge 2026-01-01' }],
		['a day that does not exist', { $filter: "LastChangeDate ge datetime'2026-02-30T00:00:00'" }],
		['a number where a boolean is', { $filter: 'IsMarkedForArchiving eq 1' }],
		['a malformed time', { $filter: "CreationTime ge time'11:00:00'" }],
		['an order with null', { $filter: 'LastChangeDate gt null' }],
		['an open bracket', { $filter: "(BusinessPartner eq '9'" }],
		['an open quote', { $filter: "BusinessPartner eq 'O'Brien'" }],
		['no operator', { $filter: 'BusinessPartner' }],
		['an unknown operator', { $filter: "BusinessPartner in ('9')" }],
		['an unknown function', { $filter: "contains(BusinessPartnerName,'a')" }],
		['a filter through a to-many navigation', { $filter: "to_BusinessPartnerAddress/Country eq 'US'" }],
		['a property of a navigation that is not expanded', { $select: 'BusinessPartner,to_Supplier/SupplierName' }],
		['a V4 count', { $count: 'true' }],
		['an unknown count', { $inlinecount: 'yes' }],
		['an unknown direction', { $orderby: 'BusinessPartner down' }],
		['no number', { $top: 'ten' }],
		['an unknown system option', { $search: 'x' }],
		['an unknown format', { $format: 'yaml' }],
	])('%s', async (_what, options) => {
		expect((await refusal(partners, options as Record<string, string>)).status).toBe(400);
	});
	test.each([
		['a V2 count', { $inlinecount: 'allpages' }],
		['a V2 moment', { $filter: "LastChangeDateTime ge datetimeoffset'2026-01-01T00:00:00Z'" }],
		['a V2 function', { $filter: "substringof('a',PurchaseOrder)" }],
		['a V2 nested expand', { $expand: '_PurchaseOrderItem/_PurchaseOrder' }],
	])('V4: %s', async (_what, options) => {
		const refused = await refusal(orders, options as Record<string, string>);
		expect(refused.status).toBe(400);
		expect(typeof refused.error?.message).toBe('string');
	});
});

test('a property that is not filterable', async () => {
	const { compileFilter } = await import('../../simulators/sap/odata/filter.ts');
	const { defineService, defineSet } = await import('../../simulators/sap/metadata/define.ts');
	const set = defineSet({ name: 'Lines', type: 'Line', properties: '*ID String nofilter | Ledger String(2)' });
	const service = defineService({ version: 'V2', id: 'X', path: '/x', namespace: 'X' }, [set]);
	expect(() => compileFilter("ID eq '1'", service, set)).toThrow('not filterable');
	expect(compileFilter("Ledger eq '0L'", service, set)(() => '0L')).toBe(true);
});

test('whoever does not ask for JSON gets XML, errors included', async () => {
	const headers = { Accept: '*/*' };
	const feed = await sap.http.get<string>(partners, { headers });
	expect(feed.headers['content-type']).toContain('application/atom+xml');
	expect(feed.data).toContain('<feed');
	const error = await sap.http.get<string>(`${businessPartners}/A_Nothing`, { headers });
	expect(error.data).toContain('<code>/IWFND/CM_MGW/051</code>');
	const json = await sap.http.get(`${partners}?$format=json&$top=1`, { headers });
	expect(json.data).toHaveProperty('d.results');
	expect((await sap.http.get(partners, { headers: { Accept: 'text/csv' } })).status).toBe(406);
});
