import { failed, goOn, jsonOf, World } from '../support/world.ts';

const getMany = (more: object = {}) => ({ resource: 'supplier', operation: 'getAll', returnAll: true, ...more });
const getOne = (supplier: string, more: object = {}) => ({
	resource: 'supplier',
	operation: 'get',
	supplier: { __rl: true, mode: 'number', value: supplier },
	...more,
});
const entities = (more: object) => ({ resource: 'odata', operation: 'getAll', returnAll: true, ...more });
const v4 = '/sap/opu/odata4/sap/api_purchaseorder_2/srvd_a2x/sap/purchaseorder/0001';
let world: World;

beforeEach(async () => {
	world = await World.start();
});
afterEach(async () => await world.close());

const records = () => world.simulators.dataset.sap.suppliers;
const known = () =>
	records()
		.map(({ supplier }) => supplier.Supplier)
		.sort();
const numbers = (items: Array<{ json: { supplier?: unknown } }> | undefined) =>
	(items ?? []).map(({ json }) => String(json.supplier));

describe('Supplier > Get', () => {
	it('an unknown number: named on its item, the others go on', async () => {
		const [first = '', second = ''] = known();
		const inputs = [[{ n: first }, { n: '99999' }, { n: second }]];
		const { outputs } = await world.sap(getOne('={{ $json.n }}'), { ...goOn, inputs });
		expect(outputs[0]?.map(({ json, pairedItem }) => [json.supplier, pairedItem])).toEqual([
			[first, { item: 0 }],
			[second, { item: 2 }],
		]);
		expect(outputs[1]).toHaveLength(1);
		expect(outputs[1]?.[0]?.pairedItem).toEqual({ item: 1 });
		expect(failed(outputs[1]?.[0])).toMatchObject({
			error: 'SAP has no supplier 99999',
			details: {
				reason: 'not_found',
				detail: { advice: expect.stringContaining('may differ from the business partner') as string },
			},
		});
		const stopped = await world.sap(getOne('={{ $json.n }}'), { inputs });
		expect(stopped.error).toMatchObject({ message: 'SAP has no supplier 99999 [item 1]', context: { itemIndex: 1 } });
	});

	it('leading zeros and lower case find the same supplier; simplify off gives SAP’s own record', async () => {
		expect(numbers((await world.sap(getOne('00100018'))).outputs[0])).toEqual(['100018']);
		expect(numbers((await world.sap(getOne('us-legacy1'))).outputs[0])).toEqual(['US-LEGACY1']);
		const raw = jsonOf((await world.sap(getOne('100018', { simplify: false }))).outputs[0]);
		expect(raw).toEqual([
			expect.objectContaining({ BusinessPartner: '11900001', to_Supplier: expect.anything() as object }),
		]);
	});
});

