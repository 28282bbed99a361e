import type { IDataObject } from 'n8n-workflow';
import type { Finding, PurchaseOrder } from '../../nodes/shared/model';
import { ScriptedSap, type Scripted } from '../support/scriptedSap.ts';
import { costCodeRow } from '../support/orders.ts';
import { mapped } from '../support/mapOrders.ts';
import { failed, goOn, jsonOf, World } from '../support/world.ts';
import { orderRow, readOrder } from '../unit/sap/orders.ts';
import { supplierRow } from '../unit/sap/rows.ts';

/** What people reported of SAP systems, each case under the name it was reported by. */

const v2Set = '/sap/opu/odata/sap/API_PURCHASEORDER_PROCESS_SRV/A_PurchaseOrder';
const ordersOf = (api: 'V2' | 'V4', more: object = {}) => ({
	resource: 'purchaseOrder',
	operation: 'getAll',
	returnAll: true,
	options: { api },
	...more,
});
const suppliers = { resource: 'supplier', operation: 'getAll', returnAll: true };
const check = { resource: 'system', operation: 'check' };
const v2 = (rows: unknown[], next?: string): Scripted => ({
	body: { d: { results: rows, ...(next ? { __next: next } : {}) } },
});
const refusal = (status: number, code: string, value: string): Scripted => ({
	status,
	body: { error: { code, message: { lang: 'en', value } } },
});
const numbered = (number: number) => orderRow('V2', { header: { PurchaseOrder: String(number) } });
const detailOf = (item: Parameters<typeof failed>[0]) => JSON.stringify(failed(item));
const orders = (rows: IDataObject[]) => rows as unknown as PurchaseOrder[];

