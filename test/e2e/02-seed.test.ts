import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { SyncRun } from '../../demo/syncRun.ts';
import { contractsOf, demanded, differences } from './support/contracts.ts';
import { openReport } from './support/reports.ts';
import { World } from './support/world.ts';

/** Time and memory of n8n; what is sent, and in how many calls, is in `test/engine/seed.test.ts`. */
const lanes = 'project, supplier, purchase_order';

const efficiency = ({ leastCalls, calls }: SyncRun) => leastCalls.procore / calls.procore.total;

function print(what: string, run: SyncRun): void {
	const { procore, sap } = run.calls;
	console.log(
		`    ${what}: ${String(procore.total)} Procore calls, least possible ${String(run.leastCalls.procore)}, efficiency ${efficiency(run).toFixed(3)}; ${String(sap.total)} SAP calls; ${String(run.seconds)} s`,
	);
}

describe('seed: 500 suppliers and 1,500 orders into an empty Procore', () => {
	let world: World;
	let run: SyncRun;

	before(async () => {
		world = await World.start({ name: 'seed', dataset: 'seed', procoreEmpty: true, limits: false });
		// n8n needs about 30 s after its start until its memory has settled.
		await new Promise((resolve) => setTimeout(resolve, 30_000));
		const { idle } = await world.n8n.memory({ reset: true });
		run = await world.sync({ lanes });
		const { peak } = await world.n8n.memory();
		print('full load', run);
		console.log(`    n8n: ${String(idle)} MB idle, ${String(peak)} MB at the most, ${String(peak - idle)} MB above`);
	});
	after(async () => {
		await world.close();
	});

	it('least possible calls / calls made is at least 0.95, and none was rejected', () => {
		assert.equal(run.status, 'success', JSON.stringify(run.execution.data.resultData.error));
		assert.ok(efficiency(run) >= 0.95, `${String(efficiency(run))}: ${JSON.stringify(run.calls.procore.byRoute)}`);
		assert.equal(run.calls.procore.rejected, 0);
	});

	it('sums of every order tie out between SAP and Procore', () => {
		const sent = demanded(world.simulators).filter(({ reason }) => reason === '');
		console.log(
			`    ${String(sent.length)} contracts compared, ${String(differences(world.simulators).length)} differences`,
		);
		assert.deepEqual(differences(world.simulators), []);
		const origins = contractsOf(world.simulators).map(({ origin_id }) => origin_id);
		assert.equal(new Set(origins).size, origins.length);
	});

	it('the page Mapping is there within 2 s, opened for the first time', async (test) => {
		const timed = async (report: 'mapping' | 'status') => {
			const from = performance.now();
			const answer = await openReport(world, report);
			const time = performance.now() - from;
			return { time, html: await answer.text() };
		};
		// The first page of all loads the node.
		await timed('status');
		const { time, html } = await timed('mapping');
		const status = await timed('status');
		test.diagnostic(`first byte of Mapping ${time.toFixed(0)} ms, of Status ${status.time.toFixed(0)} ms`);
		assert.match(html, /Amounts as runs have recorded them, the last at /);
		// On a machine that is busy with other things every page takes long: then it is held against one that reads little.
		assert.ok(time <= Math.max(2000, 2 * status.time), `${time.toFixed(0)} ms`);
	});

	it('an unchanged run makes no write', async () => {
		const again = await world.sync({ lanes });
		print('unchanged run', again);
		assert.deepEqual([again.status, again.calls.procore.writes], ['success', 0]);
	});
});