describe('Supplier > Get Many', () => {
	it('by numbers with one that SAP does not have: only that one fails, by its number', async () => {
		const [first = '', second = ''] = known();
		const filters = { supplierKeys: `${second}, 99999, ${first}` };
		const { outputs } = await world.sap(getMany({ filters }), goOn);
		expect(numbers(outputs[0]).sort()).toEqual([first, second]);
		expect(
			outputs[1]?.map((item) => [failed(item).error, failed(item).details.sapKey, failed(item).details.reason]),
		).toEqual([['SAP has no supplier 99999', '99999', 'not_found']]);
	});

	it('by company code: exactly those that SAP has in it, the limit counts what is given', async () => {
		const inCode = records().filter(({ companies }) => companies.some(({ CompanyCode }) => CompanyCode === '1010'));
		const expected = inCode.map(({ supplier }) => supplier.Supplier).sort();
		expect(expected.length).toBeGreaterThan(3);
		expect(expected.length).toBeLessThan(60);
		const filters = { companyCodes: '1010' };
		expect(numbers((await world.sap(getMany({ filters }))).outputs[0]).sort()).toEqual(expected);
		const limited = await world.sap(getMany({ filters, returnAll: false, limit: 3, options: { pageSize: 5 } }));
		expect(limited.outputs[0]).toHaveLength(3);
		expect(expected).toEqual(expect.arrayContaining(numbers(limited.outputs[0])));
		expect((await world.sap(getMany({ filters: { companyCodes: '9999' } }))).outputs[0]).toEqual([]);
	});

	it('a limit asks SAP for no more than that', async () => {
		const { outputs } = await world.sap(getMany({ returnAll: false, limit: 4 }));
		expect(outputs[0]).toHaveLength(4);
		expect(world.calls('sap').map(({ url }) => /\$top=(\d+)/.exec(decodeURIComponent(url))?.[1])).toEqual(['4']);
	});

	it('a timestamp of SAP that cannot be read: that supplier fails by its key, the others go on', async () => {
		world.changeSap({
			do: 'corrupt',
			set: 'A_BusinessPartner',
			where: { Supplier: '100018' },
			property: 'LastChangeDate',
			value: '/Date(soon)/',
		});
		const { outputs } = await world.sap(getMany(), goOn);
		expect(numbers(outputs[0]).sort()).toEqual(known().filter((number) => number !== '100018'));
		expect(outputs[1]).toHaveLength(1);
		expect(failed(outputs[1]?.[0])).toMatchObject({
			error: 'Supplier 100018 could not be read',
			details: {
				sapKey: '100018',
				status: 'failed',
				reason: 'unreadable_document',
				detail: { advice: expect.stringContaining('LastChangeDate is not a date') as string },
			},
		});
		const stopped = await world.sap(getMany());
		expect(stopped.error).toMatchObject({
			message: 'Supplier 100018 could not be read [item 0]',
			description: expect.stringContaining('LastChangeDate is not a date') as string,
		});
	});

	it.each([
		['Changed From', { changedFrom: 'yesterday' }],
		['Changed To', { changedFrom: '2026-10-01', changedTo: '2026-02-30' }],
	])('an unreadable %s: named, nothing is sent, other items go on', async (name, wrong) => {
		const inputs = [[wrong, { supplierKeys: '100018' }]];
		const fields = ['changedFrom', 'changedTo', 'supplierKeys'];
		const filters = Object.fromEntries(fields.map((field) => [field, `={{ $json.${field} }}`]));
		const { outputs } = await world.sap(getMany({ filters }), { ...goOn, inputs });
		expect(numbers(outputs[0])).toEqual(['100018']);
		expect(outputs[1]?.[0]?.pairedItem).toEqual({ item: 0 });
		expect(failed(outputs[1]?.[0])).toMatchObject({
			error: `The parameter '${name}' cannot be used`,
			details: {
				sapKey: '',
				status: 'failed',
				reason: 'configuration_invalid',
				detail: { advice: expect.stringContaining('2026-10-01T06:00:00Z') as string },
			},
		});
		expect(world.calls('sap')).toHaveLength(1);
	});

	it('an SAP without suppliers, and a window without changes: no items, no error', async () => {
		const filters = { changedFrom: '2030-01-01T00:00:00Z' };
		expect(await world.sap(getMany({ filters }))).toMatchObject({ status: 'success', outputs: [[]] });
		world.simulators.sap.simulator.reset({ suppliers: [] });
		expect(await world.sap(getMany(), goOn)).toMatchObject({ status: 'success', outputs: [[], []] });
	});

	it('server pages of 7 inside pages of 20: every supplier, none twice', async () => {
		world.changeSap({ do: 'page-size', v2: { default: 7, max: 7 } });
		const { outputs } = await world.sap(getMany({ options: { pageSize: 20 } }));
		expect(numbers(outputs[0]).sort()).toEqual(known());
		expect(known()).toHaveLength(60);
		expect(world.calls('sap', 'GET', 'skiptoken').length).toBeGreaterThan(5);
	});

	it.each([20, 30, 60, 7])('an exactly full last page (pages of %i): every supplier, none twice', async (pageSize) => {
		const { outputs } = await world.sap(getMany({ options: { pageSize } }));
		expect(numbers(outputs[0]).sort()).toEqual(known());
		expect(world.calls('sap')).toHaveLength(Math.floor(60 / pageSize) + 1);
	});

	it('a field that this SAP release does not have and nothing can be read without: named, and what to do', async () => {
		world.changeSap({
			do: 'hide-property',
			service: 'API_BUSINESS_PARTNER',
			set: 'A_Supplier',
			property: 'DeletionIndicator',
		});
		const { outputs } = await world.sap(getMany(), goOn);
		expect(outputs[0]).toEqual([]);
		expect(failed(outputs[1]?.[0])).toMatchObject({
			error: 'This SAP release has no field DeletionIndicator in A_Supplier of API_BUSINESS_PARTNER',
			details: {
				reason: 'bad_request',
				detail: { advice: expect.stringContaining('Fields differ between releases') as string },
			},
		});
		expect(world.calls('sap')).toHaveLength(1);
	});
});

