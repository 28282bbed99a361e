import fc from 'fast-check';
import {
	checkLease,
	leaseRowSchema,
	takeLease,
	type LeaseRow,
	type Take,
} from '../../../nodes/SapToProcore/sync/lease';

const now = '2026-10-01T06:00:00.000Z';
const row = (fields: Partial<LeaseRow> = {}) => leaseRowSchema.parse({ entity: 'lease', ...fields });
const take = (executionId: string, rows: LeaseRow[], at = now) =>
	takeLease({ customer: 'acme', executionId, leaseMinutes: 30, rows, now: at });

/** The update of the Data Table node: one statement, by the condition that the node made. */
function update(rows: LeaseRow[], { condition, now: at, holder, lease_until }: Take): LeaseRow[] {
	const met = ({ lease_until: until }: LeaseRow) =>
		condition === 'isEmpty' ? until === '' : until !== '' && until < at;
	return rows.map((each) => (met(each) ? { ...each, holder, lease_until } : each));
}

describe('the lease', () => {
	it('is taken when it is free, for the time that is set', () => {
		const mine = take('231', [row()]);
		expect(mine).toMatchObject({ entity: 'lease', condition: 'isEmpty', lease_until: '2026-10-01T06:30:00.000Z' });
		expect(checkLease(mine, update([row()], mine), now)).toMatchObject({ taken: true, holder: mine.holder });
	});

	it('keeps a second run out, which says who holds it since when and until when', () => {
		const rows = update([row()], take('231', [row()]));
		const second = take('232', rows, '2026-10-01T06:10:00.000Z');
		const checked = checkLease(second, update(rows, second), '2026-10-01T06:10:00.000Z');
		expect(checked.taken).toBe(false);
		expect(checked.message).toContain('execution 231 since 2026-10-01T06:00:00.000Z, until 2026-10-01T06:30:00.000Z');
	});

	it('that was abandoned ends by itself', () => {
		const rows = update([row()], take('231', [row()]));
		const after = '2026-10-01T06:30:00.001Z';
		const second = take('232', rows, after);
		expect(checkLease(second, update(rows, second), after).taken).toBe(true);
	});

	it('that was released is free again', () => {
		const mine = take('231', [row({ holder: '', lease_until: '' })]);
		expect(mine.condition).toBe('isEmpty');
	});

	it('is not mine when n8n hands out a row that another run has changed meanwhile', () => {
		const [first, second] = [take('231', [row()]), take('232', [row()])];
		expect(checkLease(second, update([row()], first), now)).toMatchObject({ taken: false, holder: first.holder });
	});

	it('is given up when another run took a second row that n8n made at the same moment', () => {
		const [first, second] = [take('231', [row()]), take('232', [row()])];
		const rows = [...update([row()], first), ...update([row()], second)];
		expect([first, second].map((each) => checkLease(each, rows, now).taken)).toEqual([false, false]);
	});

	it('that somebody emptied on the way is lost, and the run is told so', () => {
		expect(checkLease(take('231', [row()]), [row()], now).message).toContain('was lost');
	});

	it('is held by one run at a time, in whatever order reads and writes of several runs come', () => {
		const moves = fc.array(fc.tuple(fc.nat(3), fc.nat(20)), { maxLength: 60 });
		fc.assert(
			fc.property(moves, (steps) => {
				let rows = [row()];
				let clock = Date.parse(now);
				const takes = new Map<number, Take>();
				const working = new Map<number, string>();
				for (const [run, minutes] of steps) {
					clock += minutes * 60_000;
					const at = new Date(clock).toISOString();
					for (const [other, until] of working) if (until <= at) working.delete(other);
					const mine = takes.get(run);
					if (!mine) takes.set(run, take(`${run}.${clock}`, rows, at));
					else {
						// Between reading and writing time passes: the condition is of then, the statement of now.
						rows = update(rows, mine);
						const checked = checkLease(mine, rows, at);
						if (checked.taken) working.set(run, checked.lease_until);
						takes.delete(run);
					}
					expect(working.size).toBeLessThanOrEqual(1);
				}
			}),
		);
	});
});
