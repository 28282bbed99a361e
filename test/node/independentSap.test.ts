import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';
import { entities, entityTable } from '../../nodes/shared/entities';
import type { SapData } from '../../simulators/data/types.ts';
import { client, startIndependentSap, tokenPath, type Answered, type IndependentSap } from '../independentSap/index.ts';
import { run } from '../support/examples.ts';
import { runNode, searchList, StoredCredential } from '../support/nodeHarness.ts';
import { jsonOf, World } from '../support/world.ts';

// What the product reads from an OData implementation that is not ours has to be what it reads from our simulator.

// Lists of hundreds of rows come in pages of seven.
jest.setTimeout(240_000);

let world: World;
let sap: IndependentSap;
let credential: StoredCredential;
beforeAll(async () => {
	[world, sap] = await Promise.all([World.start(), startIndependentSap()]);
	credential = new StoredCredential({
		...client,
		...{ tokenUrl: `${sap.url}${tokenPath}`, apiUrl: sap.url, systemId: 'S4P', language: 'EN' },
	});
	await takeOver();
}, 60_000);
afterAll(async () => {
	await sap.close();
	await world.close();
});
beforeEach(async () => await sap.set({}));

/** The independent system holds what the simulator does. */
const takeOver = async () => await sap.load(world.simulators.sap.simulator.state() as SapData);

type Parameters = IDataObject;

const data = () => world.simulators.dataset.sap;
/** Pages that are asked for by key, and that the server cuts in two. */
const pageSize = 10;
const many = (resource: string, filters: object = {}, { options = {}, ...more }: Parameters = {}): Parameters => ({
	...{ resource, operation: 'getAll', returnAll: true, filters, ...more },
	options: { pageSize, ...(options as object) },
});

/** What went wrong with requests to the independent system, and what it had to answer. */
const refused = (answered: Answered[]) =>
	answered.filter(({ status }) => status >= 400).map(({ url, status }) => `${status} ${decodeURIComponent(url)}`);

const sorted = (items: IDataObject[]) => items.map((item) => JSON.stringify(item)).sort();

/** What one of the two has and the other has not. */
const apart = (theirs: string[], ours: string[]) => ({
	'only in the independent one': theirs.filter((item) => !ours.includes(item)),
	'only in ours': ours.filter((item) => !theirs.includes(item)),
});
const nothing = apart([], []);

interface Read {
	items: string[];
	answered: Answered[];
}

/**
 * Reads by the same parameters from both systems: none fails, and what comes is the same. Only its order may differ:
 * SAP compares numbers as padded with zeros.
 */
async function readBoth(parameters: Parameters, versions: Partial<ICredentialDataDecryptedObject> = {}): Promise<Read> {
	const stored = [world.sapCredential, credential];
	for (const each of stored) each.data = { ...each.data, ...versions } as ICredentialDataDecryptedObject;
	await sap.requests();
	const [ours, theirs] = await Promise.all(
		stored.map(
			async (each) =>
				await runNode({
					node: 'sapS4Hana',
					parameters: parameters as IDataObject,
					credential: each,
					onError: 'continueErrorOutput',
				}),
		),
	);
	const answered = await sap.requests();
	expect([ours?.error, theirs?.error]).toEqual([undefined, undefined]);
	expect(jsonOf(theirs?.outputs[1])).toEqual(jsonOf(ours?.outputs[1]));
	const items = sorted(jsonOf(theirs?.outputs[0]));
	const expected = sorted(jsonOf(ours?.outputs[0]));
	expect([apart(items, expected), items.length]).toEqual([nothing, expected.length]);
	return { items, answered };
}

async function same(parameters: Parameters, versions?: Partial<ICredentialDataDecryptedObject>): Promise<string[]> {
	const { items, answered } = await readBoth(parameters, versions);
	expect(refused(answered)).toEqual([]);
	return items;
}

const apis = (version: string) => ({ purchaseOrderApi: version, purchaseRequisitionApi: version });
const locator = (value = '') => ({ __rl: true, mode: 'number', value });

/** Half a year in which about half of everything was changed. */
const window = { changedFrom: '2026-03-01T00:00:00Z', changedTo: '2026-09-16T01:33:37Z' };

