import fc from 'fast-check';
import { entities } from '../../../nodes/shared/entities';
import { laneOf, runModes, runSchema, type Entity, type Lane, type Run } from '../../../nodes/shared/model';
import { stateRowSchema } from '../../../nodes/SapToProcore/ledger/rows';
import { planRun, type PlanInput } from '../../../nodes/SapToProcore/sync/plan';
import { advance } from '../../../nodes/SapToProcore/sync/window';
import { knownException } from '../../support/examples.ts';

const now = '2026-10-01T06:00:00.000Z';
const settled = '2026-10-01T05:58:00.000Z';
const read = '2026-09-30T06:00:00.000Z';
const later = '2026-10-01T09:00:00.000Z';
const state = (entity: Entity, fields: object = {}) => stateRowSchema.parse({ entity, watermark: read, ...fields });
const exception = (sap_key: string, fields: Parameters<typeof knownException>[0] = {}) =>
	knownException({ sap_key, ...fields });
const planned = (fields: Partial<PlanInput> = {}): Run =>
	planRun({
		executionId: '42',
		customer: 'acme',
		mode: 'delta',
		step: false,
		holder: 'execution 42',
		system: 'S4P',
		trouble: '',
		lanes: [...entities],
		now,
		startedAt: now,
		overlapMinutes: 15,
		settleMinutes: 2,
		batchSize: 2000,
		firstBatchSize: 0,
		projectsPerBatch: 20,
		projects: 0,
		range: { from: '', to: '' },
		selection: { entity: '', key: '' },
		projectCurrency: '',
		approval: null,
		recordUnchanged: false,
		maximumAttempts: 10,
		state: entities.map((entity) => state(entity)),
		exceptions: [],
		unrecorded: {},
		brokenOff: [],
		...fields,
	});
const laneIn = (fields: Partial<PlanInput>, entity: Entity = 'purchase_order'): Lane => laneOf(planned(fields), entity);
const ordersOf = (run: Run) => laneOf(run, 'purchase_order');
const reading = (run: Run) => run.lanes.filter(({ reads }) => reads).map(({ entity }) => entity);

describe('a run', () => {
	it.each(runModes)('by %s has a lane for each entity, in their order, and is what nodes take for a run', (mode) => {
		const run = planned({ mode });
		expect(run.lanes.map(({ entity }) => entity)).toEqual(entities);
		expect(runSchema.parse(JSON.parse(JSON.stringify(run)))).toEqual(run);
	});

	it('begins with its first batch, nothing done and no request sent', () => {
		const run = planned();
		expect(run).toMatchObject({ batch: 1, dryRun: false, calls: { sap: 0, procore: 0 } });
		expect(run.lanes.map(({ total }) => total)).toEqual(entities.map(() => null));
	});

	it('writes nothing in a preview and in a single step in the editor, whatever its mode', () => {
		for (const mode of runModes) {
			expect(planned({ mode }).dryRun).toBe(mode === 'preview');
			expect(planned({ mode, step: true })).toMatchObject({
				dryRun: true,
				step: true,
				batchSize: planned({ mode }).batchSize,
			});
		}
	});

	it('knows of each lane how many exceptions it has, whatever their status: they may be resolved', () => {
		const exceptions = [exception('1'), exception('2', { status: 'parked' }), exception('', { entity: 'run' })];
		expect(laneIn({ exceptions }).exceptions).toBe(2);
		expect(laneIn({ exceptions }, 'supplier').exceptions).toBe(0);
	});

	it('names the runs that it found broken off, and then records unchanged documents: they may have written them', () => {
		const run = planned({ brokenOff: ['20261001T040000Z-40', '20261001T050000Z-41'] });
		expect([run.brokenOff, run.recordUnchanged]).toEqual(['20261001T040000Z-40, 20261001T050000Z-41', true]);
		expect(planned().recordUnchanged).toBe(false);
		expect(planned({ recordUnchanged: true }).recordUnchanged).toBe(true);
	});

	it('reads nothing at all, in any mode, when SAP could not be asked for its clock', () => {
		for (const mode of runModes) {
			const run = planned({
				...{ mode, system: '', trouble: 'SAP could not be reached', state: [], exceptions: [exception('1')] },
				selection: { entity: 'purchase_order', key: '1' },
			});
			expect([reading(run), run.trouble]).toEqual([[], 'SAP could not be reached']);
			expect(run.lanes.map(({ unfinished }) => unfinished)).toEqual(entities.map(() => null));
		}
	});
});

