import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { reasonOf } from '../../../nodes/shared/http';
import { SapS4Hana } from '../../../nodes/SapS4Hana/SapS4Hana.node';
import { errorOf, fakeSap, type FakeAnswer, type FakeOptions } from './fakes';
import { assignmentRow, itemRow, listOf, orderRow, servedOrders, versions, type Version } from './orders';

const getMany = { resource: 'purchaseOrder', operation: 'getAll', returnAll: true };
const run = async (context: IExecuteFunctions) => (await new SapS4Hana().execute.call(context))[0] ?? [];
const paths = {
	V2: '/sap/opu/odata/sap/API_PURCHASEORDER_PROCESS_SRV/A_PurchaseOrder',
	V4: '/sap/opu/odata4/sap/api_purchaseorder_2/srvd_a2x/sap/purchaseorder/0001/PurchaseOrder',
};

async function execute(version: Version, options: FakeOptions) {
	const { context, requests } = fakeSap({ credentials: { purchaseOrderApi: version }, ...options });
	const items = await run(context);
	return { items, requests, urls: requests.map(({ url }) => new URL(url)) };
}

const numbered = (version: Version, count: number) =>
	Array.from({ length: count }, (_, index) =>
		orderRow(version, { header: { PurchaseOrder: String(4500000001 + index) } }),
	);
const numbers = (items: Array<{ json: IDataObject }>) => items.map(({ json }) => json.purchaseOrder);

beforeEach(() => jest.spyOn(Math, 'random').mockReturnValue(0));
afterEach(() => jest.restoreAllMocks());