let world: World | undefined;
let sap: ScriptedSap | undefined;
const started = async (): Promise<World> => (world = await World.start());
const scripted = async (...given: Parameters<typeof ScriptedSap.start>) => (sap = await ScriptedSap.start(...given));
afterEach(async () => {
	await sap?.close();
	await world?.close();
	jest.restoreAllMocks();
	[world, sap] = [undefined, undefined];
});
describe('fields that a release lacks', () => {
	test('v2-without-WBSElementExternalID: the order is read, the element is told by another field', async () => {
		const { read, asked } = await given((url) => {
			const isAsked = (url.searchParams.get('$select') ?? '').includes('WBSElementExternalID');
			if (isAsked)
				return refusal(
					400,
					'005056A509B11EE1B9A8FEA8DE87F78E',
					'Property WBSElementExternalID not found in type A_PurOrdAccountAssignmentType',
				);
			return v2([
				orderRow('V2', {
					assignment: { WBSElementInternalID: '00000815', WBSElement: 'P-1001.2.1', WBSElementExternalID: undefined },
				}),
			]);
		});
		const { outputs } = await read(ordersOf('V2'));
		expect(orders(jsonOf(outputs[0]))[0]?.items[0]?.assignments[0]?.wbsElement).toBe('P-1001.2.1');
		expect(asked().filter(({ pathname }) => pathname.endsWith('$metadata'))).toHaveLength(1);
	});

	test.each(['V2', 'V4'] as const)(
		'v2-without-WBSElementExternalID: any field of orders that can be done without, in %s, costs a refusal and one $metadata',
		async (api) => {
			const { changeSap, sap: run, calls } = worldOf(await started());
			const [service, header, item] =
				api === 'V2'
					? (['API_PURCHASEORDER_PROCESS_SRV', 'A_PurchaseOrder', 'A_PurchaseOrderItem'] as const)
					: (['API_PURCHASEORDER_2', 'PurchaseOrder', 'PurchaseOrderItem'] as const);
			const whole = jsonOf((await run(ordersOf(api))).outputs[0]);
			for (const [set, property] of [
				[header, 'PaymentTerms'],
				[header, 'PurchasingCompletenessStatus'],
				[item, 'Plant'],
				[item, 'ExpectedOverallLimitAmount'],
			] as const)
				changeSap({ do: 'hide-property', service, set, property });
			const usual = calls('sap').length;
			const { outputs, error } = await run(ordersOf(api));
			expect(error).toBeUndefined();
			expect(jsonOf(outputs[0]).map(({ purchaseOrder }) => purchaseOrder)).toEqual(
				whole.map(({ purchaseOrder }) => purchaseOrder),
			);
			expect(calls('sap', 'GET', '$metadata')).toHaveLength(1);
			expect(calls('sap').length).toBe(2 * usual + 2);
		},
	);

	test('v2-without-WBSElementExternalID: a field of a condition alone, which only spares reading', async () => {
		const { changeSap, sap: run } = worldOf(await started());
		changeSap({
			do: 'hide-property',
			service: 'API_PURCHASEORDER_2',
			set: 'PurchaseOrder',
			property: 'LastChangeDateTime',
		});
		const { outputs } = await run(ordersOf('V4', { filters: { changedFrom: '2030-01-01T00:00:00Z' } }), goOn);
		expect(outputs[1] ?? []).toEqual([]);
		expect(outputs[0]).toHaveLength(120);
	});

	test('v2-without-WBSElementExternalID: a field of a condition that decides: nothing is read, the field is named', async () => {
		const { changeSap, sap: run, calls } = worldOf(await started());
		const set = 'GLAccountLineItem';
		changeSap({ do: 'hide-property', service: 'API_GLACCOUNTLINEITEM', set, property: 'IsSettlement' });
		const { outputs } = await run({ resource: 'projectCost', operation: 'getAll', returnAll: true }, goOn);
		expect(outputs[0]).toEqual([]);
		expect(detailOf(outputs[1]?.[0])).toContain(`no field IsSettlement in ${set}`);
		expect(calls('sap')).toHaveLength(1);
	});

	test('v4-unknown-property-in-log-on-language: told as an unknown field, not asked again in parts', async () => {
		const { changeSap, sap: run, calls } = worldOf(await started());
		changeSap({ do: 'set-quirks', language: 'de' });
		const set = 'PurchaseOrderAccountAssignment';
		changeSap({ do: 'hide-property', service: 'API_PURCHASEORDER_2', set, property: 'GLAccount' });
		const { outputs } = await run(ordersOf('V4'), goOn);
		expect(failed(outputs[1]?.[0]).error).toBe(
			`This SAP release has no field GLAccount in ${set} of API_PURCHASEORDER_2`,
		);
		expect(calls('sap', 'GET', 'PurchaseOrderItem?')).toEqual([]);
	});

	test('v4-unknown-property-in-log-on-language: what can be done without is left out', async () => {
		const { changeSap, sap: run } = worldOf(await started());
		changeSap({ do: 'set-quirks', language: 'de' });
		const set = 'PurchaseOrderAccountAssignment';
		changeSap({ do: 'hide-property', service: 'API_PURCHASEORDER_2', set, property: 'WBSElementExternalID' });
		const { outputs } = await run(ordersOf('V4'));
		const elements = orders(jsonOf(outputs[0])).flatMap(({ items }) => items.flatMap((item) => item.assignments));
		expect(elements.filter(({ wbsElement }) => wbsElement.startsWith('P-'))).not.toHaveLength(0);
	});

	test('v4-unknown-property-in-log-on-language: where the service does not describe itself, the name in quotes counts', async () => {
		const { read, asked } = await given(() => ({
			status: 400,
			body: {
				error: {
					code: '/IWBEP/CM_V4_RUNTIME/009',
					message: "Eigenschaft 'WBSElementExternalID' ist im Typ 'X' nicht vorhanden",
				},
			},
		}));
		const { outputs } = await read(ordersOf('V4'));
		expect(outputs[0]).toEqual([]);
		expect(asked().filter(({ pathname }) => pathname.endsWith('PurchaseOrderItem'))).toEqual([]);
		expect(asked().length).toBeLessThanOrEqual(3);
	});

	test('a check says of each field whether it is there, and what is done without it', async () => {
		const { changeSap, sap: run } = worldOf(await started());
		const service = 'API_BUSINESS_PARTNER';
		changeSap({ do: 'hide-property', service, set: 'A_BusinessPartnerTaxNumber', property: 'BPTaxLongNumber' });
		const found = jsonOf((await run({ ...check, documents: ['supplier'] })).outputs[0]) as unknown as Finding[];
		expect(found.filter(({ area }) => area === 'fields')).toMatchObject([
			{
				state: 'attention',
				what: 'The entity set A_BusinessPartnerTaxNumber has no field BPTaxLongNumber. Tax numbers with more than 20 characters are not read.',
			},
		]);
		const served = found.find(({ area }) => area === 'service')?.what ?? '';
		expect(served).toContain('A_BusinessPartnerTaxNumber (BPTaxType, BPTaxNumber)');
	});
});

