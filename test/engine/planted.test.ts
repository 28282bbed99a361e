import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { divergence, losses } from './checks/convergence.ts';
import { duplicates, needlessWrites, problemsOf } from './checks/run.ts';
import { lookAt } from './checks/seen.ts';
import { logOnProblems, quotaProblems } from './checks/traffic.ts';
import { noMarks } from './model/event.ts';
import { Panels } from './model/settings.ts';
import type { InsertedStep, RunOptions } from './support/engine.ts';
import { SyncWorld } from './support/syncWorld.ts';
import type { Exchange } from './support/systems.ts';

/** A world in which a first run has gone well, five minutes later. */
async function synced(): Promise<SyncWorld> {
	const world = new SyncWorld();
	const run = await world.run();
	assert.deepEqual([run.status, ...run.problems], ['success']);
	world.engine.later();
	return world;
}

const apart = noMarks();
const originOf = (order: string, project: number) => `sap:S4P:po:${order}:${String(project)}`;
const contractOf = (world: SyncWorld, order: string, project = 2201) =>
	world.procoreData.contracts.find(({ origin_id }) => origin_id === originOf(order, project));

/** Somebody else's work in the middle of a run: it looks as if the run had done it. */
const during = (does: () => void): InsertedStep => ({
	name: 'Planted',
	between: ['Record orders', 'Fetch requisitions'],
	does: (items) => {
		does();
		return items;
	},
	settings: {},
});

const exchange = (facts: Partial<Exchange>): Exchange => ({
	...{ system: 'procore', method: 'GET', url: '/rest/v1.0/vendors', rawBody: '', process: 1, node: 'Get vendors' },
	...{ begun: 0, ended: (facts.begun ?? 0) + 20, status: 200, notBefore: 0 },
	...facts,
});

async function found(world: SyncWorld, options: RunOptions = {}): Promise<string[]> {
	const before = lookAt(world.engine);
	return problemsOf(world.engine, [await world.engine.run(options)], before);
}

