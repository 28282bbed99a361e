import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { check } from '../e2e/support/checker.ts';
import { contractsOf } from '../e2e/support/contracts.ts';
import { Scenario } from './support/scenario.ts';
import { orderLanes } from '../support/lanes.ts';
import type { World } from './support/scenarioWorld.ts';

const overlap = 15 * 60_000;

describe('runs that nobody watches: a first look, trouble in the middle, and nothing is lost', () => {
	let scenario: Scenario;
	let world: World;

	before(async () => {
		scenario = await Scenario.start('unattended');
		({ world } = scenario);
	});

	const approved = (orders: string[]) =>
		contractsOf(world.simulators)
			.filter(({ number, origin_id }) => orders.includes(number) && origin_id?.startsWith('sap:'))
			.map(({ status }) => status);
	const statuses = async (orders: string[]) =>
		(await Promise.all(orders.map((order) => scenario.outcomes(order)))).flat();

	/** The next run has to read from where the lane was before the trouble. */
	async function assertReadFrom(entity: string, watermark: unknown): Promise<void> {
		const { from, complete } = await scenario.window(entity);
		assert.equal(complete, true);
		assert.equal(Date.parse(from), Date.parse(String(watermark)) - overlap);
	}

	let planned: Record<string, Record<string, number>>;

	it('a preview of everything: planned outcomes on record, and Procore is the same to the last byte', async () => {
		// A cost code that no project has: the preview of the lane has something to say.
		const fresh = { customer: 'main', gl_account: '69999999', cost_code: '99-900', cost_type: 'M', source: 'people' };
		world.addRows('sap_procore_cost_codes', [fresh]);
		const before = scenario.procoreText();
		const run = await scenario.run({
			mode: 'preview',
			lanes: 'project, supplier, cost_code, purchase_order, requisition, actual_cost',
		});
		assert.deepEqual([run.status, run.calls.procore.writes, run.calls.procore.rejected], ['success', 0, 0]);
		assert.equal(scenario.procoreText(), before);
		const audit = await world.lastAudit();
		for (const lane of ['supplier', 'cost_code', 'purchase_order'])
			assert.ok(
				audit.some(({ entity, status }) => entity === lane && status === 'planned'),
				`nothing is planned: ${lane}`,
			);
		const done = audit.filter(({ entity, status }) => status === 'synced' && entity !== 'project');
		assert.deepEqual(done, []);
		assert.deepEqual(await world.rows('sap_procore_exceptions'), []);
		assert.deepEqual(
			Object.values(await scenario.watermarks()).filter((mark) => mark !== ''),
			[],
		);
		await check(world, { settled: false });
		planned = run.outcomes;
	});

	it('the first run does what the preview has said', async () => {
		const run = await scenario.run();
		assert.equal(run.status, 'success');
		for (const lane of ['supplier', 'purchase_order']) assert.equal(run.outcomes[lane]?.synced, planned[lane]?.planned);
		await check(world);
	});

	it('wrong Procore secret: one log-on, the watermarks stay; repaired: the next run reads from there', async () => {
		const marks = await scenario.watermarks();
		const { order } = scenario.take();
		scenario.raise(order);
		world.later();
		world.changeProcore({ do: 'rotate-secret', secret: 'another-secret' });
		world.changeProcore({ do: 'revoke-tokens' });
		const failed = await scenario.run();
		assert.notEqual(failed.status, 'success');
		assert.equal(failed.traffic.filter(({ system, url }) => system === 'procore' && url.includes('/oauth')).length, 1);
		// Requisitions have exceptions of their own.
		for (const lane of ['project', 'supplier', 'purchase_order'])
			assert.equal((await scenario.watermarks())[lane], marks[lane], lane);
		const reasons = (await world.openExceptions('')).map(({ reason }) => reason);
		assert.deepEqual([...new Set(reasons)], ['credential_rejected']);
		await check(world, { settled: false });

		world.changeProcore({ do: 'rotate-secret', secret: 'demo-procore-secret' });
		world.later();
		const run = await scenario.run();
		assert.equal(run.status, 'success');
		await assertReadFrom('purchase_order', marks.purchase_order);
		assert.deepEqual(await scenario.outcomes(order), [['synced', '']]);
		assert.deepEqual(await world.openExceptions(''), []);
		await check(world);
	});

	it('SAP goes down while orders are read: their watermark stays, and the next run brings what was changed', async () => {
		const marks = await scenario.watermarks();
		const { order } = scenario.take();
		scenario.raise(order);
		const { requisition = '' } = world.simulators.dataset.requisitionCases.belowOrder ?? {};
		const item = { requisition, item: '10', set: { PurchaseRequisitionItemText: 'Changed while SAP was down' } };
		world.simulators.sap.simulator.change({ do: 'edit-requisition', ...item });
		world.later();
		world.simulators.sap.faults.add({ kind: 'drop-before', path: '/PurchaseOrder\\?', times: 'always' });
		const failed = await scenario.run();
		world.simulators.sap.faults.remove();
		assert.equal(failed.status, 'partial');
		assert.equal((await scenario.watermarks()).purchase_order, marks.purchase_order);
		assert.deepEqual(await scenario.outcomes(order), []);
		await check(world, { settled: false });

		world.later();
		assert.equal((await scenario.run()).status, 'success');
		await assertReadFrom('purchase_order', marks.purchase_order);
		assert.deepEqual(await scenario.outcomes(order), [['synced', '']]);
		assert.match(JSON.stringify(await scenario.outcomes(requisition)), /synced|unchanged/);
		assert.deepEqual(await world.openExceptions(''), []);
		await check(world);
	});

	it('Procore answers 503 in the middle of the contracts: what was left out goes on in a run that is due', async () => {
		const orders = scenario.takeEach(4).map(({ order }) => order);
		for (const order of orders) scenario.raise(order);
		world.later();
		const lines = { method: 'PATCH', path: '/line_items/sync' };
		world.simulators.procore.faults.add({ ...lines, kind: 'status', status: 503, nth: 2, times: 'always' });
		await scenario.run();
		world.simulators.procore.faults.remove();
		const first = await statuses(orders);
		assert.equal(first.length, 4);
		assert.ok(first.some(([status]) => status === 'synced') && first.some(([status]) => status !== 'synced'));
		for (const [status, reason] of first)
			assert.ok(status === 'synced' || ['system_unavailable', 'no_answer'].includes(String(reason)), String(reason));
		await check(world, { settled: false });

		world.later(16);
		assert.equal((await scenario.run()).status, 'success');
		assert.deepEqual(
			approved(orders),
			orders.map(() => 'Approved'),
		);
		for (const order of orders) assert.deepEqual(await world.openExceptions(order), []);
		await check(world);
	});

	it('the quota ends in the middle and the wait would be too long: the rest waits, and goes on once it is back', async () => {
		// Of other lanes, something is due now and then.
		const settings = { lanes: orderLanes, maximumWait: 1 };
		const orders = scenario.takeEach(4).map(({ order }) => order);
		for (const order of orders) scenario.raise(order);
		world.later();
		// Projects, vendors, a list of contracts for each project, and some of the writes.
		const hourlyLimit = 3 + orders.length + 8;
		world.changeProcore({ do: 'set-limits', limits: true, hourlyLimit, spikeLimit: 1_000 });
		const run = await scenario.run(settings);
		assert.equal(run.calls.procore.rejected, 0);
		assert.ok(run.calls.procore.writes > 0);
		const waiting = (await statuses(orders)).filter(([status]) => status === 'waiting');
		assert.ok(waiting.length > 0 && waiting.every(([, reason]) => reason === 'rate_limited'), JSON.stringify(waiting));
		await check(world, { settled: false });

		const early = await scenario.run(settings);
		assert.deepEqual([early.calls.procore.total, early.calls.procore.rejected], [0, 0], 'the quota is not back');
		await check(world, { settled: false });

		world.later(61);
		world.changeProcore({ do: 'set-limits', hourlyLimit: 600 });
		const rest = await scenario.run(settings);
		world.changeProcore({ do: 'set-limits', limits: false });
		assert.equal(rest.status, 'success');
		assert.deepEqual(
			approved(orders),
			orders.map(() => 'Approved'),
		);
		for (const order of orders) assert.deepEqual(await world.openExceptions(order), []);
		await check(world);
	});

	it('saved late, with a stamp ten minutes before the end of the last window: found', async () => {
		const { order } = scenario.take();
		const mark = Date.parse(String((await scenario.watermarks()).purchase_order));
		scenario.raise(order, new Date(mark - 10 * 60_000).toISOString());
		world.later();
		await scenario.run();
		assert.deepEqual(await scenario.outcomes(order), [['synced', '']]);
		await check(world);
	});

	it('the windows of all runs join without a gap', async () => {
		const runs = (await world.rows('sap_procore_runs')).filter(({ mode }) => mode === 'delta');
		const lanes = ['supplier', 'purchase_order', 'requisition'];
		const ends: Record<string, number> = {};
		for (const { counts } of runs) {
			const read = JSON.parse(String(counts)) as Record<string, { complete: boolean; from: string; to: string }>;
			for (const lane of lanes) {
				const { complete, from, to } = read[lane] ?? {};
				const end = ends[lane];
				if (!complete || !to) continue;
				assert.ok(
					end === undefined ? from === '' : Date.parse(String(from)) <= end - overlap,
					`${lane}: ${String(from)}`,
				);
				ends[lane] = Date.parse(to);
			}
		}
		assert.deepEqual(Object.keys(ends), lanes);
	});

	it('an unchanged run at the end makes no write', async () => {
		world.later(61);
		const run = await scenario.run();
		assert.deepEqual([run.status, run.calls.procore.writes, run.calls.procore.rejected], ['success', 0, 0]);
		await check(world);
	});
});
