import fc from 'fast-check';
import { entities, outcome, type Entity, type Outcome } from '../../../nodes/shared/model';
import { record } from '../../../nodes/SapToProcore/sync/record';
import { stateRowSchema, type StateRow } from '../../../nodes/SapToProcore/ledger/rows';
import { closeBatch } from '../../../nodes/SapToProcore/sync/closeBatch';
import { finishRun } from '../../../nodes/SapToProcore/sync/finish';
import { planRun, type PlanInput, type RunPlan } from '../../../nodes/SapToProcore/sync/runPlan';
import type { RunMode } from '../../../nodes/shared/model';
import { plan, recordInput } from '../../support/examples.ts';

const minute = 60_000;
const iso = (ms: number) => new Date(ms).toISOString();
const overlap = 15;

/** One lane of SAP orders, the state table, and what of it was worked through. */
class World {
	now = Date.parse('2026-01-01T00:00:00.000Z');
	/** Change stamp of each order, and when it can be seen: SAP stamps before it commits. */
	readonly orders = new Map<string, { stamp: number | null; seenFrom: number }>();
	readonly done = new Map<string, number | null>();
	row: StateRow = stateRowSchema.parse({ entity: 'purchase_order' });
	executions = 0;

	change(key: string, lateMinutes: number): void {
		this.orders.set(key, { stamp: this.now, seenFrom: this.now + lateMinutes * minute });
	}

	plan(mode: RunMode, more: Partial<PlanInput> = {}): RunPlan {
		this.executions += 1;
		return planRun({
			executionId: String(this.executions),
			customer: 'acme',
			mode,
			system: 'S4P',
			lanes: ['purchase_order'],
			now: iso(this.now),
			startedAt: iso(this.now),
			overlapMinutes: overlap,
			settleMinutes: 2,
			batchSize: 3,
			range: { from: '', to: '' },
			selection: { entity: '', key: '' },
			state: [this.row],
			exceptions: [],
			brokenOffRuns: 0,
			...more,
		});
	}

	/** The orders a batch reads, as the SAP node does it: by window, in the order of their keys, after a key, up to a limit. */
	fetch(run: RunPlan): string[] {
		if (!run.readWindow.purchase_order) return run.replay.purchase_order;
		const { from, to } = run.windows.purchase_order;
		const hit = ({ stamp }: { stamp: number | null }) =>
			from === null || (stamp !== null && stamp >= Date.parse(from) && stamp <= Date.parse(to));
		const keys = [...this.orders]
			.filter(([key, order]) => order.seenFrom <= this.now && hit(order) && key > run.afterKey.purchase_order)
			.map(([key]) => key)
			.sort();
		return run.batchSize === 0 ? keys : keys.slice(0, run.batchSize);
	}

