import fc from 'fast-check';
import { page } from '../../../nodes/SapToProcore/reports/kit/page';
import { renderStatus } from '../../../nodes/SapToProcore/reports/status';
import type { StatusInput } from '../../../nodes/SapToProcore/reports/status/build';
import { turnsAround } from '../../../nodes/SapToProcore/reports/status/schedule';
import { exceptionRow, runRow } from '../../support/reports';

const status = (fields: Partial<StatusInput> = {}) =>
	renderStatus({
		customer: 'acme',
		now: '2026-10-01T06:00:00.000Z',
		schedule: { everyHours: 24, atHour: 5 },
		quotaPerHour: 600,
		reportCalls: [],
		runs: [runRow()],
		state: [{ entity: 'purchase_order', watermark: '2026-10-01T04:58:00.000Z' }],
		exceptions: [],
		...fields,
	});

describe('Report > Status', () => {
	it('all is well when the last run came through and nothing is open', () => {
		const { model, subject } = status();
		expect(model).toMatchObject({ state: 'good', remarks: [], nextRun: '2026-10-02T05:00:00.000Z' });
		expect(subject).toContain('all is well');
		expect(model.runs[0]).toMatchObject({ seconds: 720, outcomes: { synced: 15, held: 2 } });
	});

	it('exceptions for people want attention, those that go on by themselves do not', () => {
		const waiting = exceptionRow({ reason: 'not_released', next_attempt_at: '2026-10-01T09:00:00.000Z' });
		expect(status({ exceptions: [waiting] }).model).toMatchObject({
			state: 'good',
			nextRetry: '2026-10-01T09:00:00.000Z',
			exceptions: { open: 1, forPeople: 0 },
		});
		expect(status({ exceptions: [{ ...waiting, status: 'parked' }] }).model.state).toBe('attention');
	});

	it('resolved and ignored ones are not open', () => {
		const exceptions = [exceptionRow({ status: 'resolved' }), exceptionRow({ status: 'ignored' })];
		expect(status({ exceptions }).model.exceptions.open).toBe(0);
	});

	it('a run that was due and never began is told an hour later', () => {
		const runs = [runRow({ started_at: '2026-09-30T05:00:00.000Z', finished_at: '2026-09-30T05:10:00.000Z' })];
		expect(status({ runs }).model.state).toBe('good');
		expect(status({ runs, now: '2026-10-01T06:30:00.000Z' }).model.remarks[0]).toContain('though one was due');
	});

	it('names a run that failed or broke off, not one that is still running', () => {
		const running = runRow({ started_at: '2026-10-01T05:55:00.000Z', finished_at: '', status: 'running', counts: '' });
		expect(status({ runs: [running, runRow({ status: 'broken off' })] }).model.remarks).toEqual([
			'The run of 2026-10-01 05:00 UTC ended as broken off.',
		]);
		expect(status({ runs: [running, runRow()] }).model).toMatchObject({ state: 'good', runs: [{ seconds: null }, {}] });
	});

	it('an entity that fell behind is late', () => {
		const { model } = status({
			state: [
				{ entity: 'supplier', watermark: '2026-09-28T04:00:00.000Z' },
				{ entity: 'actual_cost', watermark: '' },
				{ entity: 'lease', watermark: '' },
			],
		});
		expect(model.freshness.map(({ entity, state }) => [entity, state])).toEqual([
			['supplier', 'late'],
			['actual_cost', 'never'],
		]);
		expect(model.remarks[0]).toBe('Suppliers: nothing has been read for 3 days.');
	});

	it('counts the calls of the last hour and day in proportion to the time', () => {
		const long = runRow({
			started_at: '2026-10-01T04:00:00.000Z',
			finished_at: '2026-10-01T06:00:00.000Z',
			procore_calls: 1000,
		});
		const { calls } = status({ runs: [long] }).model;
		expect(calls).toMatchObject({ lastHour: 500, lastDay: 1000, busiestRun: 500 });
	});

	it('reads whatever stands in counts', () => {
		for (const counts of ['', 'not json', '[]', '{"a":1}', '{"a":{"synced":"x"}}'])
			expect(status({ runs: [runRow({ counts })] }).model.runs[0]?.outcomes).toEqual({});
	});

	it('says so when there is no run yet', () => {
		const { model, page: shown } = status({ runs: [], state: [] });
		expect(model.state).toBe('bad');
		expect(page(shown)).toContain('No run is on record yet.');
	});
});

describe('Schedule', () => {
	it('now always lies between the turns', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 1, max: 168 }),
				fc.integer({ min: 0, max: 23 }),
				fc.integer({ min: 0, max: 4e12 }),
				(everyHours, atHour, now) => {
					const { previous, next } = turnsAround({ everyHours, atHour }, now);
					expect(previous <= now && now < next).toBe(true);
					expect(next - previous).toBe(everyHours * 3_600_000);
				},
			),
		);
	});
});
