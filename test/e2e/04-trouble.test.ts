import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { check } from './support/checker.ts';
import { syncOnce } from '../../demo/syncRun.ts';
import { orderLanes } from '../support/lanes.ts';
import { until, World } from './support/world.ts';

/** Log-ons of a run, leases and what n8n keeps; tests of credentials are in `05-credentials.test.ts`, other trouble is in `test/engine/trouble.test.ts`. */
describe('trouble that only a real n8n shows', () => {
	let world: World;
	let watermark: unknown;
	/** The exceptions of lanes as a whole: entity, reason and message. */
	const laneTroubles = async (): Promise<Record<string, string[]>> => {
		const open = await world.openExceptions('');
		return Object.fromEntries(
			open.map(({ entity, reason, message }) => [String(entity), [String(reason), String(message)]]),
		);
	};
	const calls = (run: Awaited<ReturnType<World['sync']>>, system: string, part: string) =>
		run.traffic.filter((entry) => entry.system === system && entry.url.includes(part)).length;

	before(async () => {
		world = await World.start({ name: 'trouble', dataset: 'tour', limits: false });
	});
	after(async () => {
		await world.close();
	});

	it('a first run brings everything', async () => {
		assert.equal((await world.syncOrders()).status, 'success');
		await check(world);
		watermark = await world.watermark();
		assert.notEqual(watermark, '');
	});

	it('a wrong SAP secret: one token request in the whole run, and words that say what to do', async () => {
		world.simulators.sap.simulator.change({ do: 'rotate-secret', secret: 'another-secret' });
		world.simulators.sap.simulator.change({ do: 'revoke-tokens' });
		const run = await world.syncOrders();
		assert.equal(calls(run, 'sap', '/oauth2/token'), 1);
		assert.deepEqual([run.status, run.calls.procore.total], ['failed', 0]);
		assert.equal(await world.watermark(), watermark);
		const [exception, ...others] = await world.openExceptions('');
		assert.deepEqual([exception?.reason, others], ['credential_rejected', []]);
		assert.match(String(exception?.advice), /save: n8n then tests them/);
	});

	it('the secret is repaired: the next run reads from the old watermark and resolves it', async () => {
		world.simulators.sap.simulator.change({ do: 'rotate-secret', secret: 'demo-sap-secret' });
		const supplier = world.simulators.dataset.cases.chinese?.supplier;
		world.changeSap({ do: 'edit-supplier', supplier, name: '上海建工' });
		const run = await world.syncOrders();
		assert.deepEqual([run.status, run.outcomes.supplier?.synced], ['success', 1]);
		assert.deepEqual(await laneTroubles(), {});
		assert.notEqual(await world.watermark(), watermark);
		await check(world);
	});

	it('a second run is refused while one is under way, and says who holds the lease', async () => {
		const writes = () => world.simulators.procore.traffic.entries('procore').length;
		world.simulators.sap.faults.add({ kind: 'latency', ms: 4_000, path: '/PurchaseOrder\\?' });
		await world.configure({ lanes: orderLanes });
		const first = await world.startSync();
		await until('the first run reads orders', () => world.simulators.sap.faults.list().some(({ hits }) => hits > 0));
		const [before, rows] = [writes(), await world.rows('sap_procore_runs')];
		const second = await syncOnce(world.playground);
		assert.equal(second.execution.status, 'error');
		assert.match(
			String(second.execution.data.resultData.error?.message),
			new RegExp(`Another run of customer main is under way: execution ${first} since .+, until .+ at the latest`),
		);
		assert.equal(writes(), before, 'it has asked Procore for nothing');
		assert.equal((await world.rows('sap_procore_runs')).length, rows.length, 'and it is no run');
		await world.n8n.rest.executions.wait(first);
		world.simulators.sap.faults.remove();
		assert.equal((await world.rows('sap_procore_runs')).at(-1)?.status, 'success');
		assert.equal((await world.syncOrders()).status, 'success', 'the lease is free again');
		await check(world);
	});

	it('no secret and no token stands in any table or in what n8n keeps of the runs', async () => {
		const kept = [];
		for (const { name } of await world.n8n.rest.tables.list()) kept.push(await world.rows(name));
		for (const { id } of await world.n8n.rest.executions.list()) kept.push(await world.n8n.rest.executions.get(id));
		const text = JSON.stringify(kept);
		for (const secret of ['demo-sap-secret', 'another-secret', 'demo-procore-secret', 'Bearer '])
			assert.ok(!text.includes(secret), secret);
	});
});