const numbers = {
	order: (index: number) => data().orders.at(index)?.header.PurchaseOrder ?? '',
	requisition: (index: number) => data().requisitions.at(index)?.header.PurchaseRequisition ?? '',
	supplier: (index: number) => data().suppliers.at(index)?.supplier.Supplier ?? '',
	invoice: (index: number) => {
		const { FiscalYear = '', SupplierInvoice = '' } = data().invoices.at(index)?.header ?? {};
		return `${FiscalYear}/${SupplierInvoice}`;
	},
};

describe.each(['V2', 'V4'])('purchase orders and requisitions (%s)', (version) => {
	const options = { api: version };
	const orders = (filters = {}, more = {}) => same(many('purchaseOrder', filters, { options, ...more }));
	const requisitions = (filters = {}, more = {}) => same(many('purchaseRequisition', filters, { options, ...more }));

	it('Get Many: every order and every requisition', async () => {
		expect(await orders()).toHaveLength(data().orders.filter(({ header }) => header.Supplier).length);
		expect(await orders({}, { options: { api: version, pageSize: 200 } })).toEqual(await orders());
		expect(await requisitions()).toHaveLength(data().requisitions.length);
	});

	it('Get Many: in a window, by numbers, company codes, types and organizations, after a number', async () => {
		const all = data().orders.length;
		for (const filters of [
			window,
			{ orderKeys: `${numbers.order(3)}, 00${numbers.order(9)}` },
			{ requisitionKeys: [numbers.requisition(0), numbers.requisition(1)].join() },
			{ companyCodes: '1010, 1710', orderTypes: 'NB', purchasingOrganizations: '1010' },
			{ afterOrder: numbers.order(60), ...window },
		]) {
			const found = await orders(filters);
			expect(found.length).toBeGreaterThan(0);
			expect(found.length).toBeLessThan(all);
		}
		for (const filters of [
			window,
			{ requisitionKeys: `${numbers.requisition(3)}, 00${numbers.requisition(9)}` },
			{ afterRequisition: numbers.requisition(20) },
		]) {
			const found = await requisitions(filters);
			expect(found.length).toBeGreaterThan(0);
			expect(found.length).toBeLessThan(data().requisitions.length);
		}
	});

	it('Get Many: a limit that several pages of the server make up', async () => {
		const limited = { returnAll: false, limit: 30 };
		expect(await orders({}, limited)).toHaveLength(30);
		expect(await requisitions({}, limited)).toHaveLength(30);
	});

	it('Get: an order and a requisition by number', async () => {
		const order = { resource: 'purchaseOrder', operation: 'get', purchaseOrder: locator(numbers.order(5)), options };
		expect(await same(order)).toHaveLength(1);
		const purchaseRequisition = locator(numbers.requisition(5));
		expect(
			await same({ resource: 'purchaseRequisition', operation: 'get', purchaseRequisition, options }),
		).toHaveLength(1);
	});
});

it('suppliers: Get Many of all, in a window, by numbers, by company code; Get', async () => {
	const suppliers = (filters = {}, more = {}) => same(many('supplier', filters, more));
	expect(await suppliers()).toHaveLength(data().suppliers.length);
	for (const filters of [
		window,
		{ supplierKeys: `${numbers.supplier(3)}, us-legacy1, 00${numbers.supplier(9)}` },
		{ companyCodes: '1010' },
	]) {
		const found = await suppliers(filters);
		expect(found.length).toBeGreaterThan(0);
		expect(found.length).toBeLessThan(data().suppliers.length);
	}
	const supplier = locator(numbers.supplier(5));
	expect(await same({ resource: 'supplier', operation: 'get', supplier })).toHaveLength(1);
});