describe('links and pages', () => {
	test.each([
		['as reported', '', '/sap/opu/odata/sap/API_PURCHASEORDER_PROCESS_SRV'],
		['below the prefix of a gateway', '/s4/prod', '/s4/prod/sap/opu/odata/sap/API_PURCHASEORDER_PROCESS_SRV'],
	])('next-link-http-internal-host: asked for at the credential’s own host, %s', async (_, prefix, path) => {
		const link =
			'http://vhs4app01.internal.example:8000/sap/opu/odata/sap/API_PURCHASEORDER_PROCESS_SRV/A_PurchaseOrder?$skiptoken=2';
		const { read, asked } = await given((url) =>
			url.search.includes('skiptoken') ? v2([numbered(3), numbered(4)]) : v2([numbered(1), numbered(2)], link),
		);
		const { outputs } = await read(ordersOf('V2'), { apiUrl: `${sap?.url}${prefix}` });
		expect(outputs[0]).toHaveLength(4);
		expect(asked().map(({ pathname }) => pathname)).toEqual([`${path}/A_PurchaseOrder`, `${path}/A_PurchaseOrder`]);
	});

	test('next-link-http-internal-host: V4 links are relative to the context, also of lists inside', async () => {
		const root = '/sap/opu/odata4/sap/api_purchaseorder_2/srvd_a2x/sap/purchaseorder/0001';
		const { read, asked } = await given((url) => {
			const context = { '@odata.context': `http://internal:8000${root}/$metadata#X` };
			if (url.search.includes('skiptoken=items')) return { body: { ...context, value: [{ K: 'c' }] } };
			const value = [{ K: 'a', _Item: [{ K: 'b' }], '_Item@odata.nextLink': `Set('a')/_Item?$skiptoken=items` }];
			return { body: { ...context, value } };
		});
		const { outputs } = await read({
			resource: 'odata',
			operation: 'getAll',
			returnAll: true,
			servicePath: root,
			entitySet: `Other('1')/_Set`,
			odataVersion: 'V4',
		});
		expect(jsonOf(outputs[0])).toEqual([{ K: 'a', _Item: [{ K: 'b' }, { K: 'c' }] }]);
		expect(asked()[1]?.pathname).toBe(`${root}/Set('a')/_Item`);
	});

	test('cap-without-link: goes on by key until nothing comes', async () => {
		const all = Array.from({ length: 250 }, (_, index) => numbered(4500000001 + index));
		const { read } = await given((url) => {
			const after = /PurchaseOrder gt '(\d+)'/.exec(url.searchParams.get('$filter') ?? '')?.[1] ?? '';
			return v2(all.filter(({ PurchaseOrder }) => String(PurchaseOrder) > after).slice(0, 100));
		});
		expect((await read(ordersOf('V2'))).outputs[0]).toHaveLength(250);
	});

	test('cap-without-link: lists without a key of one field are read to their end too', async () => {
		const { changeSap, sap: run } = worldOf(await started());
		const accounts = { resource: 'glAccount', operation: 'getAll', returnAll: true };
		const whole = jsonOf((await run(accounts)).outputs[0]);
		changeSap({ do: 'set-quirks', pageCap: 50 });
		expect(jsonOf((await run(accounts)).outputs[0])).toEqual(whole);
	});

	test('next-link-http-internal-host: all documents of a system behind a proxy are read', async () => {
		const { changeSap, sap: run } = worldOf(await started());
		const whole = jsonOf((await run(suppliers)).outputs[0]);
		changeSap({ do: 'page-size', v2: { default: 7, max: 7 } });
		changeSap({ do: 'set-quirks', linkOrigin: 'http://vhs4app01.internal.example:8000' });
		expect(jsonOf((await run(suppliers)).outputs[0])).toEqual(whole);
	});

	test.each(['supplier', 'purchaseOrder', 'purchaseRequisition', 'supplierInvoice'])(
		'nested-expand-refused: %s, read in parts, is the same, also where a field is missing besides',
		async (resource) => {
			const { calls, changeSap, sap: run } = worldOf(await started());
			const read = async () => jsonOf((await run({ resource, operation: 'getAll', returnAll: true })).outputs[0]);
			const whole = await read();
			expect(whole.length).toBeGreaterThan(7);
			changeSap({ do: 'set-quirks', nestedExpand: false });
			expect(await read()).toEqual(whole);
			if (resource !== 'supplier') return;
			const place = { service: 'API_BUSINESS_PARTNER', set: 'A_BuPaAddressUsage', property: 'StandardUsage' };
			changeSap({ do: 'hide-property', ...place });
			const before = calls('sap').length;
			expect(await read()).toEqual(whole);
			expect(
				calls('sap')
					.slice(before)
					.some(({ url }) => url.includes('$metadata')),
			).toBe(true);
		},
	);

	test('nested-expand-refused: so is any expand, suppliers come by their parts', async () => {
		const own = await started();
		const { sap: run } = worldOf(own);
		const whole = jsonOf((await run(suppliers)).outputs[0]);
		own.fault('sap', { kind: 'status', status: 501, path: 'expand=', times: 'always' });
		expect(jsonOf((await run(suppliers)).outputs[0])).toEqual(whole);
	});
});