describe.each(versions)('Purchase Order > Get Many (%s)', (version) => {
	const deletionCode = version === 'V2' ? 'PurchasingDocumentDeletionCode' : 'PurchaseOrderDeletionCode';

	it('asks for 200 at a time, everything expanded, and for used fields only', async () => {
		const { urls, requests } = await execute(version, { parameters: getMany, answer: () => listOf(version, []) });
		const query = Object.fromEntries(urls[0]?.searchParams ?? []);
		expect(urls.map(({ pathname }) => pathname)).toEqual([paths[version]]);
		expect(query).toMatchObject({ $filter: "Supplier ne ''", $orderby: 'PurchaseOrder', $top: '200' });
		expect(query.$select?.split(',')).toContain(deletionCode);
		expect(query.$expand).toMatch(
			version === 'V2'
				? /^to_PurchaseOrderItem,to_PurchaseOrderItem\/to_AccountAssignment,to_PurchaseOrderItem\/to_ScheduleLine$/
				: /^_PurchaseOrderItem\(\$select=PurchaseOrderItem,.*;\$expand=_PurOrdAccountAssignment\(\$select=.*\),_PurchaseOrderScheduleLineTP\(\$select=ScheduleLine,ScheduleLineDeliveryDate\)\)$/,
		);
		expect(requests[0]?.headers).toMatchObject({
			accept: version === 'V2' ? 'application/json' : 'application/json;IEEE754Compatible=true',
		});
	});

	it('reads a window with both its ends, in the workflow’s time zone where they name none, and the other filters', async () => {
		const filters = {
			changedFrom: '2026-10-01T08:00:00+02:00',
			changedTo: '2026-10-02T08:00:00',
			companyCodes: '1710, 1010',
			purchasingOrganizations: 'P1',
			orderTypes: 'NB',
			afterOrder: '04500000007',
		};
		const { urls } = await execute(version, { parameters: { ...getMany, filters }, answer: () => listOf(version, []) });
		const [from, to] = ['2026-10-01T06:00:00.000Z', '2026-10-02T06:00:00.000Z'].map((iso) =>
			version === 'V2' ? `datetimeoffset'${iso}'` : iso,
		);
		expect(urls[0]?.searchParams.get('$filter')).toBe(
			`((Supplier ne '') and ((LastChangeDateTime ge ${from}) and (LastChangeDateTime le ${to})) and ` +
				`(CompanyCode eq '1710' or CompanyCode eq '1010') and (PurchasingOrganization eq 'P1') and ` +
				`(PurchaseOrderType eq 'NB')) and (PurchaseOrder gt '4500000007')`,
		);
	});

	it.each([
		[0, 1],
		[199, 1],
		[200, 2],
		[450, 3],
	])('reads %i orders in %i calls', async (count, calls) => {
		const { items, requests } = await execute(version, {
			parameters: getMany,
			answer: servedOrders(version, numbered(version, count)),
		});
		expect(numbers(items)).toEqual(numbered(version, count).map(({ PurchaseOrder }) => PurchaseOrder));
		expect(requests).toHaveLength(calls);
	});

	it('goes on by key when stamps are equal across the border of a page, and null', async () => {
		const orders = numbered(version, 5).map((order): IDataObject => ({ ...order, LastChangeDateTime: null }));
		const { items } = await execute(version, {
			parameters: { ...getMany, options: { pageSize: 2 } },
			answer: servedOrders(version, orders),
		});
		expect(items.map(({ json }) => [json.purchaseOrder, json.changedAt])).toEqual(
			orders.map(({ PurchaseOrder }) => [PurchaseOrder, null]),
		);
	});

	it('reads pages that the server cuts, and takes an empty last page for the end', async () => {
		const [first, second] = numbered(version, 2);
		const { items, requests } = await execute(version, {
			parameters: getMany,
			answer: (url, count) =>
				count === 1 ? listOf(version, [first, second], `${url.pathname}?$skiptoken=2`) : listOf(version, []),
		});
		expect([numbers(items), requests.length]).toEqual([['4500000001', '4500000002'], 2]);
	});

	it('reads the rest of items that the server cuts inside an order', async () => {
		const rows = ['10', '20', '30'].map((PurchaseOrderItem) => itemRow(version, { PurchaseOrderItem }));
		const order = orderRow(version, { items: rows.slice(0, 1) });
		const link = 'https://sap.example/rest-of-items';
		const cut =
			version === 'V2'
				? { ...order, to_PurchaseOrderItem: { results: rows.slice(0, 1), __next: link } }
				: { ...order, '_PurchaseOrderItem@odata.nextLink': link };
		const { items, requests } = await execute(version, {
			parameters: getMany,
			answer: (url) =>
				url.pathname !== '/rest-of-items'
					? listOf(version, [cut])
					: url.search === ''
						? listOf(version, rows.slice(1, 2), '?more')
						: listOf(version, rows.slice(2)),
		});
		expect((items[0]?.json.items as IDataObject[]).map(({ item }) => item)).toEqual(['10', '20', '30']);
		expect(requests).toHaveLength(3);
	});

	it('gives an order once that changes and comes again while the run reads', async () => {
		const [first, second, third] = numbered(version, 3);
		const { items } = await execute(version, {
			parameters: { ...getMany, options: { pageSize: 2 } },
			answer: (_, count) => listOf(version, count === 1 ? [first, second] : [second, third].slice(0, 3 - count)),
		});
		expect(numbers(items)).toEqual(['4500000001', '4500000002']);
	});

	it('asks for no more than the limit', async () => {
		const { items, urls } = await execute(version, {
			parameters: { ...getMany, returnAll: false, limit: 3 },
			answer: servedOrders(version, numbered(version, 9)),
		});
		expect(items).toHaveLength(3);
		expect(urls.map(({ searchParams }) => searchParams.get('$top'))).toEqual(['3']);
	});

	it('tells which of the numbers asked for SAP does not have; a window says nothing about that', async () => {
		const filters = { orderKeys: '04500000002, 4500000099' };
		const answer = servedOrders(version, numbered(version, 3));
		const { items } = await execute(version, { parameters: { ...getMany, filters }, continueOnFail: true, answer });
		expect(items.map(({ json }) => json.purchaseOrder ?? json.error)).toEqual([
			'4500000002',
			'SAP has no purchase order 4500000099',
		]);
		expect(items[1]?.json.details).toMatchObject({
			entity: 'purchase_order',
			sapKey: '4500000099',
			status: 'failed',
			reason: 'not_found',
		});
		const windowed = { ...getMany, filters: { ...filters, changedFrom: '2026-10-01' } };
		expect((await execute(version, { parameters: windowed, answer })).items).toHaveLength(1);
	});

	it('does not call what the limit left out missing', async () => {
		const parameters = { ...getMany, returnAll: false, limit: 1, filters: { orderKeys: '4500000001,4500000002' } };
		const { items } = await execute(version, { parameters, answer: servedOrders(version, numbered(version, 3)) });
		expect(numbers(items)).toEqual(['4500000001']);
	});

	it('reads also these orders, whatever the filters say, each once', async () => {
		const filters = { afterOrder: '4500000001', alsoOrderKeys: '4500000001,4500000002,4500000044' };
		const { items } = await execute(version, {
			parameters: { ...getMany, filters },
			continueOnFail: true,
			answer: servedOrders(version, numbered(version, 3)),
		});
		expect(items.map(({ json }) => json.purchaseOrder ?? json.error)).toEqual([
			'4500000002',
			'4500000003',
			'4500000001',
			'SAP has no purchase order 4500000044',
		]);
	});

	it('goes on past an order that it cannot read, with its number', async () => {
		const orders = numbered(version, 3).map((order, index) =>
			index === 1 ? { ...order, LastChangeDateTime: 'x' } : order,
		);
		const { items } = await execute(version, {
			parameters: getMany,
			continueOnFail: true,
			answer: servedOrders(version, orders),
		});
		expect(numbers(items)).toEqual(['4500000001', undefined, '4500000003']);
		expect(items[1]?.json).toMatchObject({
			error: 'Purchase order 4500000002 could not be read',
			details: { entity: 'purchase_order', sapKey: '4500000002', reason: 'unreadable_document' },
		});
	});

	it('gives the record of SAP when it is not to be simplified', async () => {
		const row = orderRow(version);
		const { items } = await execute(version, {
			parameters: { ...getMany, simplify: false },
			answer: () => listOf(version, [row]),
		});
		expect(items[0]?.json).toEqual(row);
	});

	it('reads from another path when told to', async () => {
		const options = { servicePath: 'sap/opu/odata/sap/Z_ORDERS;v=2/' };
		const { urls } = await execute(version, { parameters: { ...getMany, options }, answer: () => listOf(version, []) });
		expect(urls[0]?.pathname).toMatch(/^\/sap\/opu\/odata\/sap\/Z_ORDERS;v=2\/(A_)?PurchaseOrder$/);
	});

	it('reads with the other version when the node says so', async () => {
		const other = version === 'V2' ? 'V4' : 'V2';
		const parameters = { ...getMany, options: { api: other } };
		const { items, urls } = await execute(version, { parameters, answer: servedOrders(other, numbered(other, 1)) });
		expect([urls[0]?.pathname, numbers(items)]).toEqual([paths[other], ['4500000001']]);
	});

	it('names a property that the tenant does not have, its entity set and service', async () => {
		const message = 'Property NetPriceAmount not found in type x.PurchaseOrderItem_Type';
		const { context, requests } = fakeSap({
			parameters: getMany,
			credentials: { purchaseOrderApi: version },
			answer: () => ({
				status: 400,
				body: { error: { code: '005056A509B11EE1B9A8FEA8DE87F78E', message: { value: message } } },
			}),
		});
		const error = await errorOf(() => run(context));
		expect(error.message).toBe(
			`This SAP release has no field NetPriceAmount in PurchaseOrderItem of ${version === 'V2' ? 'API_PURCHASEORDER_PROCESS_SRV' : 'API_PURCHASEORDER_2'} [item 0]`,
		);
		expect(error.description).toContain('choose the other API');
		expect(requests).toHaveLength(1);
	});
});