it('supplier invoices: Get Many of all, by days, by IDs; Get', async () => {
	const all = data().invoices.length;
	const invoices = (filters = {}, more = {}) => same(many('supplierInvoice', filters, more));
	expect(await invoices()).toHaveLength(all);
	for (const filters of [
		{ createdFrom: '2026-09-15', createdTo: '2026-09-20' },
		{ postedFrom: '2026-09-20', postedTo: '2026-09-30', companyCodes: '1710' },
		{ invoiceIds: [0, 5, -1].map(numbers.invoice).join() },
	]) {
		const found = await invoices(filters);
		expect(found.length).toBeGreaterThan(0);
		expect(found.length).toBeLessThan(all);
	}
	const [fiscalYear, supplierInvoice] = numbers.invoice(5).split('/');
	expect(await same({ resource: 'supplierInvoice', operation: 'get', fiscalYear, supplierInvoice })).toHaveLength(1);
});

it('projects and WBS elements: all, in a window, by ID, by number, by company code', async () => {
	const { projects, wbsElements } = data();
	expect(await same(many('project'))).toHaveLength(projects.length);
	expect(await same(many('wbsElement'))).toHaveLength(wbsElements.length);
	const [first, second] = wbsElements.slice(10);
	for (const filters of [window, { projects: 'P-1001, P-1002' }, { companyCodes: '1010' }]) {
		expect((await same(many('project', filters))).length).toBeGreaterThan(0);
		expect((await same(many('wbsElement', filters))).length).toBeGreaterThan(0);
	}
	for (const filters of [
		{ wbsElements: `${first?.ProjectElement ?? ''}, ${second?.ProjectElement ?? ''}` },
		{ internalIds: `${first?.WBSElementInternalID ?? ''}, ${second?.WBSElementInternalID ?? ''}` },
	])
		expect(await same(many('wbsElement', filters))).toHaveLength(2);
});

it('G/L accounts, cost centers, company codes: all, in a window, on a day, by number', async () => {
	expect(await same(many('glAccount'))).toHaveLength(data().glAccounts.length);
	expect((await same(many('costCenter'))).length).toBeGreaterThan(7);
	expect((await same(many('companyCode'))).length).toBeGreaterThan(1);
	const [account] = data().glAccounts;
	const [center] = data().costCenters;
	for (const parameters of [
		many('glAccount', { changedFrom: '2020-01-01T00:00:00Z' }),
		many('glAccount', { glAccounts: `00${account?.GLAccount ?? ''}`, chartsOfAccounts: 'YCOA' }),
		many('costCenter', { validOn: '2025-12-31' }),
		many('costCenter', { costCenters: center?.CostCenter, controllingAreas: 'A000' }),
		many('companyCode', { companyCodes: '1710' }),
	])
		expect((await same(parameters)).length).toBeGreaterThan(0);
});

it('actual costs: all, by posting days, of some WBS elements, what moved in a window', async () => {
	const costs = (filters = {}, more = {}) => same(many('projectCost', filters, more));
	const all = await costs();
	expect(all.length).toBeGreaterThan(100);
	for (const [filters, more] of [
		[{ postedFrom: '2026-06-01', postedTo: '2026-08-31', companyCodes: '1710' }],
		[{ wbsElements: 'P-1001*' }],
		...['all', 'projects', 'moved'].map((changesReturn) => [window, { options: { changesReturn } }]),
	] as Array<[object, Parameters?]>)
		expect((await costs(filters, more)).length).toBeGreaterThan(0);
});

it('planned costs: of a category, of fiscal years, of some WBS elements', async () => {
	const plan = (filters = {}) => same(many('plannedCost', filters, { planCategory: 'PLN' }));
	const all = await plan();
	expect(all.length).toBeGreaterThan(7);
	for (const filters of [{ wbsElements: 'P-1001*' }, { fiscalYears: '2026', companyCodes: '1710' }])
		expect((await plan(filters)).length).toBeGreaterThan(0);
});

it('supplier invoices whose numbers begin anew each fiscal year: none is lost or repeated between pages', async () => {
	const invoices = data().invoices.flatMap((invoice) =>
		['2025', '2026'].map((FiscalYear) => ({ ...invoice, header: { ...invoice.header, FiscalYear } })),
	);
	world.simulators.sap.simulator.reset({ invoices });
	await takeOver();
	expect(await same(many('supplierInvoice'))).toHaveLength(invoices.length);
	const lanes = { supplier_invoice: { window: { from: null, to: '2026-11-01T00:00:00.000Z' }, limit: 30 } };
	const afterKey = numbers.invoice(-1).replace('2026/', '2025/');
	for (const lane of [lanes.supplier_invoice, { ...lanes.supplier_invoice, afterKey }]) {
		const ofLane = run({ lanes: { supplier_invoice: lane } });
		expect(await same({ resource: 'supplierInvoice', operation: 'fetch', run: ofLane })).toHaveLength(30);
	}
	world.simulators.sap.simulator.reset(undefined);
	await takeOver();
});

