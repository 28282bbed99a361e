import fc from 'fast-check';
import { entities, type Entity } from '../../../nodes/shared/entities';
import { laneOf, outcome, type Lane, type Outcome, type Run, type RunMode } from '../../../nodes/shared/model';
import { stateRowSchema } from '../../../nodes/SapToProcore/ledger/rows';
import { finishRun, goesOn } from '../../../nodes/SapToProcore/sync/finish';
import { startedWindows, laneRow, nextLanes, recordedLanes, type LaneRow } from '../../../nodes/SapToProcore/sync/lane';
import { planRun, type PlanInput } from '../../../nodes/SapToProcore/sync/plan';
import { record, type KnownException } from '../../../nodes/SapToProcore/sync/record';
import { knownException, lanesWith, recordInput, run as exampleRun, type LaneFields } from '../../support/examples.ts';

const minute = 60_000;
const iso = (ms: number) => new Date(ms).toISOString();
const overlap = 15;

/** What happens to a batch: its orders go through, or the lane fails, or documents get lost, or n8n is killed. */
type Trouble = 'none' | 'lane' | 'lost' | 'quota' | 'crash';

/** One lane of SAP orders, the state table, and what of it was worked through. */
class World {
	now = Date.parse('2026-01-01T00:00:00.000Z');
	/** Change stamp of each order, and when it can be seen: SAP stamps before it commits. */
	readonly orders = new Map<string, { stamp: number | null; seenFrom: number }>();
	readonly done = new Map<string, number | null>();
	rows: LaneRow[] = [];
	executions = 0;

	change(key: string, lateMinutes: number): void {
		this.orders.set(key, { stamp: this.now, seenFrom: this.now + lateMinutes * minute });
	}

	/** The row of the lane, without what belongs to the run that has written it. */
	get row() {
		const [row] = this.rows;
		return { ...stateRowSchema.parse(row ?? { entity: 'purchase_order' }) };
	}

	plan(mode: RunMode, more: Partial<PlanInput> = {}): Run {
		this.executions += 1;
		const run = planRun({
			executionId: String(this.executions),
			customer: 'acme',
			mode,
			step: false,
			holder: '',
			system: 'S4P',
			trouble: '',
			lanes: ['purchase_order'],
			now: iso(this.now),
			startedAt: iso(this.now),
			overlapMinutes: overlap,
			settleMinutes: 2,
			batchSize: 3,
			firstBatchSize: 0,
			projectsPerBatch: 20,
			projects: 0,
			range: { from: '', to: '' },
			selection: { entity: '', key: '' },
			projectCurrency: '',
			approval: null,
			recordUnchanged: false,
			maximumAttempts: 10,
			state: this.rows.map((row) => stateRowSchema.parse(row)),
			exceptions: [],
			unrecorded: {},
			brokenOff: [],
			...more,
		});
		const begun = mode === 'backfill' ? startedWindows(run) : [];
		if (begun.length > 0) this.rows = begun;
		return run;
	}

	/**
	 * The orders a batch reads, as the SAP node does it: by window, in the order of their keys, after a key, up to a limit;
	 * then those that were asked for by key and have not come yet.
	 */
	fetch({ reads, readWindow, window: { from, to }, afterKey, limit, keys }: Lane): string[] {
		if (!reads) return [];
		const hit = ({ stamp }: { stamp: number | null }) =>
			from === null || (stamp !== null && stamp >= Date.parse(from) && stamp <= Date.parse(to));
		const seen = [...this.orders].filter(([, order]) => order.seenFrom <= this.now);
		const hits = seen.filter(([key, order]) => readWindow && hit(order) && key > afterKey).map(([key]) => key);
		const found = limit === 0 ? hits.sort() : hits.sort().slice(0, limit);
		const named = seen.map(([key]) => key).filter((key) => keys.includes(key) && !found.includes(key));
		return [...found, ...named];
	}

