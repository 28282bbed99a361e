import { entities, outcome, type Entity, type Outcome } from '../../../nodes/shared/model';
import { record, type LaneResult } from '../../../nodes/SapToProcore/sync/record';
import { stateRowSchema, type StateRow } from '../../../nodes/SapToProcore/ledger/rows';
import { closeBatch } from '../../../nodes/SapToProcore/sync/closeBatch';
import { planRun, type PlanInput, type RunPlan } from '../../../nodes/SapToProcore/sync/runPlan';
import { plan, recordInput } from '../../support/examples.ts';

const lanes: Entity[] = ['supplier', 'purchase_order', 'requisition'];

function planned(fields: Partial<PlanInput> = {}): RunPlan {
	return planRun({
		executionId: '1',
		customer: 'acme',
		mode: 'delta',
		system: 'S4P',
		lanes,
		now: '2026-10-01T06:00:00.000Z',
		startedAt: '2026-10-01T06:00:00.000Z',
		overlapMinutes: 15,
		settleMinutes: 2,
		batchSize: 2,
		range: { from: '', to: '' },
		selection: { entity: '', key: '' },
		state: [],
		exceptions: [],
		brokenOffRuns: 0,
		...fields,
	});
}

const made = (entity: Entity, sapKey: string, fields: Partial<Outcome> = {}) =>
	outcome({ entity, sapKey, action: 'create', status: 'synced', ...fields });
const orders = (...keys: string[]) => keys.map((key) => made('purchase_order', key));
const requisitions = (...keys: string[]) => keys.map((key) => made('requisition', key));

function batch(run: RunPlan, outcomes: Outcome[]): { next: RunPlan; more: boolean; lanes: LaneResult[] } {
	const recorded = record(recordInput({ run, lanes: run.lanes, outcomes })).lanes;
	const { plan: next, more } = closeBatch(run, recorded, { sap: 1, procore: 1 }, '1');
	return { next, more, lanes: recorded };
}

const readingOf = (run: RunPlan) => entities.filter((entity) => run.reads[entity]);
const rowsOf = (results: LaneResult[]): StateRow[] => results.map((lane) => stateRowSchema.parse(lane));

describe('requisitions, where everything is read in batches', () => {
	it('wait for the last batch of orders, and are then read', () => {
		const first = planned();
		expect([readingOf(first), first.waits]).toEqual([['supplier', 'purchase_order'], ['requisition']]);
		const second = batch(first, orders('1', '2'));
		expect([readingOf(second.next), second.next.waits]).toEqual([['purchase_order'], ['requisition']]);
		const third = batch(second.next, orders('3'));
		expect([third.more, readingOf(third.next), third.next.waits]).toEqual([true, ['requisition'], []]);
		expect([third.next.windows.requisition.from, third.next.afterKey.requisition]).toEqual([null, '']);
		const fourth = batch(third.next, requisitions('7', '8'));
		expect([fourth.more, fourth.next.afterKey.requisition]).toEqual([true, '8']);
		const last = batch(fourth.next, requisitions('9'));
		expect(last.more).toBe(false);
		expect(last.next.totals.lanes.requisition).toMatchObject({ complete: true, counts: { synced: 3 } });
	});

	it('have no watermark and no end before that, and resolve no trouble of their lane', () => {
		const run = planned();
		const known = [
			{ entity: 'requisition', sap_key: '', project_id: '', status: 'open' as const, reason: 'system_unavailable' },
		].map((row) => ({ ...row, title: '', advice: '', message: '', attempts: 1, first_seen: '', last_seen: '' }));
		const { lanes: results, exceptions } = record(
			recordInput({
				run,
				lanes: run.lanes,
				outcomes: orders('1', '2'),
				known: known.map((row) => ({ ...row, next_attempt_at: '', customer: 'acme' })),
			}),
		);
		expect(results.find(({ entity }) => entity === 'requisition')).toMatchObject({ read: false, watermark: '' });
		expect(exceptions).toEqual([]);
		expect(batch(run, orders('1', '2')).next.totals.lanes.requisition).toMatchObject({ complete: false });
	});

	it('come also when the orders break off', () => {
		const failed = made('purchase_order', '', { status: 'failed', reason: 'system_unavailable' });
		const later = batch(planned(), [...orders('1'), made('purchase_order', '', { status: 'failed', reason: 'x' })]);
		expect([later.more, readingOf(later.next)]).toEqual([true, ['requisition']]);
		expect(batch(planned(), [failed]).more).toBe(false);
	});

	it('of a backfill that was killed are read by the one that goes on with it', () => {
		const killed = batch(planned({ mode: 'backfill' }), orders('1', '2'));
		const resumed = planned({ mode: 'backfill', state: rowsOf(killed.lanes) });
		expect([resumed.afterKey.purchase_order, readingOf(resumed), resumed.waits]).toEqual([
			'2',
			['purchase_order'],
			['requisition'],
		]);
		expect(readingOf(batch(resumed, orders('3')).next)).toEqual(['requisition']);
	});

	it('do not wait in a delta, in a preview, without batches or without orders', () => {
		const read = lanes.map((entity) => stateRowSchema.parse({ entity, watermark: '2026-09-30T00:00:00.000Z' }));
		const others = [
			{ state: read },
			{ mode: 'preview' as const },
			{ batchSize: 0 },
			{ lanes: ['requisition' as const] },
		];
		for (const fields of others) expect([planned(fields).waits, planned(fields).reads.requisition]).toEqual([[], true]);
	});
});

describe('suppliers that got no vendor', () => {
	it('are not looked at again by later batches of the run', () => {
		const outcomes = [
			...orders('1', '2'),
			made('supplier', '7'),
			made('supplier', '8', { status: 'held', reason: 'ambiguous_vendor_name' }),
			made('supplier', '9', { status: 'ignored', reason: 'supplier_blocked' }),
		];
		const second = batch(planned(), outcomes).next;
		expect(second.leftOut).toEqual(['8', '9']);
		expect(batch(second, orders('3', '4')).next.leftOut).toEqual(['8', '9']);
		expect(plan().leftOut).toEqual([]);
	});
});
