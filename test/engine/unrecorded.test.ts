import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Settings } from '../../demo/syncSettings.ts';
import { contractsOf } from '../e2e/support/contracts.ts';
import { orderLanes } from '../support/lanes.ts';
import { World } from './support/scenarioWorld.ts';

/** With the numbers of orders that have one contract each, approved. */
async function start(): Promise<{ world: World; orders: string[] }> {
	const world = await World.start({ name: 'unrecorded', dataset: 'tiny', limits: false });
	assert.equal((await world.syncOrders()).status, 'success');
	assert.deepEqual(await notOnRecord(world), []);
	const all = contractsOf(world.simulators).flatMap(({ origin_id, status }) =>
		origin_id?.startsWith('sap:') ? [{ order: String(origin_id.split(':')[3]), status }] : [],
	);
	const isAlone = (order: string) => all.filter((each) => each.order === order).length === 1;
	const orders = all.filter(({ order, status }) => status === 'Approved' && isAlone(order)).map(({ order }) => order);
	return { world, orders };
}

function change(world: World, order: string, more: { price?: string; stamp?: string } = {}): void {
	world.changeSap({ do: 'set-price', order, item: '10', price: '70.25', ...more });
}

/** A run that dies once a contract is written, before anything of it is on record. */
async function killedAfterWriting(world: World, settings: Settings = {}): Promise<void> {
	const closing = { method: 'PATCH', path: '/purchase_order_contracts/sync', nth: 2, when: 'after' } as const;
	await world.killAt(closing, { lanes: orderLanes, ...settings });
}

/** Contracts in Procore of which the audit trail, or the lines, of runs that write tell another amount. */
async function notOnRecord(world: World): Promise<string[]> {
	const runs = await world.rows('sap_procore_runs');
	const written = new Set(runs.filter(({ mode }) => mode !== 'preview').map(({ run_id }) => run_id));
	const [audit = [], lines = []] = await Promise.all(
		['sap_procore_audit', 'sap_procore_allocations'].map(async (table) =>
			(await world.rows(table)).filter(({ run_id }) => written.has(run_id)),
		),
	);
	return contractsOf(world.simulators).flatMap(({ origin_id: originId, grand_total: total }) => {
		if (!originId?.startsWith('sap:')) return [];
		const [, , , key, project] = originId.split(':');
		const told = audit.filter(({ origin_id }) => origin_id === originId).at(-1)?.detail;
		const own = lines.filter(({ sap_key, project_id }) => sap_key === key && project_id === project);
		const last = own.filter(({ run_id }) => run_id === own.at(-1)?.run_id);
		const sum = last.reduce((all, { amount }) => all + Number(amount), 0).toFixed(2);
		const inTrail = String((JSON.parse(String(told ?? '{}')) as { total?: string }).total);
		return Number(inTrail) === Number(total) && Number(sum) === Number(total)
			? []
			: [`${originId}: ${String(total)}, in the audit trail ${inTrail}, its lines ${sum}`];
	});
}

const stillToRecord = async (world: World): Promise<unknown> =>
	JSON.parse(String((await world.rows('sap_procore_state')).find(({ entity }) => entity === 'unrecorded')?.result));

/** Runs as usual from now on: everything is on record then, and nothing that is unchanged is recorded any more. */
async function settles(world: World): Promise<void> {
	for (let nth = 0; nth < 2; nth++) {
		world.later(61);
		assert.equal((await world.syncOrders()).status, 'success');
	}
	assert.deepEqual(await notOnRecord(world), []);
	assert.deepEqual(await stillToRecord(world), {});
	world.later(61);
	await world.syncOrders();
	assert.deepEqual(
		(await world.lastAudit()).filter(({ status }) => status === 'unchanged'),
		[],
	);
}

