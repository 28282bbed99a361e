import type { INodeExecutionData } from 'n8n-workflow';
import { buildOrder, netAmountOf } from '../../simulators/data/orders/build-order.ts';
import type { OrderSpec } from '../../simulators/data/orders/order-spec.ts';
import type {
	SapAccountAssignment,
	SapPurchaseOrder,
	SapPurchaseOrderItem,
} from '../../simulators/data/sap-order-types.ts';
import { compared, currencyDecimals, decimal, isZero, subtracted, sum, unscaledAt } from '../../nodes/shared/decimal';
import { purchaseOrderSchema, type PurchaseOrder } from '../../nodes/shared/model';
import { failed, goOn, World } from '../support/world.ts';

type Version = 'V2' | 'V4';
const versions: Version[] = ['V2', 'V4'];
const sets = { V2: 'A_PurchaseOrder', V4: 'PurchaseOrder' };
const services = { V2: 'API_PURCHASEORDER_PROCESS_SRV', V4: 'API_PURCHASEORDER_2' };

let world: World;
beforeEach(async () => {
	world = await World.start();
});
afterEach(async () => await world.close());

const getMany = (version: Version, more: { filters?: object; options?: object; limit?: number } = {}) => ({
	resource: 'purchaseOrder',
	operation: 'getAll',
	returnAll: more.limit === undefined,
	...more,
	options: { api: version, ...more.options },
});
const stored = () => world.simulators.dataset.sap.orders;
const numbersOf = (orders: SapPurchaseOrder[]) => orders.map(({ header }) => header.PurchaseOrder).sort();
const documents = (items: INodeExecutionData[] | undefined) =>
	(items ?? []).map(({ json }) => json as unknown as PurchaseOrder);
const numbers = (items: INodeExecutionData[] | undefined) => documents(items).map((order) => order.purchaseOrder);
const pages = () => world.calls('sap').filter(({ url }) => url.includes('expand')).length;

/** Minor units between an amount and SAP's own; computed ones may be off by the one by which SAP rounded otherwise. */
function apart(netAmount: string, source: SapPurchaseOrderItem | undefined, order: PurchaseOrder): number {
	const scale = currencyDecimals(order.currency);
	const units = Number(unscaledAt(decimal(subtracted(netAmount, source?.NetAmount ?? '0')), scale));
	const isComputed = order.items.find(({ item }) => item === source?.PurchaseOrderItem)?.netAmountComputed;
	return isComputed && Math.abs(units) === 1 ? 0 : units;
}

const wbsOf = ({ WBSElementExternalID, WBSElementInternalID }: SapAccountAssignment): string =>
	WBSElementExternalID ||
	(world.simulators.dataset.sap.wbsElements.find((element) => element.WBSElementInternalID === WBSElementInternalID)
		?.ProjectElement ??
		'');

/** V4 writes 0 for an amount that is not there: where all are 0 and the item costs something, none is. */
function amountsOf({ assignments, NetAmount, MultipleAcctAssgmtDistribution }: SapPurchaseOrderItem): string[] {
	const amounts = assignments.map(({ PurgDocNetAmount }) => PurgDocNetAmount);
	const isNothing = amounts.every((amount) => isZero(amount)) && !isZero(NetAmount);
	return isNothing && MultipleAcctAssgmtDistribution !== '3' ? amounts.map(() => '') : amounts;
}

/** A SAP with these orders only. */
function only(...specs: Array<Partial<OrderSpec>>) {
	const [first] = stored();
	if (!first) throw new Error('no orders');
	const item = {
		text: 'Ware',
		quantity: '2',
		unit: 'EA',
		price: '10.00',
		deliveryDate: '2026-12-01',
		assignments: [{ glAccount: '630000', wbsElement: 'P-1001.1' }],
	};
	const orders = specs.map((spec, index) =>
		buildOrder(
			{
				number: String(4500000001 + index),
				supplier: first.header.Supplier,
				companyCode: '1710',
				currency: 'USD',
				date: '2026-09-10',
				changedAt: '2026-09-20T10:00:00Z',
				paymentTerms: 'NT30',
				items: [item],
				...spec,
			},
			() => '101',
		),
	);
	world.simulators.sap.simulator.reset({ orders });
	return orders;
}

