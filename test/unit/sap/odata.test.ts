import { type IExecuteFunctions, type ILoadOptionsFunctions } from 'n8n-workflow';
import { searchSuppliers } from '../../../nodes/SapS4Hana/methods/listSearch';
import { SapS4Hana } from '../../../nodes/SapS4Hana/SapS4Hana.node';
import { errorOf, fakeSap, type FakeOptions } from './fakes';

const path = '/sap/opu/odata/sap/API_COMPANYCODE_SRV';
const v2 = {
	resource: 'odata',
	operation: 'getAll',
	servicePath: path,
	entitySet: 'A_CompanyCode',
	odataVersion: 'V2',
};
const v4 = { ...v2, servicePath: '/sap/opu/odata4/x/0001', entitySet: 'PurchaseOrder', odataVersion: 'V4' };
const run = async (context: IExecuteFunctions) => (await new SapS4Hana().execute.call(context))[0] ?? [];

async function execute(options: FakeOptions) {
	const { context, requests } = fakeSap(options);
	return { items: await run(context), requests, urls: requests.map(({ url }) => new URL(url)) };
}

describe('OData > Get Many', () => {
	it('passes the parameters on and follows the links of the server', async () => {
		const { items, urls } = await execute({
			parameters: { ...v2, returnAll: true, filter: "a eq 'b+c'", select: 'A, B,', expand: 'to_X', orderBy: 'A desc' },
			answer: (_, count) => ({
				body: { d: { results: [{ A: String(count) }], ...(count < 3 ? { __next: `?$skiptoken=${count}` } : {}) } },
			}),
		});
		expect(items.map(({ json }) => json.A)).toEqual(['1', '2', '3']);
		expect(urls[0]?.pathname).toBe(`${path}/A_CompanyCode`);
		expect(Object.fromEntries(urls[0]?.searchParams ?? [])).toEqual({
			$filter: "a eq 'b+c'",
			$select: 'A,B',
			$expand: 'to_X',
			$orderby: 'A desc',
		});
	});

	it('reads V4 with a wish for the page size, and stops at the limit', async () => {
		const { items, requests, urls } = await execute({
			parameters: { ...v4, limit: 3, options: { pageSize: 2 }, expand: '_A($expand=_B;$select=C,D),_E' },
			answer: (url, count) => ({
				body: { value: [{ K: `${count}a` }, { K: `${count}b` }], '@odata.nextLink': `${url.pathname}?page=${count}` },
			}),
		});
		expect(items).toHaveLength(3);
		expect(requests).toHaveLength(2);
		expect(requests[0]?.headers).toMatchObject({ prefer: 'odata.maxpagesize=2' });
		expect(urls[0]?.searchParams.get('$top')).toBe('3');
		expect(urls[0]?.searchParams.get('$expand')).toBe('_A($expand=_B;$select=C,D),_E');
	});

	it('reads by key, and selects it', async () => {
		const { items, urls } = await execute({
			parameters: {
				...v2,
				returnAll: true,
				filter: 'a eq 1 or b eq 2',
				select: 'B',
				options: { keyProperty: 'K', pageSize: 2 },
			},
			answer: (_, count) => ({ body: { d: { results: count === 1 ? [{ K: 'x' }, { K: "y'" }] : [] } } }),
		});
		expect(items).toHaveLength(2);
		expect(urls[1]?.searchParams.get('$filter')).toBe("(a eq 1 or b eq 2) and (K gt 'y''')");
		expect(urls[0]?.searchParams.get('$select')).toBe('B,K');
		expect(urls[0]?.searchParams.get('$orderby')).toBe('K');
	});

	it.each([
		['Service Path', { servicePath: '' }],
		['Service Path', { servicePath: '/sap/x?$top=1' }],
		['Service Path', { servicePath: '/sap/../x' }],
		['Entity Set', { entitySet: '' }],
		['Entity Set', { entitySet: 'A?$top=1' }],
		['Order By', { orderBy: 'A', options: { keyProperty: 'K' } }],
	])('refuses a wrong %s', async (name, wrong) => {
		const { context, requests } = fakeSap({ parameters: { ...v2, ...wrong }, answer: () => ({}) });
		expect((await errorOf(() => run(context))).message).toBe(`The parameter '${name}' cannot be used [item 0]`);
		expect(requests).toHaveLength(0);
	});

	it('never leaves the host of the credential, whatever the path', async () => {
		const { urls } = await execute({
			parameters: { ...v2, servicePath: '//evil.example/@x', limit: 1 },
			answer: () => ({ body: { d: { results: [] } } }),
		});
		expect(urls[0]?.origin).toBe('https://sap.example');
	});

	it('gives a message item when it is to go on', async () => {
		const { items } = await execute({
			parameters: v2,
			continueOnFail: true,
			answer: () => ({ status: 404, body: '' }),
		});
		expect(items).toHaveLength(1);
		expect(items[0]).toMatchObject({
			json: { error: expect.stringContaining('nothing at the address') as string, details: { reason: 'not_found' } },
		});
	});
});

describe('the list of suppliers', () => {
	it('finds by number, name and search term, page by page', async () => {
		const rows = Array.from({ length: 50 }, (_, index) => ({
			BusinessPartner: `p${index}`,
			Supplier: `s${index}`,
			BusinessPartnerFullName: `Name ${index}`,
		}));
		const { context, requests } = fakeSap({ answer: () => ({ body: { d: { results: rows } } }) });
		const found = await searchSuppliers.call(context as unknown as ILoadOptionsFunctions, "o'b", 'p9');
		expect(found.results[0]).toEqual({ name: 'Name 0 (s0)', value: 's0' });
		expect(found.paginationToken).toBe('p49');
		expect(new URL(requests[0]?.url ?? '').searchParams.get('$filter')).toBe(
			"(Supplier ne '') and (substringof('o''b',BusinessPartnerFullName) or substringof('O''B',Supplier) or substringof('O''B',SearchTerm1)) and (BusinessPartner gt 'p9')",
		);
	});

	it('ends with a page that is not full', async () => {
		const { context } = fakeSap({ answer: () => ({ body: { d: { results: [] } } }) });
		const found = await searchSuppliers.call(context as unknown as ILoadOptionsFunctions);
		expect(found).toEqual({ results: [] });
	});
});