	/** Works batches off until there are no more, as Run > Finish does; `trouble` says what happens to each. */
	run(first: Run, trouble: Trouble[] = []): number {
		let run = first;
		for (let batch = 0; ; batch += 1) {
			if (batch > 100) throw new Error('A run that never ends');
			const lane = laneOf(run, 'purchase_order');
			const fetched = this.fetch(lane);
			const what = trouble[batch] ?? 'none';
			if (what === 'crash') return batch;
			const through = what === 'lost' ? fetched.slice(0, -1) : fetched;
			const outcomes = through.map((sapKey) => made(sapKey));
			if (what === 'lane' || what === 'lost') outcomes.push(failedLane);
			if (what === 'quota') outcomes.push(made(fetched[0] ?? '1', { status: 'waiting', reason: 'rate_limited' }));
			if (!run.dryRun) for (const key of through) this.done.set(key, this.orders.get(key)?.stamp ?? null);
			const unaccounted = fetched.length - through.length;
			this.rows = [laneRow(run, record(recordInput({ run, lane, fetched, outcomes, unaccounted })).lane)];
			const lanes = recordedLanes(run, this.rows);
			const next = nextLanes(run, lanes);
			this.now += minute;
			if (!goesOn(next)) return batch;
			run = { ...run, lanes: next, batch: run.batch + 1 };
		}
	}

	/** What the next delta would not read any more, although it was not worked through. */
	lost(): string[] {
		if (this.row.watermark === '') return [];
		const reads = Date.parse(this.row.watermark) - overlap * minute;
		return [...this.orders]
			.filter(([, order]) => order.seenFrom <= this.now && (order.stamp ?? 0) < reads)
			.filter(([key, order]) => !(this.done.has(key) && this.done.get(key) === order.stamp))
			.map(([key]) => key);
	}
}

const made = (sapKey: string, fields: Partial<Outcome> = {}, entity: Entity = 'purchase_order') =>
	outcome({ entity, sapKey, action: 'update', status: 'synced', ...fields });
const failedLane = made('', { status: 'failed', reason: 'unexpected_error' });

const key = fc.integer({ min: 4500000001, max: 4500000012 }).map(String);
const due: fc.Arbitrary<KnownException[]> = fc
	.uniqueArray(key, { maxLength: 5 })
	.map((keys) => keys.map((sap_key) => knownException({ sap_key })));
const step = fc.oneof(
	fc.record({ do: fc.constant('change' as const), key, late: fc.integer({ min: 0, max: overlap - 1 }) }),
	fc.record({ do: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 600 }) }),
	fc.record({
		do: fc.constant('run' as const),
		mode: fc.constantFrom<RunMode>('delta', 'delta', 'backfill', 'preview', 'replay'),
		fromDaysAgo: fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined }),
		trouble: fc.array(fc.constantFrom<Trouble>('none', 'none', 'lane', 'lost', 'quota', 'crash'), { maxLength: 4 }),
		exceptions: due,
		firstBatchSize: fc.constantFrom(0, 1, 2),
	}),
);