describe.each(versions)('Purchase Order > Get Many (%s)', (version) => {
	it('all orders, as SAP has them, in one call for 200', async () => {
		const { outputs } = await world.sap(getMany(version), goOn);
		expect(outputs[1]).toEqual([]);
		expect(numbers(outputs[0])).toEqual(numbersOf(stored()));
		expect(pages()).toBe(1);
		for (const order of documents(outputs[0])) {
			expect(purchaseOrderSchema.parse(order)).toEqual(order);
			const source = stored().find(({ header }) => header.PurchaseOrder === order.purchaseOrder);
			expect(
				order.items.map(({ item, netAmount }, index) => [item, apart(netAmount, source?.items[index], order)]),
			).toEqual(source?.items.map((item) => [item.PurchaseOrderItem, 0]));
			expect(order.items.map(({ assignments }) => assignments.map(({ amount }) => amount))).toEqual(
				source?.items.map(amountsOf),
			);
			expect(order.items.map(({ assignments }) => assignments.map((one) => one.wbsElement))).toEqual(
				source?.items.map(({ assignments }) => assignments.map(wbsOf)),
			);
		}
	});

	it.each([60, 50, 120, 7])(
		'pages of %i: every order, none twice, in ⌈n/page⌉ calls and one more if the last is full',
		async (pageSize) => {
			const { outputs } = await world.sap(getMany(version, { options: { pageSize } }));
			expect(numbers(outputs[0])).toEqual(numbersOf(stored()));
			expect(pages()).toBe(Math.floor(120 / pageSize) + 1);
		},
	);

	it('pages that the server cuts at 7: every order with all its items', async () => {
		world.changeSap({ do: 'page-size', [version.toLowerCase()]: { default: 7, max: 7 } });
		const { outputs } = await world.sap(getMany(version, { options: { pageSize: 50 } }));
		expect(numbers(outputs[0])).toEqual(numbersOf(stored()));
		expect(documents(outputs[0]).flatMap(({ items }) => items)).toHaveLength(
			stored().flatMap(({ items }) => items).length,
		);
	});

	it('a window finds exactly what was stamped in it, the ends and equal stamps included, null stamps not', async () => {
		const stamps = stored().map(({ header }) => header.LastChangeDateTime);
		const mass = '2026-09-24T22:00:00.000Z';
		const same = stored().filter(({ header }) => header.LastChangeDateTime?.startsWith('2026-09-24T22:00:00.0000000'));
		expect(same.length).toBeGreaterThan(1);
		expect(stamps.filter((one) => one === null).length).toBeGreaterThan(1);
		const at = await world.sap(
			getMany(version, { filters: { changedFrom: mass, changedTo: mass }, options: { pageSize: 2 } }),
		);
		expect(numbers(at.outputs[0])).toEqual(numbersOf(same));
		const since = await world.sap(getMany(version, { filters: { changedFrom: mass } }));
		expect(numbers(since.outputs[0])).toEqual(
			numbersOf(
				stored().filter(
					({ header }) => header.LastChangeDateTime !== null && header.LastChangeDateTime >= mass.slice(0, 19),
				),
			),
		);
	});

	it('a backfill goes on after an order, null stamps included', async () => {
		const all = numbersOf(stored());
		const first = await world.sap(getMany(version, { limit: 50 }));
		const last = numbers(first.outputs[0]).at(-1) ?? '';
		const rest = await world.sap(getMany(version, { filters: { afterOrder: last } }));
		expect([...numbers(first.outputs[0]), ...numbers(rest.outputs[0])]).toEqual(all);
		expect(documents(first.outputs[0]).filter(({ changedAt }) => changedAt === null).length).toBeGreaterThan(0);
	});

	it('company codes, purchasing organizations and order types narrow it', async () => {
		const inCode = stored().filter(({ header }) => header.CompanyCode === '1010');
		const { outputs } = await world.sap(getMany(version, { filters: { companyCodes: '1010', orderTypes: 'NB,ZNB' } }));
		expect(numbers(outputs[0])).toEqual(numbersOf(inCode));
		const none = await world.sap(getMany(version, { filters: { purchasingOrganizations: '9999' } }), goOn);
		expect(none).toMatchObject({ status: 'success', outputs: [[], []] });
	});

	it('by number, also these, and one that SAP does not have: only that one fails, by its number', async () => {
		const [a = '', b = '', c = ''] = numbersOf(stored());
		const filters = { orderKeys: `${b}, 4999999999, 00${a}`, alsoOrderKeys: `${c}, ${a}` };
		const { outputs } = await world.sap(getMany(version, { filters }), goOn);
		expect(numbers(outputs[0]).sort()).toEqual([a, b, c]);
		expect(outputs[1]?.map((item) => [failed(item).details.sapKey, failed(item).details.reason])).toEqual([
			['4999999999', 'not_found'],
		]);
	});

	it('those made of requisitions, part orders too: two requests, and none for orders that were not made of any', async () => {
		const { partOrders, twoItemsOneLine, notOrdered } = world.simulators.dataset.requisitionCases;
		const keys = [partOrders, twoItemsOneLine].map((each) => each?.requisition ?? '');
		const before = world.calls('sap').length;
		const { outputs } = await world.sap(getMany(version, { filters: { requisitionKeys: keys.join(', ') } }));
		expect(numbers(outputs[0])).toEqual([...(partOrders?.orders ?? []), ...(twoItemsOneLine?.orders ?? [])]);
		expect(world.calls('sap').length - before).toBe(2);
		const filters = { requisitionKeys: notOrdered?.requisition ?? '', alsoOrderKeys: partOrders?.orders[0] };
		const also = await world.sap(getMany(version, { filters }));
		expect(numbers(also.outputs[0])).toEqual([partOrders?.orders[0]]);
		const both = { requisitionKeys: keys[0], orderKeys: `0${partOrders?.orders[1] ?? ''}, 4999999999` };
		expect(numbers((await world.sap(getMany(version, { filters: both }))).outputs[0])).toEqual([partOrders?.orders[1]]);
	});

	it('a stamp that cannot be read: that order fails by its number, the others go on', async () => {
		const [first = '', ...others] = numbersOf(stored());
		const where = { PurchaseOrder: first };
		world.changeSap({ do: 'corrupt', set: sets[version], where, property: 'LastChangeDateTime', value: 'soon' });
		const { outputs } = await world.sap(getMany(version), goOn);
		expect(numbers(outputs[0])).toEqual(others);
		expect(failed(outputs[1]?.[0])).toMatchObject({
			error: `Purchase order ${first} could not be read`,
			details: { entity: 'purchase_order', sapKey: first, reason: 'unreadable_document' },
		});
	});

	it('decimals that come as numbers: taken while they are exact, else the order fails', async () => {
		only({}, {});
		const item = version === 'V2' ? 'A_PurchaseOrderItem' : 'PurchaseOrderItem';
		const corrupt = (PurchaseOrder: string, value: number) =>
			world.changeSap({ do: 'corrupt', set: item, where: { PurchaseOrder }, property: 'NetPriceAmount', value });
		corrupt('4500000001', 10.25);
		corrupt('4500000002', 0.1 + 0.2);
		const { outputs } = await world.sap(getMany(version), goOn);
		expect(documents(outputs[0]).map(({ items }) => items[0]?.netPrice)).toEqual(['10.25']);
		expect(JSON.stringify(failed(outputs[1]?.[0]))).toContain('NetPriceAmount is not an exact decimal number');
	});

	it('a property that this tenant does not have: named with its entity set and service, and what to do', async () => {
		const set = version === 'V2' ? 'A_PurOrdAccountAssignment' : 'PurchaseOrderAccountAssignment';
		world.changeSap({ do: 'hide-property', service: services[version], set, property: 'GLAccount' });
		const { outputs } = await world.sap(getMany(version), goOn);
		expect(failed(outputs[1]?.[0])).toMatchObject({
			error: `This SAP release has no field GLAccount in ${set} of ${services[version]}`,
			details: {
				entity: 'purchase_order',
				sapKey: '',
				reason: 'bad_request',
				detail: { advice: expect.stringContaining('choose the other API') as string },
			},
		});
		expect(world.calls('sap')).toHaveLength(1);
	});

	it('a service that is not activated: named, with the communication scenario', async () => {
		world.changeSap({ do: 'set-service', service: services[version], active: false });
		const { outputs } = await world.sap(getMany(version), goOn);
		expect(failed(outputs[1]?.[0])).toMatchObject({
			error: expect.stringContaining(`${services[version]} is not activated`) as string,
			details: { reason: 'service_not_available', sapKey: '' },
		});
		expect(JSON.stringify(failed(outputs[1]?.[0]))).toContain('SAP_COM_0053');
	});

	it.each([400, 500, 501])('an expand that is refused with %i: the same orders, read in parts', async (status) => {
		const whole = await world.sap(getMany(version));
		world.fault('sap', { kind: 'status', status, path: 'expand=', times: 'always' });
		const { outputs } = await world.sap(getMany(version, { options: { pageSize: 50 } }), goOn);
		expect(outputs[1]).toEqual([]);
		expect(documents(outputs[0])).toEqual(documents(whole.outputs[0]));
	});

	it.each([
		['approved', 'approved', '05'],
		['inRelease', 'out_for_approval', '03'],
		['held', 'held', '02'],
		['rejected', 'rejected', '08'],
		['deleted', 'void', '05'],
		['unknownStatus', 'unknown', '26'],
	] as const)('an order that is %s in SAP is %s', async (state, status, statusCode) => {
		only({ state });
		const { outputs } = await world.sap(getMany(version));
		expect(documents(outputs[0])).toMatchObject([{ status, statusCode }]);
	});

	it('an order whose items are all deleted is void, one with a deleted item is not', async () => {
		const [template] = only({});
		if (!template) throw new Error('unreachable');
		const item = (deleted: boolean) => ({
			text: 'Ware',
			quantity: '1',
			unit: 'EA',
			price: '1.00',
			deliveryDate: '2026-12-01',
			assignments: [],
			deleted,
		});
		only({ items: [item(true), item(true)] }, { items: [item(true), item(false)] });
		const { outputs } = await world.sap(getMany(version));
		expect(documents(outputs[0]).map(({ status }) => status)).toEqual(['void', 'approved']);
	});

	it('prices per 100 and 1000, other units, yen, dinar, returns, free and limit items: SAP’s own amounts', async () => {
		const base = { text: 'Ware', quantity: '250', unit: 'EA', price: '12.34', deliveryDate: '2026-12-01' };
		const assignments = [{ glAccount: '630000', wbsElement: 'P-1001.1' }];
		const conversion = { priceUnit: 'KG', numerator: '1', denominator: '4' };
		const items = [
			{ ...base, per: '100', assignments },
			{ ...base, per: '1000', assignments },
			{ ...base, unit: 'L', conversion, assignments },
			{ ...base, isReturn: true, assignments },
			{ ...base, price: '0', isFreeOfCharge: true, assignments },
			{ ...base, price: '0', limit: { expected: '800.00', overall: '1000.00' }, assignments },
		];
		const whole = (currency: string) =>
			items.map((item) => ({ ...item, price: currency === 'JPY' ? '1234' : '12.345' }));
		const usd = only(
			{ items },
			{ currency: 'JPY', items: whole('JPY').slice(0, 4) },
			{ currency: 'KWD', items: whole('KWD').slice(0, 4) },
		);
		const { outputs } = await world.sap(getMany(version), goOn);
		expect(outputs[1]).toEqual([]);
		expect(documents(outputs[0]).map((order) => order.items.map(({ netAmount }) => netAmount))).toEqual(
			usd.map((order) => order.items.map(({ NetAmount }) => NetAmount)),
		);
		expect(
			documents(outputs[0])[0]?.items.map(({ isReturn, isFreeOfCharge, isLimit }) => [
				isReturn,
				isFreeOfCharge,
				isLimit,
			]),
		).toEqual([
			[false, false, false],
			[false, false, false],
			[false, false, false],
			[true, false, false],
			[false, true, false],
			[false, false, true],
		]);
		expect(netAmountOf({ ...base, per: '100' }, 'USD')).toBe('30.85');
	});

	it('300 lines, emoji and line breaks', async () => {
		const text = 'Kran 🏗️ mit\nFührer\r\n40 Zeichen, "quoted"';
		const item = {
			text,
			quantity: '1',
			unit: 'EA',
			price: '1.01',
			deliveryDate: '2026-12-01',
			assignments: [{ glAccount: '630000', wbsElement: 'P-1001.1' }],
		};
		only({ items: Array.from({ length: 300 }, () => item) });
		const [order] = documents((await world.sap(getMany(version))).outputs[0]);
		expect(order?.items).toHaveLength(300);
		expect(new Set(order?.items.map((one) => one.text))).toEqual(new Set([text]));
		expect(sum(order?.items.map(({ netAmount }) => netAmount) ?? [])).toBe('303.00');
	});

	it('a WBS element of which SAP tells only the number is looked up once', async () => {
		const [element] = world.simulators.dataset.sap.wbsElements;
		const items = [1, 2].map(() => ({
			text: 'Ware',
			quantity: '1',
			unit: 'EA',
			price: '1.00',
			deliveryDate: '2026-12-01',
			assignments: [{ glAccount: '630000', wbsInternalId: element?.WBSElementInternalID ?? '' }],
		}));
		only({ items }, { items });
		const { outputs } = await world.sap(getMany(version, { options: { pageSize: 1 } }));
		expect(
			documents(outputs[0]).flatMap((order) =>
				order.items.flatMap((item) => item.assignments.map((one) => one.wbsElement)),
			),
		).toEqual(Array(4).fill(element?.ProjectElement));
		expect(world.calls('sap', 'GET', 'API_ENTERPRISE_PROJECT_SRV')).toHaveLength(1);
	});

	it('an order that changes while the run reads comes once, or with the next window', async () => {
		const changedTo = '2026-09-30T00:00:00Z';
		const filters = { changedFrom: '2026-09-01', changedTo };
		const before = numbers((await world.sap(getMany(version, { filters }))).outputs[0]);
		const { outputs } = await world.sap(getMany(version, { filters, options: { pageSize: 5 } }));
		expect(numbers(outputs[0])).toEqual(before);
		expect(new Set(before).size).toBe(before.length);
	});
});

