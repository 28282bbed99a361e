import { entities } from '../../../nodes/shared/model';
import { exceptionRowSchema, stateRowSchema } from '../../../nodes/SapToProcore/ledger/rows';
import { planRun, type PlanInput } from '../../../nodes/SapToProcore/sync/runPlan';
import { advance } from '../../../nodes/SapToProcore/sync/window';

const now = '2026-10-01T06:00:00.000Z';
const settled = '2026-10-01T05:58:00.000Z';
const read = '2026-09-30T06:00:00.000Z';
const state = (entity: string, fields: object = {}) => stateRowSchema.parse({ entity, watermark: read, ...fields });
const exception = (sap_key: string, fields: object = {}) =>
	exceptionRowSchema.parse({ entity: 'purchase_order', sap_key, status: 'open', attempts: 1, ...fields });
const planned = (fields: Partial<PlanInput> = {}) =>
	planRun({
		executionId: '42',
		customer: 'acme',
		mode: 'delta',
		system: 'S4P',
		lanes: [...entities],
		now,
		startedAt: now,
		overlapMinutes: 15,
		settleMinutes: 2,
		batchSize: 2000,
		range: { from: '', to: '' },
		selection: { entity: '', key: '' },
		state: entities.map((entity) => state(entity)),
		exceptions: [],
		brokenOffRuns: 0,
		...fields,
	});
const later = '2026-10-01T09:00:00.000Z';

describe('lanes', () => {
	it('that are switched off read nothing, and keep what they had begun', () => {
		const plan = planned({ lanes: ['supplier'], exceptions: [exception('45')] });
		expect([plan.lanes, plan.reads.supplier, plan.reads.purchase_order]).toEqual([['supplier'], true, false]);
		expect(plan.replay.purchase_order).toEqual([]);
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
		const plan = planned({ mode: 'replay', selection: { entity, key }, exceptions });
		expect(Object.values(plan.readWindow)).not.toContain(true);
		expect(plan.windows.purchase_order).toEqual({ from: settled, to: settled });
		return [plan.replay.purchase_order, plan.replay.supplier];
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
		const { reads } = planned({ mode: 'replay', selection: { entity: 'purchase_order', key: '' }, exceptions });
		expect(entities.filter((entity) => reads[entity])).toEqual(['purchase_order']);
	});
});

describe('parked exceptions', () => {
	it('are taken up by no run by themselves', () => {
		const exceptions = [exception('3', { status: 'parked' })];
		for (const mode of ['delta', 'backfill', 'preview', 'replay'] as const)
			expect(planned({ mode, exceptions }).replay.purchase_order).toEqual([]);
	});

	it('are taken up again when a person sets them to open', () => {
		expect(
			planned({ exceptions: [exception('3', { attempts: 10, next_attempt_at: '' })] }).replay.purchase_order,
		).toEqual(['3']);
	});
});

describe('backfill', () => {
	const begun = { window_to: '2026-09-29T00:00:00.000Z', cursor: '45' };

	it('reads everything, in batches, whatever was read before', () => {
		const plan = planned({ mode: 'backfill', batchSize: 200 });
		expect(plan.windows.purchase_order).toEqual({ from: null, to: settled });
		expect([plan.batchSize, plan.afterKey.purchase_order, plan.readWindow.supplier]).toEqual([200, '', true]);
	});

	it('leaves documents of exceptions to its batches: each is read once', () => {
		expect(planned({ mode: 'backfill', exceptions: [exception('1')] }).replay.purchase_order).toEqual([]);
	});

	it('of a range of days reads both days whole, and never the very last changes', () => {
		const windows = (from: string, to: string) =>
			planned({ mode: 'backfill', range: { from, to } }).windows.purchase_order;
		expect(windows('2026-01-01', '2026-03-31')).toEqual({
			from: '2026-01-01T00:00:00.000Z',
			to: '2026-03-31T23:59:59.999Z',
		});
		expect(windows('2026-01-01', '')).toEqual({ from: '2026-01-01T00:00:00.000Z', to: settled });
		expect(windows('', '2027-01-01')).toEqual({ from: null, to: settled });
	});

	it('that was broken off goes on after its cursor with its frozen end, and reads nothing else', () => {
		const plan = planned({ mode: 'backfill', state: [state('supplier'), state('purchase_order', begun)] });
		expect([plan.windows.purchase_order, plan.afterKey.purchase_order]).toEqual([
			{ from: null, to: begun.window_to },
			'45',
		]);
		expect(entities.filter((entity) => plan.reads[entity])).toEqual(['purchase_order']);
	});

	it('of another range begins anew', () => {
		const plan = planned({
			mode: 'backfill',
			range: { from: '2026-01-01', to: '' },
			state: [state('purchase_order', begun)],
		});
		expect([plan.windows.purchase_order.from, plan.afterKey.purchase_order]).toEqual(['2026-01-01T00:00:00.000Z', '']);
	});
});

describe('delta', () => {
	const unread = { watermark: '', window_to: '2026-09-29T00:00:00.000Z', cursor: '45' };

	it('goes on with a first load that was broken off, and then reads what was changed since', () => {
		const plan = planned({ state: [state('purchase_order', unread)], exceptions: [exception('1')] });
		expect([plan.windows.purchase_order, plan.afterKey.purchase_order, plan.replay.purchase_order]).toEqual([
			{ from: null, to: unread.window_to },
			'45',
			[],
		]);
		expect(plan.later.purchase_order).toEqual({
			window: { from: '2026-09-28T23:45:00.000Z', to: settled },
			replay: ['1'],
		});
	});

	it('after a range that lay in the past goes on from the watermark, not from the end of the range', () => {
		const range = { window_from: '2025-01-01T00:00:00.000Z', window_to: '2025-12-31T23:59:59.999Z', cursor: '45' };
		expect(planned({ state: [state('purchase_order', range)] }).later.purchase_order?.window.from).toBe(
			'2026-09-30T05:45:00.000Z',
		);
	});

	it('as a preview reads all at once, as it keeps no place to go on from', () => {
		expect(planned({ mode: 'preview' })).toMatchObject({ dryRun: true, batchSize: 0 });
	});
});

describe('watermark', () => {
	it.each([
		['moves to the end of what was read', read, { from: null, to: settled }, settled],
		['never moves back', settled, { from: null, to: read }, settled],
		['stays before a gap that a range leaves unread', read, { from: settled, to: now }, read],
		['moves with a range that begins before it', read, { from: '2026-01-01T00:00:00.000Z', to: settled }, settled],
		['stays empty when only a range was read', '', { from: read, to: settled }, ''],
		['is set by a first load', '', { from: null, to: settled }, settled],
	])('%s', (_, before, window, after) => {
		expect(advance(before, window)).toBe(after);
	});
});