describe('services that are not set up', () => {
	test.each([
		[
			'v4-service-group-not-published',
			404,
			'/IWBEP/CM_V4_COS/014',
			"Service group 'API_PURCHASEORDER_2' not published",
			'/IWFND/V4_ADMIN',
		],
		[
			'no-system-alias',
			500,
			'/IWFND/CM_COS/064',
			"No System Alias found for Service 'Z_0001' and user 'N8N'",
			'system alias',
		],
		[
			'no-system-alias (SAP Gateway is off)',
			500,
			'/IWFND/CM_COS/003',
			'SAP Gateway ist nicht aktiv',
			'/IWFND/IWF_ACTIVATE',
		],
		[
			'no-system-alias (not known by number)',
			503,
			'/IWFND/CM_COS/999',
			'Etwas ist nicht eingerichtet',
			'/IWFND/ERROR_LOG',
		],
	])('%s: one request, what to do', async (_, status, code, message, advice) => {
		const { read, asked } = await given(() => refusal(status, code, message));
		const { outputs } = await read(ordersOf('V4'));
		expect(failed(outputs[1]?.[0]).details.reason).toBe('service_not_available');
		expect(detailOf(outputs[1]?.[0])).toContain(advice);
		expect(asked()).toHaveLength(1);
	});

	test.each(['no-system-alias', 'gateway-inactive', 'not-published'] as const)(
		'no-system-alias: System > Check goes on with the other services (%s)',
		async (fault) => {
			const { changeSap, sap: run, calls } = worldOf(await started());
			changeSap({ do: 'set-service-fault', service: 'API_BUSINESS_PARTNER', fault });
			changeSap({ do: 'set-service-fault', service: 'API_COSTCENTER_SRV', fault });
			const found = jsonOf((await run(check)).outputs[0]) as unknown as Finding[];
			expect(found.filter(({ state }) => state === 'missing').map(({ subject }) => subject)).toEqual([
				'API_COSTCENTER_SRV',
				'API_BUSINESS_PARTNER',
			]);
			expect(found.filter(({ area, state }) => area === 'service' && state === 'fits')).toHaveLength(6);
			expect(calls('sap', 'GET', 'API_COSTCENTER_SRV')).toHaveLength(1);
		},
	);

	test.each([
		['302', { status: 302, headers: { location: 'https://login.idp.example/saml2?SAMLRequest=x' } }],
		['200', { status: 200, body: '<html><title>Logon</title></html>' }],
	])('service-not-enabled-for-OAuth: what to do on premise (%s), and a check goes on', async (_, answer) => {
		const { read, asked } = await given(() => answer);
		const { outputs } = await read(suppliers);
		for (const word of ['/IWFND/MAINT_SERVICE', 'SOAUTH2', 'SICF', '-api'])
			expect(detailOf(outputs[1]?.[0])).toContain(word);
		expect(asked()).toHaveLength(1);
		const found = jsonOf((await read({ ...check, documents: ['supplier', 'projectCost'] })).outputs[0]);
		expect(found.filter(({ state }) => state === 'missing')).toHaveLength(2);
	});

	test('501: said to be unsupported, not asked again later', async () => {
		const { read, asked } = await given(() => refusal(501, 'X/1', 'Not implemented'));
		const entity = { resource: 'odata', operation: 'getAll', servicePath: '/sap/opu/odata/sap/X', entitySet: 'Set' };
		const { outputs } = await read({ ...entity, odataVersion: 'V2', returnAll: true });
		expect(detailOf(outputs[1]?.[0])).toMatch(/does not support/);
		expect(detailOf(outputs[1]?.[0])).not.toMatch(/later/);
		expect(asked()).toHaveLength(1);
	});
});

