import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { check } from './support/checker.ts';
import { contractsOf } from './support/contracts.ts';
import { killAt } from './support/kill.ts';
import { follow, runRows } from './support/progress.ts';
import { until, World } from './support/world.ts';

const lanes = 'project, supplier, purchase_order';
const backfill = { lanes, mode: 'backfill', batchSize: 10 };

/**
 * That n8n comes back, that its tables hold what a dead process has written, and that a lease ends by itself is what only a
 * real one shows. `test/engine/kills.test.ts` kills at every write, `test/engine/awkward.test.ts` in every way.
 */
describe('n8n is killed (SIGKILL) in the middle of a run', () => {
	let world: World;
	/** Last order on record when n8n was killed between batches. */
	let cursor: string;

	before(async () => {
		world = await World.start({ name: 'crash', dataset: 'tour', limits: false, oneClock: true });
	});
	after(async () => {
		await world.close();
	});

	const ordersRead = (since: number) =>
		world.simulators.sap.traffic
			.entries()
			.slice(since)
			.filter(({ system, url }) => system === 'sap' && /\/PurchaseOrder\?/.test(url))
			.map(({ url }) => decodeURIComponent(url.replaceAll('+', ' ')));
	const vendorOrigins = () =>
		world.vendors().flatMap(({ origin_id }) => (origin_id?.startsWith('sap:') ? [origin_id] : []));

	function assertNothingTwice(): void {
		const contracts = contractsOf(world.simulators);
		const all = [
			...contracts.map(({ origin_id }) => origin_id),
			...contracts.flatMap((contract) => contract.lines.map(({ origin_id }) => origin_id)),
		].filter((id) => id !== null);
		assert.equal(new Set(all).size, all.length);
	}

	it('after Procore has written the vendors and before it has answered', async () => {
		await killAt(world, { method: 'PATCH', path: '/vendors/sync', kind: 'hang', ms: 5_000 }, backfill);
		assert.ok(vendorOrigins().length > 0);
	});

	it('in the third of many batches: the run row tells after each how far it has come', async () => {
		const runs = (await runRows(world)).length;
		await world.configure(backfill);
		await world.startSync();
		await follow(world, runs, async ({ summary, cursor: reached }, batch) => {
			assert.match(summary, new RegExp(`read up to ${reached}`));
			return await Promise.resolve(batch < 2);
		});
		const since = world.simulators.procore.traffic.entries().length;
		await until('the next batch writes', () =>
			world.simulators.procore.traffic
				.entries()
				.slice(since)
				.some(({ method, url }) => method === 'PATCH' && url.includes('/line_items/sync')),
		);
		await world.n8n.kill();
		await world.n8n.restart();
		const state = await world.rows('sap_procore_state');
		cursor = String(state.find(({ entity }) => entity === 'purchase_order')?.cursor);
		assert.match(cursor, /^\d+$/);
		await check(world, { settled: false, whole: false });
		assertNothingTwice();
	});

	it('an hour later the lease has ended by itself: the next run reads on from there and brings everything', async () => {
		const written = vendorOrigins().length;
		world.later(61);
		const since = world.simulators.sap.traffic.entries().length;
		const run = await world.sync(backfill);
		assert.equal(run.status, 'success');
		assert.match(ordersRead(since).find((url) => / gt /.test(url)) ?? '', new RegExp(`gt '${cursor}'`));
		assert.equal(vendorOrigins().length, written, 'vendors were there');
		await check(world, { whole: false });
		assertNothingTwice();
		const audit = await world.rows('sap_procore_audit');
		const seen = new Set(audit.map(({ entity, sap_key }) => `${String(entity)} ${String(sap_key)}`));
		const { suppliers, orders } = world.simulators.dataset.sap;
		const all = [
			...suppliers.map(({ supplier }) => `supplier ${supplier.Supplier}`),
			...orders.map(({ header }) => `purchase_order ${header.PurchaseOrder}`),
		];
		assert.deepEqual(
			all.filter((key) => !seen.has(key)),
			[],
		);
	});

	it('reading everything again changes nothing, and the killed runs stay on record as broken off', async () => {
		assert.equal((await world.sync({ lanes, mode: 'backfill' })).calls.procore.writes, 0);
		await check(world);
		const runs = (await runRows(world)).map(({ status }) => status);
		assert.deepEqual(runs, ['broken off', 'broken off', 'success', 'success']);
	});
});
