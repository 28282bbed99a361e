// How the sync grows. First `npm run build`, then `npm run bench:scale -- 1/20 1/10 1/4`: for each part of the data set
// `large` a first load in batches, a run in which nothing changed, and one after a day's changes (one order in a hundred), in
// a real n8n between the simulators. It prints requests, seconds, memory of n8n and sizes of the tables, and over several
// parts how they grow with the orders. `--nodes` prints the slowest nodes, `--profile` writes what n8n's processor did into
// `.demo/e2e/profile`, `--heap MB` gives n8n another heap than that of a small server, `--postgres` PostgreSQL instead of SQLite.
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import countBy from 'lodash/countBy.js';
import { routeOf } from '../../demo/calls.ts';
import { syncWorkflow } from '../../demo/playground.ts';
import { heapOption } from '../../tools/n8n/environment.ts';
import { databaseBytes, tableSizes } from '../e2e/support/day.ts';
import { openQueue } from '../e2e/support/queueServices.ts';
import { e2eFolder, World } from '../e2e/support/world.ts';
import { growthOf } from './growth.ts';

const { values: options, positionals } = parseArgs({
	allowPositionals: true,
	options: {
		nodes: { type: 'boolean' },
		profile: { type: 'boolean' },
		heap: { type: 'string' },
		lanes: { type: 'string' },
		postgres: { type: 'boolean' },
	},
});
const factors = (positionals.length > 0 ? positionals : ['1/20', '1/10']).map((text) => {
	const [above = 1, below = 1] = text.split('/').map(Number);
	return above / below;
});

interface Measured {
	orders: number;
	status: string;
	procoreCalls: number;
	sapCalls: number;
	seconds: number;
	/** Of n8n's processor: unlike the time on the wall it is hardly longer on a machine with other work. 0 = not told. */
	cpuSeconds: number;
	idleMb: number;
	peakMb: number;
}

const mb = (bytes: number) => (bytes / 1024 / 1024).toFixed(1);
const finished = new Set(['success', 'error', 'canceled', 'crashed']);

/** Seconds that n8n has computed so far; 0 where the system does not tell. */
function cpuSeconds({ userFolder }: World): number {
	try {
		const pid = readFileSync(join(userFolder, 'n8n.pid'), 'utf8').trim();
		const [user = 0, system = 0] =
			readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ').slice(11, 13).map(Number) ?? [];
		return (user + system) / 100;
	} catch {
		return 0;
	}
}

/** Presses *Run now* and waits without ever reading what the execution holds, which would be counted as its memory. */
async function pressed(world: World): Promise<void> {
	const id = await world.startSync();
	for (;;) {
		const running = await world.n8n.rest.executions.list({ workflowId: syncWorkflow.id, status: ['new', 'running'] });
		if (!running.some((execution) => execution.id === id)) break;
		await new Promise((resolve) => setTimeout(resolve, 500));
	}
	const [last] = (await world.n8n.rest.executions.list({ workflowId: syncWorkflow.id })).filter(
		(each) => each.id === id,
	);
	if (last && !finished.has(last.status)) throw new Error(`execution ${id} is ${last.status}`);
}

async function measured(world: World, name: string, idleMb: number): Promise<Measured> {
	const { traffic } = world.simulators.procore;
	traffic.clear();
	await world.n8n.memory({ reset: true });
	const before = new Set((await world.n8n.rest.executions.list({ workflowId: syncWorkflow.id })).map(({ id }) => id));
	const [started, computed] = [performance.now(), cpuSeconds(world)];
	await pressed(world);
	const seconds = (performance.now() - started) / 1000;
	const cpu = cpuSeconds(world) - computed;
	const { peak: peakMb } = await world.n8n.memory();
	const entries = traffic.entries();
	const [run] = (await world.rows('sap_procore_runs')).slice(-1);
	const { length: orders } = world.simulators.dataset.sap.orders;
	const procoreCalls = entries.filter(({ system }) => system === 'procore').length;
	const sapCalls = entries.length - procoreCalls;
	const status = String(run?.status);
	console.log(
		`${name}, ${String(orders)} orders: ${status}, ${String(procoreCalls)} Procore calls, ${String(sapCalls)} SAP calls, ${seconds.toFixed(1)} s (n8n computed ${cpu.toFixed(1)} s), n8n ${String(idleMb)} MB idle, ${String(peakMb)} MB at most${options.postgres ? '' : `, database ${mb(databaseBytes(world))} MB`}`,
	);
	console.log(`  ${String(run?.counts)} ${String(run?.message)}`);
	for (const system of ['procore', 'sap'] as const) {
		const routes = countBy(
			entries.filter((entry) => entry.system === system),
			routeOf,
		);
		for (const [route, count] of Object.entries(routes)
			.sort(([, a], [, b]) => b - a)
			.slice(0, 8))
			console.log(`  ${String(count).padStart(7)} ${route}`);
	}
	if (options.nodes) await printNodes(world, before);
	return { orders, status, procoreCalls, sapCalls, seconds, cpuSeconds: cpu, idleMb, peakMb };
}

