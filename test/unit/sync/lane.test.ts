import fc from 'fast-check';
import { entities, type Entity } from '../../../nodes/shared/entities';
import {
	laneOf,
	outcome,
	statuses,
	type Lane,
	type LaneTotal,
	type Outcome,
	type Run,
} from '../../../nodes/shared/model';
import { stateRowSchema } from '../../../nodes/SapToProcore/ledger/rows';
import {
	afterBatch,
	startedWindows,
	laneRow,
	nextLanes,
	readLaneRow,
	recordedLanes,
	type LaneRow,
} from '../../../nodes/SapToProcore/sync/lane';
import { lane, lanesWith, run, type LaneFields } from '../../support/examples.ts';

const to = '2026-10-01T05:58:00.000Z';
const read = '2026-09-30T00:00:00.000Z';
const total = (fields: Partial<LaneTotal> = {}): LaneTotal => ({
	...{ batch: 1, read: true, complete: true, stalled: false, trouble: '' },
	...{ from: '', to, documents: 1, counts: { synced: 1 } },
	...fields,
});
const made = (sapKey: string, fields: Partial<Outcome> = {}) =>
	outcome({ entity: 'purchase_order', sapKey, action: 'update', status: 'synced', ...fields });
const failed = made('', { status: 'failed', reason: 'unexpected_error', message: 'No answer' });

describe('a lane after a batch', () => {
	const after = (
		fields: Partial<Lane>,
		{
			outcomes = [],
			fetched = [],
			unaccounted = 0,
		}: { outcomes?: Outcome[]; fetched?: string[]; unaccounted?: number },
		ofRun: Partial<Run> = {},
	) => afterBatch(run(ofRun), lane('purchase_order', fields), { outcomes, fetched, unaccounted });

	it('has been read up to the end of its window, and says so in its total', () => {
		expect(after({}, { outcomes: [made('45')], fetched: ['45'] })).toMatchObject({
			watermark: to,
			unfinished: null,
			total: {
				...{ batch: 1, read: true, complete: true, stalled: false, trouble: '' },
				...{ from: '2026-09-29T23:45:00.000Z', to, documents: 1, counts: { synced: 1 } },
			},
		});
	});

	it('keeps its watermark and says how many documents nothing is known of', () => {
		const { watermark, total: end } = after({}, { outcomes: [failed], fetched: ['1', '2', '3'], unaccounted: 2 });
		expect([watermark, end?.complete]).toEqual([read, false]);
		expect(end?.trouble).toBe('No answer. Documents without outcome: 2 of 3. They are read again.');
	});

	it('is not in trouble by an outcome about no document that went well', () => {
		const { watermark, total: end } = after({}, { outcomes: [made('')] });
		expect([watermark, end?.trouble]).toEqual([to, '']);
	});

	it.each([
		['reads its window to the end of a batch that is not full', {}, ['1'], null],
		['goes on after the last key of a full batch', {}, ['1', '2', '9'], '2'],
		['has no batches without a limit', { limit: 0 }, ['1', '2', '9'], null],
		['has none of single documents', { readWindow: false, keys: ['1', '2'] }, ['1', '2'], null],
	])('%s', (_, fields, fetched, last) => {
		const { unfinished, total: end } = after({ limit: 2, ...fields }, { fetched });
		expect([unfinished?.after ?? null, end?.complete, end?.trouble]).toEqual([last, last === null, '']);
	});

	it.each(['2', '10'])('is stuck where a full batch ends at or before the key %s that it began after', (afterKey) => {
		const { unfinished, total: end } = after({ limit: 2, afterKey }, { fetched: ['1', '2'] });
		expect([unfinished, end?.trouble]).toEqual([
			null,
			`A full batch has led no further than ${afterKey}. The window is read again.`,
		]);
	});

	it('says of a lane that reads no window nothing of one', () => {
		const { total: end } = after({ readWindow: false, keys: ['45'] }, { outcomes: [made('45')], fetched: ['45'] });
		expect(end).toMatchObject({ from: '', to: '', read: true, documents: 1 });
		const open = after({ window: { from: null, to } }, {});
		expect(open.total).toMatchObject({ from: '', to });
	});

	it('keeps its watermark also when documents are unaccounted for and nothing says why', () => {
		const { watermark, total: end } = after({}, { fetched: ['1'], unaccounted: 1 });
		expect([watermark, end?.trouble]).toEqual([read, 'Documents without outcome: 1 of 1. They are read again.']);
	});

	it.each<[string, Partial<Run>, Partial<Lane>]>([
		['in a preview', { mode: 'preview', dryRun: true }, {}],
		['in a replay', { mode: 'replay' }, { readWindow: false, keys: ['45'] }],
		['when SAP could not be asked', { system: '' }, { reads: false }],
		['while it waits for another lane', {}, { reads: false, waits: true }],
		['when it reads nothing', {}, { reads: false, readWindow: false }],
	])('keeps watermark and window %s', (_, ofRun, fields) => {
		const unfinished = { from: null, to: '2026-09-01T00:00:00.000Z', after: '3', backfill: '' };
		const { watermark, unfinished: kept } = after({ ...fields, unfinished }, { fetched: ['45'] }, ofRun);
		expect([watermark, kept]).toEqual([read, unfinished]);
	});

	it('that had nothing to read is complete, unless SAP could not be asked', () => {
		const nothing = { reads: false, readWindow: false };
		expect(after(nothing, {}).total).toMatchObject({ read: false, complete: true, from: '', to: '' });
		expect(after(nothing, {}, { system: '' }).total).toMatchObject({ read: false, complete: false });
	});

	it('is not complete before it has read what was changed since its window was begun', () => {
		const later = { window: { from: read, to }, keys: [] };
		expect(after({ later }, {}).total?.complete).toBe(false);
		expect(after({ total: total({ complete: false }) }, {}).total?.complete).toBe(true);
	});

	it('keeps what it failed on in an earlier batch, and how it stands when it reads nothing more', () => {
		const first = after({}, { outcomes: [failed] });
		const second = after({ ...first, reads: false, readWindow: false }, {});
		expect(second.total).toMatchObject({ read: true, complete: false, trouble: 'No answer', counts: { failed: 1 } });
	});

	it('keeps when its first window began and when its last one ended', () => {
		const first = after({ window: { from: null, to: read } }, { fetched: ['1', '2'] });
		const second = after({ ...first, window: { from: read, to } }, { fetched: ['3'] });
		expect(second.total).toMatchObject({ from: '', to, documents: 3 });
	});

	it.each([
		['rate_limited', true],
		['system_unavailable', true],
		['vendor_missing', false],
	])('has stalled with a document that waits for %s: %s', (reason, stalled) => {
		expect(after({}, { outcomes: [made('45', { status: 'waiting', reason })] }).total?.stalled).toBe(stalled);
	});
});

