import assert from 'node:assert/strict';
import { before, beforeEach, describe, it } from 'node:test';
import type { SapData } from '../../simulators/data/types.ts';
import { type ContractState, contractsOf } from '../e2e/support/contracts.ts';
import { type ScenarioRun, World } from './support/scenarioWorld.ts';

type Settings = Record<string, string | number | boolean>;

const lanes = 'project, supplier, purchase_order, requisition';
const pending: Settings = { lanes, requisitions: 'pendingContract' };
/** Statuses by the column of the budget that counts them. */
const columns: Record<string, 'committed' | 'pending'> = {
	...{ Approved: 'committed', Closed: 'committed' },
	...{ Processing: 'pending', Submitted: 'pending', 'Partially Received': 'pending', Received: 'pending' },
};
const project = { id: '2203', wbsElement: 'P-1003.1.1' };
const other = { id: '2204', wbsElement: 'P-1004.1.1' };

interface Item {
	price: string;
	quantity: string;
	wbsElement?: string;
}

/** Each test takes numbers of its own. */
let last = 0;

describe('purchase requisitions as pending contracts', () => {
	let world: World;
	let requisition: string;

	before(async () => {
		world = await World.start({ name: 'pending-contracts', dataset: 'tour', limits: false });
		await run();
	});

	beforeEach(() => {
		requisition = String(10900000 + ++last);
	});

	const run = async (settings: Settings = {}): Promise<ScenarioRun> => {
		const done = await world.sync({ ...pending, ...settings });
		assert.equal(done.status, 'success', JSON.stringify(done.error));
		return done;
	};
	const request = (items: Item[], more: object = {}, number = requisition) => {
		const texts = items.map((item, index) => ({ ...item, text: `Part ${String(index + 1)}` }));
		const wbsElement = project.wbsElement;
		world.changeSap({ do: 'create-requisition', number, wbsElement, items: texts, ...more });
	};
	const supplier = () => {
		const found = world.vendors().find(({ origin_id, is_active }) => is_active && origin_id?.startsWith('sap:S4P:'));
		return String(found?.origin_id?.split(':').at(-1));
	};
	/** An order with an item for each of these parts of a requisition. */
	const order = (
		parts: Array<Item & { of?: string; from: string }>,
		more: object = {},
		number = String(4580000000 + ++last),
	) => {
		const items = parts.map(({ price, quantity, wbsElement }) => ({
			price,
			quantity,
			...(wbsElement ? { wbsElement } : {}),
		}));
		const { simulator } = world.simulators.sap;
		simulator.change({
			...{ do: 'create-order', number, supplier: supplier(), wbsElement: project.wbsElement, items },
			...more,
		});
		parts.forEach(({ of = requisition, from, quantity }, index) => {
			const orderItem = String((index + 1) * 10);
			simulator.change({
				...{ do: 'order-requisition-item', requisition: of, item: from, order: number, orderItem, quantity },
			});
		});
		world.later();
		return number;
	};
	const all = () => contractsOf(world.simulators).filter(({ deleted_at }) => deleted_at === null);
	const pendingOf = (number = requisition, { id } = project): ContractState | undefined =>
		all().find(({ origin_id }) => origin_id === `sap:S4P:prc:${number}:${id}`);
	const ofOrder = (number: string, { id } = project): ContractState | undefined =>
		all().find(({ origin_id }) => origin_id === `sap:S4P:po:${number}:${id}`);
	/** Status and total of a contract; `none` = there is none. */
	const shown = (contract: ContractState | undefined) =>
		contract ? `${contract.status} ${Number(contract.grand_total).toFixed(2)}` : 'none';
	const outcomes = async (key = requisition) =>
		(await world.lastAudit())
			.filter(({ sap_key }) => sap_key === key)
			.map(({ project_id, action, status, reason }) =>
				[project_id, action, status, reason].filter((word) => word && word !== 'none').join(' '),
			)
			.sort();
	const quiet = async () => {
		world.later(61);
		assert.equal((await run()).calls.procore.writes, 0);
	};

	it('not ordered yet: a contract in Processing with the number of the requisition, without a vendor', async () => {
		request([
			{ price: '10.00', quantity: '10' },
			{ price: '5.00', quantity: '4' },
		]);
		await run();
		const contract = pendingOf();
		assert.equal(shown(contract), 'Processing 120.00');
		assert.deepEqual(
			[contract?.number, contract?.vendor_id, contract?.lines.map(({ origin_id }) => origin_id)],
			[...[requisition, null], ['10', '20'].map((item) => `sap:S4P:prci:${requisition}:${item}:1:2203`)],
		);
		assert.deepEqual(await outcomes(), ['2203 create synced']);
		await quiet();
	});

	it('the supplier that the requisition asks for is the vendor', async () => {
		request([{ price: '10.00', quantity: '10' }], { supplier: supplier() });
		await run();
		const vendor = world.vendors().find(({ origin_id }) => origin_id === `sap:S4P:supplier:${supplier()}`);
		assert.ok(vendor);
		assert.equal(pendingOf()?.vendor_id, vendor.id);
	});

	it('Procore asks for a vendor: left as a draft, until somebody chooses one there', async () => {
		request([{ price: '10.00', quantity: '10' }]);
		world.changeProcore({ do: 'set-vendor-required', required: true });
		try {
			await run();
			assert.deepEqual(await outcomes(), ['2203 create failed requisition_vendor_needed']);
			assert.equal(shown(pendingOf()), 'Draft 100.00');
			const vendor = world.vendors().find(({ origin_id, is_active }) => is_active && origin_id?.startsWith('sap:S4P:'));
			const body = { project_id: 2203, purchase_order_contract: { vendor_id: vendor?.id } };
			const path = `/rest/v1.0/purchase_order_contracts/${String(pendingOf()?.id)}`;
			world.changeProcore({ do: 'as-person', method: 'PATCH', path, query: { project_id: 2203 }, body });
			await run();
			assert.equal(shown(pendingOf()), 'Processing 100.00');
			assert.deepEqual(await world.openExceptions(requisition), []);
		} finally {
			world.changeProcore({ do: 'set-vendor-required', required: false });
		}
	});

	it('a requisition that is not released waits, and nothing stands for it', async () => {
		request([{ price: '10.00', quantity: '10' }]);
		world.changeSap({ do: 'change-requisition-item', requisition, item: '10', released: false });
		await run();
		assert.deepEqual(await outcomes(), ['waiting requisition_not_released']);
		assert.equal(pendingOf(), undefined);
		world.changeSap({ do: 'change-requisition-item', requisition, item: '10', released: true });
		await run();
		assert.equal(shown(pendingOf()), 'Processing 100.00');
	});

	it('changed in SAP: the contract follows', async () => {
		request([{ price: '10.00', quantity: '10' }]);
		await run();
		const id = pendingOf()?.id;
		world.changeSap({ do: 'change-requisition-item', requisition, item: '10', price: '12.00' });
		await run();
		assert.deepEqual([shown(pendingOf()), pendingOf()?.id], ['Processing 120.00', id]);
		await quiet();
	});

	it("ordered one to one: the same contract becomes the order's, at the price of the order", async () => {
		request([
			{ price: '10.00', quantity: '10' },
			{ price: '5.00', quantity: '4' },
		]);
		await run();
		const before = pendingOf();
		const number = order([
			{ from: '10', price: '9.50', quantity: '10' },
			{ from: '20', price: '5.00', quantity: '4' },
		]);
		await run();
		const now = ofOrder(number);
		assert.deepEqual([shown(now), now?.id, now?.number], ['Approved 115.00', before?.id, number]);
		assert.ok(now?.vendor_id);
		assert.ok(now.lines.every(({ origin_id }) => origin_id?.startsWith(`sap:S4P:poi:${number}:`)));
		assert.equal(pendingOf(), undefined);
		assert.deepEqual(await outcomes(), ['2203 ignored requisition_ordered']);
		assert.deepEqual(await outcomes(number), ['2203 update synced']);
		await quiet();
	});

	it('partly ordered: the contract shrinks beside that of the order, and the order of the rest takes it over', async () => {
		request([{ price: '10.00', quantity: '10' }]);
		await run();
		const before = pendingOf();
		const first = order([{ from: '10', price: '10.00', quantity: '4' }]);
		await run();
		assert.deepEqual([shown(pendingOf()), pendingOf()?.id], ['Processing 60.00', before?.id]);
		assert.equal(shown(ofOrder(first)), 'Approved 40.00');
		await quiet();
		// A change of the order that asks for no more of the requisition leaves its contract alone.
		world.changeSap({ do: 'set-price', order: first, item: '10', price: '11.00' });
		const writes = (await run()).traffic.filter(({ method, url }) => method !== 'GET' && url.includes('project_id'));
		assert.equal(shown(ofOrder(first)), 'Approved 44.00');
		assert.ok(writes.every(({ body }) => !JSON.stringify(body ?? '').includes(`prc:${requisition}`)));
		const rest = order([{ from: '10', price: '10.00', quantity: '6' }]);
		await run();
		assert.deepEqual([shown(ofOrder(rest)), ofOrder(rest)?.id], ['Approved 60.00', before?.id]);
		assert.equal(pendingOf(), undefined);
		await quiet();
	});

	it('ordered in two orders: a contract each, and nothing is left of that of the requisition', async () => {
		request([
			{ price: '10.00', quantity: '10' },
			{ price: '5.00', quantity: '4' },
		]);
		await run();
		const before = pendingOf();
		const [one, two] = [
			order([{ from: '10', price: '10.00', quantity: '10' }]),
			order([{ from: '20', price: '5.00', quantity: '4' }]),
		];
		await run();
		assert.deepEqual([shown(ofOrder(one)), shown(ofOrder(two))], ['Approved 100.00', 'Approved 20.00']);
		assert.deepEqual([shown(pendingOf()), pendingOf()?.lines.length, pendingOf()?.id], ['Draft 0.00', 0, before?.id]);
		assert.deepEqual(await outcomes(), ['2203 void synced']);
		await quiet();
	});

	it('two requisitions in one order: one contract, and nothing is left of theirs', async () => {
		const second = String(10900000 + ++last);
		request([{ price: '10.00', quantity: '10' }]);
		request([{ price: '5.00', quantity: '4' }], {}, second);
		await run();
		const number = order([
			{ from: '10', price: '10.00', quantity: '10' },
			{ from: '10', of: second, price: '5.00', quantity: '4' },
		]);
		await run();
		assert.equal(shown(ofOrder(number)), 'Approved 120.00');
		assert.deepEqual([shown(pendingOf()), shown(pendingOf(second))], ['Draft 0.00', 'Draft 0.00']);
		await quiet();
	});

	it('an order with more than the requisition asked for is no hand-over: it counts once all the same', async () => {
		request([{ price: '10.00', quantity: '10' }]);
		await run();
		const number = String(4580000000 + ++last);
		order([{ from: '10', price: '10.00', quantity: '10' }], {}, number);
		world.changeSap({
			do: 'add-item',
			order: number,
			item: { price: '7.00', quantity: '1', wbsElement: project.wbsElement },
		});
		await run();
		assert.deepEqual([shown(ofOrder(number)), shown(pendingOf())], ['Approved 107.00', 'Draft 0.00']);
		await quiet();
	});

	it("of two projects one is ordered: its contract becomes the order's, the other stays", async () => {
		request([
			{ price: '10.00', quantity: '10' },
			{ price: '5.00', quantity: '4', wbsElement: other.wbsElement },
		]);
		await run();
		const [here, there] = [pendingOf(), pendingOf(requisition, other)];
		assert.deepEqual([shown(here), shown(there)], ['Processing 100.00', 'Processing 20.00']);
		const number = order([{ from: '10', price: '10.00', quantity: '10' }]);
		await run();
		assert.deepEqual([shown(ofOrder(number)), ofOrder(number)?.id], ['Approved 100.00', here?.id]);
		assert.deepEqual(
			[shown(pendingOf(requisition, other)), pendingOf(requisition, other)?.id],
			['Processing 20.00', there?.id],
		);
		await quiet();
	});

	it('deleted in SAP, or closed: nothing is left of its contract; released anew, it is there again', async () => {
		request([{ price: '10.00', quantity: '10' }]);
		await run();
		const id = pendingOf()?.id;
		for (const flag of ['deleted', 'closed']) {
			world.changeSap({ do: 'change-requisition-item', requisition, item: '10', [flag]: true });
			await run();
			assert.deepEqual([shown(pendingOf()), await outcomes()], ['Draft 0.00', ['2203 void synced']]);
			world.changeSap({ do: 'change-requisition-item', requisition, item: '10', [flag]: false });
			await run();
			assert.deepEqual([shown(pendingOf()), pendingOf()?.id], ['Processing 100.00', id]);
		}
	});

	it('order and requisition arrive in the same run: there never is a pending contract', async () => {
		request([{ price: '10.00', quantity: '10' }]);
		const number = order([{ from: '10', price: '10.00', quantity: '10' }]);
		await run();
		assert.equal(shown(ofOrder(number)), 'Approved 100.00');
		assert.equal(pendingOf(), undefined);
		assert.deepEqual(await outcomes(), ['2203 ignored requisition_ordered']);
		await quiet();
	});

	it('an order that is not released leaves the pending contract as it is', async () => {
		request([{ price: '10.00', quantity: '10' }]);
		await run();
		const before = pendingOf();
		const number = order([{ from: '10', price: '10.00', quantity: '10' }], { state: 'inRelease' });
		await run();
		assert.deepEqual([shown(pendingOf()), shown(ofOrder(number))], ['Processing 100.00', 'none']);
		world.changeSap({ do: 'set-order-state', order: number, state: 'approved' });
		await run();
		assert.deepEqual([shown(ofOrder(number)), ofOrder(number)?.id], ['Approved 100.00', before?.id]);
	});

	it('an order in release that is sent as a draft does not count; released, it counts in place of the requisition', async () => {
		request([{ price: '10.00', quantity: '10' }]);
		await run();
		const number = order([{ from: '10', price: '10.00', quantity: '10' }], { state: 'inRelease' });
		await run({ releaseGate: 'all' });
		assert.deepEqual([shown(pendingOf()), shown(ofOrder(number))], ['Processing 100.00', 'Draft 100.00']);
		world.changeSap({ do: 'set-order-state', order: number, state: 'approved' });
		await run({ releaseGate: 'all' });
		assert.deepEqual([shown(pendingOf()), shown(ofOrder(number))], ['Draft 0.00', 'Approved 100.00']);
	});

	it('an order whose cost code is missing comes later: it takes the contract of the requisition over all the same', async () => {
		request([{ price: '10.00', quantity: '10' }]);
		await run();
		const id = pendingOf()?.id;
		const number = String(4580000000 + ++last);
		world.simulators.sap.simulator.change({
			...{ do: 'create-order', number, supplier: supplier(), wbsElement: project.wbsElement },
			items: [{ price: '10.00', quantity: '10', glAccount: '699999' }],
		});
		world.changeSap({
			...{ do: 'order-requisition-item', requisition, item: '10', order: number, orderItem: '10', quantity: '10' },
		});
		await run();
		assert.deepEqual(await outcomes(number), ['2203 held unmapped_cost_code']);
		// What is ordered is no longer pending: what SAP posts on the order counts as a direct cost.
		assert.equal(shown(pendingOf()), 'Draft 0.00');
		world.editRows('sap_procore_cost_codes', { gl_account: '699999' }, { cost_code: '03-300', cost_type: 'M' });
		await run();
		assert.deepEqual([shown(ofOrder(number)), ofOrder(number)?.id], ['Approved 100.00', id]);
		assert.equal(pendingOf(), undefined);
		await quiet();
	});

	it('the order is deleted after it took the contract over: what is open again gets a contract of its own', async () => {
		request([{ price: '10.00', quantity: '10' }]);
		await run();
		const number = order([{ from: '10', price: '10.00', quantity: '10' }]);
		await run();
		world.changeSap({ do: 'void-order', order: number });
		await run();
		assert.deepEqual([shown(ofOrder(number)), shown(pendingOf())], ['Draft 0.00', 'Processing 100.00']);
		await quiet();
	});

	describe('somebody approved the pending contract in Procore', () => {
		const approved = async (set: object = {}) => {
			request([{ price: '10.00', quantity: '10' }]);
			await run();
			const vendor = world.vendors().find(({ origin_id, is_active }) => is_active && origin_id?.startsWith('sap:S4P:'));
			const given = { status: 'Approved', vendor_id: vendor?.id, ...set };
			world.changeProcore({ do: 'edit-contract', id: pendingOf()?.id, set: given });
			return pendingOf()?.id;
		};

		it("ordered one to one: it becomes the order's, and stays approved", async () => {
			const id = await approved();
			const number = order([{ from: '10', price: '9.00', quantity: '10' }]);
			await run();
			assert.deepEqual([shown(ofOrder(number)), ofOrder(number)?.id], ['Approved 90.00', id]);
			await quiet();
		});

		it('partly ordered: what is left is approved as the whole was', async () => {
			await approved();
			const number = order([{ from: '10', price: '10.00', quantity: '4' }]);
			await run();
			assert.deepEqual([shown(pendingOf()), shown(ofOrder(number))], ['Approved 60.00', 'Approved 40.00']);
			await quiet();
		});

		it('and executed: the order is held until somebody makes room, so that nothing counts twice', async () => {
			await approved({ executed: true });
			const number = order([{ from: '10', price: '10.00', quantity: '4' }]);
			await run();
			assert.deepEqual(await outcomes(number), ['2203 held requisition_contract_kept']);
			assert.deepEqual([shown(pendingOf()), shown(ofOrder(number))], ['Approved 100.00', 'none']);
			const body = { project_id: 2203, purchase_order_contract: { status: 'Draft' } };
			const path = `/rest/v1.0/purchase_order_contracts/${String(pendingOf()?.id)}`;
			world.changeProcore({ do: 'as-person', method: 'PATCH', path, query: { project_id: 2203 }, body });
			await run();
			assert.deepEqual([shown(ofOrder(number)), await world.openExceptions(number)], ['Approved 40.00', []]);
			assert.equal(shown(pendingOf()), 'Processing 60.00');
		});
	});

	it('somebody changed the total of the pending contract: the order that needs a part of it is held', async () => {
		request([{ price: '10.00', quantity: '10' }]);
		await run();
		const [line] = pendingOf()?.lines ?? [];
		world.changeProcore({ do: 'edit-line', id: line?.id, set: { amount: '130.00' } });
		const number = order([{ from: '10', price: '10.00', quantity: '4' }]);
		await run();
		assert.deepEqual(await outcomes(number), ['2203 held requisition_contract_kept']);
		assert.deepEqual(await outcomes(), ['2203 held edited_in_procore']);
		assert.deepEqual([shown(pendingOf()), shown(ofOrder(number))], ['Processing 130.00', 'none']);
		world.changeProcore({ do: 'edit-line', id: line?.id, set: { amount: '100.00' } });
		await run();
		assert.deepEqual([shown(pendingOf()), shown(ofOrder(number))], ['Processing 60.00', 'Approved 40.00']);
	});

	it('the setting is switched back: what stood for requisitions goes when they are read, and orders take none over twice', async () => {
		const second = String(10900000 + ++last);
		request([{ price: '10.00', quantity: '10' }]);
		request([{ price: '5.00', quantity: '4' }], {}, second);
		await run();
		const id = pendingOf()?.id;
		// What was read last is read once more.
		await quiet();
		const number = order([{ from: '10', price: '10.00', quantity: '10' }]);
		await run({ requisitions: 'draftInvoice' });
		assert.deepEqual([shown(ofOrder(number)), ofOrder(number)?.id, pendingOf()], ['Approved 100.00', id, undefined]);
		assert.equal(shown(pendingOf(second)), 'Processing 20.00');
		await run({ requisitions: 'draftInvoice', mode: 'backfill' });
		assert.equal(shown(pendingOf(second)), 'Draft 0.00');
		assert.deepEqual(
			all().filter(({ origin_id, status }) => origin_id?.startsWith('sap:S4P:prc:') && status !== 'Draft'),
			[],
		);
		await run({ mode: 'backfill' });
		assert.equal(shown(pendingOf(second)), 'Processing 20.00');
	});

	it('all tables are lost: everything is known again, and nothing is made twice', async () => {
		request([{ price: '10.00', quantity: '10' }]);
		await run();
		await run({ mode: 'backfill' });
		const before = JSON.stringify(all());
		world.fillTablesAnew();
		await run();
		assert.equal(JSON.stringify(all()), before);
	});

	it('every requisition that is not ordered stands in Procore with what is open, and no contract counts beside it', () => {
		const { requisitions } = world.simulators.sap.simulator.state() as unknown as SapData;
		const numbers = new Set(requisitions.map(({ header }) => header.PurchaseRequisition));
		const own = all().filter(({ origin_id }) => origin_id?.startsWith('sap:S4P:prc:'));
		assert.ok(own.length > 10);
		for (const contract of own) {
			assert.ok(numbers.has(contract.number));
			if (columns[contract.status] === undefined) assert.equal(Number(contract.grand_total), 0, contract.number);
		}
	});
});

