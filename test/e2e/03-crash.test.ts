import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { until, World } from './support/world.ts';

const sync = { method: 'PATCH', path: '/vendors/sync' };

describe('n8n is killed (SIGKILL) in the middle of the vendor sync', () => {
	let world: World;

	before(async () => {
		world = await World.start({ name: 'crash', dataset: 'tour' });
	});
	after(async () => {
		await world.close();
	});

	/** Kills n8n once Procore has got the vendors, and starts it again. */
	async function killDuringSync(fault: Record<string, unknown>): Promise<void> {
		world.simulators.procore.faults.add({ ...sync, ...fault });
		await world.startSync();
		await until('Procore works on the vendors', () =>
			world.simulators.procore.faults.list().every(({ hits }) => hits > 0),
		);
		await new Promise((resolve) => setTimeout(resolve, 300));
		await world.n8n.kill();
		world.simulators.procore.faults.remove();
		await world.n8n.restart();
	}

	const origins = () => world.vendors().flatMap(({ origin_id }) => (origin_id?.startsWith('sap:') ? [origin_id] : []));

	it('before Procore has written anything: nothing is half done', async () => {
		await killDuringSync({ kind: 'drop-before', times: 'always' });
		assert.equal(origins().length, 0);
	});

	it('after Procore has written and before it has answered: nothing twice, nothing missing', async () => {
		await killDuringSync({ kind: 'hang', ms: 5_000 });
		const written = origins().length;
		assert.ok(written > 0);
		const run = await world.sync();
		assert.equal(run.status, 'success');
		assert.deepEqual([run.calls.procore.writes, run.outcomes.supplier?.unchanged], [0, written]);
		assert.equal(new Set(origins()).size, written);
		const audit = await world.lastAudit();
		assert.deepEqual(
			audit.map(({ sap_key }) => sap_key).sort(),
			world.simulators.dataset.sap.suppliers.map((each) => each.supplier.Supplier).sort(),
			'what the killed run wrote is on record too',
		);
	});

	it('the killed runs stay on record as broken off', async () => {
		const runs = await world.rows('sap_procore_runs');
		assert.deepEqual(
			runs.map(({ status }) => status),
			['broken off', 'broken off', 'success'],
		);
	});
});