it('System > Get, Check and Read Documents: nothing is missing, and each document is the same', async () => {
	const checked = { resource: 'system', operation: 'check' };
	const { outputs: findings } = await runNode({ node: 'sapS4Hana', parameters: checked, credential });
	const states = jsonOf(findings[0]).map(({ subject, state }) => `${String(subject)} ${String(state)}`);
	expect(states.length).toBeGreaterThan(8);
	expect(states.filter((state) => !state.endsWith('fits'))).toEqual([]);
	for (const version of ['V2', 'V4']) {
		const reads = ['orders', 'requisitions', 'costs', 'plan', 'suppliers'];
		const parameters = { resource: 'system', operation: 'readDocuments', reads, planCategory: 'PLN' };
		expect((await same(parameters, apis(version))).length).toBeGreaterThan(300);
	}
	const { outputs } = await runNode({
		node: 'sapS4Hana',
		parameters: { resource: 'system', operation: 'get' },
		credential,
	});
	expect(jsonOf(outputs[0])).toEqual([expect.objectContaining({ system: 'S4P', clock: 'sap' })]);
});

describe.each(['V2', 'V4'])('Fetch for a Run (%s)', (version) => {
	const lanes = Object.fromEntries(
		entities.map((entity) => [
			entity,
			{
				window: { from: '2026-03-01T00:00:00.000Z', to: '2026-11-01T00:00:00.000Z' },
				limit: entityTable[entity].batched ? 25 : 0,
			},
		]),
	);
	it.each([
		['supplier', {}],
		['purchaseOrder', {}],
		['purchaseRequisition', {}],
		['supplierInvoice', {}],
		['glAccount', {}],
		['projectCost', { costAccounts: '1-99999999' }],
		['plannedCost', { planCategory: { __rl: true, mode: 'id', value: 'PLN' }, costAccounts: '1-99999999' }],
	])('%s: the first batch of its window', async (resource, more) => {
		const parameters = { resource, operation: 'fetch', run: run({ lanes }), ...more };
		expect((await same(parameters, apis(version))).length).toBeGreaterThan(7);
	});
});

describe('OData > Get Many', () => {
	const rows = async (parameters: object) => {
		await sap.requests();
		const { outputs, error } = await runNode({
			node: 'sapS4Hana',
			parameters: { ...many('odata'), ...parameters },
			credential,
		});
		expect(error).toBeUndefined();
		expect(refused(await sap.requests())).toEqual([]);
		return jsonOf(outputs[0]);
	};
	const v4 = '/sap/opu/odata4/sap/api_purchaseorder_2/srvd_a2x/sap/purchaseorder/0001';

	it('V2 by key and V4 by pages of the server, with filter, fields and expanded rows', async () => {
		const suppliers = await rows({
			...{ servicePath: '/sap/opu/odata/sap/API_BUSINESS_PARTNER', odataVersion: 'V2' },
			...{ entitySet: 'A_BusinessPartner', filter: "Supplier ne ''", select: 'BusinessPartner,Supplier' },
			options: { keyProperty: 'BusinessPartner', pageSize: 20 },
		});
		expect(new Set(suppliers.map(({ Supplier }) => Supplier)).size).toBe(data().suppliers.length);
		const orders = await rows({
			...{ servicePath: v4, odataVersion: 'V4', entitySet: 'PurchaseOrder' },
			...{ filter: "CompanyCode eq '1710'", orderBy: 'PurchaseOrder desc' },
			expand: '_PurchaseOrderItem($select=PurchaseOrderItem,NetAmount)',
		});
		const expected = data().orders.filter(({ header }) => header.CompanyCode === '1710');
		expect(
			orders.map(({ PurchaseOrder, _PurchaseOrderItem }) => [PurchaseOrder, (_PurchaseOrderItem as []).length]),
		).toEqual(expected.map(({ header, items }) => [header.PurchaseOrder, items.length]).reverse());
	});
});