describe('token errors that are not a wrong secret', () => {
	test.each([
		[
			'unsupported_grant_type',
			{ status: 400, body: { error: 'unsupported_grant_type' } },
			['unsupported_grant_type', 'SOAUTH2'],
		],
		[
			'invalid_scope',
			{
				status: 400,
				body: {
					error: 'invalid_scope',
					error_description: 'OAuth 2.0 scope ID is not assigned to OAuth 2.0 client N8N',
				},
			},
			['invalid_scope', 'scopes', 'SOAUTH2'],
		],
		['403', { status: 403, body: '<html>...' }, ['status 403', 'SICF', '/sap/bc/sec/oauth2/token']],
		['a 400 without a word', { status: 400, body: '' }, ['status 400']],
	])('token-errors-that-are-no-wrong-secret: %s', async (_, answer, words) => {
		const { read } = await given(
			() => v2([]),
			() => answer,
		);
		const { outputs } = await read(suppliers);
		for (const word of words) expect(detailOf(outputs[1]?.[0])).toContain(word);
		expect(detailOf(outputs[1]?.[0])).not.toMatch(/refused the client|secret again/);
		expect(failed(outputs[1]?.[0]).details.reason).toBe('configuration_invalid');
		expect(sap?.tokenRequests).toBe(1);
	});

	test('token-errors-that-are-no-wrong-secret: too many requests are waited for, and repeated', async () => {
		let limited = 2;
		const { read } = await given(
			() => v2([]),
			() => (limited-- > 0 ? { status: 429, body: '' } : { body: { access_token: 'token', expires_in: 3600 } }),
		);
		const { outputs } = await read(suppliers);
		expect(outputs[1] ?? []).toEqual([]);
		expect(sap?.tokenRequests).toBe(3);
	});
});