describe('batches', () => {
	it('never leave the watermark past what was not read, whatever fails, crashes or is committed late', () => {
		fc.assert(
			fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
				const world = new World();
				world.orders.set('4500000000', { stamp: null, seenFrom: 0 });
				for (const each of steps) {
					world.now += minute;
					if (each.do === 'wait') world.now += each.minutes * minute;
					else if (each.do === 'change') world.change(each.key, each.late);
					else {
						const day = each.fromDaysAgo === undefined ? '' : iso(world.now - each.fromDaysAgo * 24 * 60 * minute);
						const [before, watermark] = [world.row, Date.parse(world.row.watermark)];
						const { exceptions, firstBatchSize } = each;
						const run = world.plan(each.mode, { range: { from: day, to: '' }, exceptions, firstBatchSize });
						world.run(run, each.trouble);
						expect(Date.parse(world.row.watermark)).not.toBeLessThan(watermark);
						if (each.mode === 'preview' || each.mode === 'replay') expect(world.row).toEqual(before);
					}
					expect(world.lost()).toEqual([]);
				}
				world.now += 30 * minute;
				world.run(world.plan('delta'));
				world.now += 30 * minute;
				world.run(world.plan('delta'));
				const wanted = [...world.orders].map(([order, { stamp }]) => [order, stamp]).sort();
				expect([...world.done].sort()).toEqual(wanted);
			}),
			{ numRuns: 300 },
		);
	});

	it('of a lane that did not go through never move the watermark', () => {
		const world = new World();
		for (const order of ['1', '2', '3', '4']) world.change(order.padStart(10, '4'), 0);
		world.now += 30 * minute;
		world.run(world.plan('delta'), ['none', 'lane']);
		expect(world.row).toMatchObject({ watermark: '', cursor: '4444444443' });
	});

	it('of a first load resume after a crash where it stopped, then with what was changed meanwhile', () => {
		const world = new World();
		for (let order = 0; order < 10; order += 1) world.change(`450000000${order}`, 0);
		world.now += 30 * minute;
		expect(world.run(world.plan('delta'), ['none', 'none', 'crash'])).toBe(2);
		expect(world.row.cursor).toBe('4500000005');
		const end = world.row.window_to;
		world.change('4500000000', 0);
		world.now += 60 * minute;
		const resumed = world.plan('delta');
		const lane = laneOf(resumed, 'purchase_order');
		expect([lane.window.to, world.fetch(lane)[0]]).toEqual([end, '4500000006']);
		world.run(resumed);
		expect([world.row.window_to, world.row.watermark > end, world.done.get('4500000000')]).toEqual([
			'',
			true,
			world.orders.get('4500000000')?.stamp,
		]);
	});

	it('of a window that did not go through come before anything that was changed since', () => {
		const world = new World();
		for (let order = 0; order < 5; order += 1) world.change(`450000000${order}`, 0);
		world.now += 30 * minute;
		world.run(world.plan('delta'), ['none', 'crash']);
		world.now += 30 * minute;
		const begun = world.row;
		expect(world.run(world.plan('delta'), ['lane'])).toBe(0);
		expect(world.row).toEqual(begun);
	});

	it('of a backfill that was killed before anything was recorded are resumed with its bounds', () => {
		const world = new World();
		for (let order = 0; order < 5; order += 1) world.change(`450000000${order}`, 0);
		world.now += 30 * minute;
		const killed = world.plan('backfill', { range: { from: '2026-01-01', to: '' } });
		world.run(killed, ['crash']);
		world.now += 30 * minute;
		const { window } = laneOf(killed, 'purchase_order');
		expect(laneOf(world.plan('backfill', { range: { from: '2026-01-01', to: '' } }), 'purchase_order').window).toEqual(
			window,
		);
		expect(laneOf(world.plan('delta'), 'purchase_order').window).toEqual(window);
	});

	it('are of the usual size after a small first one', () => {
		const world = new World();
		for (let order = 0; order < 8; order += 1) world.change(`450000000${order}`, 0);
		world.now += 30 * minute;
		const first = world.plan('delta', { firstBatchSize: 1 });
		expect(world.fetch(laneOf(first, 'purchase_order'))).toEqual(['4500000000']);
		// 1, 3, 3, and the last one, which is not full.
		expect(world.run(first)).toBe(3);
		expect(world.done.size).toBe(8);
	});
});

/** One batch of a run: what SAP gave, and what is left to read. */
function batch(run: Run, outcomes: Outcome[], fetched?: string[]) {
	const rows = run.lanes.map((lane) => {
		const own = outcomes.filter(({ entity }) => entity === lane.entity);
		return laneRow(run, record(recordInput({ run, lane, outcomes: own, ...(fetched && { fetched }) })).lane);
	});
	const lanes = recordedLanes(run, rows);
	const next: Run = { ...run, lanes: nextLanes(run, lanes), batch: run.batch + 1 };
	return { lanes, next, more: goesOn(next.lanes), orders: laneOf({ ...run, lanes }, 'purchase_order') };
}

/** A run that reads orders and suppliers in batches of the given size. */
const runOf = (limit: number, fields: LaneFields = {}): Run =>
	exampleRun({
		batchSize: limit,
		lanes: lanesWith({
			...fields,
			purchase_order: { limit, ...fields.purchase_order },
			requisition: { limit, ...fields.requisition },
		}),
	});

