import type { INodeExecutionData } from 'n8n-workflow';
import {
	entities,
	glAccountSchema,
	projectCostSchema,
	purchaseOrderSchema,
	purchaseRequisitionSchema,
	supplierSchema,
	type Entity,
	type Lane,
	type PurchaseOrder,
	type PurchaseRequisition,
	type Run,
} from '../../nodes/shared/model';
import { run as runWith } from '../support/examples.ts';
import { jsonOf, World } from '../support/world.ts';

type Version = 'V2' | 'V4';
type Lanes = Partial<Record<Entity, Partial<Lane>>>;
const versions: Version[] = ['V2', 'V4'];

/** As in the template: what fails is an item of the one stream. */
const goOn = { onError: 'continueRegularOutput' } as const;
const lanesOf = {
	supplier: 'supplier',
	purchaseOrder: 'purchase_order',
	purchaseRequisition: 'requisition',
	glAccount: 'cost_code',
	projectCost: 'actual_cost',
} as const;
type Resource = keyof typeof lanesOf;
const resources = Object.keys(lanesOf) as Resource[];

/** A run of which only the given lanes read anything. */
function laneRun(lanes: Lanes = {}, fields: Omit<Partial<Run>, 'lanes'> = {}): Run {
	const idle = { reads: false, readWindow: false };
	const each = Object.fromEntries(entities.map((entity) => [entity, { ...idle, ...lanes[entity] }]));
	return runWith({ ...fields, lanes: each });
}

let world: World;
beforeEach(async () => {
	world = await World.start();
});
afterEach(async () => await world.close());

function use(version: Version): void {
	const apis = { purchaseOrderApi: version, purchaseRequisitionApi: version };
	world.sapCredential.data = { ...world.sapCredential.data, ...apis };
}

/** More than the data set has: what is no cost is looked at below. */
const costAccounts = '1-99999999';

async function fetchLane(resource: Resource, run: unknown, more: object = {}) {
	world.forgetCalls();
	const { outputs, error } = await world.sap({ resource, operation: 'fetch', run, costAccounts, ...more }, goOn);
	expect(outputs).toHaveLength(1);
	expect(error).toBeUndefined();
	return jsonOf(outputs[0]);
}

const fetched = async (resource: Resource, lanes: Lanes, fields: Omit<Partial<Run>, 'lanes'> = {}) =>
	await fetchLane(resource, laneRun(lanes, fields));
const calls = () => world.calls('sap').map(({ url }) => decodeURIComponent(url));
const data = () => world.simulators.dataset.sap;
const cases = (name: string) => {
	const found = world.simulators.dataset.requisitionCases[name];
	if (!found) throw new Error(`There is no case ${name}`);
	return found;
};

const keyFields = { supplier: 'supplier', purchaseOrder: 'purchaseOrder', purchaseRequisition: 'purchaseRequisition' };
const keys = (resource: keyof typeof keyFields, items: Array<INodeExecutionData['json']>) =>
	items.map((item) => String(item[keyFields[resource]] ?? item.error));

/** A window in which nothing was changed. */
const quiet = { from: '2030-01-01T00:00:00.000Z', to: '2030-01-02T00:00:00.000Z' };
const everything = { from: null, to: '2026-10-02T05:58:00.000Z' };
const windowed = (window: Lane['window'], fields: Partial<Lane> = {}) => ({
	reads: true,
	readWindow: true,
	window,
	...fields,
});
const byKey = (...list: string[]) => ({ reads: true, keys: list });

const allOrders = () =>
	data()
		.orders.map(({ header }) => header.PurchaseOrder)
		.sort();
const allRequisitions = () =>
	data()
		.requisitions.map(({ header }) => header.PurchaseRequisition)
		.sort();
const allSuppliers = () =>
	data()
		.suppliers.map(({ supplier }) => supplier.Supplier)
		.sort();
const orderStampedIn = (from: string, to: string) =>
	data()
		.orders.filter(({ header: { LastChangeDateTime: at } }) => at !== null && at >= from && at <= to)
		.map(({ header }) => header.PurchaseOrder)
		.sort();
