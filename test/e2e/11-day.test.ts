import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { TrafficEntry } from '../../simulators/core/traffic.ts';
import { check } from './support/checker.ts';
import { changedOrders, mostInAnHour, stretch, tableSizes } from './support/day.ts';
import { follow, lastProgress, runRows } from './support/progress.ts';
import { until, World } from './support/world.ts';

const backfill = { mode: 'backfill', batchSize: 300 };
const day = 96;

describe('seed: a backfill that is killed twice, and an hour of runs', () => {
	let world: World;
	/** Last order on record when n8n was killed. */
	const cursors: string[] = [];

	before(async () => {
		world = await World.start({ name: 'day', dataset: 'seed', procoreEmpty: true, limits: false, oneClock: true });
	});
	after(async () => {
		await world.close();
	});

	const stateCursor = async () =>
		String((await world.rows('sap_procore_state')).find(({ entity }) => entity === 'purchase_order')?.cursor ?? '');
	const requests = (since: number, fits: (entry: TrafficEntry) => boolean) =>
		world.simulators.sap.traffic.entries().slice(since).filter(fits);
	const readsOrders = ({ system, url }: TrafficEntry) => system === 'sap' && /\/PurchaseOrder\?/.test(url);
	const writesLines = ({ method, url }: TrafficEntry) => method === 'PATCH' && url.includes('/line_items/sync');
	const ordersAfter = (key: string) =>
		world.simulators.dataset.sap.orders.filter(({ header }) => header.PurchaseOrder > key).length;

	/** Runs the backfill until a batch more is on record and the next one is being written, and kills n8n there. */
	async function runAndKill(batches: number): Promise<void> {
		const runs = (await runRows(world)).length;
		await world.configure(backfill);
		await world.startSync();
		await follow(world, runs, async ({ summary, cursor }, batch) => {
			const { peak } = await world.n8n.memory({ reset: true });
			console.log(`    batch ${String(batch)} of this run: up to ${cursor}, n8n at most ${String(peak)} MB`);
			assert.match(summary, new RegExp(`read up to ${cursor}`));
			return batch < batches;
		});
		const since = world.simulators.sap.traffic.entries().length;
		await until('the next batch writes', () => requests(since, writesLines).length > 10);
		await world.n8n.kill();
		await world.n8n.restart();
		cursors.push(await stateCursor());
	}

	it('the run row tells after each batch how far it has come; n8n is killed in the third', async () => {
		await runAndKill(2);
		assert.equal(cursors[0], (await lastProgress(world)).cursor);
		await check(world, { settled: false, whole: false });
	});

	it('an hour later the lease has ended by itself: the next run goes on after the last batch, and is killed, too', async () => {
		world.later(61);
		const since = world.simulators.sap.traffic.entries().length;
		await runAndKill(1);
		assert.match(
			decodeURIComponent(requests(since, readsOrders)[0]?.url ?? ''),
			new RegExp(`gt '${cursors[0] ?? ''}'`),
		);
		assert.ok(String(cursors[1]) > String(cursors[0]));
	});

	it('the third run reads only the rest, and all is there, nothing twice', async () => {
		world.later(601);
		const since = world.simulators.sap.traffic.entries().length;
		const run = await world.sync(backfill);
		assert.equal(run.status, 'success');
		const reads = requests(since, readsOrders);
		assert.match(decodeURIComponent(reads[0]?.url ?? ''), new RegExp(`gt '${cursors[1] ?? ''}'`));
		const [rest, all] = [ordersAfter(String(cursors[1])), world.simulators.dataset.sap.orders.length];
		console.log(`    ${String(reads.length)} requests for the ${String(rest)} of ${String(all)} orders that were left`);
		// A batch of 300 takes two requests; those of requisitions and exceptions ask for single orders besides.
		// Suppliers and requisitions ask cheaply for numbers of orders; only whole orders count here.
		const pages = reads.filter(
			({ url }) =>
				url.includes('PurOrdAccountAssignment') &&
				/PurchaseOrder gt /.test(decodeURIComponent(url.replaceAll('+', ' '))),
		);
		assert.ok(pages.length <= 2 * Math.ceil(rest / backfill.batchSize) + 1, String(pages.length));
		await check(world, { whole: false });
		const audit = await world.rows('sap_procore_audit');
		const seen = (lane: string) =>
			new Set(audit.filter(({ entity }) => entity === lane).map(({ sap_key }) => sap_key)).size;
		const { orders, requisitions, suppliers } = world.simulators.dataset.sap;
		assert.deepEqual(
			[seen('supplier'), seen('purchase_order'), seen('requisition')],
			[suppliers.length, orders.length, requisitions.length],
		);
		const runs = (await runRows(world)).map(({ status }) => status);
		assert.deepEqual(runs, ['broken off', 'broken off', 'success']);
	});

	it('reading everything again changes nothing', async () => {
		const run = await world.sync({ mode: 'backfill' });
		assert.deepEqual([run.status, run.calls.procore.writes], ['success', 0]);
		await check(world);
	});

	it('an hour of runs, 5 % of the orders changing before each: calls, rows, and every outcome once', async () => {
		const before = await tableSizes(world);
		world.later(61);
		world.simulators.procore.traffic.clear();
		world.changeProcore({ do: 'set-limits', limits: true, hourlyLimit: 3_600, spikeLimit: 3_600 });
		const runs = await stretch(world, 4, { mode: 'delta' });
		assert.ok(runs.every(({ status, rejected }) => status === 'success' && rejected === 0));
		// Those of the last minutes before the first run are left to the second, and so on.
		for (const { written } of runs.slice(1)) assert.equal(written, changedOrders);
		const most = mostInAnHour(world);
		assert.ok(most <= 3_600, String(most));
		const grown = Object.entries(await tableSizes(world)).map(([name, { rows }]) => [
			name,
			(rows - (before[name]?.rows ?? 0)) / runs.length,
		]);
		console.log(
			`    busiest hour: ${String(most)} Procore calls; seconds: ${runs.map((run) => run.seconds).join(' ')}`,
		);
		for (const [name, rows] of grown)
			if (Number(rows) > 0)
				console.log(`    ${String(name)}: ${String(rows)} rows a run, ${String(Number(rows) * day)} a day`);
		const perRun = Object.fromEntries(grown) as Record<string, number>;
		const open = (await world.rows('sap_procore_exceptions')).filter(({ status }) => status === 'open').length;
		assert.ok(Number(perRun.sap_procore_audit) <= changedOrders + open + 3, 'an outcome that nothing asked for');
		assert.equal(perRun.sap_procore_exceptions, 0);
		assert.equal(perRun.sap_procore_contracts, 0);
	});

	it('and what people saved last arrives with the run after it', async () => {
		world.later();
		const run = await world.sync();
		assert.equal(run.status, 'success');
		await check(world);
	});
});