describe('values', () => {
	const address = (changes: object) => ({
		...(supplierRow().to_BusinessPartnerAddress as IDataObject[])[0],
		...changes,
	});
	const supplierWith = async (addresses: object[]) => {
		const { read } = await given(() => v2([supplierRow({ to_BusinessPartnerAddress: addresses as IDataObject[] })]));
		const { outputs } = await read(suppliers);
		expect(outputs[1] ?? []).toEqual([]);
		return jsonOf(outputs[0])[0] as { address: { city: string } };
	};

	test.each(['/Date(-62135769600000)/', '/Date(-62135596800000)/', '/Date(-62135596800000+0000)/'])(
		'date-two-days-before-year-1: the start is open, the supplier is read (%s)',
		async (ValidityStartDate) => {
			const read = await supplierWith([address({ ValidityStartDate, ValidityEndDate: '/Date(253402214400000)/' })]);
			expect(read.address.city).toBe('Denver');
		},
	);

	test('date-two-days-before-year-1: initial days of orders are no days, in V2 and V4', async () => {
		for (const [api, date] of [
			['V2', '/Date(-62135769600000)/'],
			['V4', '0001-01-01'],
			['V4', '0000-00-00'],
		] as const) {
			const row = orderRow(api, { header: { PurchaseOrderDate: date } });
			const { read } = await given(() => (api === 'V2' ? v2([row]) : { body: { value: [row] } }));
			const { outputs } = await read(ordersOf(api));
			expect(orders(jsonOf(outputs[0])).map((order) => order.date)).toEqual(['']);
			await sap?.close();
		}
	});

	test('standard-address: the one that SAP marks, not the one with the lowest number', async () => {
		const addresses = [
			address({ AddressID: '23', CityName: 'Pueblo', to_AddressUsage: [{ AddressUsage: 'SHIP_TO' }] }),
			address({
				AddressID: '57',
				CityName: 'Denver',
				to_AddressUsage: [{ AddressUsage: 'XXDEFAULT', StandardUsage: true }],
			}),
		];
		expect((await supplierWith(addresses)).address.city).toBe('Denver');
		await sap?.close();
		expect((await supplierWith(addresses.map((each) => ({ ...each, to_AddressUsage: [] })))).address.city).toBe(
			'Pueblo',
		);
	});

	test('standard-address: asked of SAP as well', async () => {
		const { sap: run, simulators } = worldOf(await started());
		const known = simulators.dataset.sap.suppliers[0];
		const record = structuredClone(known);
		const current = record?.addresses.at(-1);
		if (!record || !current) throw new Error('no supplier');
		const { Supplier } = record.supplier;
		const addresses = [
			{ ...current, AddressID: '1', CityName: 'Pueblo', usages: [{ AddressUsage: 'SHIP_TO', StandardUsage: true }] },
			{ ...current, AddressID: '2', CityName: 'Denver', usages: [{ AddressUsage: 'XXDEFAULT', StandardUsage: true }] },
		];
		simulators.sap.simulator.reset({ suppliers: [{ ...record, addresses }] });
		const supplier = { __rl: true, mode: 'number', value: Supplier };
		const { outputs } = await run({ resource: 'supplier', operation: 'get', supplier });
		expect(jsonOf(outputs[0])[0]).toMatchObject({ address: { city: 'Denver' } });
	});

	test.each(['EUR4', 'USDN', 'DEM3'])(
		'currency-keys-of-4-and-5-characters: %s is read, then held, or mapped by a table',
		async (DocumentCurrency) => {
			const { read } = await given(() => v2([orderRow('V2', { header: { DocumentCurrency } })]));
			const [order] = orders(jsonOf((await read(ordersOf('V2'))).outputs[0]));
			expect(order?.currency).toBe(DocumentCurrency);
			for (const projectCurrency of ['USD', '']) {
				const { mapped: held } = mapped({ orders: order ? [order] : [], settings: { projectCurrency } });
				expect(held).toMatchObject([{ outcome: { status: 'held', reason: 'currency_mismatch' } }]);
			}
			const values = [valueRow('currency', DocumentCurrency, 'USD')];
			const { mapped: sent } = mapped({ orders: order ? [order] : [], costCodes: [costCodeRow()], values });
			expect(sent).toMatchObject([{ desired: { currency: 'USD', total: '5000.00' } }]);
		},
	);

	test.each([
		['TWD', '4'],
		['JPY', '4'],
		['COP', '4'],
		['HUF', '4'],
		['USD', '3.71'],
		['PKR', '3.71'],
		['IQD', '3.705'],
	])('TWD-has-no-decimals-in-SAP: in %s the item is %s', async (DocumentCurrency, amount) => {
		const row = orderRow('V2', {
			header: { DocumentCurrency },
			item: { OrderQuantity: '3.000', NetPriceAmount: '1235', NetPriceQuantity: '1000' },
			assignment: { PurgDocNetAmount: amount },
		});
		const { read } = await given(() => v2([row]));
		const [order] = orders(jsonOf((await read(ordersOf('V2'))).outputs[0]));
		expect(order?.items[0]?.netAmount).toBe(amount);
		const settings = { projectCurrency: DocumentCurrency };
		const { mapped: sent } = mapped({ orders: order ? [order] : [], settings });
		expect(sent).toMatchObject([{ desired: { total: amount } }]);
	});

	test('TWD-has-no-decimals-in-SAP: a row of sap_procore_values says otherwise, and decimals that SAP sends stay', () => {
		const inTwd = (netAmount: string) => {
			const row = orderRow('V4', { item: { NetAmount: netAmount }, assignment: { PurgDocNetAmount: netAmount } });
			return { ...readOrder('V4', row), currency: 'TWD' };
		};
		const total = (order: PurchaseOrder, values: Array<ReturnType<typeof valueRow>> = []) =>
			mapped({ orders: [order], values, settings: { projectCurrency: 'TWD' } }).mapped.map((each) =>
				'desired' in each ? each.desired.total : each.outcome.reason,
			);
		expect(total(inTwd('4'))).toEqual(['4']);
		expect(total(inTwd('4.50'))).toEqual(['4.5']);
		expect(total(inTwd('4'), [valueRow('currency_decimals', 'TWD', '2')])).toEqual(['4.00']);
	});
});

