import type { Entity } from '../../../nodes/shared/entities';
import { laneOf, outcome, type Lane, type Outcome, type Run } from '../../../nodes/shared/model';
import { stateRowSchema } from '../../../nodes/SapToProcore/ledger/rows';
import { goesOn, runStatus } from '../../../nodes/SapToProcore/sync/finish';
import { startedWindows, laneRow, nextLanes, recordedLanes, type LaneRow } from '../../../nodes/SapToProcore/sync/lane';
import { planRun, type PlanInput } from '../../../nodes/SapToProcore/sync/plan';
import { record } from '../../../nodes/SapToProcore/sync/record';
import { knownException, recordInput } from '../../support/examples.ts';

const entitiesOn: Entity[] = ['supplier', 'purchase_order', 'requisition'];

function planned(fields: Partial<PlanInput> = {}): Run {
	return planRun({
		executionId: '1',
		customer: 'acme',
		mode: 'delta',
		step: false,
		holder: '',
		system: 'S4P',
		trouble: '',
		lanes: entitiesOn,
		now: '2026-10-01T06:00:00.000Z',
		startedAt: '2026-10-01T06:00:00.000Z',
		overlapMinutes: 15,
		settleMinutes: 2,
		batchSize: 2,
		firstBatchSize: 0,
		projectsPerBatch: 20,
		projects: 0,
		range: { from: '', to: '' },
		selection: { entity: '', key: '' },
		projectCurrency: '',
		approval: null,
		recordUnchanged: false,
		maximumAttempts: 10,
		state: [],
		exceptions: [],
		unrecorded: {},
		brokenOff: [],
		...fields,
	});
}

const made = (entity: Entity, sapKey: string, fields: Partial<Outcome> = {}) =>
	outcome({ entity, sapKey, action: 'create', status: 'synced', ...fields });
const orders = (...keys: string[]) => keys.map((key) => made('purchase_order', key));
const requisitions = (...keys: string[]) => keys.map((key) => made('requisition', key));

function batch(run: Run, outcomes: Outcome[]): { next: Run; more: boolean; lanes: Lane[]; rows: LaneRow[] } {
	const rows = run.lanes
		.filter(({ on }) => on)
		.map((lane) => {
			const own = outcomes.filter(({ entity }) => entity === lane.entity);
			return laneRow(run, record(recordInput({ run, lane, outcomes: own })).lane);
		});
	const lanes = recordedLanes(run, rows);
	const next = nextLanes(run, lanes);
	return { next: { ...run, lanes: next, batch: run.batch + 1 }, more: goesOn(next), lanes, rows };
}

const readingOf = (run: Run) => run.lanes.filter(({ reads }) => reads).map(({ entity }) => entity);
const waitingOf = (run: Run) => run.lanes.filter(({ waits }) => waits).map(({ entity }) => entity);
const requisitionIn = ({ lanes }: { lanes: Lane[] }) => lanes.find(({ entity }) => entity === 'requisition');
const stateOf = (rows: LaneRow[]) => rows.map((row) => stateRowSchema.parse(row));

