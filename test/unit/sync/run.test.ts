import fc from 'fast-check';
import { entities, outcome, type Outcome } from '../../../nodes/shared/model';
import { reasons } from '../../../nodes/shared/reasons';
import { record, type RecordInput } from '../../../nodes/SapToProcore/sync/record';
import { exceptionRowSchema, stateRowSchema } from '../../../nodes/SapToProcore/ledger/rows';
import { advance } from '../../../nodes/SapToProcore/sync/window';
import { planRun, type PlanInput } from '../../../nodes/SapToProcore/sync/runPlan';
import { plan, recordInput } from '../../support/examples.ts';

const now = '2026-10-01T06:00:00.000Z';
const stateRow = (fields: object) => stateRowSchema.parse({ entity: 'supplier', ...fields });
const input: PlanInput = {
	executionId: '42',
	customer: 'acme',
	mode: 'delta',
	system: 'S4P',
	now,
	overlapMinutes: 15,
	settleMinutes: 2,
	startedAt: now,
	lanes: [...entities],
	batchSize: 2000,
	range: { from: '', to: '' },
	selection: { entity: '', key: '' },
	state: [stateRow({ watermark: '2026-09-30T06:00:00.000Z' })],
	exceptions: [],
	brokenOffRuns: 0,
};

describe('windows', () => {
	it('reach from before the watermark to before now', () => {
		expect(planRun(input)).toMatchObject({
			runId: '20261001T060000Z-42',
			windows: { supplier: { from: '2026-09-30T05:45:00.000Z', to: '2026-10-01T05:58:00.000Z' } },
		});
	});

	it('have no start on a first run, on an unreadable watermark and in a backfill', () => {
		for (const given of [
			{ ...input, state: [] },
			{ ...input, state: [stateRow({ watermark: 'soon' })] },
			{ ...input, mode: 'backfill' as const },
		])
			expect(planRun(given).windows.supplier.from).toBeNull();
	});

	it('leave no gap and never move the watermark back, whatever the clocks do', () => {
		const instant = fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });
		fc.assert(
			fc.property(instant, instant, (watermark, clock) => {
				const before = watermark.toISOString();
				const planned = planRun({
					...input,
					now: clock.toISOString(),
					state: [stateRow({ watermark: before })],
				});
				const { from, to } = planned.windows.supplier;
				expect(Date.parse(from ?? '')).toBeLessThanOrEqual(Date.parse(before));
				expect(Date.parse(from ?? '')).toBeLessThanOrEqual(Date.parse(to));
				expect(Date.parse(advance(before, planned.windows.supplier))).toBeGreaterThanOrEqual(Date.parse(before));
			}),
		);
	});
});

