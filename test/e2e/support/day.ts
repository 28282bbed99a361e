import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { SyncRun } from '../../../demo/syncRun.ts';
import { check } from './checker.ts';
import { demanded, sapState } from './contracts.ts';
import type { Checked } from './outcomes.ts';
import type { RunningSimulators } from '../../../simulators/index.ts';
import type { World } from './world.ts';

/** What of a world a day of runs needs, with a real n8n or on its engine. */
type Watched = Checked & Pick<World, 'until' | 'lastAudit'>;

/** What a day keeps of a run. */
type Pressed = Pick<SyncRun, 'status' | 'outcomes'> & Partial<Pick<SyncRun, 'seconds'>> & { calls: SyncRun['calls'] };

const minute = 60_000;
export const everyMinutes = 15;
/** 5 % of the orders of `seed`. */
export const changedOrders = 75;

/** One run of the day. */
export interface DayRun {
	status: string;
	seconds: number;
	procoreCalls: number;
	sapCalls: number;
	rejected: number;
	written: number;
	/** Rows that the run left in the tables. */
	auditRows: number;
}

const orderOf = (world: Pick<Checked, 'simulators'>, number: string) =>
	sapState(world.simulators).orders.find(({ header }) => header.PurchaseOrder === number);

/** Orders in dollars that go through, the awkward ones left out. */
export function changeableOrders({ simulators }: { simulators: RunningSimulators }): string[] {
	const { orderCases, requisitionCases } = simulators.dataset;
	const cases = new Set([
		...Object.values(orderCases).map(({ order }) => order),
		...Object.values(requisitionCases).flatMap(({ orders }) => orders),
	]);
	const sent = demanded(simulators).filter(({ reason, currency }) => reason === '' && currency === 'USD');
	return [...new Set(sent.map(({ order }) => order))].filter((order) => !cases.has(order));
}

/** Of those, how many are saved in the last half minute, which a run leaves to the one after it. */
const latest = 10;

/**
 * How long before the run an order was saved, in ms. Never about two minutes: that is where a run stops reading, give or
 * take the seconds in which it came to SAP's clock, and which run an order belongs to would be left to the machine.
 */
function age(index: number): number {
	const early = changedOrders - latest;
	if (index >= early) return ((changedOrders - index) / latest) * 0.5 * minute;
	return (3 + ((early - index) / early) * (everyMinutes - 3)) * minute;
}

/** People raise prices: 75 orders of the list, other ones each time, saved at moments spread over the last minutes. */
export function peopleWork(world: Pick<Checked, 'simulators'>, orders: string[], round: number): void {
	const now = world.simulators.sap.simulator.clock.now();
	for (let index = 0; index < changedOrders; index++) {
		const order = orders[(round * changedOrders + index) % orders.length] ?? '';
		const [item] = orderOf(world, order)?.items ?? [];
		const stamp = new Date(now - age(index)).toISOString();
		const price = (Number(item?.NetPriceAmount) + 1).toFixed(2);
		world.simulators.sap.simulator.change({
			do: 'set-price',
			order,
			item: item?.PurchaseOrderItem ?? '10',
			price,
			stamp,
		});
	}
}

/**
 * Runs every fifteen minutes, with orders that change before each. Every run is checked, whatever is on its way;
 * `onRun` gets each.
 *
 * @param press makes a run
 */
export async function stretch(
	world: Watched,
	runs: number,
	press: () => Promise<Pressed>,
	onRun: (run: DayRun, index: number) => Promise<void> | void = () => undefined,
): Promise<DayRun[]> {
	const orders = changeableOrders(world);
	const start = world.simulators.sap.simulator.clock.now();
	const done: DayRun[] = [];
	for (let index = 0; index < runs; index++) {
		world.until(start + (index + 1) * everyMinutes * minute);
		peopleWork(world, orders, index);
		const run = summed(await press(), (await world.lastAudit()).length);
		await check(world, { settled: false });
		done.push(run);
		await onRun(run, index);
	}
	return done;
}

function summed({ status, seconds = 0, calls, outcomes }: Pressed, auditRows: number): DayRun {
	const written = outcomes.purchase_order?.synced ?? 0;
	const { total: procoreCalls, rejected } = calls.procore;
	return { status, seconds, procoreCalls, sapCalls: calls.sap.total, rejected, written, auditRows };
}

/** The most requests that Procore has got within any sixty minutes of its own time, by its own record. */
export function mostInAnHour({ simulators }: Pick<Checked, 'simulators'>): number {
	const times = simulators.procore.traffic
		.entries('procore')
		.map(({ at }) => Date.parse(at))
		.sort((a, b) => a - b);
	let first = 0;
	return times.reduce((most, time, last) => {
		while (time - (times[first] ?? 0) >= 60 * minute) first++;
		return Math.max(most, last - first + 1);
	}, 0);
}

export interface TableSize {
	rows: number;
	bytes: number;
}

/** Rows and bytes of every table, as n8n counts them against its limit. */
export async function tableSizes(world: World): Promise<Record<string, TableSize>> {
	const { tables } = world.n8n.rest;
	const bytes = await tables.sizes();
	const sizes: Record<string, TableSize> = {};
	for (const { name } of await tables.list()) sizes[name] = { rows: await tables.count(name), bytes: bytes[name] ?? 0 };
	return sizes;
}

/** Size of n8n's database in bytes, with what it has not yet written back. */
export function databaseBytes(world: World): number {
	const folder = join(world.userFolder, '.n8n');
	return ['database.sqlite', 'database.sqlite-wal']
		.map((name) => statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0)
		.reduce((sum, size) => sum + size, 0);
}
