import fc from 'fast-check';
import type { Entity } from '../../../nodes/shared/entities';
import { outcome, type Lane, type LaneTotal, type Outcome, type Run } from '../../../nodes/shared/model';
import { finishRun, goesOn, runStatus } from '../../../nodes/SapToProcore/sync/finish';
import { laneRow, nextLanes, recordedLanes } from '../../../nodes/SapToProcore/sync/lane';
import { record } from '../../../nodes/SapToProcore/sync/record';
import { laneText } from '../../../nodes/SapToProcore/sync/summary';
import { lane, lanesWith, recordInput, run as exampleRun, type LaneFields } from '../../support/examples.ts';

const now = '2026-10-01T06:05:00.000Z';
const to = '2026-10-01T05:58:00.000Z';
const made = (entity: Entity, sapKey: string, fields: Partial<Outcome> = {}) =>
	outcome({ entity, sapKey, action: 'none', status: 'synced', ...fields });
const failed = { status: 'failed', reason: 'system_unavailable' } as const;

/** A run of suppliers and orders. */
const runOf = (fields: LaneFields = {}, more: Partial<Run> = {}): Run => {
	const lanes = lanesWith(fields).map((each) => ({
		...each,
		on: each.entity === 'supplier' || each.entity === 'purchase_order',
	}));
	return exampleRun({ batchSize: 0, ...more, lanes: lanes.map((each) => ({ ...each, reads: each.on && each.reads })) });
};
/** The lanes after a batch. */
const batch = (run: Run, outcomes: Outcome[]): Lane[] => {
	const rows = run.lanes
		.filter(({ on }) => on)
		.map((each) => {
			const own = outcomes.filter(({ entity }) => entity === each.entity);
			return laneRow(run, record(recordInput({ run, lane: each, outcomes: own })).lane);
		});
	return recordedLanes(run, rows);
};
const finished = (outcomes: Outcome[], message = '', run = runOf()) =>
	finishRun(run, batch(run, outcomes), message, { sap: 3, procore: 4 }, now);

