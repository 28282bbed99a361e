// A day of the sync: 96 runs, one every fifteen minutes, over `seed`, with 75 of the 1,500 orders changing before each. The
// simulators' clock and n8n's jump from run to run. First `npm run build`, then `npm run bench:day [-- RUNS]` (ten to
// thirty minutes). It prints what the day costs: Procore calls in the busiest hour, time of a run at the beginning and at the
// end, size of the tables and of n8n's database. Every run is checked as in the tests.
import assert from 'node:assert/strict';
import { check } from '../e2e/support/checker.ts';
import { type DayRun, databaseBytes, mostInAnHour, stretch, type TableSize, tableSizes } from '../e2e/support/day.ts';
import { cleanUp, World } from '../e2e/support/world.ts';

const runs = Number(process.argv[2] ?? 96);
const mb = (bytes: number) => (bytes / 1024 / 1024).toFixed(1);
const median = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

async function growth(world: World, name: string): Promise<Record<string, TableSize>> {
	const sizes = await tableSizes(world);
	const total = Object.values(sizes).reduce((sum, { bytes }) => sum + bytes, 0);
	console.log(`${name}: tables ${mb(total)} MB, database ${mb(databaseBytes(world))} MB`);
	for (const [table, { rows, bytes }] of Object.entries(sizes))
		console.log(`  ${table.padEnd(26)} ${String(rows).padStart(7)} rows ${mb(bytes).padStart(7)} MB`);
	return sizes;
}

cleanUp();
const world = await World.start({ name: 'day', dataset: 'seed', procoreEmpty: true, limits: false, oneClock: true });
try {
	const first = await world.sync();
	console.log(
		`first load: ${first.status}, ${String(first.calls.procore.total)} Procore calls, ${String(first.seconds)} s`,
	);
	console.log(`  ${JSON.stringify(first.outcomes)}`);
	await check(world);
	const before = await growth(world, 'after the first load');
	world.later(61);
	world.simulators.procore.traffic.clear();
	world.changeProcore({ do: 'set-limits', limits: true, hourlyLimit: 3_600, spikeLimit: 3_600 });

	const done: DayRun[] = await stretch(
		world,
		runs,
		() => world.press(),
		async (run, index) => {
			const { status, seconds, procoreCalls, sapCalls, rejected, written, auditRows } = run;
			const { now } = await world.n8n.memory();
			console.log(
				`run ${String(index + 1).padStart(3)}: ${status}, ${seconds.toFixed(1)} s, ${String(procoreCalls)} Procore calls (${String(rejected)} rejected), ${String(sapCalls)} SAP calls, ${String(written)} orders written, ${String(auditRows)} audit rows, n8n ${String(now)} MB, database ${mb(databaseBytes(world))} MB`,
			);
		},
	);
	world.later(5);
	await world.press();
	await check(world);

	const most = mostInAnHour(world);
	console.log(`busiest hour: ${String(most)} Procore calls`);
	const times = done.map(({ seconds }) => seconds);
	const tenth = Math.max(1, Math.floor(runs / 10));
	console.log(
		`median time of a run: first tenth ${median(times.slice(0, tenth)).toFixed(1)} s, last ${median(times.slice(-tenth)).toFixed(1)} s`,
	);
	const after = await growth(world, `after ${String(runs)} runs`);
	for (const [table, { rows, bytes }] of Object.entries(after)) {
		const start = before[table] ?? { rows: 0, bytes: 0 };
		const [more, size] = [rows - start.rows, bytes - start.bytes];
		if (more > 0)
			console.log(
				`  ${table.padEnd(26)} ${(more / runs).toFixed(1)} rows and ${(size / runs / 1024).toFixed(1)} KB a run`,
			);
	}
	assert.ok(most <= 3_600);
	assert.ok(done.every(({ status, rejected }) => status === 'success' && rejected === 0));
} finally {
	await world.close();
}