describe.each(versions)('where SAP refuses to expand (%s)', (version) => {
	const set = version === 'V2' ? 'A_PurchaseOrder' : 'PurchaseOrder';
	const [nav, inner] =
		version === 'V2'
			? ['to_PurchaseOrderItem', ['to_AccountAssignment', 'to_ScheduleLine']]
			: ['_PurchaseOrderItem', ['_PurOrdAccountAssignment', '_PurchaseOrderScheduleLineTP']];
	const without = (row: IDataObject, ...names: string[]) =>
		Object.fromEntries(Object.entries(row).filter(([name]) => !names.includes(name)));

	/** Entity sets apart from each other; an expand is answered with `refusal`. */
	function apart(orders: IDataObject[], refusal: FakeAnswer) {
		const items = orders.flatMap((order) =>
			(order[nav as string] as IDataObject[]).map((item) => ({ ...item, PurchaseOrder: order.PurchaseOrder })),
		);
		const below = (name: string, own: [string, string]) =>
			items.flatMap((item) =>
				(item[name as keyof typeof item] as unknown as IDataObject[]).map((row) => ({
					...row,
					[own[0]]: `00${String(item.PurchaseOrder)}`,
					[own[1]]: Number((item as IDataObject).PurchaseOrderItem).toString(),
				})),
			);
		const line: [string, string] =
			version === 'V2' ? ['PurchasingDocument', 'PurchasingDocumentItem'] : ['PurchaseOrder', 'PurchaseOrderItem'];
		const sets: Record<string, IDataObject[]> = {
			[version === 'V2' ? 'A_PurchaseOrderItem' : 'PurchaseOrderItem']: items.map((item) =>
				without(item, ...(inner as string[])),
			),
			[version === 'V2' ? 'A_PurOrdAccountAssignment' : 'PurchaseOrderAccountAssignment']: below(inner?.[0] as string, [
				'PurchaseOrder',
				'PurchaseOrderItem',
			]),
			[version === 'V2' ? 'A_PurchaseOrderScheduleLine' : 'PurchaseOrderScheduleLine']: below(
				inner?.[1] as string,
				line,
			),
		};
		const headers = orders.map((order) => without(order, nav as string));
		return (url: URL): FakeAnswer => {
			if (url.searchParams.has('$expand')) return refusal;
			const name = url.pathname.split('/').at(-1) ?? '';
			if (name === set) return servedOrders(version, headers)(url);
			const filter = url.searchParams.get('$filter') ?? '';
			return listOf(
				version,
				(sets[name] ?? []).filter((row) =>
					filter.includes(`'${String(row.PurchaseOrder ?? row.PurchasingDocument).replace(/^0+/, '')}'`),
				),
			);
		};
	}

	const orders = ['4500000001', '4500000002', '4500000003'].map((PurchaseOrder) =>
		orderRow(version, {
			header: { PurchaseOrder },
			items: ['10', '20'].map((PurchaseOrderItem) =>
				itemRow(version, {
					PurchaseOrderItem,
					[inner?.[0] as string]: [
						assignmentRow(version, { GLAccount: `${PurchaseOrder.slice(-1)}${PurchaseOrderItem}` }),
					],
				}),
			),
		}),
	);

	it.each([400, 413, 414, 500, 501])(
		'with %i it reads the parts one after the other: the same orders',
		async (status) => {
			const whole = await execute(version, { parameters: getMany, answer: servedOrders(version, orders) });
			const refusal = { status, body: { error: { code: 'X', message: { value: 'no nested expand' } } } };
			const parameters = { ...getMany, options: { pageSize: 2 } };
			const { items, urls } = await execute(version, { parameters, answer: apart(orders, refusal) });
			expect(items.map(({ json }) => json)).toEqual(whole.items.map(({ json }) => json));
			const refused = urls.filter(({ searchParams }) => searchParams.has('$expand')).length;
			expect(refused).toBe(status === 500 ? 4 : 1);
			// Two pages of headers, and three entity sets for each.
			expect(urls.length - refused).toBe(8);
		},
	);

	it.each([
		[403, 'service_not_available'],
		[503, 'system_unavailable'],
		[429, 'system_unavailable'],
	])('but not with %i, which asking differently does not help', async (status, reason) => {
		const { context, requests } = fakeSap({
			parameters: getMany,
			credentials: { purchaseOrderApi: version },
			answer: () => ({ status, body: '' }),
		});
		expect(reasonOf(await errorOf(() => run(context)))).toBe(reason);
		expect(requests.every(({ url }) => url.includes('expand'))).toBe(true);
	});
});

