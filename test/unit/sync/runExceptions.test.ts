import fc from 'fast-check';
import { outcome, type Outcome } from '../../../nodes/shared/model';
import { record } from '../../../nodes/SapToProcore/sync/record';
import { exceptionRowSchema, type ExceptionRow } from '../../../nodes/SapToProcore/ledger/rows';
import { dueKeys } from '../../../nodes/SapToProcore/sync/replayKeys';
import { recordInput } from '../../support/examples.ts';

const now = '2026-10-01T06:00:00.000Z';
const maximumAttempts = 3;

/** The table, written as the template writes it: over the row of the same document and project, or a new one. */
class Table {
	rows: ExceptionRow[] = [];

	run(outcomes: Outcome[], at = now): void {
		const known = this.rows.filter(({ status }) => status !== 'resolved');
		const { exceptions } = record(
			recordInput({ lanes: ['purchase_order'], outcomes, known, maximumAttempts, now: at }),
		);
		for (const { row } of exceptions) {
			const next = exceptionRowSchema.parse(row);
			this.rows = [...this.rows.filter((each) => !same(each, next)), next];
		}
	}

	get only(): ExceptionRow | undefined {
		return this.rows[0];
	}
}

const same = (a: ExceptionRow, b: ExceptionRow) =>
	a.entity === b.entity && a.sap_key === b.sap_key && a.project_id === b.project_id;
const made = (fields: Partial<Outcome>) =>
	outcome({ entity: 'purchase_order', sapKey: '45', projectId: '1', action: 'none', status: 'synced', ...fields });
const failed = made({ status: 'failed', reason: 'procore_rejected' });
const held = made({ status: 'held', reason: 'unmapped_cost_code' });
const after = (...outcomes: Outcome[]) => {
	const table = new Table();
	for (const each of outcomes) table.run([each]);
	return table;
};