describe('the wrong one of several, and what is no purchase', () => {
	const cpd = (number: string, AddressName: string, ManualSupplierAddressID: string) =>
		orderRow('V2', { header: { PurchaseOrder: number, Supplier: '99999', AddressName, ManualSupplierAddressID } });

	test('one-time-supplier: held by the name on the order, and sent to the vendor that a person enters for it', async () => {
		const rows = [cpd('4500000001', 'Bolt Rental LLC', '31001'), cpd('4500000002', 'Hollis Crane Hire', '31002')];
		const { read } = await given((url) => (url.pathname === v2Set ? v2(rows) : { status: 404 }));
		const read2 = orders(jsonOf((await read(ordersOf('V2'))).outputs[0]));
		const { mapped: held, toFill } = mapped({ orders: read2 });
		expect(held.map((each) => ('outcome' in each ? [each.outcome.status, each.outcome.reason] : []))).toEqual([
			['held', 'one_time_supplier'],
			['held', 'one_time_supplier'],
		]);
		expect(JSON.stringify(held)).toContain('Bolt Rental LLC');
		expect(toFill.values.map(({ row }) => [row.kind, row.sap_value])).toEqual([
			['one_time_supplier', 'Bolt Rental LLC'],
			['one_time_supplier', 'Hollis Crane Hire'],
		]);
		const values = [valueRow('one_time_supplier', 'Bolt Rental LLC', '4711')];
		const { mapped: decided } = mapped({ orders: read2, values });
		expect(decided).toMatchObject([
			{ desired: { vendor: { originId: '', id: '4711' } } },
			{ outcome: { reason: 'one_time_supplier' } },
		]);
	});

	test('one-time-supplier: another address of a supplier under its own name holds nothing', async () => {
		const rows = [cpd('4500000001', 'Bolt Rental LLC', '31001')];
		const { read } = await given((url) =>
			url.pathname === v2Set ? v2(rows) : v2([{ Supplier: '99999', SupplierName: 'BOLT RENTAL  LLC' }]),
		);
		const [order] = orders(jsonOf((await read(ordersOf('V2'))).outputs[0]));
		expect(order && 'supplierName' in order).toBe(false);
	});

	test('V4-does-not-serve-the-order-type: the advice says so, and only in V4', async () => {
		const { read } = await given((url) => (url.pathname.includes('odata4') ? { body: { value: [] } } : v2([])));
		const get = (api: string) => ({
			resource: 'purchaseOrder',
			operation: 'get',
			purchaseOrder: { __rl: true, mode: 'number', value: '4500000077' },
			options: { api },
		});
		expect(detailOf((await read(get('V4'))).outputs[1]?.[0])).toMatch(/type NB.*category D.*V2/);
		expect(detailOf((await read(get('V2'))).outputs[1]?.[0])).not.toContain('type NB');
	});

	test('stock-transport-order-by-number: ignored as no purchase', async () => {
		const row = orderRow('V2', { header: { PurchaseOrderType: 'UB', Supplier: '' } });
		const { read } = await given(() => v2([row]));
		const { outputs } = await read(ordersOf('V2', { filters: { orderKeys: '4500000001' } }));
		expect(outputs[1] ?? []).toEqual([]);
		const { mapped: decided } = mapped({ orders: orders(jsonOf(outputs[0])) });
		expect(decided).toMatchObject([{ outcome: { status: 'ignored', reason: 'not_a_purchase' } }]);
	});
});

describe('look-ups', () => {
	test('project-definition-as-WBS-element: number 0 is never asked for, the definition is not an element', async () => {
		const { changeSap, sap: run, calls } = worldOf(await started());
		const costs = {
			resource: 'projectCost',
			operation: 'getAll',
			returnAll: true,
			filters: { wbsElements: 'P-1001*' },
		};
		const elements = { resource: 'wbsElement', operation: 'getAll', returnAll: true };
		const before = [jsonOf((await run(costs)).outputs[0]), jsonOf((await run(elements)).outputs[0])];
		changeSap({ do: 'set-quirks', projectsAsElements: true });
		expect([jsonOf((await run(costs)).outputs[0]), jsonOf((await run(elements)).outputs[0])]).toEqual(before);
		expect(calls('sap').filter(({ url }) => /InternalID eq '0*'/.test(decodeURIComponent(url)))).toEqual([]);
	});

	test('an internal number that is not a number fails its order alone', async () => {
		const { changeSap, sap: run } = worldOf(await started());
		const set = 'PurchaseOrderAccountAssignment';
		for (const [PurchaseOrder, value] of [
			['4500000001', 'X815'],
			['4500000002', '00000001'],
		] as const)
			for (const [property, shown] of [
				['WBSElementExternalID', ' '],
				['WBSElementInternalID', value],
			] as const)
				changeSap({ do: 'corrupt', set, where: { PurchaseOrder }, property, value: shown });
		const { outputs } = await run(ordersOf('V4'), goOn);
		const unread = (outputs[1] ?? []).map((item) => failed(item).details.sapKey);
		expect(unread).toContain('4500000001');
		expect(outputs[0]?.length).toBeGreaterThan(110);
	});

	test('one number on which SAP refuses the whole look-up fails its order alone', async () => {
		const bad = '00000666';
		const { read } = await given((url) => {
			if (url.pathname.includes('ENTERPRISE_PROJECT')) {
				const filter = url.searchParams.get('$filter') ?? '';
				if (filter.includes("'666'")) return refusal(400, 'CM/1', 'Invalid value');
				const asked = [...filter.matchAll(/eq '(\d+)'/g)].map(([, id = '']) => id);
				return v2(asked.map((id) => ({ ProjectElement: `P-${id}`, WBSElementInternalID: id })));
			}
			return v2(
				['00000815', bad, '00000816'].map((WBSElementInternalID, index) =>
					orderRow('V2', {
						header: { PurchaseOrder: String(4500000001 + index) },
						assignment: { WBSElementExternalID: '', WBSElement: '', WBSElementInternalID },
					}),
				),
			);
		});
		const { outputs } = await read(ordersOf('V2'));
		const elements = orders(jsonOf(outputs[0])).map(({ items }) => items[0]?.assignments[0]?.wbsElement);
		expect(elements).toEqual(['P-815', 'P-816']);
		expect((outputs[1] ?? []).map((item) => failed(item).details.sapKey)).toEqual(['4500000002']);
	});
});