describe('windows', () => {
	it('reach from before the watermark to before now', () => {
		const run = planned();
		expect(run.runId).toBe('20261001T060000Z-42');
		expect(laneOf(run, 'supplier')).toMatchObject({
			reads: true,
			window: { from: '2026-09-30T05:45:00.000Z', to: settled },
		});
	});

	it('have no start on a first run, on an unreadable watermark and in a backfill', () => {
		const unreadable = { state: [state('supplier', { watermark: 'soon' })] };
		for (const given of [{ state: [] }, unreadable, { mode: 'backfill' as const }])
			expect(laneIn(given, 'supplier').window.from).toBeNull();
	});

	it('leave no gap and never move the watermark back, whatever the clocks do', () => {
		const instant = fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });
		fc.assert(
			fc.property(instant, instant, (watermark, clock) => {
				const before = watermark.toISOString();
				const { window } = laneIn(
					{ now: clock.toISOString(), state: [state('supplier', { watermark: before })] },
					'supplier',
				);
				expect(Date.parse(window.from ?? '')).toBeLessThanOrEqual(Date.parse(before));
				expect(Date.parse(window.from ?? '')).toBeLessThanOrEqual(Date.parse(window.to));
				expect(Date.parse(advance(before, window))).toBeGreaterThanOrEqual(Date.parse(before));
			}),
		);
	});
});

describe('open exceptions', () => {
	const open = (fields: Parameters<typeof knownException>[0]) =>
		knownException({ entity: 'supplier', sap_key: '1', ...fields });
	const replayed = (...exceptions: Array<ReturnType<typeof open>>) => laneIn({ exceptions }, 'supplier').keys;

	it('are read again once they are due: held ones always, others when their time has come', () => {
		expect(
			replayed(
				open({ sap_key: '1' }),
				open({ sap_key: '2', next_attempt_at: '2026-10-01T05:59:59.000Z' }),
				open({ sap_key: '3', next_attempt_at: '2026-10-01T06:00:01.000Z' }),
			),
		).toEqual(['1', '2']);
	});

	it('are not, when they stand for a lane, are resolved or ignored, or are about something else', () => {
		expect(
			replayed(
				open({ sap_key: '' }),
				open({ status: 'ignored' }),
				open({ status: 'resolved' }),
				open({ entity: 'po' }),
			),
		).toEqual([]);
	});

	it('are read once, in how many projects they may be open', () => {
		expect(replayed(open({ project_id: '1' }), open({ project_id: '2' }))).toEqual(['1']);
	});
});

describe('lanes', () => {
	it('that are switched off read nothing, and keep what they had begun', () => {
		const begun = { window_to: '2026-09-29T00:00:00.000Z', cursor: '45' };
		const run = planned({
			...{ lanes: ['supplier'], exceptions: [exception('45')], state: [state('purchase_order', begun)] },
		});
		expect([reading(run), run.lanes.filter(({ on }) => on).map(({ entity }) => entity)]).toEqual([
			['supplier'],
			['supplier'],
		]);
		expect(ordersOf(run)).toMatchObject({ keys: [], watermark: read, unfinished: { from: null, after: '45' } });
	});
});

describe('batches', () => {
	const limits = (fields: Partial<PlanInput>) =>
		['supplier', 'purchase_order', 'requisition'].map((entity) => laneIn(fields, entity as Entity).limit);

	it('are of orders and of requisitions; what is few is read as a whole', () => {
		expect(limits({ batchSize: 200 })).toEqual([0, 200, 200]);
	});

	it('begin with a small one in a run by hand, which is no larger than the others', () => {
		expect(limits({ batchSize: 2000, firstBatchSize: 200 })).toEqual([0, 200, 200]);
		expect(planned({ batchSize: 2000, firstBatchSize: 200 }).batchSize).toBe(2000);
		expect(limits({ batchSize: 50, firstBatchSize: 200 })).toEqual([0, 50, 50]);
	});

	it('are none where everything is to be read at once, by hand, too', () => {
		expect(limits({ batchSize: 0, firstBatchSize: 200 })).toEqual([0, 0, 0]);
	});

	it('are none in a preview, as it keeps no place to resume from', () => {
		expect(limits({ mode: 'preview', firstBatchSize: 200 })).toEqual([0, 0, 0]);
		expect(planned({ mode: 'preview' })).toMatchObject({ dryRun: true, batchSize: 0 });
	});
});

