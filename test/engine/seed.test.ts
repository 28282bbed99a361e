import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { leastProcoreCalls } from '../../demo/leastCalls.ts';
import { check } from '../e2e/support/checker.ts';
import { contractsOf, demanded, differences } from '../e2e/support/contracts.ts';
import { changedOrders, mostInAnHour, stretch } from '../e2e/support/day.ts';
import { demandedRequisitions, ownRequisitions, requisitionDifferences } from '../e2e/support/requisitions.ts';
import { type ScenarioRun, World } from './support/scenarioWorld.ts';

/** Requisitions come last, by themselves: what they cost is told apart. Costs are measured elsewhere. */
const lanes = 'project, supplier, purchase_order';

describe('seed: 500 suppliers and 1,500 orders into an empty Procore', () => {
	let world: World;
	let run: ScenarioRun;
	let vendorsBefore: number;

	/** Calls made at least, by what had to be said, of calls made. */
	const efficiency = ({ traffic, outcomes, calls }: ScenarioRun) =>
		leastProcoreCalls([...traffic], vendorsBefore, outcomes.supplier?.synced ?? 0) / calls.procore.total;
	const print = (what: string, { calls }: ScenarioRun) => {
		console.log(`    ${what}: ${String(calls.procore.total)} Procore calls, ${String(calls.sap.total)} SAP calls`);
	};

	before(async () => {
		world = await World.start({ name: 'seed', dataset: 'seed', procoreEmpty: true, limits: false });
		vendorsBefore = world.vendors().length;
		run = await world.sync({ lanes });
		print('full load', run);
	});

	it('a full load takes at most 1,560 calls, hardly more than the least possible, and none was rejected', () => {
		assert.equal(run.status, 'success', run.error?.message);
		assert.ok(run.calls.procore.total <= 1560, String(run.calls.procore.total));
		assert.ok(efficiency(run) >= 0.95, `${String(efficiency(run))}: ${JSON.stringify(run.calls.procore.byRoute)}`);
		assert.equal(run.calls.procore.rejected, 0);
	});

	it('vendors take at most 4 calls', () => {
		const vendors = Object.entries(run.calls.procore.byRoute).filter(([route]) => route.includes('/vendors'));
		assert.ok(vendors.reduce((sum, [, number]) => sum + number, 0) <= 4);
	});

	it('every supplier and every order has one outcome (a project)', async () => {
		const audit = await world.lastAudit();
		const keys = (entity: string) =>
			audit.filter((row) => row.entity === entity).map((row) => `${String(row.sap_key)}|${String(row.project_id)}`);
		const { suppliers, orders } = world.simulators.dataset.sap;
		assert.equal(new Set(keys('supplier')).size, suppliers.length);
		assert.equal(keys('supplier').length, suppliers.length);
		assert.equal(new Set(keys('purchase_order')).size, keys('purchase_order').length);
		assert.equal(new Set(keys('purchase_order').map((key) => key.split('|')[0])).size, orders.length);
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

	it('an unchanged run makes no write, and at most 4 calls', async () => {
		const again = await world.sync({ lanes });
		print('unchanged run', again);
		assert.deepEqual([again.status, again.calls.procore.writes], ['success', 0]);
		assert.ok(again.calls.procore.total <= 4, JSON.stringify(again.calls.procore.byRoute));
	});

	it('reading everything again makes no write', async () => {
		const again = await world.sync({ lanes, mode: 'backfill' });
		print('backfill without changes', again);
		assert.equal(again.calls.procore.writes, 0);
		assert.equal(again.outcomes.supplier?.unchanged, run.outcomes.supplier?.synced);
		assert.equal(again.outcomes.purchase_order?.unchanged, run.outcomes.purchase_order?.synced);
	});

	it('after a change of 75 orders, a run takes at most 125 calls', async () => {
		const sent = demanded(world.simulators).filter(({ reason, currency }) => reason === '' && currency === 'USD');
		const step = Math.floor(sent.length / 75);
		const chosen = sent.filter((_, index) => index % step === 0).slice(0, 75);
		assert.equal(chosen.length, 75);
		for (const { order } of chosen)
			world.simulators.sap.simulator.change({ do: 'set-price', order, item: '10', price: '77.77' });
		// What was changed just now is left to the next run.
		world.simulators.sap.simulator.clock.advance(5 * 60_000);
		const changed = await world.sync({ lanes });
		print('75 orders changed', changed);
		assert.equal(changed.outcomes.purchase_order?.synced, 75);
		assert.ok(changed.calls.procore.total <= 125, JSON.stringify(changed.calls.procore.byRoute));
		assert.equal(changed.calls.procore.rejected, 0);
		assert.deepEqual(differences(world.simulators), []);
	});

	describe('200 purchase requisitions', () => {
		const withRequisitions = `${lanes}, requisition`;

		it('allocations add up to what SAP ordered, on the lines of the account assignments; all are drafts', async () => {
			const loaded = await world.sync({ lanes: withRequisitions });
			print('requisitions', loaded);
			assert.deepEqual([loaded.status, loaded.calls.procore.rejected], ['success', 0]);
			// One project has no open billing period: what is read for its requisitions comes to nothing.
			assert.ok(efficiency(loaded) >= 0.9, JSON.stringify(loaded.calls.procore.byRoute));
			const sent = demandedRequisitions(world.simulators).filter(({ reason }) => reason === '');
			console.log(
				`    ${String(sent.length)} requisitions compared, ${String(requisitionDifferences(world.simulators).length)} differences`,
			);
			assert.ok(sent.length >= 150);
			assert.deepEqual(requisitionDifferences(world.simulators), []);
			assert.deepEqual([...new Set(ownRequisitions(world.simulators).map(({ status }) => status))], ['draft']);
		});

		it('every requisition has one outcome (an order and project)', async () => {
			const rows = (await world.lastAudit()).filter(({ entity }) => entity === 'requisition');
			const keys = rows.map((row) => [row.sap_key, row.project_id, row.origin_id].map(String).join('|'));
			assert.equal(new Set(keys).size, keys.length);
			assert.equal(new Set(rows.map(({ sap_key }) => sap_key)).size, world.simulators.dataset.sap.requisitions.length);
		});

		it('reading everything again makes no write', async () => {
			const again = await world.sync({ lanes: withRequisitions, mode: 'backfill' });
			print('backfill with requisitions, without changes', again);
			assert.equal(again.calls.procore.writes, 0);
		});
	});

	it('an hour of runs, 5 % of the orders changing before each: calls, rows, and every outcome once', async () => {
		const all = await world.sync();
		print('all lanes', all);
		assert.equal(all.status, 'success');
		await check(world);
		world.later(61);
		const tables = ['sap_procore_audit', 'sap_procore_exceptions', 'sap_procore_contracts'];
		const rowsOf = async () => await Promise.all(tables.map(async (name) => (await world.rows(name)).length));
		const before = await rowsOf();
		world.simulators.procore.traffic.clear();
		world.changeProcore({ do: 'set-limits', limits: true, hourlyLimit: 3_600, spikeLimit: 3_600 });
		const runs = await stretch(world, 4, () => world.sync());
		assert.ok(runs.every(({ status, rejected }) => status === 'success' && rejected === 0));
		// Those of the last minutes before the first run are left to the second, and so on.
		for (const { written } of runs.slice(1)) assert.equal(written, changedOrders);
		const most = mostInAnHour(world);
		assert.ok(most <= 3_600, String(most));
		console.log(
			`    busiest hour: ${String(most)} Procore calls; runs: ${runs.map((each) => each.procoreCalls).join(' ')}`,
		);
		const [audit, ...others] = (await rowsOf()).map((rows, index) => (rows - (before[index] ?? 0)) / runs.length);
		const open = (await world.rows('sap_procore_exceptions')).filter(({ status }) => status === 'open').length;
		assert.ok(Number(audit) <= changedOrders + open + 3, 'an outcome that nothing asked for');
		assert.deepEqual(others, [0, 0]);
	});

	it('and what people saved last arrives with the run after it', async () => {
		world.later();
		assert.equal((await world.sync()).status, 'success');
		await check(world);
	});
});