describe('OData > Get Many', () => {
	const entities = (more: object) => ({
		resource: 'odata',
		operation: 'getAll',
		returnAll: true,
		servicePath: '/sap/opu/odata/sap/X',
		odataVersion: 'V2',
		entitySet: 'Set',
		...more,
	});

	test('a single V4 entity is one item, whatever the limit', async () => {
		const { read, asked } = await given(() => ({ body: { '@odata.context': '$metadata#Set/$entity', K: 'a', N: 1 } }));
		const parameters = entities({ odataVersion: 'V4', entitySet: `Set('a')`, returnAll: false, limit: 50 });
		expect(jsonOf((await read(parameters)).outputs[0])).toEqual([{ K: 'a', N: 1 }]);
		expect(asked()[0]?.search).toBe('');
	});

	test.each([
		['within a page', ['a', 'a', 'b', 'c']],
		['between two pages', ['a', 'b', 'b', 'c']],
	])('a key that is not unique is said, nothing is lost silently (%s)', async (_, keys) => {
		const rows = keys.map((K, index) => ({ K, N: index }));
		const { read } = await given((url) => {
			const filter = url.searchParams.get('$filter') ?? '';
			const after = /K gt '(\w)'/.exec(filter)?.[1] ?? '';
			const among = [...filter.matchAll(/K eq '(\w)'/g)].map(([, key]) => key);
			const top = Number(url.searchParams.get('$top') ?? Infinity);
			return v2(rows.filter(({ K }) => (among.length > 0 ? among.includes(K) : K > after)).slice(0, top));
		});
		const { outputs } = await read(entities({ options: { keyProperty: 'K', pageSize: 2 } }));
		expect(detailOf(outputs[1]?.[0])).toContain('belongs to several rows');
	});
});

test('the language en-US is asked for as en, and texts are found', async () => {
	const { sapCredential, sap: run, calls } = worldOf(await started());
	const accounts = { resource: 'glAccount', operation: 'getAll', returnAll: false, limit: 3 };
	const english = jsonOf((await run(accounts)).outputs[0]);
	sapCredential.data.language = 'en-US';
	expect(jsonOf((await run(accounts)).outputs[0])).toEqual(english);
	expect(calls('sap').length).toBeGreaterThan(0);
});

const valueRow = (kind: string, sap_value: string, procore_value: string) => ({
	...{ id: '1', customer: 'acme', note: '', changed_at: '', changed_by: '' },
	...{ kind, sap_value, procore_value },
});

/** A host that answers so, and how to read from it. */
async function given(answer: (url: URL, count: number) => Scripted, token?: () => Scripted) {
	jest.spyOn(Math, 'random').mockReturnValue(0);
	const host = await scripted(answer, token);
	return { read: host.read.bind(host), asked: () => host.asked };
}

function worldOf(own: World) {
	return {
		simulators: own.simulators,
		sapCredential: own.sapCredential,
		changeSap: own.changeSap.bind(own),
		sap: own.sap.bind(own),
		calls: own.calls.bind(own),
	};
}
