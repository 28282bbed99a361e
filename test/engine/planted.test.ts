import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { divergence, losses } from './checks/convergence.ts';
import { duplicates, needlessWrites, problemsOf } from './checks/run.ts';
import { lookAt } from './checks/seen.ts';
import { noMarks } from './model/event.ts';
import type { InsertedStep, RunOptions } from './support/engine.ts';
import { SyncWorld } from './support/syncWorld.ts';

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
		assert.match(problemsOf(world.engine, [run], before).join(), /P10 PATCH .* to project 2201, which is closed or off/);
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
});