describe('a run', () => {
	it('is a success when every lane read all of its window, whatever became of single documents', () => {
		const outcomes = [made('supplier', '7'), made('purchase_order', '45', { status: 'held', reason: 'vendor_taken' })];
		expect(finished(outcomes)).toMatchObject({
			status: 'success',
			summary: 'Suppliers: 1 synced. Purchase orders: 1 held',
			message: '',
			sap_calls: 3,
			procore_calls: 4,
		});
	});

	it('has a row with its ID, its mode, and when it began and ended', () => {
		const run = runOf();
		expect(finished([])).toMatchObject({
			...{ run_id: run.runId, mode: 'delta', started_at: run.startedAt, finished_at: now },
		});
		expect(finished([])).not.toHaveProperty('customer');
	});

	it('is partial when a lane did not, and failed when none did', () => {
		const partial = finished([made('supplier', '7'), made('purchase_order', '', failed)]);
		expect(partial).toMatchObject({
			status: 'partial',
			summary: 'Suppliers: 1 synced. Purchase orders: 1 failed, not read to the end',
		});
		expect(finished([made('supplier', '', failed), made('purchase_order', '', failed)]).status).toBe('failed');
	});

	it('has failed when a batch stopped, and says why', () => {
		expect(finished([made('supplier', '7')], 'The database is full')).toMatchObject({
			status: 'failed',
			message: 'The database is full',
		});
	});

	it('has failed when SAP could not be asked, although nothing was to be read', () => {
		const run = runOf({}, { system: '', trouble: 'SAP could not be reached' });
		const lanes = run.lanes.map((each) => ({ ...each, reads: false }));
		expect(finished([], '', { ...run, lanes })).toMatchObject({
			...{ status: 'failed', message: 'SAP could not be reached', summary: 'Nothing to read' },
		});
		const quiet = lanes.map((each) => ({ ...each, readWindow: false, total: null }));
		expect(finishRun({ ...run, lanes: quiet }, quiet, '', { sap: 1, procore: 0 }, now).status).toBe('failed');
	});

	it('says first why it stopped, then that SAP could not be asked, then what its lanes failed on', () => {
		const run = runOf({}, { trouble: 'SAP could not be reached' });
		const outcomes = [made('supplier', '', { ...failed, message: 'No answer' })];
		expect(finished(outcomes, 'Lost lease.', run).message).toBe(
			'Lost lease.\nSAP could not be reached\nSuppliers: No answer',
		);
	});

	it('tells of each lane what it read, and from when to when', () => {
		const { from } = lane('supplier').window;
		expect(JSON.parse(finished([made('supplier', '7')]).counts)).toEqual({
			supplier: { synced: 1, complete: true, from, to },
			purchase_order: { complete: true, from, to },
		});
	});

	it('says what its lanes failed on as a whole, each trouble once', () => {
		const down = { ...failed, message: 'SAP could not be reached' };
		const row = finished([made('supplier', '', down), made('purchase_order', '', down)]);
		expect(row.message).toBe('Suppliers, Purchase orders: SAP could not be reached');
		const one = finished([made('supplier', '7'), made('purchase_order', '', { ...down, message: '' })]);
		expect(one.message).toBe('Purchase orders: The system could not be reached');
	});

	it('keeps what a lane failed on through later batches, and puts first why it stopped', () => {
		const run = runOf();
		const first = batch(run, [made('supplier', '', { ...failed, message: 'No answer' })]);
		const second: Run = { ...run, lanes: nextLanes(run, first), batch: 2 };
		const last = batch(second, []);
		const row = finishRun(second, last, 'Lost lease.', { sap: 1, procore: 1 }, now);
		expect(row.message).toBe('Lost lease.\nSuppliers: No answer');
	});

	it('of a replay is judged by the lanes that had something to read', () => {
		const run = runOf(
			{
				supplier: { reads: false, readWindow: false },
				purchase_order: { readWindow: false, keys: ['45'] },
			},
			{ mode: 'replay' },
		);
		expect(finished([made('purchase_order', '', failed)], '', run).status).toBe('failed');
		expect(finished([], '', run)).toMatchObject({ status: 'success', summary: 'Purchase orders: nothing changed' });
	});

	it('of which a lane was not recorded says so', () => {
		const run = runOf();
		const lanes = recordedLanes(run, []);
		expect(finishRun(run, lanes, '', { sap: 1, procore: 1 }, now)).toMatchObject({
			status: 'failed',
			message:
				'Suppliers, Purchase orders: Nothing was recorded: the Record node of the lane did not run, or is deactivated.',
		});
	});
});