describe('a full batch', () => {
	it('is told by the documents that SAP gave, not by those that have an outcome of their own', () => {
		const outcomes = [made('1'), made('1', { projectId: '7' }), made('1', { projectId: '8' })];
		expect(batch(runOf(3), outcomes).more).toBe(false);
		expect(batch(runOf(3), outcomes, ['1', '2', '3'])).toMatchObject({
			...{ more: true, orders: { unfinished: { after: '3' }, watermark: runOf(3).lanes[0]?.watermark } },
		});
	});

	it('ends the run when it leads no further, and says so', () => {
		const unfinished = { from: null, to: '2026-09-30T23:59:59.999Z', after: '9', backfill: '20260930T235959Z-7' };
		const run = runOf(2, { purchase_order: { afterKey: '9', unfinished } });
		const { orders, more } = batch(run, [made('1'), made('2')]);
		expect([more, orders.watermark, orders.total?.complete]).toEqual([false, '2026-09-30T00:00:00.000Z', false]);
		expect(orders.unfinished).toEqual(unfinished);
		expect(orders.total?.trouble).toBe('A full batch has led no further than 9. The window is read again.');
	});

	it('counts documents of exceptions only after those of the window', () => {
		const run = runOf(3, { purchase_order: { keys: ['2', '8'] } });
		expect(batch(run, [], ['1', '2', '7', '8'])).toMatchObject({ more: true, orders: { unfinished: { after: '7' } } });
	});

	it('is none although documents of exceptions fill it: the next one finds nothing, and the lane is through', () => {
		const off = { actual_cost: { on: false } };
		const first = batch(runOf(3, { purchase_order: { keys: ['8', '9'] }, ...off }), [], ['1', '8', '9']);
		expect([first.more, first.orders.watermark]).toEqual([true, '2026-09-30T00:00:00.000Z']);
		const last = batch(first.next, [], []);
		expect([last.more, last.orders.watermark, last.orders.total?.complete]).toEqual([
			false,
			'2026-10-01T05:58:00.000Z',
			true,
		]);
	});

	it('does not count where a lane is read as a whole', () => {
		const outcomes = ['1', '2', '3'].map((sapKey) => made(sapKey, {}, 'supplier'));
		expect(batch(runOf(1), outcomes).more).toBe(false);
	});
});

describe('the next batch', () => {
	it('is left to the next run when the quota is used up', () => {
		const { lanes, more, orders } = batch(runOf(1), [made('45', { status: 'waiting', reason: 'rate_limited' })]);
		expect([more, orders.unfinished?.after]).toEqual([false, '45']);
		expect(finishRun(exampleRun(), lanes, '', { sap: 1, procore: 1 }, '').status).toBe('partial');
	});

	it('reads what is left, and lanes that are through nothing more', () => {
		const run = runOf(1, { supplier: { keys: ['7'] } });
		const { next, more } = batch(run, [made('45'), made('7', {}, 'supplier')]);
		expect(more).toBe(true);
		expect(next.lanes.filter(({ reads }) => reads).map(({ entity }) => entity)).toEqual(['purchase_order']);
		const [orders, suppliers] = [laneOf(next, 'purchase_order'), laneOf(next, 'supplier')];
		expect([orders.afterKey, orders.window]).toEqual(['45', laneOf(run, 'purchase_order').window]);
		expect([suppliers.keys, suppliers.readWindow, suppliers.watermark]).toEqual([[], false, suppliers.window.to]);
	});

	it('adds up with those before it', () => {
		const only = Object.fromEntries(
			entities.map((entity) => [entity, entity === 'purchase_order' ? {} : { reads: false, readWindow: false }]),
		);
		let at = batch(runOf(1, only), [made('45')]);
		at = batch(at.next, [made('46')]);
		at = batch(at.next, []);
		const row = finishRun(at.next, at.lanes, '', { sap: 2, procore: 8 }, '');
		expect(row).toMatchObject({ status: 'success', sap_calls: 2, procore_calls: 8 });
		const { from, to } = laneOf(runOf(1), 'purchase_order').window;
		expect(JSON.parse(row.counts)).toEqual({ purchase_order: { synced: 2, complete: true, from, to } });
		expect(at.orders.total).toMatchObject({ batch: 3, documents: 2 });
	});
});

describe('several lanes at once', () => {
	it('each have their own end', () => {
		const failed = made('', { status: 'failed', reason: 'unexpected_error' }, 'supplier');
		const { lanes } = batch(runOf(2000), [made('45'), failed]);
		const of = (entity: Entity) => lanes.find((lane) => lane.entity === entity)?.total?.complete;
		expect([of('supplier'), of('purchase_order')]).toEqual([false, true]);
	});

	it('count only their own documents', () => {
		const { lanes } = batch(runOf(2000), [made('45')]);
		const of = (entity: Entity) => lanes.find((lane) => lane.entity === entity)?.total?.counts;
		expect([of('supplier'), of('purchase_order')]).toEqual([{}, { synced: 1 }]);
	});
});