describe('the row of a lane', () => {
	const text = fc.string({ maxLength: 12 }).map((each) => each.trim());
	const instant = fc
		.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
		.map((date) => date.toISOString());
	const anyTotal = fc.record({
		...{ batch: fc.constant(1), read: fc.boolean(), complete: fc.boolean(), stalled: fc.boolean() },
		...{
			trouble: text,
			from: text,
			to: text,
			documents: fc.nat(),
			counts: fc.dictionary(fc.constantFrom(...statuses), fc.nat()),
		},
	});
	const anyLane = fc.record({
		watermark: fc.oneof(fc.constant(''), instant),
		unfinished: fc.option(fc.record({ from: fc.option(instant), to: instant, after: text, backfill: text })),
		total: anyTotal,
	});
	const stored = (row: LaneRow) => ({ ...row, ...stateRowSchema.parse(row) });

	it('gives back the lane, whatever it says', () => {
		fc.assert(
			fc.property(fc.constantFrom(...entities), anyLane, (entity, fields) => {
				const given = lane(entity, fields);
				const [found] = recordedLanes(run({ lanes: [given] }), [stored(laneRow(run(), given))]);
				expect(found).toEqual(given);
			}),
		);
	});

	it('gives back the budgets that were sent', () => {
		const given = lane('actual_cost', { sent: { 2209: 'abc' }, total: total() });
		const row = laneRow(run(), given);
		expect(readLaneRow('actual_cost', [stored(row)]).sent).toEqual({ 2209: 'abc' });
		expect(recordedLanes(run({ lanes: [lane('actual_cost')] }), [stored(row)])).toEqual([given]);
	});

	it('says of a lane that never ran that it was never read', () => {
		expect(readLaneRow('supplier', [])).toEqual({ watermark: '', unfinished: null, sent: {}, sapProjects: [] });
	});

	it('has no cells of a window where none is begun, and nothing of costs in lanes that send none', () => {
		expect(laneRow(run(), lane('supplier', { sent: { 2209: 'abc' } }))).toMatchObject({
			...{ cursor: '', window_from: '', window_to: '', costs_sent: '', result: '' },
		});
	});

	it('is written for lanes that begin or resume a window, and for no others', () => {
		const unfinished = { from: null, to, after: '', backfill: '' };
		const lanes = [
			lane('supplier', { unfinished }),
			lane('purchase_order', { unfinished, readWindow: false }),
			lane('requisition', { unfinished, reads: false, waits: true }),
			lane('actual_cost'),
		];
		expect(startedWindows(run({ lanes })).map((row) => [row.entity, row.watermark, row.window_to, row.result])).toEqual(
			[
				['supplier', read, to, ''],
				['requisition', read, to, ''],
			],
		);
	});
});

