import axios from 'axios';
import type { IExecuteFunctions, IHttpRequestOptions, ILoadOptionsFunctions, INodeExecutionData } from 'n8n-workflow';
import { generateDataset } from '../../../simulators/data/dataset.ts';
import { createClock } from '../../../simulators/core/clock.ts';
import { startServer, type RunningServer } from '../../../simulators/core/server.ts';
import { createSapSimulator, type SapChange } from '../../../simulators/sap/index.ts';
import { supplierSchema, type Supplier } from '../../../nodes/shared/model';
import { searchSuppliers } from '../../../nodes/SapS4Hana/methods/listSearch';
import { SapS4Hana } from '../../../nodes/SapS4Hana/SapS4Hana.node';
import { errorOf, fakeSap } from './fakes';

/** The client against a SAP that refuses what SAP refuses; log-on is done by hand, n8n's is tested elsewhere. */
const data = generateDataset('tour');
const clock = createClock('2026-10-02T08:00:00Z');
let server: RunningServer;
let bearer = '';

const change = async (command: SapChange) => await axios.post(`${server.url}/__admin/change`, command);
const fault = async (body: object) => await axios.post(`${server.url}/__admin/faults`, body);

async function logOn() {
	const auth = { username: 'CLIENT', password: 'not a real secret' };
	const url = `${server.url}/sap/bc/sec/oauth2/token`;
	const { data: token } = await axios.post<{ access_token: string }>(url, 'grant_type=client_credentials', { auth });
	bearer = token.access_token;
}

beforeAll(async () => {
	server = await startServer(
		createSapSimulator({
			clientId: 'CLIENT',
			clientSecret: 'not a real secret',
			...data.sap,
			clock,
		}),
	);
	await logOn();
});
afterAll(async () => await server.close());
beforeEach(() => jest.spyOn(Math, 'random').mockReturnValue(0));
afterEach(async () => {
	jest.restoreAllMocks();
	await axios.delete(`${server.url}/__admin/faults`);
	await axios.post(`${server.url}/__admin/reset`, {});
	await logOn();
});

/** A context whose requests go out like n8n's: no redirects, every status but 401 is an answer. */
function contextOf(parameters: Record<string, unknown>, continueOnFail = false): IExecuteFunctions {
	const { context } = fakeSap({
		parameters,
		continueOnFail,
		credentials: { apiUrl: server.url, language: 'EN' },
		answer: () => ({}),
	});
	context.helpers.httpRequestWithAuthentication = async (_type: string, request: IHttpRequestOptions) => {
		const answer = await axios.request<unknown>({
			method: request.method ?? 'GET',
			url: request.url,
			headers: { ...(request.headers as Record<string, string>), authorization: `Bearer ${bearer}` },
			maxRedirects: 0,
			validateStatus: (status) => status !== 401,
		});
		return { statusCode: answer.status, headers: answer.headers, body: answer.data };
	};
	return context;
}

async function run(parameters: Record<string, unknown>, continueOnFail = false): Promise<INodeExecutionData[]> {
	return (await new SapS4Hana().execute.call(contextOf(parameters, continueOnFail)))[0] ?? [];
}

const getMany = (more: object = {}) => ({ resource: 'supplier', operation: 'getAll', returnAll: true, ...more });
const suppliersOf = (items: INodeExecutionData[]) => items.map(({ json }) => json as unknown as Supplier);
const numbersOf = (items: INodeExecutionData[]) => items.map(({ json }) => String(json.supplier)).sort();
const known = data.sap.suppliers.map(({ supplier }) => supplier.Supplier).sort();