const supplierOf = (order: string) =>
	data().orders.find(({ header }) => header.PurchaseOrder === order)?.header.Supplier ?? '';

describe('every lane', () => {
	it.each(resources)('%s: nothing is asked for when the lane does not read', async (resource) => {
		expect(await fetched(resource, {})).toEqual([]);
		expect(await fetched(resource, { [lanesOf[resource]]: { on: false } })).toEqual([]);
		expect(calls()).toEqual([]);
	});

	it.each(resources)('%s: a window and keys of a lane that does not read are not read', async (resource) => {
		const idle = { readWindow: true, window: everything, keys: ['1'], waits: true };
		expect(await fetched(resource, { [lanesOf[resource]]: idle })).toEqual([]);
		expect(calls()).toEqual([]);
	});

	it.each([
		['supplier', 2],
		['purchaseOrder', 1],
		['purchaseRequisition', 2],
		['projectCost', 2],
	] as const)('%s: an hour in which nothing changed costs %i requests', async (resource, count) => {
		const lanes = Object.fromEntries(entities.map((entity) => [entity, windowed(quiet)]));
		expect(await fetched(resource, lanes)).toEqual([]);
		expect(calls()).toHaveLength(count);
	});

	it('reads once, however many items come in, also with none', async () => {
		const run = laneRun({ purchase_order: byKey(allOrders()[0] ?? '') });
		const parameters = { resource: 'purchaseOrder', operation: 'fetch', run };
		for (const inputs of [[[{ a: 1 }, { a: 2 }, {}]], [[{}]]]) {
			world.forgetCalls();
			const { outputs } = await world.sap(parameters, { ...goOn, inputs });
			expect([outputs[0]?.length, calls().length]).toEqual([1, 1]);
		}
	});

	it('takes the run as JSON text, too', async () => {
		const [order = ''] = allOrders();
		const items = await fetchLane('purchaseOrder', JSON.stringify(laneRun({ purchase_order: byKey(order) })));
		expect(keys('purchaseOrder', items)).toEqual([order]);
	});

	it.each([
		['empty', ''],
		['an empty item', {}],
		['not JSON', '{ run'],
		['of an earlier version', { runId: '1', plan: {} }],
		['without lanes', { ...laneRun(), lanes: undefined }],
	])('a run that is %s: one failed item of the lane, which names the parameter', async (_, run) => {
		for (const resource of resources) {
			expect(await fetchLane(resource, run)).toMatchObject([
				{
					error: 'The parameter Run does not hold a run',
					details: { reason: 'configuration_invalid', entity: lanesOf[resource] },
				},
			]);
			expect(calls()).toEqual([]);
		}
	});

	it('a run that is missing, because there is no node Start: one failed item', async () => {
		const run = "={{ $('Start').first().json }}";
		const { outputs } = await world.sap({ resource: 'supplier', operation: 'fetch', run }, goOn);
		const advice = expect.stringContaining("Referenced node doesn't exist. It takes the whole item") as string;
		expect(jsonOf(outputs[0])).toMatchObject([
			{ error: 'The parameter Run does not hold a run', details: { entity: 'supplier', detail: { advice } } },
		]);
	});

	it('a window that does not end at a timestamp reads nothing instead of everything', async () => {
		for (const window of [
			{ from: 'yesterday', to: quiet.to },
			{ from: quiet.from, to: '' },
		]) {
			const [item] = await fetched('purchaseOrder', { purchase_order: windowed(window) });
			expect(item).toMatchObject({
				error: "The parameter 'Run' cannot be used",
				details: { entity: 'purchase_order' },
			});
		}
		expect(calls()).toEqual([]);
	});

	it.each(resources)('%s: SAP that could not be asked as the run began is not asked again', async (resource) => {
		const lanes = { [lanesOf[resource]]: windowed(everything) };
		const items = await fetched(resource, lanes, { system: '', trouble: 'SAP refused the log-on' });
		expect(items).toMatchObject([
			{ error: 'SAP refused the log-on', details: { entity: lanesOf[resource], reason: 'system_unavailable' } },
		]);
		expect(await fetched(resource, {}, { system: '' })).toEqual([]);
		expect(calls()).toEqual([]);
	});

	it.each(resources)('%s: a service that is down is one failed item of the lane', async (resource) => {
		world.fault('sap', { kind: 'status', status: 503, path: 'sap/(opu|.*odata4)', times: 'always' });
		expect(await fetched(resource, { [lanesOf[resource]]: windowed(everything) })).toMatchObject([
			{ details: { entity: lanesOf[resource], sapKey: '', reason: 'system_unavailable' } },
		]);
	});

	it('a lease that cannot be renewed does not stop a read: nothing is written here', async () => {
		const [order = ''] = allOrders();
		const items = await fetched('purchaseOrder', { purchase_order: byKey(order) }, { holder: 'run 7' });
		expect(keys('purchaseOrder', items)).toEqual([order]);
	});

	it('an error without On Error: Continue stops the node and names no input item', async () => {
		const { error } = await world.sap({ resource: 'supplier', operation: 'fetch', run: {} });
		expect(error?.message).toBe('The parameter Run does not hold a run');
	});
});