describe('a connection that breaks off in the middle of a page', () => {
	const pages = { options: { pageSize: 20 } };
	const path = 'A_BusinessPartner';

	it.each(['truncate', 'drop-before', 'drop-after'] as const)(
		'%s on the second page: read again, complete',
		async (kind) => {
			world.fault('sap', { kind, path, nth: 2 });
			const { outputs } = await world.sap(getMany(pages), goOn);
			expect(numbers(outputs[0]).sort()).toEqual(known());
			expect(outputs[1]).toEqual([]);
			expect(world.calls('sap', 'GET', path)).toHaveLength(5);
		},
	);

	it.each(['truncate', 'drop-before'] as const)(
		'%s for good from the second page on: what was read stays, one failed item for the lane',
		async (kind) => {
			world.fault('sap', { kind, path, nth: 2, times: 'always' });
			const { outputs } = await world.sap(getMany(pages), goOn);
			expect(outputs.map((items) => items.length)).toEqual([20, 1]);
			expect(failed(outputs[1]?.[0])).toMatchObject({
				error: 'SAP S/4HANA could not be reached',
				details: { sapKey: '', status: 'failed', reason: 'system_unavailable' },
			});
			expect(JSON.stringify(failed(outputs[1]?.[0]).details)).toMatch(/broke off|closed in the middle/);
			expect(world.calls('sap', 'GET', path)).toHaveLength(5);
		},
	);

	it('503 for good on the second page: the same, and the rows go out although the lane failed', async () => {
		world.fault('sap', { kind: 'status', status: 503, path, nth: 2, times: 'always' });
		const { outputs } = await world.sap(getMany(pages), goOn);
		expect(outputs.map((items) => items.length)).toEqual([20, 1]);
		expect(failed(outputs[1]?.[0])).toMatchObject({
			error: 'SAP could not answer (status 503)',
			details: { sapKey: '', reason: 'system_unavailable' },
		});
	});

	it('waits as long as SAP asks for', async () => {
		world.fault('sap', { kind: 'status', status: 503, headers: { 'retry-after': '1' }, path });
		const started = Date.now();
		const { outputs } = await world.sap(getMany(pages), goOn);
		expect(Date.now() - started).toBeGreaterThanOrEqual(1000);
		expect(outputs[0]).toHaveLength(60);
	});

	it('does not wait for an hour: said at once, with the time', async () => {
		world.fault('sap', { kind: 'status', status: 503, headers: { 'retry-after': '3600' }, path, times: 'always' });
		const { outputs } = await world.sap(getMany(pages), goOn);
		expect(failed(outputs[1]?.[0])).toMatchObject({
			error: 'SAP could not answer (status 503)',
			details: { reason: 'system_unavailable' },
		});
		expect(JSON.stringify(failed(outputs[1]?.[0]).details)).toMatch(/not to be called again before \d{4}-/);
		expect(world.calls('sap', 'GET', path)).toHaveLength(1);
	});
});