	/** Works batches off until there are no more; `trouble` says what happens to each. */
	run(first: RunPlan, trouble: Array<'none' | 'lane' | 'crash'> = []): number {
		let run = first;
		for (let batch = 0; ; batch += 1) {
			if (batch > 100) throw new Error('A run that never ends');
			const keys = this.fetch(run);
			if (trouble[batch] === 'crash') return batch;
			const outcomes = keys.map((sapKey) => made(sapKey));
			if (trouble[batch] === 'lane') outcomes.push(made('', { status: 'failed', reason: 'system_unavailable' }));
			if (!run.dryRun) for (const key of keys) this.done.set(key, this.orders.get(key)?.stamp ?? null);
			const { lanes } = record(recordInput({ run, lanes: run.lanes, outcomes }));
			for (const lane of lanes) this.row = stateRowSchema.parse(lane);
			const closed = closeBatch(run, lanes, { sap: 1, procore: 1 }, `${this.executions}.${batch}`);
			this.now += minute;
			if (!closed.more) return batch;
			run = closed.plan;
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

const made = (sapKey: string, fields: Partial<Outcome> = {}, entity: Entity | 'run' = 'purchase_order') =>
	outcome({ entity, sapKey, action: 'update', status: 'synced', ...fields });

const key = fc.integer({ min: 4500000001, max: 4500000012 }).map(String);
const step = fc.oneof(
	fc.record({ do: fc.constant('change' as const), key, late: fc.integer({ min: 0, max: overlap - 1 }) }),
	fc.record({ do: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 600 }) }),
	fc.record({
		do: fc.constant('run' as const),
		mode: fc.constantFrom<RunMode>('delta', 'delta', 'backfill', 'preview', 'replay'),
		fromDaysAgo: fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined }),
		trouble: fc.array(fc.constantFrom('none' as const, 'lane' as const, 'crash' as const), { maxLength: 4 }),
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
						const [before, watermark] = [{ ...world.row }, Date.parse(world.row.watermark)];
						world.run(world.plan(each.mode, { range: { from: day, to: '' } }), each.trouble);
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

	it('of a first load go on after a crash where it stopped, then with what was changed meanwhile', () => {
		const world = new World();
		for (let order = 0; order < 10; order += 1) world.change(`450000000${order}`, 0);
		world.now += 30 * minute;
		expect(world.run(world.plan('delta'), ['none', 'none', 'crash'])).toBe(2);
		expect(world.row.cursor).toBe('4500000005');
		const end = world.row.window_to;
		world.change('4500000000', 0);
		world.now += 60 * minute;
		const resumed = world.plan('delta');
		expect([resumed.windows.purchase_order.to, world.fetch(resumed)[0]]).toEqual([end, '4500000006']);
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
		const begun = { ...world.row };
		expect(world.run(world.plan('delta'), ['lane'])).toBe(0);
		expect(world.row).toEqual(begun);
	});

	it('end when a full batch leads no further, and say so', () => {
		const run = plan({ batchSize: 2, afterKey: { ...plan().afterKey, purchase_order: '9' } });
		const lanes = record(recordInput({ run, lanes: ['purchase_order'], outcomes: [made('1'), made('2')] })).lanes;
		expect(lanes).toMatchObject([{ complete: false, more: false, watermark: run.watermarks.purchase_order }]);
	});

	it('count documents of exceptions as if they were in the window, and go on after the last one that surely is', () => {
		const run = plan({ batchSize: 3, replay: { ...plan().replay, purchase_order: ['7', '8'] } });
		const outcomes = ['1', '2', '7', '8'].map((order) => made(order));
		expect(record(recordInput({ run, lanes: ['purchase_order'], outcomes })).lanes).toMatchObject([
			{ more: true, cursor: '2' },
		]);
	});

	it('stop when the quota is used up, and leave the rest to the next run', () => {
		const run = plan({ batchSize: 1 });
		const outcomes = [made('45', { status: 'waiting', reason: 'rate_limited' })];
		const { lanes } = record(recordInput({ run, lanes: ['purchase_order'], outcomes }));
		const closed = closeBatch(run, lanes, { sap: 1, procore: 1 }, '1');
		expect([closed.more, closed.plan.unfinished.purchase_order?.after]).toEqual([false, '45']);
		expect(finishRun(closed.plan, '', '').status).toBe('partial');
	});

	it('hand on to the next one what is left, and give lanes that are through nothing more to read', () => {
		const run = plan({ batchSize: 1, replay: { ...plan().replay, supplier: ['7'] } });
		const outcomes = [made('45'), made('7', {}, 'supplier')];
		const { lanes } = record(recordInput({ run, lanes: entities, outcomes }));
		const { plan: next, more } = closeBatch(run, lanes, { sap: 2, procore: 3 }, '1');
		expect(more).toBe(true);
		expect(entities.filter((entity) => next.reads[entity])).toEqual(['purchase_order']);
		expect([next.afterKey.purchase_order, next.windows.purchase_order]).toEqual(['45', run.windows.purchase_order]);
		const { to } = run.windows.supplier;
		expect([next.replay.supplier, next.windows.supplier, next.watermarks.supplier]).toEqual([[], { from: to, to }, to]);
	});

	it('are summed up, requests by execution', () => {
		let run = plan({ batchSize: 1 });
		for (const [order, execution] of [
			['45', '1'],
			['46', '2'],
			['', '2'],
		] as const) {
			const outcomes = order === '' ? [] : [made(order)];
			const { lanes } = record(recordInput({ run, lanes: ['purchase_order'], outcomes }));
			run = closeBatch(run, lanes, { sap: 1, procore: 4 }, execution).plan;
		}
		expect(finishRun(run, '', '')).toMatchObject({ status: 'success', sap_calls: 2, procore_calls: 8 });
		const { from, to } = run.totals.lanes.purchase_order ?? {};
		expect(JSON.parse(finishRun(run, '', '').counts)).toEqual({
			purchase_order: { synced: 2, complete: true, from, to },
		});
	});
});

describe('several lanes at once', () => {
	const failed = (entity: Entity | 'run') => made('', { status: 'failed', reason: 'unexpected_error' }, entity);
	const complete = (outcomes: Outcome[]) =>
		record(recordInput({ lanes: ['supplier', 'purchase_order'], outcomes })).lanes.map((lane) => lane.complete);

	it('each have their own end', () => {
		expect(complete([made('45'), failed('supplier')])).toEqual([false, true]);
	});

	it('none is complete when a node failed without saying in which', () => {
		expect(complete([made('45'), failed('run')])).toEqual([false, false]);
	});

	it('count only their own documents', () => {
		const { lanes } = record(recordInput({ lanes: ['supplier', 'purchase_order'], outcomes: [made('45')] }));
		expect(lanes.map(({ counts }) => counts)).toEqual([{}, { synced: 1 }]);
	});
});