describe('requisitions, where everything is read in batches', () => {
	it('wait for the last batch of orders, and are then read', () => {
		const first = planned();
		expect([readingOf(first), waitingOf(first)]).toEqual([['supplier', 'purchase_order'], ['requisition']]);
		const second = batch(first, orders('1', '2'));
		expect([readingOf(second.next), waitingOf(second.next)]).toEqual([['purchase_order'], ['requisition']]);
		const third = batch(second.next, orders('3'));
		expect([third.more, readingOf(third.next), waitingOf(third.next)]).toEqual([true, ['requisition'], []]);
		expect(requisitionIn(third.next)).toMatchObject({ window: { from: null }, afterKey: '', limit: 2 });
		const fourth = batch(third.next, requisitions('7', '8'));
		expect([fourth.more, requisitionIn(fourth.next)?.afterKey]).toEqual([true, '8']);
		const last = batch(fourth.next, requisitions('9'));
		expect(last.more).toBe(false);
		expect(requisitionIn(last)).toMatchObject({
			watermark: '2026-10-01T05:58:00.000Z',
			total: { complete: true, counts: { synced: 3 } },
		});
		expect(runStatus(last.lanes, '')).toBe('success');
	});

	it('are read in batches of the usual size, also when the first one by hand was small', () => {
		const first = planned({ firstBatchSize: 1 });
		expect(first.lanes.find(({ entity }) => entity === 'purchase_order')?.limit).toBe(1);
		const second = batch(first, orders('1'));
		expect(laneOf(second.next, 'purchase_order')).toMatchObject({ reads: true, afterKey: '1', limit: 2 });
		expect(requisitionIn(batch(second.next, orders('2')).next)).toMatchObject({ reads: true, limit: 2 });
	});

	it('have no watermark and no end before that, and resolve no trouble of their lane', () => {
		const run = planned();
		const known = [knownException({ entity: 'requisition', sap_key: '', reason: 'system_unavailable' })];
		const { lane, exceptions } = record(recordInput({ run, entity: 'requisition', known }));
		expect(lane).toMatchObject({ watermark: '', total: { read: false, complete: false } });
		expect(exceptions).toEqual([]);
		expect(requisitionIn(batch(run, orders('1', '2')))?.total).toMatchObject({ complete: false });
	});

	it('come also when the orders break off', () => {
		const failed = made('purchase_order', '', { status: 'failed', reason: 'system_unavailable' });
		const later = batch(planned(), [...orders('1'), made('purchase_order', '', { status: 'failed', reason: 'x' })]);
		expect([later.more, readingOf(later.next)]).toEqual([true, ['requisition']]);
		expect(batch(planned(), [failed]).more).toBe(false);
	});

	it('that have not come keep a run from being a success', () => {
		const full = batch(planned(), [...orders('1'), made('purchase_order', '2', { reason: 'rate_limited' })]);
		expect([full.more, runStatus(full.lanes, '')]).toEqual([false, 'partial']);
		const last = batch(planned(), [made('purchase_order', '2', { status: 'waiting', reason: 'rate_limited' })]);
		expect([last.more, runStatus(last.lanes, '')]).toEqual([false, 'partial']);
	});

	it('of a backfill that was killed are read by the one that resumes it', () => {
		const killed = batch(planned({ mode: 'backfill' }), orders('1', '2'));
		const resumed = planned({ mode: 'backfill', state: stateOf(killed.rows) });
		expect([laneOf(resumed, 'purchase_order').afterKey, readingOf(resumed), waitingOf(resumed)]).toEqual([
			'2',
			['purchase_order'],
			['requisition'],
		]);
		expect(readingOf(batch(resumed, orders('3')).next)).toEqual(['requisition']);
	});

	it('of a backfill that was killed before their lane was recorded are read by the one that resumes it', () => {
		const run = planned({ mode: 'backfill' });
		const recorded = batch(run, orders('1', '2')).rows.filter(({ entity }) => entity === 'purchase_order');
		const rows = [...startedWindows(run).filter(({ entity }) => entity !== 'purchase_order'), ...recorded];
		const resumed = planned({ mode: 'backfill', state: stateOf(rows) });
		expect([readingOf(resumed), waitingOf(resumed)]).toEqual([['supplier', 'purchase_order'], ['requisition']]);
		const delta = planned({ state: stateOf(rows) });
		expect([readingOf(delta), waitingOf(delta)]).toEqual([['supplier', 'purchase_order'], ['requisition']]);
	});

	it('do not wait in a delta, in a preview, without batches or without orders', () => {
		const read = entitiesOn.map((entity) => stateRowSchema.parse({ entity, watermark: '2026-09-30T00:00:00.000Z' }));
		const others = [
			{ state: read },
			{ mode: 'preview' as const },
			{ batchSize: 0 },
			{ lanes: ['requisition' as const] },
		];
		for (const fields of others) {
			const run = planned(fields);
			expect([waitingOf(run), requisitionIn(run)?.reads]).toEqual([[], true]);
		}
	});
});

