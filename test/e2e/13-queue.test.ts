import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import { reportWorkflow } from '../../demo/playground.ts';
import { check } from './support/checker.ts';
import { contractsOf, demanded } from './support/contracts.ts';
import { missingService, openQueue, type QueueServices } from './support/queueServices.ts';
import { vendorDifferences } from './support/supplierRules.ts';
import { orderLanes } from '../support/lanes.ts';
import { until, World } from './support/world.ts';

const missing = await missingService();

describe('n8n in queue mode: two workers, PostgreSQL, Redis', { skip: missing ?? false }, () => {
	let services: QueueServices | undefined;
	let world: World;
	const runs = async () => await world.rows('sap_procore_runs');
	const ended = async (id: string) => await world.n8n.rest.executions.wait(id);
	const lease = async () => (await world.rows('sap_procore_state')).find(({ entity }) => entity === 'lease');
	/** Numbers of the workers that say that they have taken an execution on. */
	const workersOf = async (execution: string) => {
		const logs = await Promise.all(world.n8n.workers.map(async ({ logFile }) => await readFile(logFile, 'utf8')));
		return logs.flatMap((text, index) => (text.includes(`Worker started execution ${execution} (`) ? [index] : []));
	};
	/** Ids of the replays that were asked for by webhook, newest first. */
	const replays = async () => {
		const all = await world.n8n.rest.executions.list({ workflowId: reportWorkflow.id });
		return all.filter(({ mode }) => mode === 'webhook').map(({ id }) => id);
	};

	before(async () => {
		// One execution at a time for each worker: so two at once are never with the same one.
		services = await openQueue({ workers: 2, concurrency: 1, lockMs: 6_000 });
		const { queue } = services;
		world = await World.start({
			name: 'queue',
			dataset: 'tour',
			limits: false,
			settings: { lanes: orderLanes },
			queue,
		});
	});
	after(async () => {
		try {
			// In good order it would wait half a minute for the execution of the worker that was killed.
			await world.n8n.kill();
			await world.close();
		} finally {
			await services?.close();
		}
	});

	it('the first two runs ever, at the same moment: one brings the suppliers, the other stops before it does anything', async () => {
		await world.configure({ lanes: 'project, supplier' });
		// After the lease is taken: what comes before Start would only keep the two apart.
		world.simulators.sap.faults.add({ kind: 'latency', ms: 3_000, path: '/A_BusinessPartner', times: 'always' });
		const ids = await Promise.all([world.startSync(), world.startSync()]);
		const both = await Promise.all(ids.map(ended));
		world.simulators.sap.faults.remove();
		assert.deepEqual(both.map(({ status }) => status).sort(), ['error', 'success']);
		const [kept, worked] = both[0]?.status === 'error' ? both : both.toReversed();
		// Both make the tables: n8n looks whether one is there, then makes it, and PostgreSQL lets only one of them.
		const message = String(kept?.data.resultData.error?.message);
		assert.match(message, /duplicate key value|Another run of customer main is under way/);
		assert.deepEqual((await Promise.all(ids.map(workersOf))).flat().sort(), [0, 1]);
		const rows = await runs();
		assert.deepEqual(
			rows.map(({ run_id, status }) => [String(run_id).split('-').at(-1), status]),
			[[worked?.id, 'success']],
		);
		assert.deepEqual(vendorDifferences(world.simulators), []);
		const suppliers = (await world.lastAudit()).filter(({ entity }) => entity === 'supplier');
		assert.deepEqual(
			suppliers.map(({ sap_key }) => sap_key).sort(),
			world.simulators.dataset.sap.suppliers.map(({ supplier }) => supplier.Supplier).sort(),
		);
	});

	it('two replays at once, with a worker each: one writes the contract, the other is answered who holds the lease', async () => {
		const { order, projectId } = demanded(world.simulators).find(({ reason }) => reason === '') ?? {};
		assert.ok(order && projectId);
		world.simulators.sap.faults.add({ kind: 'latency', ms: 1_500, path: '/sap/opu/' });
		const ask = async () => await world.askReplay({ entity: 'purchase_order', key: order });
		const answers = await Promise.all([ask(), ask()]);
		world.simulators.sap.faults.remove();
		const texts = answers.map(({ text }) => text).join();
		assert.deepEqual(answers.map(({ status }) => status).sort(), [202, 409], texts);
		const started = answers.find(({ status }) => status === 202)?.execution ?? '';
		const refused = answers.find(({ status }) => status === 409)?.text ?? '';
		assert.match(refused, new RegExp(`execution ${started} since [^,]+, until .+ at the latest`));
		assert.equal((await ended(started)).status, 'success');
		assert.deepEqual((await Promise.all((await replays()).map(workersOf))).flat().sort(), [0, 1]);
		const run = (await runs()).at(-1);
		assert.deepEqual([run?.mode, run?.status], ['replay', 'success']);
		const origins = contractsOf(world.simulators).map(({ origin_id }) => origin_id);
		assert.deepEqual(
			origins.filter((origin) => origin?.startsWith(`sap:S4P:po:${order}:`)),
			[`sap:S4P:po:${order}:${projectId}`],
		);
	});

	it('a worker is killed (SIGKILL) between two writes: its lease keeps others out until it ends, then the other worker brings everything, nothing twice', async () => {
		const { faults } = world.simulators.procore;
		faults.add({ method: 'PATCH', path: '/purchase_order_contracts/sync', kind: 'hang', ms: 5_000, nth: 2 });
		await world.configure({ lanes: orderLanes });
		const killed = await world.startSync();
		await until('the second header sync', () => faults.list().some(({ hits }) => hits > 0));
		const [at = -1] = await workersOf(killed);
		await world.n8n.workers[at]?.kill();
		faults.remove();

		const refused = await world.askReplay();
		assert.equal(refused.status, 409, refused.text);
		assert.equal(refused.execution, killed);
		assert.deepEqual(await workersOf((await replays())[0] ?? ''), [1 - at]);

		const { holder } = (await lease()) ?? {};
		assert.match(String(holder), new RegExp(`^execution ${killed} since`));
		const row = [{ columnName: 'entity', condition: 'eq' as const, value: 'lease' }];
		const passed = new Date(Date.now() - 1_000).toISOString();
		await world.n8n.rest.tables.update('sap_procore_state', row, { lease_until: passed });
		const run = await world.press();
		assert.deepEqual([run.status, await workersOf(run.execution.id)], ['success', [1 - at]]);
		await check(world);
		const states = (await runs()).slice(-2).map(({ run_id, status }) => [String(run_id).split('-').at(-1), status]);
		assert.deepEqual(states, [
			[killed, 'broken off'],
			[run.execution.id, 'success'],
		]);
	});

	it('the next run finds everything as it is and writes nothing', async () => {
		const run = await world.press();
		assert.deepEqual([run.status, run.calls.procore.writes], ['success', 0]);
		assert.equal((await lease())?.holder, '');
	});
});