describe.each(versions)('Purchase Order > Fetch for a Run (%s)', (version) => {
	beforeEach(() => use(version));

	it('everything: no time filter, so that orders that were never stamped come too', async () => {
		const items = await fetched('purchaseOrder', { purchase_order: windowed(everything) });
		expect(keys('purchaseOrder', items)).toEqual(allOrders());
		for (const item of items) expect(purchaseOrderSchema.parse(item)).toEqual(item);
		expect(calls()[0]).not.toContain('LastChangeDateTime ');
	});

	it('a window, both ends included', async () => {
		const [from, to] = ['2026-09-20T00:00:00.000Z', '2026-09-24T22:00:00.000Z'];
		const items = await fetched('purchaseOrder', { purchase_order: windowed({ from, to }) });
		const expected = orderStampedIn('2026-09-20T00:00:00', '2026-09-24T22:00:00.0000000Z');
		expect(expected.length).toBeGreaterThan(1);
		expect(keys('purchaseOrder', items)).toEqual(expected);
	});

	it('after a key with a limit: batches that follow each other give every order once', async () => {
		const read: string[] = [];
		for (let afterKey = ''; ; afterKey = read.at(-1) ?? '') {
			const items = await fetched('purchaseOrder', {
				purchase_order: windowed(everything, { afterKey, limit: 50 }),
			});
			read.push(...keys('purchaseOrder', items));
			if (items.length < 50) break;
		}
		expect(read).toEqual(allOrders());
	});

	it('keys come in addition to the window, above its limit, and each once', async () => {
		const all = allOrders();
		const [first = '', second = ''] = all;
		const last = all.at(-1) ?? '';
		const lane = windowed(everything, { limit: 2, keys: [`00${last}`, second, last] });
		expect(keys('purchaseOrder', await fetched('purchaseOrder', { purchase_order: lane }))).toEqual([
			first,
			second,
			last,
		]);
	});

	it('only the keys without a window, all of them whatever the limit', async () => {
		const some = allOrders().slice(3, 6);
		const lane = { ...byKey(...some), limit: 1 };
		expect(keys('purchaseOrder', await fetched('purchaseOrder', { purchase_order: lane }))).toEqual(some);
	});

	it('a key that SAP does not have is a failed item of its own, and the others come', async () => {
		const [first = ''] = allOrders();
		for (const lane of [byKey(first, '4999999999'), windowed(quiet, { keys: [first, '4999999999'] })]) {
			const items = await fetched('purchaseOrder', { purchase_order: lane });
			expect(items[0]?.purchaseOrder).toBe(first);
			expect(items[1]).toMatchObject({
				error: 'SAP has no purchase order 4999999999',
				details: { entity: 'purchase_order', sapKey: '4999999999', reason: 'not_found' },
			});
		}
	});
});

