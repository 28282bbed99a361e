import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { SyncRun } from '../../demo/playground/syncRun.ts';
import { World } from './support/world.ts';

describe('seed: first load of 500 suppliers into an empty Procore', () => {
	let world: World;
	let run: SyncRun;

	before(async () => {
		world = await World.start({ name: 'seed', dataset: 'seed', procoreEmpty: true });
		run = await world.sync();
	});
	after(async () => {
		await world.close();
	});

	it('takes at most 4 Procore calls besides the token and the roster, none of them rejected', () => {
		const besides = Object.entries(run.calls.procore.byRoute).filter(([route]) => !/oauth|\/projects$/.test(route));
		const calls = besides.reduce((sum, [, number]) => sum + number, 0);
		console.log(`    ${String(calls)} calls: ${JSON.stringify(run.calls.procore.byRoute)}; ${String(run.seconds)} s`);
		assert.equal(run.status, 'success');
		assert.ok(calls <= 4, `${String(calls)} calls`);
		assert.equal(run.calls.procore.rejected, 0);
	});

	it('every supplier is a vendor, held or ignored, once', async () => {
		const audit = await world.lastAudit();
		assert.equal(new Set(audit.map(({ sap_key }) => sap_key)).size, 500);
		assert.equal(audit.length, 500);
		const origins = world.vendors().map(({ origin_id }) => origin_id);
		assert.equal(new Set(origins).size, origins.length);
		assert.equal(origins.length, run.outcomes.supplier?.synced);
	});

	it('an unchanged run makes no write', async () => {
		const again = await world.sync({ mode: 'backfill' });
		assert.deepEqual(
			[again.calls.procore.writes, again.outcomes.supplier?.unchanged],
			[0, run.outcomes.supplier?.synced],
		);
	});
});
