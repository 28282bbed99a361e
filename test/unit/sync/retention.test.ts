import { endOf, lastMonthToGo, retainedFrom, rowsBefore } from '../../../nodes/SapToProcore/sync/retention';
import { run } from '../../support/examples.ts';

const now = '2026-10-01T06:05:00.000Z';

describe('what is older than the audit trail is kept', () => {
	it('is older than the days to keep; nothing is when everything is kept', () => {
		expect(retainedFrom(400, now)).toBe('2025-08-27T06:05:00.000Z');
		expect(retainedFrom(0, now)).toBeUndefined();
	});

	it('is found by time, and allocations by the time in their run ID', () => {
		const found = Object.fromEntries(
			rowsBefore('2026-09-30T06:05:00.000Z').map(({ table, where }) => [table, where[0]]),
		);
		expect(found.audit).toEqual({ column: 'at', is: 'lt', value: '2026-09-30T06:05:00.000Z' });
		expect(found.allocations).toEqual({ column: 'run_id', is: 'lt', value: '20260930T060500Z' });
		expect(String(found.allocations?.value) < run().runId).toBe(true);
	});

	it('does not begin with the run that the rest belongs to', () => {
		expect(rowsBefore(now).at(-1)?.table).toBe('runs');
	});
});

describe('a month of the audit trail', () => {
	it.each([
		['2026-02', '2026-03-01T00:00:00.000Z'],
		['2026-12', '2027-01-01T00:00:00.000Z'],
	])('%s ends in UTC', (month, end) => {
		expect(endOf(month)).toBe(end);
	});

	it.each([
		[1, '2026-08'],
		[12, '2025-09'],
		[9, '2025-12'],
	])('with %s months kept, %s is the last to go', (kept, month) => {
		expect(lastMonthToGo(kept, now)).toBe(month);
	});
});