describe('an exception', () => {
	it('is parked after the set number of attempts, and then taken up by no run', () => {
		expect(after(failed, failed).only).toMatchObject({ status: 'open', attempts: 2 });
		const parked = after(failed, failed, failed);
		expect(parked.only).toMatchObject({ status: 'parked', attempts: 3, next_attempt_at: '' });
		expect(dueKeys(parked.rows, 'purchase_order', Date.parse('2030-01-01'))).toEqual([]);
	});

	it('that is parked stays so when a replay fails too, and is resolved when it succeeds', () => {
		expect(after(failed, failed, failed, failed).only).toMatchObject({ status: 'parked', attempts: 4 });
		expect(after(failed, failed, failed, made({})).only).toMatchObject({ status: 'resolved' });
	});

	it('that is parked gets all of its attempts again when a person sets it to open', () => {
		const table = after(failed, failed, failed);
		table.rows = table.rows.map((row) => ({ ...row, status: 'open' }));
		expect(dueKeys(table.rows, 'purchase_order', Date.parse(now))).toEqual(['45']);
		table.run([failed]);
		expect(table.only).toMatchObject({ status: 'open', attempts: 1 });
	});

	it('that is held is never parked: every run looks at it', () => {
		const table = after(held, held, held, held, held);
		expect(table.only).toMatchObject({ status: 'open', attempts: 5, next_attempt_at: '' });
		expect(dueKeys(table.rows, 'purchase_order', Date.parse(now))).toEqual(['45']);
	});

	it.each(['vendor_missing', 'contract_missing'])(
		'that waits for another document (%s) is looked at in every run: that may have been released',
		(reason) => {
			const waiting = made({ status: 'waiting', reason });
			const table = after(waiting, waiting, waiting, waiting);
			expect(table.only).toMatchObject({ status: 'open', attempts: 4, next_attempt_at: '' });
			expect(dueKeys(table.rows, 'purchase_order', Date.parse(now))).toEqual(['45']);
		},
	);

	it('that was held for long is not parked at its first failure', () => {
		expect(after(held, held, held, failed).only).toMatchObject({ status: 'open', attempts: 1 });
	});

	it.each(['system_unavailable', 'rate_limited', 'vendor_missing', 'contract_missing', 'no_billing_period'])(
		'that waits for something else than the document (%s) is not parked: nothing in SAP would bring it back',
		(reason) => {
			const waiting = made({ status: 'waiting', reason });
			expect(after(waiting, waiting, waiting, waiting).only).toMatchObject({ status: 'open', attempts: 4 });
		},
	);

	it('of a lane as a whole is not parked: every run meets it anew', () => {
		const lane = made({ sapKey: '', projectId: '', status: 'failed', reason: 'credential_rejected' });
		expect(after(lane, lane, lane, lane).only).toMatchObject({ status: 'open', attempts: 4 });
	});

	it('waits at growing distance, at most half a day', () => {
		const waits = Array.from({ length: 8 }, (_, index) => {
			const row = exceptionRowSchema.parse({
				...{ entity: 'purchase_order', sap_key: '45', project_id: '1', status: 'open' },
				...{ attempts: index, next_attempt_at: index === 0 ? '' : now },
			});
			const [update] = record(
				recordInput({ outcomes: [failed], known: [row], now, maximumAttempts: 100 }),
			).exceptions.map((each) => each.row);
			return (Date.parse(update?.next_attempt_at ?? '') - Date.parse(now)) / 60_000;
		});
		expect(waits).toEqual([15, 30, 60, 120, 240, 480, 720, 720]);
	});

	it('that a person set to ignored stays so, whether the document fails again or succeeds', () => {
		const table = after(failed);
		table.rows = table.rows.map((row) => ({ ...row, status: 'ignored' }));
		const before = table.rows;
		table.run([failed]);
		table.run([made({})]);
		expect(table.rows).toEqual(before);
	});

	it('is resolved once, however often the replay that brought the document through is pressed', () => {
		const table = after(failed, made({}));
		const resolved = table.only;
		table.run([made({ status: 'unchanged' })], '2026-10-01T07:00:00.000Z');
		table.run([made({ status: 'unchanged' })], '2026-10-01T08:00:00.000Z');
		expect([table.rows.length, table.only]).toEqual([1, resolved]);
	});

	it('that comes back opens the same row again', () => {
		expect(after(failed, made({}), failed).rows).toMatchObject([{ status: 'open', attempts: 1 }]);
	});
});

describe('exceptions', () => {
	const some = fc.record({
		sapKey: fc.constantFrom('45', '46'),
		projectId: fc.constantFrom('', '1', '2'),
		kind: fc.constantFrom<Partial<Outcome>>(
			{},
			{ status: 'unchanged' },
			{ status: 'ignored', reason: 'order_deleted' },
			{ status: 'held', reason: 'unmapped_cost_code' },
			{ status: 'failed', reason: 'procore_rejected' },
			{ status: 'waiting', reason: 'vendor_missing' },
		),
	});
	const batch = fc.uniqueArray(some, { selector: (each) => `${each.sapKey}|${each.projectId}`, maxLength: 6 });

	it('stand once for each document and project, open or parked exactly while its last outcome was trouble', () => {
		fc.assert(
			fc.property(fc.array(batch, { maxLength: 12 }), (runs) => {
				const table = new Table();
				for (const each of runs) {
					const outcomes = each.map(({ sapKey, projectId, kind }) => made({ sapKey, projectId, ...kind }));
					table.run(outcomes);
					for (const { sapKey, projectId, status } of outcomes) {
						const rows = table.rows.filter((row) => row.sap_key === sapKey && row.project_id === projectId);
						const trouble = ['held', 'failed', 'waiting'].includes(status);
						expect(rows.length).toBeLessThanOrEqual(1);
						expect(rows.some((row) => row.status !== 'resolved')).toBe(trouble);
					}
					const due = dueKeys(table.rows, 'purchase_order', Date.parse('2030-01-01'));
					const open = table.rows.filter(({ status }) => status === 'open').map((row) => row.sap_key);
					expect(due.filter((key) => !open.includes(key))).toEqual([]);
				}
			}),
		);
	});
});