it('both versions give the same documents, but for what V2 has to compute', async () => {
	const read = async (version: Version) => documents((await world.sap(getMany(version))).outputs[0]);
	const [v2, v4] = [await read('V2'), await read('V4')];
	const withoutNet = (orders: PurchaseOrder[]) =>
		orders.map((order) => ({
			...order,
			items: order.items.map((item) => ({ ...item, netAmount: '', netAmountComputed: false })),
		}));
	expect(withoutNet(v2)).toEqual(withoutNet(v4));
	const nets = (orders: PurchaseOrder[]) => orders.flatMap(({ items }) => items.map(({ netAmount }) => netAmount));
	const others = nets(v4);
	const differing = nets(v2).filter((amount, index) => compared(amount, others[index] ?? '') !== 0);
	expect(differing.length).toBeLessThanOrEqual(3);
});

describe('Purchase Order > Get', () => {
	const get = (value: string, more: object = {}) => ({
		resource: 'purchaseOrder',
		operation: 'get',
		purchaseOrder: { __rl: true, mode: 'number', value },
		...more,
	});

	it('the credential says with which service', async () => {
		const [number = ''] = numbersOf(stored());
		for (const version of versions) {
			world.forgetCalls();
			world.sapCredential.data = { ...world.sapCredential.data, purchaseOrderApi: version };
			expect(numbers((await world.sap(get(`00${number}`))).outputs[0])).toEqual([number]);
			expect(world.calls('sap').map(({ url }) => url.includes('/odata4/'))).toEqual([version === 'V4']);
		}
	});

	it('an unknown number is named on its item; simplify off gives SAP’s own record', async () => {
		const [number = ''] = numbersOf(stored());
		const inputs = [[{ n: '4999999999' }, { n: number }]];
		const { outputs } = await world.sap(get('={{ $json.n }}', { simplify: false }), { ...goOn, inputs });
		expect(outputs[0]?.map(({ json }) => json.PurchaseOrder)).toEqual([number]);
		expect(outputs[0]?.[0]?.json).toHaveProperty('_PurchaseOrderItem');
		expect(failed(outputs[1]?.[0]).error).toBe('SAP has no purchase order 4999999999');
	});
});