describe('WBS elements of which only the number is filled', () => {
	const project = '/sap/opu/odata/sap/API_ENTERPRISE_PROJECT_SRV;v=0002/A_EnterpriseProjectElement';
	const withNumbers = (...ids: string[]) =>
		ids.map((WBSElementInternalID, index) =>
			orderRow('V4', {
				header: { PurchaseOrder: String(4500000001 + index) },
				assignment: { WBSElementExternalID: '', WBSElementInternalID },
			}),
		);
	const wbsOf = (items: Array<{ json: IDataObject }>) =>
		items.map(({ json }) => ((json.items as IDataObject[])[0]?.assignments as IDataObject[])[0]?.wbsElement);

	it('are looked up together, each once', async () => {
		const orders = withNumbers('00000042', '42', '43', '42');
		const { items, urls } = await execute('V4', {
			parameters: { ...getMany, options: { pageSize: 3 } },
			answer: (url) =>
				url.pathname === project
					? listOf('V2', [
							{ WBSElementInternalID: '00000042', ProjectElement: 'P-1' },
							{ WBSElementInternalID: '43', ProjectElement: 'P-2' },
						])
					: servedOrders('V4', orders)(url),
		});
		expect(wbsOf(items)).toEqual(['P-1', 'P-1', 'P-2', 'P-1']);
		const asked = urls.filter(({ pathname }) => pathname === project);
		expect(asked.map(({ searchParams }) => searchParams.get('$filter'))).toEqual([
			"WBSElementInternalID eq '42' or WBSElementInternalID eq '43'",
		]);
	});

	it.each([
		['unknown to SAP', () => listOf('V2', []), 'has no WBS element of this number'],
		['behind a service that is off', () => ({ status: 403, body: '' }), 'is not activated'],
	])('fail their order alone when they are %s', async (_, answer, problem) => {
		const orders = [...withNumbers('42'), orderRow('V4', { header: { PurchaseOrder: '4500000009' } })];
		const { items } = await execute('V4', {
			parameters: getMany,
			continueOnFail: true,
			answer: (url) => (url.pathname === project ? answer() : servedOrders('V4', orders)(url)),
		});
		expect(numbers(items)).toEqual([undefined, '4500000009']);
		expect(JSON.stringify(items[0]?.json)).toContain(problem);
	});

	it('fail the read when SAP is down, so that it is repeated', async () => {
		const { context } = fakeSap({
			parameters: getMany,
			answer: (url) => (url.pathname === project ? { status: 503 } : servedOrders('V4', withNumbers('42'))(url)),
		});
		expect(reasonOf(await errorOf(() => run(context)))).toBe('system_unavailable');
	});

	it('are left as they are in the record of SAP', async () => {
		const { requests } = await execute('V4', {
			parameters: { ...getMany, simplify: false },
			answer: servedOrders('V4', withNumbers('42')),
		});
		expect(requests).toHaveLength(1);
	});
});

describe('Purchase Order > Get', () => {
	const get = (purchaseOrder: unknown) => ({ resource: 'purchaseOrder', operation: 'get', purchaseOrder });

	it.each(versions)('reads one (%s)', async (version) => {
		const answer = servedOrders(version, numbered(version, 3));
		const { items, urls } = await execute(version, { parameters: get(' 04500000002 '), answer });
		expect(numbers(items)).toEqual(['4500000002']);
		expect(urls.map(({ searchParams }) => searchParams.get('$filter'))).toEqual(["PurchaseOrder eq '4500000002'"]);
	});

	it.each([
		['an unknown number', '45', 'SAP has no purchase order 45 [item 0]', 'not_found'],
		['no number', '', "The parameter 'Purchase Order' cannot be used [item 0]", 'configuration_invalid'],
	])('refuses %s', async (_, number, message, reason) => {
		const { context } = fakeSap({ parameters: get(number), answer: servedOrders('V4', []) });
		const error = await errorOf(() => run(context));
		expect([error.message, reasonOf(error)]).toEqual([message, reason]);
	});
});