describe.each(versions)('Supplier > Fetch for a Run (%s)', (version) => {
	beforeEach(() => use(version));
	const order = () => allOrders().find((each) => supplierOf(each) !== '') ?? '';

	it('everything, in one request, also where orders are read: none of theirs can be missing', async () => {
		const lanes = { supplier: windowed(everything), purchase_order: windowed(everything) };
		const items = await fetched('supplier', lanes);
		expect(keys('supplier', items).sort()).toEqual(allSuppliers());
		for (const item of items) expect(supplierSchema.parse(item)).toEqual(item);
		expect(calls()).toHaveLength(1);
	});

	it('is read as a whole, whatever the size of a batch', async () => {
		const items = await fetched('supplier', { supplier: windowed(everything, { limit: 5, afterKey: '3' }) });
		expect(items).toHaveLength(allSuppliers().length);
	});

	it('only its keys without a window, and one that SAP does not have', async () => {
		const [first = ''] = allSuppliers();
		const items = await fetched('supplier', { supplier: byKey(first, '99999') });
		expect(keys('supplier', items)).toEqual([first, 'SAP has no supplier 99999']);
	});

	it('an order that changed brings its supplier along, which did not change itself', async () => {
		const stamp = '2026-10-01T05:00:00.000Z';
		world.changeSap({ do: 'set-supplier', order: order(), supplier: supplierOf(order()), stamp });
		const window = { from: '2026-10-01T04:00:00.000Z', to: '2026-10-01T05:58:00.000Z' };
		const items = await fetched('supplier', { supplier: windowed(quiet), purchase_order: windowed(window) });
		expect(keys('supplier', items)).toEqual([supplierOf(order())]);
		const list = calls().find((url) => /purchaseorder/i.test(url));
		expect(list).toContain('$select=PurchaseOrder,Supplier');
		expect(list).not.toContain('$expand');
	});

	it('also when the supplier lane itself has nothing to read', async () => {
		const items = await fetched('supplier', { purchase_order: byKey(order()) });
		expect(keys('supplier', items)).toEqual([supplierOf(order())]);
	});

	it('of all orders that the run is to read, not only of those of the first batch', async () => {
		const after = allOrders()[99] ?? '';
		const lane = windowed(everything, { limit: 1, afterKey: after });
		const items = await fetched('supplier', { supplier: windowed(quiet), purchase_order: lane });
		const expected = allOrders()
			.filter((each) => each > after)
			.map(supplierOf);
		expect(keys('supplier', items).sort()).toEqual([...new Set(expected)].sort());
	});

	it('of the orders, too, that the run reads once it is through with what an earlier one began', async () => {
		const [first = ''] = allOrders();
		const later = { window: quiet, keys: [`0${first}`] };
		const lane = windowed(quiet, { later });
		expect(keys('supplier', await fetched('supplier', { purchase_order: lane }))).toEqual([supplierOf(first)]);
	});

	it('not in a later batch, and not where the lane is off or waits', async () => {
		const lanes = { purchase_order: windowed(everything) };
		expect(await fetched('supplier', lanes, { batch: 2 })).toEqual([]);
		expect(await fetched('supplier', { ...lanes, supplier: { on: false } })).toEqual([]);
		expect(await fetched('supplier', { ...lanes, supplier: { waits: true } })).toEqual([]);
		expect(calls()).toEqual([]);
	});

	it('a supplier of an order that SAP does not show is a failed item of its own', async () => {
		world.changeSap({ do: 'edit-order', order: order(), set: { Supplier: '77777' } });
		const items = await fetched('supplier', { supplier: windowed(quiet), purchase_order: byKey(order()) });
		expect(items).toMatchObject([{ error: 'SAP has no supplier 77777', details: { sapKey: '77777' } }]);
	});

	it('orders that cannot be listed do not stop the suppliers', async () => {
		const service = { V2: 'API_PURCHASEORDER_PROCESS_SRV', V4: 'API_PURCHASEORDER_2' }[version];
		world.changeSap({ do: 'set-service', service, active: false });
		const [first = ''] = allSuppliers();
		const items = await fetched('supplier', { supplier: byKey(first), purchase_order: windowed(everything) });
		expect(keys('supplier', items)).toEqual([first]);
	});
});