describe('OData > Get Many', () => {
	const partners = {
		servicePath: '/sap/opu/odata/sap/API_BUSINESS_PARTNER',
		entitySet: 'A_BusinessPartner',
		select: 'BusinessPartner,Supplier',
	};
	const orders = { servicePath: v4, entitySet: 'PurchaseOrder', odataVersion: 'V4', select: 'PurchaseOrder,Supplier' };
	const ids = (items: Array<{ json: Record<string, unknown> }> | undefined, key: string) =>
		(items ?? []).map(({ json }) => String(json[key])).sort();
	const partnerIds = () =>
		records()
			.map(({ businessPartner }) => businessPartner.BusinessPartner)
			.sort();

	it('V2: server pages, key pages and both together give every entity once', async () => {
		world.changeSap({ do: 'page-size', v2: { default: 7, max: 7 } });
		for (const options of [{}, { keyProperty: 'BusinessPartner', pageSize: 20 }]) {
			const { outputs } = await world.sap(entities({ ...partners, options }));
			expect(ids(outputs[0], 'BusinessPartner')).toEqual(partnerIds());
		}
		expect(world.calls('sap', 'GET', 'skiptoken').length).toBeGreaterThan(10);
	});

	it('V4: server pages, key pages and both together give every entity once', async () => {
		world.changeSap({ do: 'page-size', v4: { default: 20, max: 20 } });
		const expected = world.simulators.dataset.sap.orders.map(({ header }) => header.PurchaseOrder).sort();
		for (const options of [{}, { keyProperty: 'PurchaseOrder', pageSize: 30 }, { pageSize: 40 }]) {
			const { outputs } = await world.sap(entities({ ...orders, options }));
			expect(ids(outputs[0], 'PurchaseOrder')).toEqual(expected);
			expect(Object.keys(outputs[0]?.[0]?.json ?? {}).sort()).toEqual(['PurchaseOrder', 'Supplier']);
		}
	});

	it('V4: filter, expand and limit reach SAP', async () => {
		const { outputs } = await world.sap(
			entities({
				...orders,
				filter: "PurchaseOrder eq '4500000002'",
				select: 'PurchaseOrder',
				expand: '_PurchaseOrderItem($select=PurchaseOrder,PurchaseOrderItem)',
			}),
		);
		const { orders: stored } = world.simulators.dataset.sap;
		const items = stored.find(({ header }) => header.PurchaseOrder === '4500000002')?.items ?? [];
		expect(items.length).toBeGreaterThan(0);
		expect(jsonOf(outputs[0])).toEqual([
			{
				PurchaseOrder: '4500000002',
				_PurchaseOrderItem: items.map(({ PurchaseOrderItem }) => ({ PurchaseOrder: '4500000002', PurchaseOrderItem })),
			},
		]);
		const limited = await world.sap(entities({ ...orders, returnAll: false, limit: 2 }));
		expect(limited.outputs[0]).toHaveLength(2);
	});

	it.each([
		['an unknown field', { select: 'PurchaseOrder,Colour' }, /Colour/],
		['a malformed filter', { filter: "PurchaseOrder eq '1" }, /did not accept the query to API_PURCHASEORDER_2/],
		['an unknown entity set', { entitySet: 'Orders' }, /has nothing at the address|did not accept/],
	])('%s: said in words, other items go on', async (_, wrong, message) => {
		const inputs = [
			[
				{ entitySet: 'PurchaseOrder', select: '', filter: '', ...wrong },
				{ entitySet: 'PurchaseOrder', select: '', filter: '' },
			],
		];
		const parameters = {
			...orders,
			entitySet: '={{ $json.entitySet }}',
			select: '={{ $json.select }}',
			filter: '={{ $json.filter }}',
		};
		const { outputs } = await world.sap(entities(parameters), { ...goOn, inputs });
		const { length } = world.simulators.dataset.sap.orders;
		expect(outputs[0]?.map(({ pairedItem }) => pairedItem)).toEqual(Array(length).fill({ item: 1 }));
		expect(outputs[1]?.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }]);
		const { error, details } = failed(outputs[1]?.[0]);
		expect(error).toMatch(message);
		expect(details.advice).toMatch(/Check/);
	});

	it('a connection that lasts not: rows read so far stay', async () => {
		world.changeSap({ do: 'page-size', v2: { default: 20, max: 20 } });
		world.fault('sap', { kind: 'truncate', path: 'A_BusinessPartner', nth: 3, times: 'always' });
		const { outputs } = await world.sap(entities(partners), goOn);
		expect(outputs.map((items) => items.length)).toEqual([40, 1]);
	});
});

describe('System > Get', () => {
	it("tells SAP's own clock", async () => {
		world.simulators.sap.simulator.clock.set('2031-05-06T07:08:09Z');
		const { outputs } = await world.sap({ resource: 'system', operation: 'get' });
		expect(outputs[0]?.[0]?.json).toMatchObject({
			system: 'S4P',
			clock: 'sap',
			now: expect.stringContaining('2031-05-06T07:08') as string,
		});
	});

	it('tells it while one of its services is not active, and which one when none is', async () => {
		const deactivate = (service: string) => {
			world.changeSap({ do: 'set-service', service, active: false });
		};
		deactivate('API_BUSINESS_PARTNER');
		const { outputs } = await world.sap({ resource: 'system', operation: 'get' });
		expect(outputs[0]?.[0]?.json).toMatchObject({ system: 'S4P', clock: 'sap' });
		deactivate('API_PURCHASEORDER_2');
		const none = await world.sap({ resource: 'system', operation: 'get' }, goOn);
		expect(failed(none.outputs.flat()[0])).toMatchObject({ details: { reason: 'service_not_available' } });
	});
});