describe('replay', () => {
	const exceptions = [
		exception('1'),
		exception('2', { next_attempt_at: later }),
		exception('3', { status: 'parked' }),
		exception('4', { status: 'ignored' }),
		exception('5', { entity: 'supplier' }),
		exception(''),
	];
	const keys = (entity: '' | 'purchase_order', key = '') => {
		const run = planned({ mode: 'replay', selection: { entity, key }, exceptions });
		expect(run.lanes.map(({ readWindow }) => readWindow)).not.toContain(true);
		expect(ordersOf(run).window).toEqual({ from: settled, to: settled });
		return [ordersOf(run).keys, laneOf(run, 'supplier').keys];
	};

	it('of all reads what is due', () => {
		expect(keys('')).toEqual([['1'], ['5']]);
	});

	it('of one entity reads all that is open or parked, due or not', () => {
		expect(keys('purchase_order')).toEqual([['1', '2', '3'], []]);
	});

	it('of one key reads that, even if a person set it to ignored, or it has no exception', () => {
		expect(keys('purchase_order', '4')).toEqual([['4'], []]);
		expect(keys('purchase_order', '99')).toEqual([['99'], []]);
		expect(keys('', '5')).toEqual([[], ['5']]);
	});

	it('gives lanes without a chosen document nothing to do', () => {
		const selection = { entity: 'purchase_order', key: '' } as const;
		expect(reading(planned({ mode: 'replay', selection, exceptions }))).toEqual(['purchase_order']);
	});

	it('leaves a window alone that was begun', () => {
		const begun = { window_to: '2026-09-29T00:00:00.000Z', cursor: '45' };
		const run = planned({ mode: 'replay', exceptions, state: [state('purchase_order', begun)] });
		expect(ordersOf(run)).toMatchObject({ readWindow: false, afterKey: '', later: null, keys: ['1'] });
	});
});

describe('parked exceptions', () => {
	it('are taken up by no run by themselves', () => {
		const exceptions = [exception('3', { status: 'parked' })];
		for (const mode of runModes) expect(laneIn({ mode, exceptions }).keys).toEqual([]);
	});

	it('are taken up again when a person sets them to open', () => {
		expect(laneIn({ exceptions: [exception('3', { attempts: 10, next_attempt_at: '' })] }).keys).toEqual(['3']);
	});
});

describe('backfill', () => {
	const part = { window_to: '2026-09-29T00:00:00.000Z', cursor: '45' };
	const begun = { ...part, backfill_run: '20260929T000200Z-7' };

	it('reads everything, in batches, whatever was read before', () => {
		const run = planned({ mode: 'backfill', batchSize: 200 });
		expect(ordersOf(run).window).toEqual({ from: null, to: settled });
		expect([run.batchSize, ordersOf(run).afterKey, laneOf(run, 'supplier').readWindow]).toEqual([200, '', true]);
	});

	it('leaves documents of exceptions to its batches: each is read once', () => {
		expect(laneIn({ mode: 'backfill', exceptions: [exception('1')] }).keys).toEqual([]);
	});

	it('of a range of days reads both days whole, and never the very last changes', () => {
		const window = (from: string, to: string) => laneIn({ mode: 'backfill', range: { from, to } }).window;
		expect(window('2026-01-01', '2026-03-31')).toEqual({
			from: '2026-01-01T00:00:00.000Z',
			to: '2026-03-31T23:59:59.999Z',
		});
		expect(window('2026-01-01', '')).toEqual({ from: '2026-01-01T00:00:00.000Z', to: settled });
		expect(window('', '2027-01-01')).toEqual({ from: null, to: settled });
	});

	it('has begun in all of its lanes from the start, also in those that wait or are killed before they are recorded', () => {
		const run = planned({ mode: 'backfill', lanes: ['supplier', 'purchase_order', 'requisition'] });
		const unfinished = { from: null, to: settled, after: '', backfill: run.runId };
		expect(run.lanes.flatMap((lane) => (lane.unfinished ? [[lane.entity, lane.unfinished]] : []))).toEqual([
			['supplier', unfinished],
			['purchase_order', unfinished],
			['requisition', unfinished],
		]);
	});

	it('that was broken off resumes after its cursor with its frozen end, and reads nothing else', () => {
		const run = planned({ mode: 'backfill', state: [state('supplier'), state('purchase_order', begun)] });
		expect([ordersOf(run).window, ordersOf(run).afterKey]).toEqual([{ from: null, to: begun.window_to }, '45']);
		expect(reading(run)).toEqual(['purchase_order']);
	});

	it('begins anew where a first load or a delta was broken off: that read nothing for it', () => {
		const run = planned({ mode: 'backfill', state: [state('supplier'), state('purchase_order', part)] });
		expect([ordersOf(run).window, ordersOf(run).afterKey]).toEqual([{ from: null, to: settled }, '']);
		expect(reading(run)).toContain('supplier');
	});

	it('is still the one that it was where a delta has read some more of it', () => {
		const { unfinished } = laneIn({ state: [state('purchase_order', begun)] });
		expect(unfinished).toMatchObject({ after: '45', backfill: begun.backfill_run });
	});

	it('of another range begins anew', () => {
		const lane = laneIn({
			...{ mode: 'backfill', range: { from: '2026-01-01', to: '' } },
			state: [state('purchase_order', begun)],
		});
		expect([lane.window.from, lane.afterKey]).toEqual(['2026-01-01T00:00:00.000Z', '']);
	});
});