describe.each(versions)('Purchase Requisition > Fetch for a Run (%s)', (version) => {
	beforeEach(() => use(version));
	const documents = (items: object[]) => items as PurchaseRequisition[];
	const one = async (key: string) => {
		const [requisition] = documents(await fetched('purchaseRequisition', { requisition: byKey(key) }));
		return requisition;
	};
	const numbers = (orders: PurchaseOrder[] | undefined) => orders?.map(({ purchaseOrder }) => purchaseOrder);

	it('everything, with the orders made of each', async () => {
		const items = await fetched('purchaseRequisition', { requisition: windowed(everything) });
		expect(keys('purchaseRequisition', items)).toEqual(allRequisitions());
		for (const item of items) expect(purchaseRequisitionSchema.parse(item)).toEqual(item);
		for (const { requisition, orders } of Object.values(world.simulators.dataset.requisitionCases)) {
			const found = documents(items).find((each) => each.purchaseRequisition === requisition);
			const isDeleted = found?.items.every(({ deleted }) => deleted) ?? false;
			expect(numbers(found?.orders)).toEqual(isDeleted ? [] : [...orders].sort());
		}
	});

	it('reads the orders of a page together: no more requests than groups of 40 numbers', async () => {
		await fetched('purchaseRequisition', { requisition: windowed(everything) });
		const orders = calls().filter((url) => /purchaseorder/i.test(url));
		const ordered = new Set(
			Object.values(data().requisitions).flatMap(({ items }) => items.map((i) => i.PurchasingDocument)),
		);
		expect(orders.length).toBeLessThanOrEqual(
			Math.ceil(allRequisitions().length / 40) + Math.ceil((ordered.size + 5) / 40),
		);
	});

	it('a requisition that was made into two orders has both, each with its own item', async () => {
		const { requisition, orders } = cases('partOrders');
		const found = await one(requisition);
		expect(numbers(found?.orders)).toEqual(orders);
		expect(found?.items.map(({ purchaseOrder }) => purchaseOrder)).toEqual([orders[1]]);
		expect(found?.orders?.map(({ items }) => items.map(({ quantity }) => quantity))).toEqual([['6'], ['4']]);
	});

	it('an order has only the items that belong to the requisition, and the status of the whole', async () => {
		const {
			requisition,
			orders: [order = ''],
		} = cases('partlyOrdered');
		const item = { text: 'Ware', quantity: '1', unit: 'EA', price: '5.00' };
		world.changeSap({ do: 'add-item', order, item });
		const [whole] = (await fetched('purchaseOrder', { purchase_order: byKey(order) })) as unknown as PurchaseOrder[];
		const own = (await one(requisition))?.orders?.[0];
		expect(whole?.items).toHaveLength(2);
		expect(own).toEqual({ ...whole, items: whole?.items.slice(0, 1) });
	});

	it('two items that were ordered as one have that one', async () => {
		const { requisition, orders } = cases('twoItemsOneLine');
		const found = await one(requisition);
		expect(found?.items).toHaveLength(2);
		expect(numbers(found?.orders)).toEqual(orders);
		expect(found?.orders?.[0]?.items).toHaveLength(1);
	});

	it('an order item that names the requisition although the requisition does not name it', async () => {
		const { requisition, orders } = cases('partlyOrdered');
		const set = { PurchasingDocument: '', PurchasingDocumentItem: '0', OrderedQuantity: '0' };
		world.changeSap({ do: 'edit-requisition', requisition, item: '10', set });
		expect(numbers((await one(requisition))?.orders)).toEqual(orders);
	});

	it('an order that the requisition names but that has no item of it any more is there, with no items', async () => {
		const {
			requisition,
			orders: [order = ''],
		} = cases('partlyOrdered');
		const set = { PurchaseRequisition: '', PurchaseRequisitionItem: '0' };
		world.changeSap({ do: 'edit-order', order, item: '10', set });
		world.changeSap({ do: 'edit-requisition', requisition, item: '10', set: { PurchasingDocumentItem: '90' } });
		expect((await one(requisition))?.orders).toMatchObject([{ purchaseOrder: order, items: [] }]);
	});

	it('an order that SAP does not have any more is not there', async () => {
		const { requisition } = cases('notOrdered');
		const set = { PurchasingDocument: '4999999999', PurchasingDocumentItem: '10' };
		world.changeSap({ do: 'edit-requisition', requisition, item: '10', set });
		expect((await one(requisition))?.orders).toEqual([]);
	});

	it('an order that cannot be read is not there, and the others are', async () => {
		const { requisition, orders } = cases('partOrders');
		const set = { V2: 'A_PurchaseOrder', V4: 'PurchaseOrder' }[version];
		const where = { PurchaseOrder: orders[0] ?? '' };
		world.changeSap({ do: 'corrupt', set, where, property: 'LastChangeDateTime', value: 'soon' });
		expect(numbers((await one(requisition))?.orders)).toEqual([orders[1]]);
	});

	it('nothing was ordered of it: no orders, and one request to see that', async () => {
		const found = await one(cases('notOrdered').requisition);
		expect([found?.orders, calls().length]).toEqual([[], 2]);
	});

	it('of deleted items nothing is looked for', async () => {
		const found = await one(cases('allDeleted').requisition);
		expect([found?.orders, calls().length]).toEqual([[], 1]);
	});

	it('a requisition comes along with the order made of it, although it did not change', async () => {
		const { requisition, orders } = cases('partOrders');
		const lanes = { requisition: windowed(quiet), purchase_order: byKey(orders[0] ?? '') };
		const items = documents(await fetched('purchaseRequisition', lanes));
		expect(items.map((each) => each.purchaseRequisition)).toEqual([requisition]);
		expect(numbers(items[0]?.orders)).toEqual(orders);
	});

	it('only what a few fields of the orders say is read for that', async () => {
		await fetched('purchaseRequisition', { requisition: windowed(quiet), purchase_order: windowed(quiet) });
		const select = {
			V2: '$select=PurchaseOrder,to_PurchaseOrderItem/PurchaseRequisition&',
			V4: '$select=PurchaseOrder&$expand=_PurchaseOrderItem($select=PurchaseRequisition)&',
		}[version];
		expect(calls().find((url) => /purchaseorder/i.test(url))).toContain(select);
	});

	it('also when the requisition lane has nothing left to read: the batch of orders has', async () => {
		const { requisition, orders } = cases('partOrders');
		const items = await fetched('purchaseRequisition', { purchase_order: byKey(orders[0] ?? '') }, { batch: 3 });
		expect(keys('purchaseRequisition', items)).toEqual([requisition]);
	});

	it('those of the orders of this batch, not of those that come in further ones', async () => {
		const madeOfAny = data()
			.orders.filter(({ items }) => items.some(({ PurchaseRequisition }) => PurchaseRequisition !== ''))
			.map(({ header }) => header.PurchaseOrder)
			.sort();
		const [first = '', second = ''] = madeOfAny;
		const before = allOrders()[allOrders().indexOf(first) - 1] ?? '';
		const limit = allOrders().filter((each) => each > before && each < second).length;
		const orders = windowed(everything, { afterKey: before, limit });
		const items = documents(await fetched('purchaseRequisition', { purchase_order: orders }));
		const expected = data()
			.orders.filter(({ header }) => header.PurchaseOrder === first)
			.flatMap((order) => order.items.map(({ PurchaseRequisition }) => PurchaseRequisition))
			.filter((number) => number !== '');
		expect(items.map((each) => each.purchaseRequisition)).toEqual([...new Set(expected)].sort());
	});

	it('not while the lane waits for the last batch of orders, and not when it is off', async () => {
		const lanes = { purchase_order: windowed(everything) };
		const waiting = windowed(everything, { reads: false, waits: true });
		expect(await fetched('purchaseRequisition', { ...lanes, requisition: waiting })).toEqual([]);
		expect(await fetched('purchaseRequisition', { ...lanes, requisition: { on: false } })).toEqual([]);
		expect(calls()).toEqual([]);
	});

	it('a window, after a key with a limit: every requisition once', async () => {
		const window = { from: '2020-01-01T00:00:00.000Z', to: '2026-10-02T05:58:00.000Z' };
		const read: string[] = [];
		for (let afterKey = ''; ; afterKey = read.at(-1) ?? '') {
			const lane = windowed(window, { afterKey, limit: 15 });
			const items = await fetched('purchaseRequisition', { requisition: lane });
			read.push(...keys('purchaseRequisition', items));
			if (items.length < 15) break;
		}
		const stamped = data().requisitions.filter(({ items }) => items.some((item) => item.LastChangeDateTime !== null));
		expect(read).toEqual(stamped.map(({ header }) => header.PurchaseRequisition).sort());
	});

	it('a key that SAP does not have is a failed item of its own', async () => {
		const [first = ''] = allRequisitions();
		const items = await fetched('purchaseRequisition', { requisition: byKey('19999999', first) });
		expect(keys('purchaseRequisition', items)).toEqual([first, 'SAP has no purchase requisition 19999999']);
	});

	it('what was read before SAP broke down comes, and the failure with it', async () => {
		world.fault('sap', {
			kind: 'status',
			status: 503,
			path: '(API_PURCHASEREQ_|api_purchasereq).*expand=',
			nth: 2,
			times: 'always',
		});
		const some = windowed(everything, { limit: 5, keys: [allRequisitions().at(-1) ?? ''] });
		const items = await fetched('purchaseRequisition', { requisition: some });
		expect(keys('purchaseRequisition', items.slice(0, 5))).toEqual(allRequisitions().slice(0, 5));
		expect(items.slice(5)).toMatchObject([
			{ details: { entity: 'requisition', sapKey: '', reason: 'system_unavailable' } },
		]);
	});

	it('orders that cannot be read fail the lane as a whole', async () => {
		const service = { V2: 'API_PURCHASEORDER_PROCESS_SRV', V4: 'API_PURCHASEORDER_2' }[version];
		world.changeSap({ do: 'set-service', service, active: false });
		for (const lanes of [
			{ requisition: byKey(cases('partOrders').requisition) },
			{ requisition: windowed(quiet), purchase_order: windowed(quiet) },
		])
			expect(await fetched('purchaseRequisition', lanes)).toMatchObject([
				{ details: { entity: 'requisition', sapKey: '', reason: 'service_not_available' } },
			]);
	});
});