const afterwards: Array<[what: string, next: (world: World, other: string) => Promise<unknown>]> = [
	['a delta', async (world) => await world.syncOrders()],
	['a preview', async (world) => await world.syncOrders({ mode: 'preview' })],
	[
		'one that cannot read SAP',
		async (world) => {
			world.simulators.sap.faults.add({ kind: 'drop-before', path: '.', times: 'always' });
			assert.equal((await world.syncOrders()).status, 'failed');
			world.simulators.sap.faults.remove();
		},
	],
	[
		'one that cannot read Procore',
		async (world) => {
			world.simulators.procore.faults.add({ kind: 'status', status: 503, path: '.', times: 'always' });
			await world.syncOrders();
			world.simulators.procore.faults.remove();
		},
	],
	[
		'one that fails before it has begun',
		async (world) => {
			world.engine.tables.before = (operation) => {
				if (operation === 'insert sap_procore_runs') throw new Error('database is locked');
			};
			assert.equal((await world.syncOrders()).status, 'error');
			world.engine.tables.before = () => undefined;
		},
	],
	['one of other lanes', async (world) => await world.sync({ lanes: 'project, supplier' })],
	[
		'a replay of another order',
		async (world, replayKey) => await world.syncOrders({ mode: 'replay', replayEntity: 'purchase_order', replayKey }),
	],
	[
		'killed in the same place',
		async (world, other) => {
			change(world, other);
			await killedAfterWriting(world);
		},
	],
];

describe('what a run has written and not recorded is on record in the end', () => {
	for (const [what, next] of afterwards)
		it(`a run is killed after it has written; the next run is ${what}`, async () => {
			const { world, orders } = await start();
			const [order = '', other = ''] = orders;
			change(world, order);
			await killedAfterWriting(world);
			assert.equal((await notOnRecord(world)).length, 1);
			await next(world, other);
			await settles(world);
		});

	it('the audit trail could not be written', async () => {
		const { world, orders } = await start();
		change(world, String(orders[0]));
		world.engine.tables.before = (operation) => {
			if (operation === 'insert sap_procore_audit') throw new Error('Data table size limit exceeded');
		};
		assert.equal((await world.syncOrders()).status, 'partial');
		world.engine.tables.before = () => undefined;
		assert.equal((await notOnRecord(world)).length, 1);
		await settles(world);
	});

	it('a replay is killed, and no other run has a reason to read its order', async () => {
		const { world, orders } = await start();
		const [replayKey = ''] = orders;
		change(world, replayKey, { stamp: '2026-09-01T00:00:00.000Z' });
		world.later(30);
		const replay = { mode: 'replay', replayEntity: 'purchase_order', replayKey };
		await killedAfterWriting(world, replay);
		assert.equal((await notOnRecord(world)).length, 1);
		await settles(world);
	});

	it('a replay that ends has nothing left to record; one of a number that SAP does not have leaves no exception, killed or not', async () => {
		const { world, orders } = await start();
		const replay = { mode: 'replay', replayEntity: 'purchase_order' };
		await world.syncOrders({ ...replay, replayKey: String(orders[0]) });
		assert.deepEqual(await stillToRecord(world), {});
		const replayKey = '4599999999';
		const killed = await world.engine.run({
			trigger: 'When called',
			called: { replay: { entity: 'purchase_order', key: replayKey } },
			kill: { at: 'sap', nth: 1, when: 'after', of: ({ path }) => path.includes('PurchaseOrder') },
		});
		assert.equal(killed.status, 'killed');
		world.later(4);
		assert.deepEqual(await stillToRecord(world), { purchase_order: [replayKey] });
		await settles(world);
		assert.deepEqual(await world.openExceptions(replayKey), []);
	});

	it('a single step in the editor has written', async () => {
		const { world, orders } = await start();
		change(world, String(orders[0]));
		const step = await world.engine.run({
			trigger: 'Run now',
			step: 'Upsert contracts',
			parameters: { 'Upsert contracts': { options: { onExecuteStep: 'write' } } },
		});
		assert.ok(step.writes().length > 0);
		assert.equal((await notOnRecord(world)).length, 1);
		await settles(world);
	});
});