describe('delta', () => {
	const unread = { watermark: '', window_to: '2026-09-29T00:00:00.000Z', cursor: '45' };

	it('resumes a first load that was broken off, and then reads what was changed since', () => {
		const lane = laneIn({ state: [state('purchase_order', unread)], exceptions: [exception('1')] });
		expect([lane.window, lane.afterKey, lane.keys]).toEqual([{ from: null, to: unread.window_to }, '45', []]);
		expect(lane.later).toEqual({ window: { from: '2026-09-28T23:45:00.000Z', to: settled }, keys: ['1'] });
	});

	it('after a range that lay in the past goes by the watermark, not by the end of the range', () => {
		const range = { window_from: '2025-01-01T00:00:00.000Z', window_to: '2025-12-31T23:59:59.999Z', cursor: '45' };
		expect(laneIn({ state: [state('purchase_order', range)] }).later?.window.from).toBe('2026-09-30T05:45:00.000Z');
	});
});

describe('what somebody has approved', () => {
	const decide = (entity: string, sapKey: string, decision: 'approved' | 'left') => ({
		...{ entity, sapKey, decision, originId: `sap:S4P:${sapKey}`, plan: 'p', by: 'Kim' },
	});

	it('is read by the next run, each document once in its lane; what is to be left is not', () => {
		const decided = [
			decide('purchase_order', '45', 'approved'),
			decide('purchase_order', '45', 'approved'),
			decide('requisition', '7', 'approved'),
			decide('purchase_order', '46', 'left'),
		];
		const approval = { above: '', decided };
		expect(laneIn({ approval }).keys).toEqual(['45']);
		expect(laneIn({ approval, exceptions: [exception('44'), exception('45')] }).keys).toEqual(['44', '45']);
		expect(laneIn({ approval }, 'requisition').keys).toEqual(['7']);
		expect(laneIn({ approval }, 'supplier').keys).toEqual([]);
	});
});

describe('projects whose costs were last compared on an earlier day', () => {
	const sent = JSON.stringify({ 2209: 'h 2026-09-30', 2210: 'h 2026-10-01' });
	const of = (entity: Entity) => laneIn({ state: [state(entity, { costs_sent: sent })] }, entity);

	it('are compared again by the lane of actual costs, and by no other', () => {
		expect(of('actual_cost').keys).toEqual(['2209']);
		expect(of('budget').keys).toEqual([]);
	});
});

describe('a backfill of a range', () => {
	const range = { from: '2026-09-01', to: '2026-09-10' };
	const begun = {
		...{ cursor: '45', window_from: '2026-09-01T00:00:00.000Z', window_to: '2026-09-10T23:59:59.999Z' },
		backfill_run: '20260929T000200Z-7',
	};
	const resumes = (fields: object) =>
		laneIn({ mode: 'backfill', range, state: [state('purchase_order', { ...begun, ...fields })] });

	it('that was interrupted is resumed after its last key', () => {
		expect(resumes({})).toMatchObject({ reads: true, afterKey: '45', later: null });
	});

	it.each([
		['earlier end', { window_to: '2026-09-09T23:59:59.999Z' }],
		['later start', { window_from: '2026-09-02T00:00:00.000Z' }],
		['open start', { window_from: '' }],
	])('with an %s is another one', (_, fields) => {
		expect(resumes(fields)).toMatchObject({
			...{ reads: true, afterKey: '' },
			window: { from: begun.window_from, to: begun.window_to },
		});
	});
});