describe('the status of a run', () => {
	const total = (fields: Partial<LaneTotal> = {}): LaneTotal => ({
		...{ batch: 1, read: true, complete: true, stalled: false, trouble: '' },
		...{ from: '', to, documents: 0, counts: {} },
		...fields,
	});
	const begun = { from: null, to, after: '4500002000', backfill: '' };
	const ends = {
		through: lane('supplier', { total: total() }),
		'nothing to read': lane('supplier', { total: total({ read: false }) }),
		'never recorded, nothing to read': lane('supplier', { reads: false, readWindow: false }),
		off: lane('supplier', { on: false, unfinished: begun, total: total({ complete: false, trouble: 'x' }) }),
		'part of a load': lane('supplier', { unfinished: begun, total: total({ complete: false }) }),
		failed: lane('supplier', { total: total({ complete: false, trouble: 'No answer' }) }),
		'failed in a load that an earlier run began': lane('supplier', {
			...{ unfinished: begun, total: total({ complete: false, trouble: 'No answer' }) },
		}),
		'read, and stalled before its end': lane('supplier', { total: total({ complete: false, stalled: true }) }),
		'still waiting': lane('supplier', { waits: true, total: total({ read: false, complete: false }) }),
		'still waiting, never recorded': lane('supplier', { waits: true, reads: false }),
		'not asked': lane('supplier', { unfinished: begun, total: total({ read: false, complete: false }) }),
	} as const;
	type End = keyof typeof ends;
	const status = (...names: End[]) =>
		runStatus(
			names.map((name) => ends[name]),
			'',
		);

	it.each<[string, End[]]>([
		['success', []],
		['success', ['off']],
		['success', ['through']],
		['success', ['nothing to read']],
		['success', ['never recorded, nothing to read']],
		['success', ['through', 'nothing to read', 'off']],
		['partial', ['part of a load']],
		['partial', ['part of a load', 'failed']],
		['partial', ['through', 'failed']],
		['partial', ['through', 'failed in a load that an earlier run began']],
		['partial', ['through', 'still waiting']],
		['partial', ['through', 'still waiting, never recorded']],
		['partial', ['part of a load', 'still waiting']],
		['failed', ['failed']],
		['failed', ['failed in a load that an earlier run began']],
		['failed', ['read, and stalled before its end']],
		['failed', ['nothing to read', 'failed']],
		['failed', ['never recorded, nothing to read', 'failed']],
		['failed', ['off', 'failed']],
		['failed', ['failed', 'still waiting']],
		['failed', ['not asked']],
	])('is %s: %j', (expected, names) => {
		expect(status(...names)).toBe(expected);
	});

	const names = fc.array(fc.constantFrom(...(Object.keys(ends) as End[])), { maxLength: 6 });
	const complete: readonly End[] = ['through', 'nothing to read', 'never recorded, nothing to read', 'off'];

	it('is a success exactly when no lane has anything left, and fails whatever they did when the run stopped', () => {
		fc.assert(
			fc.property(names, (each) => {
				expect(status(...each) === 'success').toBe(each.every((name) => complete.includes(name)));
				expect(
					runStatus(
						each.map((name) => ends[name]),
						'Out of memory',
					),
				).toBe('failed');
			}),
		);
	});

	it('says failed only where no lane got anywhere', () => {
		fc.assert(
			fc.property(names, (each) => {
				const got = each.some((name) => name === 'through' || name === 'part of a load');
				expect(status(...each) === 'failed' && got).toBe(false);
			}),
		);
	});
});

describe('a further batch', () => {
	const next = (fields: Partial<Lane> = {}) => [lane('supplier', { reads: false }), lane('purchase_order', fields)];
	const stalled = { ...{ batch: 1, read: true, complete: false, trouble: '', from: '', to: '' }, stalled: true };

	it('makes sense as long as a lane has something to read', () => {
		expect(goesOn(next())).toBe(true);
		expect(goesOn(next({ reads: false }))).toBe(false);
		expect(goesOn(next({ readWindow: false }))).toBe(false);
		expect(goesOn(next({ readWindow: false, keys: ['45'] }))).toBe(true);
	});

	it('makes no sense when quota or a system gave out, in whatever lane', () => {
		const lanes = [lane('supplier', { total: { ...stalled, documents: 0, counts: {} } }), lane('purchase_order')];
		expect(goesOn(nextLanes(exampleRun(), lanes))).toBe(false);
	});
});

describe('a lane in words', () => {
	const text = (total: Partial<LaneTotal>, after = '') => {
		const whole = { batch: 1, read: true, complete: true, stalled: false, trouble: '', from: '', to: '', documents: 1 };
		const unfinished = after === '' ? null : { from: null, to, after, backfill: '' };
		return laneText({ ...lane('purchase_order', { unfinished }), total: { ...whole, counts: {}, ...total } });
	};

	it.each([
		[{ counts: { held: 4, synced: 53 } }, '', '53 synced, 4 held'],
		[{}, '', 'nothing changed'],
		[{ complete: false, counts: { synced: 40 } }, '4500000040', '40 synced, read up to 4500000040'],
		[{ complete: false }, '', 'nothing changed, not read to the end'],
		[{ complete: false, trouble: 'No answer' }, '4500000040', 'nothing changed, not read to the end'],
		[{ counts: { synced: 1 } }, '4500000040', '1 synced'],
	])('%j after "%s": %s', (total, after, words) => {
		expect(text(total, after)).toBe(words);
	});
});