describe('suppliers of the simulator', () => {
	it('are all read, each once, in pages of any size, and fit the model', async () => {
		for (const pageSize of [7, 200]) {
			const items = await run(getMany({ options: { pageSize } }));
			expect(numbersOf(items)).toEqual(known);
			for (const { json } of items) supplierSchema.parse(json);
		}
	});

	it('are all read when the server cuts the pages smaller than asked for', async () => {
		await change({ do: 'page-size', v2: { default: 3, max: 3 } });
		expect(numbersOf(await run(getMany({ options: { pageSize: 10 } })))).toEqual(known);
	});

	it('keep what SAP stores, letter by letter', async () => {
		const names = new Map(suppliersOf(await run(getMany())).map(({ supplier, name }) => [supplier, name]));
		for (const { supplier } of data.sap.suppliers) expect(names.get(supplier.Supplier)).toBe(supplier.SupplierName);
	});

	it('are read one by one by number, letters included', async () => {
		for (const supplier of [known[0], 'US-LEGACY1'].filter((key) => key && known.includes(key))) {
			const items = await run({ resource: 'supplier', operation: 'get', supplier });
			expect(numbersOf(items)).toEqual([supplier]);
		}
	});

	it('are read by many numbers', async () => {
		expect(numbersOf(await run(getMany({ filters: { supplierKeys: known } })))).toEqual(known);
	});

	it('are read by day of change', async () => {
		await change({ do: 'edit-supplier', supplier: known[0] ?? '', name: "D'Arcy + Söhne #1" });
		const filters = { changedFrom: '2026-10-02T07:00:00Z', changedTo: '2026-10-02T08:00:00Z' };
		const items = await run(getMany({ filters, options: { dayOverlap: 0 } }));
		expect(suppliersOf(items).find(({ supplier }) => supplier === known[0])).toMatchObject({
			name: "D'Arcy + Söhne #1",
			changedAt: expect.stringMatching(/^2026-10-02T08:0\d:\d\d\.000Z$/) as string,
		});
		expect(items.length).toBeLessThan(known.length);
	});

	it('are left out by company code', async () => {
		const expected = data.sap.suppliers.filter(({ companies }) => companies.some((row) => row.CompanyCode === '1010'));
		const items = await run(getMany({ filters: { companyCodes: ['1010'] } }));
		expect(numbersOf(items)).toEqual(expected.map(({ supplier }) => supplier.Supplier).sort());
	});

	it('do not stop for one that cannot be read', async () => {
		const [first] = data.sap.suppliers;
		const where = { BusinessPartner: first?.businessPartner.BusinessPartner ?? '' };
		await change({ do: 'corrupt', set: 'A_BusinessPartner', where, property: 'LastChangeDate', value: '/Date(x)/' });
		const items = await run(getMany(), true);
		expect(items).toHaveLength(known.length);
		expect(items.flatMap(({ json }) => (json.details ? [json.details] : []))).toMatchObject([
			{ sapKey: first?.supplier.Supplier, reason: 'unreadable_document' },
		]);
	});

	it('are found by the list search', async () => {
		const found = await searchSuppliers.call(contextOf({}) as unknown as ILoadOptionsFunctions, "O'Brien");
		expect(found.results.map(({ name }) => name)).toEqual([expect.stringContaining("O'Brien & Sons")]);
	});
});

describe('a SAP in trouble', () => {
	it.each([
		{ kind: 'status', status: 503, times: 2 },
		{ kind: 'truncate', times: 2 },
		{ kind: 'drop-before', times: 2 },
	])('is asked again: %j', async (trouble) => {
		await fault({ ...trouble, path: 'A_BusinessPartner' });
		expect(numbersOf(await run(getMany()))).toEqual(known);
	});

	it('names the communication scenario of a service that is not activated', async () => {
		await change({ do: 'set-service', service: 'API_BUSINESS_PARTNER', active: false });
		const error = await errorOf(() => run(getMany()));
		expect(error.context.reason).toBe('service_not_available');
		expect(error.description).toMatch(/SAP_COM_0008.*transaction ID/s);
	});

	const hide = async (set: string, property: string) => {
		await change({ do: 'hide-property', service: 'API_BUSINESS_PARTNER', set, property });
	};

	it('names a field that the release lacks and nothing can be read without', async () => {
		await hide('A_BusinessPartnerTaxNumber', 'BPTaxType');
		expect((await errorOf(() => run(getMany()))).message).toContain('no field BPTaxType');
	});

	it('does without a field that the release lacks, where it can', async () => {
		await hide('A_BusinessPartnerTaxNumber', 'BPTaxLongNumber');
		expect(numbersOf(await run(getMany()))).toEqual(known);
	});
});

describe('the rest of the node', () => {
	it('tells the time of SAP', async () => {
		const items = await run({ resource: 'system', operation: 'get' });
		expect(items[0]?.json).toMatchObject({ system: 'S4P', clock: 'sap', host: new URL(server.url).host });
		expect(Math.abs(Date.parse(String(items[0]?.json.now)) - clock.now())).toBeLessThan(5000);
	});

	it.each([
		['V2', '/sap/opu/odata/sap/API_COMPANYCODE_SRV', 'A_CompanyCode', 'CompanyCode'],
		['V4', '/sap/opu/odata4/sap/api_purchaseorder_2/srvd_a2x/sap/purchaseorder/0001', 'PurchaseOrder', 'PurchaseOrder'],
	])('reads other services (%s)', async (odataVersion, servicePath, entitySet, keyProperty) => {
		await change({ do: 'page-size', v4: { default: 50, max: 50 } });
		const query = { resource: 'odata', operation: 'getAll', returnAll: true, odataVersion, servicePath, entitySet };
		const plain = await run({ ...query, select: keyProperty });
		const byKey = await run({ ...query, options: { keyProperty, pageSize: 1 } });
		expect(plain.length).toBeGreaterThan(1);
		expect(byKey.map(({ json }) => json[keyProperty])).toEqual(plain.map(({ json }) => json[keyProperty]));
	});
});