describe('a planted fault is found', () => {
	it('a duplicate: a second vendor for a supplier', async () => {
		const world = await synced();
		const vendor = world.procoreData.vendors.find(({ origin_id }) => origin_id?.startsWith('sap:'));
		world.procore({ do: 'add-vendor', vendor: { name: 'Again', origin_id: vendor?.origin_id } });
		assert.match(duplicates(world.engine).join(), /P1 vendors: sap:S4P:supplier:\d+ is there more than once/);
	});

	it('a dropped outcome: an order that was read and neither sent nor recorded', async () => {
		const world = await synced();
		world.sap({ do: 'set-price', order: '4500090101', item: '10', price: '99.00' });
		world.engine.later();
		// What comes out of the map, and Record as if it had never been fetched.
		const none = (between: [string, string]): InsertedStep => ({
			between,
			does: () => [{ json: {} }],
			settings: { alwaysOutputData: true },
		});
		await world.run({ insert: [none(['Fetch orders', 'Map orders'])], disable: ['Record orders'] });
		world.engine.tables.edit('sap_procore_state', ({ entity }) => entity === 'purchase_order', {
			watermark: new Date().toISOString(),
		});
		assert.match(
			losses(world.engine, apart).join(),
			/P2 order 4500090101 in 2201 total 31\.25 instead of .*without an exception/,
		);
	});

	it('a watermark moved too far', async () => {
		const world = await synced();
		world.sap({ do: 'create-supplier', number: '200001', name: 'Never read' });
		world.sap({ do: 'set-price', order: '4500090101', item: '10', price: '77.00' });
		assert.deepEqual(losses(world.engine, apart), [], 'nobody has had the time to read it');
		// Suppliers are read by whole days.
		world.engine.later(3 * 24 * 60);
		for (const entity of ['purchase_order', 'supplier'])
			world.engine.tables.edit('sap_procore_state', (row) => row.entity === entity, {
				watermark: new Date().toISOString(),
			});
		await world.run();
		const lost = losses(world.engine, apart).join();
		assert.match(lost, /P2 order 4500090101/);
		assert.match(lost, /P2 supplier 200001 has no vendor/);
	});

	it('an exception closed too early', async () => {
		const world = await synced();
		world.sap({ do: 'set-price', order: '4500090101', item: '10', price: '88.00' });
		world.engine.later();
		await world.run({ parameters: { 'Upsert contracts': { projectId: '' } }, disable: ['Upsert contracts'] });
		world.engine.tables.edit('sap_procore_exceptions', () => true, { status: 'resolved' });
		world.engine.tables.edit('sap_procore_state', (row) => row.entity === 'purchase_order', {
			watermark: new Date().toISOString(),
		});
		assert.match(losses(world.engine, apart).join(), /P2 order 4500090101/);
	});

	it('Procore never comes to what SAP demands', async () => {
		const world = await synced();
		const contract = contractOf(world, '4500090101');
		assert.deepEqual(divergence(world.engine, apart), []);
		world.procore({ do: 'edit-line', id: contract?.lines[0]?.id ?? 0, set: { amount: '1.00' } });
		assert.match(divergence(world.engine, apart).join(), /P3 order 4500090101 in 2201 total 1\.00 instead of 31\.25/);
		const [requisition] = world.procoreData.requisitions;
		const [item] = (requisition?.items ?? []) as Array<{ id: number }>;
		world.procore({ do: 'edit-requisition-item', id: item?.id ?? 0, amount: '2.00' });
		assert.match(divergence(world.engine, apart).join(), /P3 sap:S4P:pr:/);
	});

	it('a write in a run without a change', async () => {
		const world = await synced();
		assert.deepEqual(needlessWrites(await world.run()), []);
		world.sap({ do: 'edit-supplier', supplier: '100001', address: { CityName: 'Elsewhere' } });
		world.engine.later();
		assert.match(needlessWrites(await world.run()).join(), /P4 PATCH .*vendors/);
	});

	it('a write without a row in the audit trail', async () => {
		const world = await synced();
		const contract = contractOf(world, '4500090101');
		const edit = () => {
			world.procore({ do: 'edit-contract', id: contract?.id ?? 0, set: { title: 'Planted' } });
		};
		const problems = await found(world, { insert: [during(edit)] });
		assert.match(problems.join(), /P9 contract sap:S4P:po:4500090101:2201 was written and has 0 audit rows/);
	});

	it('two outcomes of one document in a run', async () => {
		const world = await synced();
		world.sap({ do: 'set-price', order: '4500090101', item: '10', price: '55.00' });
		world.engine.later();
		const again = () => {
			const { tables } = world.engine;
			const row = tables.rows('sap_procore_audit').findLast(({ sap_key }) => sap_key === '4500090101');
			const cells = Object.entries(row ?? {}).filter(([name]) => !['id', 'createdAt', 'updatedAt'].includes(name));
			tables.addRows('sap_procore_audit', [Object.fromEntries(cells) as Record<string, string>]);
		};
		const problems = (await found(world, { insert: [during(again)] })).join();
		assert.match(problems, /P9 contract sap:S4P:po:4500090101:2201 was written and has 2 audit rows/);
		assert.match(problems, /P9 purchase_order 4500090101 2201 {2}has 2 outcomes/);
	});

	it('a row of the audit trail about a write that never was', async () => {
		const world = await synced();
		world.sap({ do: 'set-price', order: '4500090101', item: '10', price: '55.00' });
		world.engine.later();
		const before = lookAt(world.engine);
		const run = await world.engine.run();
		world.engine.tables.edit('sap_procore_audit', ({ sap_key }) => sap_key === '4500090101', {
			origin_id: originOf('4500090999', 2201),
		});
		const problems = problemsOf(world.engine, [run], before).join();
		assert.match(problems, /P9 contract sap:S4P:po:4500090101:2201 was written and has 0 audit rows/);
		assert.match(problems, /P9 sap:S4P:po:4500090999:2201: the audit trail says reopen, and nothing was written/);
	});

	it('a write to a closed project', async () => {
		const world = await synced();
		world.sap({ do: 'set-price', order: '4500090101', item: '10', price: '66.00' });
		world.engine.later();
		const before = lookAt(world.engine);
		before.closed.add('2201');
		const run = await world.engine.run();
		assert.match(
			problemsOf(world.engine, [run], before).join(),
			/P10 PATCH .* to project 2201, which is closed or off/,
		);
	});

	it('a vendor of another integration overwritten', async () => {
		const world = await synced();
		const vendor = world.procoreData.vendors.find(({ origin_id }) => origin_id === 'sage:vendor:77');
		const edit = () => {
			world.procore({ do: 'edit-vendor', id: vendor?.id ?? 0, set: { origin_id: 'sap:S4P:supplier:100003' } });
		};
		const problems = await found(world, { insert: [during(edit)] });
		assert.match(problems.join(), /P11 vendor 9004 of sage:vendor:77 was changed/);
	});

	it('a watermark that goes back', async () => {
		const world = await synced();
		const back = () => {
			world.engine.tables.edit('sap_procore_state', ({ entity }) => entity === 'supplier', {
				watermark: '2026-09-01T00:00:00.000Z',
			});
		};
		const problems = await found(world, { insert: [during(back)] });
		assert.match(problems.join(), /P5 the watermark of supplier went back from 2026-10-02\S+ to 2026-09-01/);
	});

	it('a watermark that moves although the lane could not read', async () => {
		const world = await synced();
		world.engine.simulators.sap.faults.add({ kind: 'drop-before', path: '/PurchaseOrder\\?', times: 'always' });
		const before = lookAt(world.engine);
		const run = await world.engine.run();
		assert.deepEqual(problemsOf(world.engine, [run], before), []);
		world.engine.tables.edit('sap_procore_state', ({ entity }) => entity === 'purchase_order', {
			watermark: new Date().toISOString(),
		});
		assert.match(problemsOf(world.engine, [run], before).join(), /P5 the watermark of purchase_order moved although/);
	});

	it('shares of an item that do not add up, and a contract that comes to something else', async () => {
		const world = await synced();
		world.sap({ do: 'set-price', order: '4500090001', item: '10', price: '55.00' });
		world.engine.later();
		const before = lookAt(world.engine);
		const run = await world.engine.run();
		assert.deepEqual(problemsOf(world.engine, [run], before), []);
		const runId = world.rows('runs').at(-1)?.run_id;
		const isOf = (row: object) => 'run_id' in row && row.run_id === runId;
		let first = true;
		world.engine.tables.edit('sap_procore_allocations', isOf, ({ amount }) => {
			const cents = first ? '0.01' : String(amount);
			first = false;
			return { amount: cents };
		});
		const problems = problemsOf(world.engine, [run], before).join();
		assert.match(problems, /P6 item 10 of 4500090001: shares of 36\.\d\d, SAP has 55\.00/);
		assert.match(problems, /P6 sap:S4P:po:4500090001:2201: shares of 36\.\d\d, lines of 55\.00, a total of 55\.00/);
	});

	it('a request that is sent although Procore asked to wait', () => {
		const call = { begun: 1_000, ended: 1_020, status: 429, notBefore: 61_020 };
		assert.match(
			quotaProblems([exchange(call), exchange({ begun: 30_000 })]).join(),
			/P7 GET .* 31020 ms before the quota/,
		);
		const others = [exchange(call), exchange({ begun: 30_000, process: 2 }), exchange({ begun: 1_010 })];
		assert.deepEqual(quotaProblems([...others, exchange({ begun: 61_020 })]), []);
	});

	it('two log-ons at the same time, and a third attempt after two 401', () => {
		const logOn = { method: 'POST', url: '/oauth/token', begun: 1_000, ended: 2_000 };
		assert.match(logOnProblems([exchange(logOn), exchange({ ...logOn, begun: 1_500 })]).join(), /P8 .*two log-ons/);
		assert.deepEqual(logOnProblems([exchange(logOn), exchange({ ...logOn, begun: 2_000 })]), []);
		const refused = exchange({ status: 401 });
		assert.deepEqual(logOnProblems([refused, exchange(logOn), refused]), []);
		assert.match(logOnProblems([refused, exchange(logOn), refused, refused]).join(), /P8 GET .* a third time/);
	});

	it('a token in what a node puts out, and a secret in a table', async () => {
		const world = await synced();
		const [token = ''] = world.engine.secrets().slice(-1);
		const shows: InsertedStep = {
			between: ['Record orders', 'Fetch requisitions'],
			does: (items) => items.map((item) => ({ ...item, json: { ...item.json, shown: `Bearer ${token}` } })),
		};
		assert.match((await found(world, { insert: [shows] })).join(), /P12 the output of execution \d+ shows/);
		world.engine.tables.edit('sap_procore_runs', () => true, { status: world.engine.secrets()[0] ?? '' });
		assert.match((await found(world)).join(), /P12 the table sap_procore_runs shows/);
	});

	it('a write of one of two runs at once that neither has on record', async () => {
		const world = await synced();
		const contract = contractOf(world, '4500090101');
		const edit = () => {
			world.procore({ do: 'edit-contract', id: contract?.id ?? 0, set: { title: 'Planted' } });
		};
		const { problems, other } = await world.runBeside({ insert: [during(edit)] }, { nth: 20, worker: true });
		assert.equal(other?.status, 'error');
		assert.match(problems.join(), /P9 contract sap:S4P:po:4500090101:2201 was written and has 0 audit rows/);
	});

	it('direct costs, a budget and a pending contract that are not what SAP has', async () => {
		const world = new SyncWorld();
		const panels = new Panels();
		panels.set({ plan: 'PLN', requisitions: 'pendingContract' });
		const parameters = panels.parameters({ batchSize: 2000 });
		const item = { price: '75.00', glAccount: '63071000', quantity: '4' };
		world.sap({ do: 'create-requisition', number: '10600001', wbsElement: 'P-1002.1.1', items: [item] });
		world.engine.later();
		const run = await world.run({ parameters });
		assert.deepEqual([run.status, ...run.problems], ['success']);
		const set = { ...apart, ...panels.costs, requisitionsAs: panels.requisitions };
		assert.deepEqual(divergence(world.engine, set), []);

		world.sap({ do: 'post-cost', glAccount: '63071000', amount: '12.34', wbsElement: 'P-1001.1.1' });
		const line = world.procoreData.budgetLines.findLast((each) => Number(each.original_budget_amount) > 0);
		world.procore({ do: 'edit-budget-line', id: line?.id ?? 0, original_budget_amount: '1.00' });
		const contract = world.procoreData.contracts.find(({ origin_id }) => origin_id === 'sap:S4P:prc:10600001:2202');
		world.procore({ do: 'edit-line', id: contract?.lines[0]?.id ?? 0, set: { amount: '200.00' } });
		const problems = divergence(world.engine, set).join();
		assert.match(problems, /P3 direct costs of 2201 on \S+: \d+\.\d\d instead of/);
		assert.match(problems, /P3 budget of \d+ on \S+: 1\.00 instead of/);
		assert.match(problems, /P3 requisition 10600001 in 2202: 200\.00 pending instead of 300\.00/);
	});
});