it('both versions give the same requisitions with the same orders', async () => {
	const read = async (version: Version) => {
		use(version);
		return await fetched('purchaseRequisition', { requisition: windowed(everything) });
	};
	const withoutComputed = (items: object[]) =>
		JSON.parse(JSON.stringify(items).replace(/"netAmountComputed":true/g, '"netAmountComputed":false')) as unknown;
	expect(withoutComputed(await read('V2'))).toEqual(withoutComputed(await read('V4')));
});

describe('G/L Account > Fetch for a Run', () => {
	it('all accounts whatever the window says', async () => {
		const items = await fetched('glAccount', { cost_code: windowed(quiet, { limit: 3, afterKey: '7' }) });
		expect(items).toHaveLength(data().glAccounts.length);
		for (const item of items) expect(glAccountSchema.parse(item)).toEqual(item);
	});
});

describe('Project Cost > Fetch for a Run', () => {
	const cost = (items: object[]) => items.map((item) => projectCostSchema.parse(item));

	it('everything', async () => {
		const items = cost(await fetched('projectCost', { actual_cost: windowed(everything) }));
		expect(items.length).toBeGreaterThan(10);
		expect(new Set(items.map(({ ledger }) => ledger))).toEqual(new Set(['0L']));
	});

	it('all of them when something moved in the window, none when nothing did', async () => {
		const all = await fetched('projectCost', { actual_cost: windowed(everything) });
		const window = { from: '2020-01-01T00:00:00.000Z', to: '2026-10-02T05:58:00.000Z' };
		expect(await fetched('projectCost', { actual_cost: windowed(window) })).toEqual(all);
		expect(await fetched('projectCost', { actual_cost: windowed(quiet) })).toEqual([]);
	});

	it('all of them where an exception is open, whatever moved', async () => {
		const all = await fetched('projectCost', { actual_cost: windowed(everything) });
		expect(await fetched('projectCost', { actual_cost: windowed(quiet, { keys: ['2203'] }) })).toEqual(all);
		expect(await fetched('projectCost', { actual_cost: byKey('2203') })).toEqual(all);
	});

	it('all of them when orders changed: a contract may cover what was a direct cost', async () => {
		const all = await fetched('projectCost', { actual_cost: windowed(everything) });
		const lanes = { actual_cost: windowed(quiet), purchase_order: windowed(everything) };
		expect(await fetched('projectCost', lanes)).toEqual(all);
		const total = { batch: 1, read: true, complete: true, stalled: false, trouble: '', from: '', to: '', documents: 3 };
		const earlier = { ...windowed(quiet), total: { ...total, counts: {} } };
		expect(await fetched('projectCost', { ...lanes, purchase_order: earlier })).toEqual(all);
		expect(await fetched('projectCost', { ...lanes, purchase_order: windowed(quiet) })).toEqual([]);
	});

	it('of accounts that are costs; without saying which, nothing is read', async () => {
		const run = laneRun({ actual_cost: windowed(everything) });
		const some = cost(await fetchLane('projectCost', run, { costAccounts: '62000000-62999999' }));
		expect(new Set(some.map(({ glAccount }) => glAccount.slice(0, 2)))).toEqual(new Set(['62']));
		for (const wrong of ['', ' ', '9-1', '6*'])
			expect(await fetchLane('projectCost', run, { costAccounts: wrong })).toMatchObject([
				{ details: { entity: 'actual_cost', sapKey: '', reason: 'configuration_invalid' } },
			]);
		expect(calls()).toEqual([]);
	});

	it('of the ledger that is chosen; the leading one where the field is empty', async () => {
		const run = laneRun({ actual_cost: windowed(everything) });
		const others = cost(await fetchLane('projectCost', run, { ledger: '2L' }));
		expect(new Set(others.map(({ ledger }) => ledger))).toEqual(new Set(['2L']));
		expect(calls()[0]).toContain("Ledger eq '2L'");
		await fetchLane('projectCost', run, { ledger: ' ' });
		expect(calls()[0]).toContain("Ledger eq '0L'");
	});
});

describe.each([
	['costCenter', 'cost_code'],
	['project', 'project'],
] as const)('%s > Get Many with the option Run', (resource, entity) => {
	const getMany = async (options: object) => {
		world.forgetCalls();
		const { outputs } = await world.sap({ resource, operation: 'getAll', returnAll: true, options }, goOn);
		return jsonOf(outputs[0]);
	};

	it('reads as ever without it, and where the lane reads', async () => {
		const all = await getMany({});
		expect(all.length).toBeGreaterThan(5);
		expect(await getMany({ run: '' })).toEqual(all);
		expect(await getMany({ run: laneRun({ [entity]: { reads: true } }) })).toEqual(all);
	});

	it('reads nothing where the lane does not', async () => {
		expect(await getMany({ run: JSON.stringify(laneRun()) })).toEqual([]);
		expect(calls()).toEqual([]);
	});

	it('refuses what is not a run', async () => {
		expect(await getMany({ run: { lanes: [] } })).toMatchObject([
			{ error: expect.stringContaining('The parameter Run does not hold a run') as string, details: { entity } },
		]);
	});
});