/** The time of each node, over all batches of the run. */
async function printNodes(world: World, before: ReadonlySet<string>): Promise<void> {
	const times = new Map<string, number[]>();
	for (const { id } of (await world.n8n.rest.executions.list({ workflowId: syncWorkflow.id })).reverse()) {
		if (before.has(id)) continue;
		const { data } = await world.n8n.rest.executions.get(id);
		for (const [node, runs] of Object.entries(data.resultData.runData)) {
			const time = runs.reduce((sum, { executionTime }) => sum + executionTime, 0);
			times.set(node, [...(times.get(node) ?? []), time]);
		}
	}
	const total = (list: number[]) => list.reduce((sum, time) => sum + time, 0);
	for (const [node, list] of [...times].sort(([, a], [, b]) => total(b) - total(a)).slice(0, 14))
		console.log(`  ${node.padEnd(28)} ${list.map((time) => (time / 1000).toFixed(1)).join(' ')} s`);
}

/** One order in a hundred, in dollars, gets another price. */
function aDaysChanges(world: World): void {
	const { sap, orderCases, requisitionCases } = world.simulators.dataset;
	const cases = new Set([
		...Object.values(orderCases).flatMap(({ order, others }) => [order, ...others]),
		...Object.values(requisitionCases).flatMap(({ orders }) => orders),
	]);
	const plain = sap.orders.filter(
		({ header }) => header.DocumentCurrency === 'USD' && !cases.has(header.PurchaseOrder),
	);
	const { simulator } = world.simulators.sap;
	const stamp = new Date(simulator.clock.now() - 5 * 60_000).toISOString();
	for (let index = 0; index < plain.length; index += 100) {
		const order = plain[index];
		const [item] = order?.items ?? [];
		if (!order || !item) continue;
		const price = (Number(item.NetPriceAmount) + 1).toFixed(2);
		const command = { order: order.header.PurchaseOrder, item: item.PurchaseOrderItem, price, stamp };
		simulator.change({ do: 'set-price', ...command });
	}
}

async function scale(factor: number): Promise<Record<string, Measured>> {
	const profile = join(e2eFolder, 'profile');
	const heap = options.heap === undefined ? heapOption : `--max-old-space-size=${options.heap}`;
	const services = options.postgres ? await openQueue({ workers: 0, concurrency: 1, lockMs: 60_000 }) : undefined;
	const world = await World.start({
		...(services ? { queue: services.queue } : {}),
		...{ name: `scale-${String(factor)}`, dataset: 'large', factor, procoreEmpty: true, limits: false },
		...(options.lanes === undefined ? {} : { settings: { lanes: options.lanes } }),
		env: { NODE_OPTIONS: options.profile ? `${heap} --cpu-prof --cpu-prof-dir=${profile}` : heap },
	});
	try {
		const { now: idle } = await world.n8n.memory();
		const first = await measured(world, 'first load', idle);
		const sizes = await tableSizes(world);
		for (const [table, { rows, bytes }] of Object.entries(sizes))
			if (rows > 0) console.log(`  ${table.padEnd(26)} ${String(rows).padStart(8)} rows ${mb(bytes).padStart(7)} MB`);
		world.later(61);
		const unchanged = await measured(world, 'nothing changed', idle);
		world.later(61);
		aDaysChanges(world);
		const day = await measured(world, "a day's changes", idle);
		return { 'first load': first, 'nothing changed': unchanged, "a day's changes": day };
	} finally {
		await world.close();
		await services?.close();
	}
}

mkdirSync(e2eFolder, { recursive: true });
const all: Array<Record<string, Measured>> = [];
for (const factor of factors) all.push(await scale(factor));
if (all.length > 1)
	for (const phase of Object.keys(all[0] ?? {}))
		for (const measure of ['procoreCalls', 'seconds', 'cpuSeconds', 'peakMb'] as const) {
			const points = all.flatMap((parts) => {
				const part = parts[phase];
				return part ? [[part.orders, part[measure]] as const] : [];
			});
			const { rSquared, exponent, perOne } = growthOf(points);
			console.log(
				`${phase}, ${measure}: R² ${rSquared.toFixed(4)}, exponent ${exponent.toFixed(2)}, ${(perOne * 1000).toFixed(2)} for 1,000 orders more`,
			);
		}