describe('n8n is killed at each write while a contract changes hands: the amount never counts twice, and arrives once', () => {
	const requisition = '10980000';
	const order = '4580900000';
	const cases: Array<[what: string, ordered: string, wanted: Record<string, string>]> = [
		['ordered one to one', '10', { [`po:${order}`]: 'Approved 100.00' }],
		['partly ordered', '4', { [`po:${order}`]: 'Approved 40.00', [`prc:${requisition}`]: 'Processing 60.00' }],
	];
	const own = (world: World) =>
		contractsOf(world.simulators).filter(({ origin_id }) =>
			[`prc:${requisition}`, `po:${order}`].some((key) => origin_id === `sap:S4P:${key}:${other.id}`),
		);
	const states = (world: World) =>
		Object.fromEntries(
			own(world).map(({ origin_id, status, grand_total: total }) => [
				String(origin_id).split(':').slice(2, 4).join(':'),
				`${status} ${Number(total).toFixed(2)}`,
			]),
		);
	/** What Procore's budget counts of them, committed or pending. */
	const counted = (world: World) =>
		own(world).reduce((sum, { status, grand_total: total }) => sum + (columns[status] ? Number(total) : 0), 0);

	const prepared = async (ordered: string) => {
		const world = await World.start({ name: 'pending-killed', dataset: 'tiny', limits: false });
		const item = { price: '10.00', quantity: '10' };
		const { wbsElement } = other;
		world.changeSap({ do: 'create-requisition', number: requisition, wbsElement, items: [item] });
		assert.equal((await world.sync(pending)).status, 'success');
		assert.deepEqual(states(world), { [`prc:${requisition}`]: 'Processing 100.00' });
		const vendor = world.vendors().find(({ origin_id, is_active }) => is_active && origin_id?.startsWith('sap:S4P:'));
		world.simulators.sap.simulator.change({
			...{ do: 'create-order', number: order, supplier: vendor?.origin_id?.split(':').at(-1), wbsElement },
			items: [{ ...item, quantity: ordered }],
		});
		const named = { do: 'order-requisition-item', requisition, item: '10', order, orderItem: '10' };
		world.changeSap({ ...named, quantity: ordered });
		return world;
	};
	const isWrite = ({ method, url }: { method: string; url: string }) => method !== 'GET' && !url.includes('oauth');

	for (const [what, ordered, wanted] of cases)
		it(what, async (t) => {
			const reference = await prepared(ordered);
			const id = own(reference)[0]?.id;
			const writes = (await reference.sync(pending)).traffic
				.filter(isWrite)
				.filter(({ system }) => system === 'procore');
			assert.ok(writes.length >= 4, String(writes.length));
			for (let nth = 1; nth <= writes.length; nth++)
				for (const when of ['before', 'after'] as const) {
					if (when === 'before' && nth > 1) continue;
					const told = `killed ${when} write ${String(nth)}, ${writes[nth - 1]?.url ?? ''}`;
					const world = await prepared(ordered);
					const killed = await world.killAtWrite(nth, when, pending);
					assert.equal(killed, 'killed', told);
					assert.ok(counted(world) <= 100, `${told}: ${JSON.stringify(states(world))}`);
					assert.equal((await world.sync(pending)).status, 'success', told);
					assert.ok(counted(world) <= 100, told);
					world.later(61);
					await world.sync(pending);
					assert.deepEqual(states(world), wanted, told);
					assert.ok(
						own(world).some((contract) => contract.id === id),
						told,
					);
					world.later(61);
					assert.equal((await world.sync(pending)).calls.procore.writes, 0, told);
				}
			t.diagnostic(`killed at ${String(writes.length + 1)} moments`);
		});
});