describe('lanes as they were recorded', () => {
	const recordedOf = (given: Run, rows: LaneRow[]) =>
		laneOf({ ...given, lanes: recordedLanes(given, rows) }, 'purchase_order');
	const row = (given: Run, fields: Partial<Lane>) => laneRow(given, lane('purchase_order', fields));

	it('that read something and were not recorded are in trouble, and stay where they were', () => {
		const found = recordedOf(run(), []);
		expect({ ...found, total: null }).toEqual(lane('purchase_order'));
		expect(found.total).toEqual({
			...{ batch: 1, read: true, complete: false, stalled: false, from: '', to: '', documents: 0, counts: {} },
			trouble: 'Nothing was recorded: the Record node of the lane did not run, or is deactivated.',
		});
	});

	it.each<[string, LaneRow]>([
		['of another run', row(run({ runId: '20260930T060000Z-1' }), { watermark: to, total: total() })],
		['without a result', row(run(), { watermark: to })],
		['with a result that cannot be read', { ...row(run(), { watermark: to }), result: '{"read":' }],
		['with a result of another shape', { ...row(run(), { watermark: to }), result: '{"read":"yes"}' }],
	])('a row %s does not count', (_, given) => {
		expect(recordedOf(run(), [given])).toMatchObject({ watermark: read, total: { complete: false } });
	});

	it('a row of an earlier batch of the run does not count: the lane was not recorded in this one', () => {
		const before = lane('purchase_order', {
			unfinished: { from: null, to, after: '2', backfill: '' },
			total: total({ complete: false, documents: 2 }),
		});
		const second = run({ batch: 2, lanes: [{ ...before, afterKey: '2' }] });
		expect(recordedOf(second, [laneRow(run(), before)])).toMatchObject({
			unfinished: before.unfinished,
			total: {
				batch: 2,
				complete: false,
				documents: 2,
				trouble: expect.stringContaining('Nothing was recorded') as unknown,
			},
		});
	});

	it('that had nothing to read stay as they are', () => {
		const quiet = lane('purchase_order', { reads: false, readWindow: false });
		expect(recordedOf(run({ lanes: [quiet] }), [])).toEqual(quiet);
		const done = { ...quiet, total: total() };
		expect(recordedOf(run({ lanes: [done], batch: 2 }), [laneRow(run(), done)])).toEqual(done);
	});
});