describe('lists in the editor', () => {
	/** Every entry, page after page, of both systems. */
	async function listed(method: string, filter?: string, versions = apis('V4')) {
		await sap.requests();
		const lists = [world.sapCredential, credential].map(async (each) => {
			each.data = { ...each.data, ...versions };
			const results: string[] = [];
			let token: string | undefined;
			do {
				const page = await searchList({ node: 'sapS4Hana', credential: each }, method, filter, token);
				results.push(...page.results.map(({ name, value }) => `${name} ${String(value)}`));
				token = page.paginationToken as string | undefined;
			} while (token !== undefined && results.length < 1000);
			return results.sort();
		});
		const [ours = [], theirs = []] = await Promise.all(lists);
		expect(refused(await sap.requests())).toEqual([]);
		expect(theirs).toEqual(ours);
		return theirs;
	}

	it.each(['V2', 'V4'])('suppliers, orders, requisitions, plan categories (%s): all of them', async (version) => {
		const counts = new Map([
			['searchSuppliers', data().suppliers.length],
			['searchPurchaseOrders', data().orders.length],
			['searchPurchaseRequisitions', data().requisitions.length],
		]);
		for (const [method, count] of counts) expect(await listed(method, undefined, apis(version))).toHaveLength(count);
		expect((await listed('searchPlanCategories')).length).toBeGreaterThan(0);
		const order = numbers.order(7);
		expect(await listed('searchPurchaseOrders', order.slice(2), apis(version))).toHaveLength(1);
	});
});

describe('texts that an address could not hold as they are', () => {
	const names = [
		"O'Brien & Sons",
		"L'Île d'Or & Cie",
		'50 % Stahl + Söhne',
		'A/B #1; C=D? 100%25',
		'上海 "Bau" (Nord)',
		'back\\slash',
	];
	beforeAll(async () => {
		for (const [index, name] of names.entries())
			world.changeSap({ do: 'create-supplier', number: `77700${index}`, name });
		await takeOver();
	});

	it('every supplier is read, and found by its whole name in a list and by a filter', async () => {
		expect(await same(many('supplier'))).toHaveLength(data().suppliers.length + names.length);
		for (const name of names) {
			const found = await searchList({ node: 'sapS4Hana', credential }, 'searchSuppliers', name);
			expect(found.results.map((result) => result.name)).toContain(`${name} (77700${names.indexOf(name)})`);
			const filter = `BusinessPartnerFullName eq '${name.replaceAll("'", "''")}'`;
			const { outputs } = await runNode({
				node: 'sapS4Hana',
				credential,
				parameters: {
					...many('odata'),
					...{ servicePath: '/sap/opu/odata/sap/API_BUSINESS_PARTNER', odataVersion: 'V2' },
					...{ entitySet: 'A_BusinessPartner', filter },
				},
			});
			expect(jsonOf(outputs[0]).map((row) => row.BusinessPartnerFullName)).toEqual([name]);
		}
		expect(refused(await sap.requests())).toEqual([]);
	});
});

/** Every kind of document with something that hangs on it. */
const trees: Array<[resource: string, api: string]> = [
	['supplier', 'V2'],
	['purchaseOrder', 'V2'],
	['purchaseOrder', 'V4'],
	['purchaseRequisition', 'V2'],
	['purchaseRequisition', 'V4'],
	['supplierInvoice', 'V2'],
];

it.each(trees)('%s (%s): texts that are null where nothing was entered', async (resource, api) => {
	await sap.set({ initialAsNull: true });
	expect((await same(many(resource, {}, { options: { api } }))).length).toBeGreaterThan(7);
});

it.each(trees)('%s (%s): nested expand refused, the parts are read on their own', async (resource, api) => {
	await sap.set({ nestedExpand: false });
	const { items, answered } = await readBoth(many(resource, {}, { options: { api } }));
	expect(items.length).toBeGreaterThan(7);
	// Once refused, it is not asked for again.
	expect(refused(answered)).toEqual([expect.stringMatching(/^400 .*expand/)]);
});