it('supplier invoices wait for the last batch of orders, too, whether requisitions are on or not', () => {
	const withInvoices: Entity[] = ['purchase_order', 'supplier_invoice'];
	expect(waitingOf(planned({ lanes: withInvoices }))).toEqual(['supplier_invoice']);
	expect(waitingOf(planned({ lanes: [...withInvoices, 'requisition'] }))).toEqual(['requisition', 'supplier_invoice']);
	expect(waitingOf(planned({ lanes: withInvoices, batchSize: 0 }))).toEqual([]);
});

describe('costs in ranges of projects', () => {
	const objects = { wbsElements: [], orders: [], costCenters: [], sapProjects: [] };
	const projects = { after: '2', upTo: '4', roster: 'r', own: objects, others: null, lookAt: 0 };
	const costs = (run: Run) => laneOf(run, 'actual_cost');
	const withCosts = (run: Run, fields: Partial<Lane>): Run => ({
		...run,
		lanes: run.lanes.map((each) => (each.entity === 'actual_cost' ? { ...each, ...fields } : each)),
	});
	const read = (['purchase_order', 'actual_cost'] as const).map((entity) =>
		stateRowSchema.parse({ entity, watermark: '2026-09-30T00:00:00.000Z' }),
	);
	const lanes: Entity[] = ['purchase_order', 'actual_cost'];
	const cost = made('actual_cost', '|');

	it('wait for the next batch where they are more than one takes, or nobody knows how many', () => {
		const most = { lanes: ['actual_cost' as const], projectsPerBatch: 2 };
		expect(waitingOf(planned({ ...most, projects: 3 }))).toEqual(['actual_cost']);
		expect(waitingOf(planned({ ...most, projects: Infinity }))).toEqual(['actual_cost']);
		expect(waitingOf(planned({ ...most, projects: 2 }))).toEqual([]);
		expect(waitingOf(planned({ ...most, projects: 3, mode: 'preview' }))).toEqual([]);
	});

	it('go on after the projects that were read, and keep for which roster', () => {
		const run = withCosts(planned({ lanes, state: read }), { projects });
		const { next } = batch(run, [cost]);
		expect(costs(next)).toMatchObject({ reads: true, readWindow: true, afterKey: '4 r', projects: null });
	});

	it.each([
		['of the next projects', projects],
		['of the first ones, as the roster was changed', { ...projects, after: '' }],
		['of all projects, as few are left in the roster', null],
	])('are not read to the end where none came %s', (_, range) => {
		const window = { from: '2026-09-30T00:00:00.000Z', to: '2026-10-01T00:00:00.000Z' };
		const unfinished = { ...window, after: '2 r', backfill: '' };
		const run = withCosts(planned({ lanes, state: read }), { projects: range, afterKey: '2 r', window, unfinished });
		const [row] = batch(run, []).rows.filter(({ entity }) => entity === 'actual_cost');
		expect(row).toMatchObject({ cursor: '2 r', watermark: '2026-09-30T00:00:00.000Z' });
		expect(row?.result).toMatch(/and then none at all/);
	});

	it('begin anew when orders come after them', () => {
		const run = withCosts(planned({ lanes, state: read, projectsPerBatch: 2 }), { projects, afterKey: '2 r' });
		const { next } = batch(run, [...orders('1', '2'), cost]);
		expect(costs(next)).toMatchObject({ reads: false, waits: true, afterKey: '' });
		const { next: last } = batch(next, orders('3'));
		expect(costs(last)).toMatchObject({ reads: true, afterKey: '', keys: ['orders'] });
	});

	it('that a replay reads go on as well, without a window', () => {
		const run = withCosts(planned({ lanes, state: read }), { projects, readWindow: false, keys: ['|'] });
		expect(costs(batch(run, [cost]).next)).toMatchObject({ readWindow: false, keys: ['|'], afterKey: '4 r' });
	});

	it('are tried after a lane that stalled where they waited for nothing else', () => {
		const stalled = made('purchase_order', '1', { status: 'waiting', reason: 'rate_limited' });
		const waiting = planned({ lanes, state: read, projectsPerBatch: 2, projects: 3 });
		expect(readingOf(batch(waiting, [stalled]).next)).toEqual(['actual_cost']);
		const notRead = batch(planned({ lanes, projectsPerBatch: 2, projects: 3 }), [stalled]);
		expect([notRead.more, readingOf(notRead.next)]).toEqual([false, []]);
	});
});