describe('open exceptions', () => {
	const open = (fields: object) =>
		exceptionRowSchema.parse({ entity: 'supplier', sap_key: '1', status: 'open', attempts: 1, ...fields });
	const replayed = (...exceptions: Array<ReturnType<typeof open>>) => planRun({ ...input, exceptions }).replay.supplier;

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

describe('recording', () => {
	const made = (fields: Partial<Outcome> = {}) =>
		outcome({ entity: 'supplier', sapKey: '1', action: 'create', status: 'synced', ...fields });
	const known = (fields: object) =>
		exceptionRowSchema.parse({
			entity: 'supplier',
			sap_key: '1',
			project_id: '',
			status: 'open',
			attempts: 2,
			first_seen: '2026-09-01T00:00:00.000Z',
			...fields,
		});
	const recorded = (outcomes: Outcome[], more: Partial<RecordInput> = {}) => {
		const { audit, exceptions, lanes } = record(recordInput({ outcomes, now, ...more }));
		const [lane] = lanes;
		if (!lane) throw new Error('There is no lane');
		return { audit: audit.map(({ row }) => row), exceptions: exceptions.map(({ row }) => row), lane };
	};

	it('counts unchanged documents and writes no row for them unless asked to', () => {
		const outcomes = [made(), made({ sapKey: '2', status: 'unchanged', action: 'none' })];
		expect(recorded(outcomes).audit).toHaveLength(1);
		expect(recorded(outcomes).lane.counts).toEqual({ synced: 1, unchanged: 1 });
		expect(recorded(outcomes, { recordUnchanged: true }).audit).toHaveLength(2);
	});

	it('writes rows for unchanged documents after a run that was broken off: it may have written them', () => {
		const planned = planRun({ ...input, brokenOffRuns: 1 });
		expect(planned.recordUnchanged).toBe(true);
		const outcomes = [made({ status: 'unchanged', action: 'none' })];
		expect(recorded(outcomes, { run: planned }).audit).toHaveLength(1);
	});

	it('tells of each row which outcome it is from', () => {
		const outcomes = [
			made({ status: 'unchanged', action: 'none' }),
			made({ sapKey: '2', status: 'held', reason: 'vendor_taken' }),
		];
		const { audit, exceptions } = record(recordInput({ outcomes, now }));
		expect([audit.map(({ from }) => from), exceptions.map(({ from }) => from)]).toEqual([[1], [1]]);
	});

	it('keeps the watermark when SAP could not be asked for its clock', () => {
		expect(recorded([], { run: plan({ system: '' }) }).lane).toMatchObject({
			complete: false,
			watermark: plan().watermarks.supplier,
		});
	});

	it('passes on the advice that a node gave for this very case', () => {
		const detail = { advice: 'Have the communication arrangement SAP_COM_0008 activated.' };
		expect(recorded([made({ status: 'failed', reason: 'service_not_available', detail })]).exceptions).toMatchObject([
			detail,
		]);
	});

	it('opens an exception with words for a business user', () => {
		const { exceptions } = recorded([made({ status: 'held', reason: 'ambiguous_vendor_name' })]);
		expect(exceptions).toMatchObject([
			{ status: 'open', attempts: 1, first_seen: now, title: reasons.ambiguous_vendor_name.title, next_attempt_at: '' },
		]);
	});

	it('counts attempts and keeps when it was first seen', () => {
		const { exceptions } = recorded([made({ status: 'failed', reason: 'no_answer' })], {
			known: [known({ next_attempt_at: now })],
		});
		expect(exceptions).toMatchObject([
			{ attempts: 3, first_seen: '2026-09-01T00:00:00.000Z', next_attempt_at: '2026-10-01T07:00:00.000Z' },
		]);
	});

	it('waits as long as Procore asked for', () => {
		const detail = { retryAt: '2026-10-01T06:10:00.000Z' };
		const { exceptions } = recorded([made({ status: 'waiting', reason: 'rate_limited', detail })]);
		expect(exceptions[0]?.next_attempt_at).toBe('2026-10-01T06:10:00.000Z');
	});

	it('resolves the exception of a document that went through, and only that', () => {
		const { exceptions } = recorded([made()], { known: [known({}), known({ sap_key: '2' })] });
		expect(exceptions).toMatchObject([{ sap_key: '1', status: 'resolved' }]);
	});

	it('leaves alone what a person set to ignored', () => {
		expect(
			recorded([made({ status: 'held', reason: 'no_answer' })], { known: [known({ status: 'ignored' })] }).exceptions,
		).toEqual([]);
	});

	it('keeps the watermark when the lane failed as a whole, and resolves that once it is complete', () => {
		const failed = recorded([made({ sapKey: '', status: 'failed', reason: 'system_unavailable' })]);
		expect(failed.lane).toMatchObject({ complete: false, watermark: '2026-09-30T00:00:00.000Z' });
		expect(failed.exceptions).toMatchObject([{ sap_key: '', status: 'open' }]);
		const after = recorded([], { known: [known({ sap_key: '' })] });
		expect(after.lane).toMatchObject({ complete: true, watermark: '2026-10-01T05:58:00.000Z' });
		expect(after.exceptions).toMatchObject([{ sap_key: '', status: 'resolved' }]);
	});

	it('moves the watermark although single documents failed: their exceptions keep them', () => {
		expect(recorded([made({ status: 'failed', reason: 'procore_rejected' })]).lane.complete).toBe(true);
	});

	it('leaves exceptions and watermark alone in a preview', () => {
		const run = plan({ dryRun: true, mode: 'preview' });
		const { exceptions, lane, audit } = recorded(
			[made({ status: 'held', reason: 'no_answer' }), made({ sapKey: '2', status: 'planned' })],
			{ run },
		);
		expect([exceptions.length, lane.watermark, audit.length]).toEqual([0, '2026-09-30T00:00:00.000Z', 2]);
	});
});

describe('reasons', () => {
	it.each(Object.entries(reasons))(
		'%s tells a business user what happened and what to do',
		(code, { title, advice }) => {
			expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/);
			expect(title).not.toMatch(/[.!]$|exception|null|undefined/i);
			expect(advice).toMatch(/\.$/);
		},
	);
});