describe('lanes of the next batch', () => {
	const next = (fields: LaneFields, ofRun: Partial<Run> = {}) => {
		const given = run(ofRun);
		return nextLanes(given, lanesWith(fields));
	};
	const orders = (fields: Partial<Lane>, ofRun: Partial<Run> = {}) =>
		next({ purchase_order: { total: total(), ...fields } }, ofRun).find(({ entity }) => entity === 'purchase_order');
	const nothing = { reads: false, readWindow: false, afterKey: '', keys: [], later: null };
	const unfinished = { from: null, to: '2026-09-30T12:00:00.000Z', after: '45', backfill: '' };
	const later = { window: { from: read, to }, keys: ['7'] };

	it('resume a window after its last key, with the usual size of a batch', () => {
		expect(orders({ unfinished, limit: 1, keys: ['3'] }, { batchSize: 50 })).toMatchObject({
			...{ reads: true, readWindow: true, window: { from: null, to: unfinished.to }, afterKey: '45' },
			...{ keys: [], limit: 50 },
		});
	});

	it('keep what comes after a window until it is at its end', () => {
		expect(orders({ unfinished, later })).toMatchObject({ afterKey: '45', later });
		expect(orders({ later, afterKey: '45' })).toMatchObject({
			...{ reads: true, readWindow: true, window: later.window, keys: ['7'], afterKey: '', later: null },
		});
	});

	it('have nothing more to read once they are through', () => {
		expect(orders({})).toMatchObject(nothing);
	});

	it('have nothing more to read when they are in trouble: the next run reads it again', () => {
		expect(orders({ unfinished, later, total: total({ trouble: 'No answer' }) })).toMatchObject(nothing);
	});

	it('have nothing more to read when they were never recorded', () => {
		expect(orders({ unfinished, total: null })).toMatchObject(nothing);
	});

	it('have nothing more to read when they read single documents: a replay, and a window that an earlier run began', () => {
		expect(orders({ readWindow: false, keys: ['45'], unfinished }, { mode: 'replay' })).toMatchObject({
			...nothing,
			unfinished,
		});
	});

	it('of a preview read what comes after a window, and do not resume one: nothing of it was kept', () => {
		const preview: Partial<Run> = { mode: 'preview', dryRun: true, batchSize: 0 };
		expect(orders({ unfinished, later }, preview)).toMatchObject({ reads: true, window: later.window, limit: 0 });
		expect(orders({ unfinished }, preview)).toMatchObject(nothing);
	});

	it('read nothing that is switched off, and nothing at all without SAP', () => {
		expect(orders({ unfinished, on: false })?.reads).toBe(false);
		expect(orders({ unfinished }, { system: '' })?.reads).toBe(false);
	});

	it('that have waited keep all that they were to read, and go on waiting while all orders are read', () => {
		const waiting: Partial<Lane> = { waits: true, reads: false, window: { from: null, to }, total: null };
		const of = (fields: LaneFields, entity: Entity) => next(fields).find((each) => each.entity === entity);
		const begun = { window: { from: null, to }, unfinished, total: total() };
		expect(of({ requisition: waiting, purchase_order: begun }, 'requisition')).toMatchObject({
			...{ waits: true, reads: false, readWindow: true, window: { from: null, to } },
		});
		expect(of({ requisition: waiting, purchase_order: { total: total() } }, 'requisition')).toMatchObject({
			...{ waits: false, reads: true, readWindow: true, window: { from: null, to } },
		});
	});

	describe('of costs, where orders go on', () => {
		const begun = { unfinished, total: total() };
		const costs = (ofOrders: Partial<Lane>, ofCosts: Partial<Lane> = {}) =>
			next({ purchase_order: ofOrders, actual_cost: { total: total(), ...ofCosts } }).find(
				({ entity }) => entity === 'actual_cost',
			);

		it('are read once more, after the last batch of orders', () => {
			expect(costs(begun)).toMatchObject({ keys: ['orders'], waits: true, reads: false });
			const waiting = { keys: ['orders'], waits: true, reads: false };
			expect(costs({ total: total() }, waiting)).toMatchObject({ keys: ['orders'], waits: false, reads: true });
		});

		it('wait with what they were to read, where they have waited before', () => {
			const window = { from: read, to };
			expect(costs(begun, { waits: true, reads: false, window, keys: ['7'] })).toMatchObject({
				...{ keys: ['7'], waits: true, reads: false, window },
			});
		});

		it.each<[string, Partial<Lane>, Partial<Lane>]>([
			['orders are through', { total: total() }, {}],
			['orders are off', { ...begun, on: false }, {}],
			['costs are off', begun, { on: false }],
		])('are not read again where %s', (_, ofOrders, ofCosts) => {
			expect(costs(ofOrders, ofCosts)).toMatchObject({ reads: false, waits: false });
		});

		it('are the only ones: requisitions of a delta come along with their orders', () => {
			const others = next({ purchase_order: begun, requisition: { total: total() } });
			expect(others.filter(({ keys, waits }) => keys.length > 0 || waits).map(({ entity }) => entity)).toEqual([
				'actual_cost',
			]);
		});
	});

	it('are what the runs of nodes go by: their totals go along', () => {
		expect(orders({ unfinished })?.total).toEqual(total());
	});
});
