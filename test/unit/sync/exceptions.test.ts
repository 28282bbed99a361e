import fc from 'fast-check';
import type { Entity } from '../../../nodes/shared/entities';
import { outcome, type Outcome, type Run } from '../../../nodes/shared/model';
import { reasons } from '../../../nodes/shared/reasons';
import { dueKeys, namedKeys, type Selection } from '../../../nodes/SapToProcore/sync/replayKeys';
import { isIgnoredNoMore } from '../../../nodes/SapToProcore/sync/record/exceptionRows';
import { readOutcome, wholeRun } from '../../../nodes/SapToProcore/sync/readOutcome';
import {
	exceptionUpdates,
	record,
	type KnownException,
	type RecordInput,
} from '../../../nodes/SapToProcore/sync/record';
import { knownException, lane, recordInput, run as exampleRun } from '../../support/examples.ts';

const now = '2026-10-01T06:00:00.000Z';
const maximumAttempts = 3;

/** The exceptions that the outcomes of the lane of orders open and resolve. */
const updates = (outcomes: Outcome[], more: Partial<RecordInput> & { entity?: Entity } = {}) =>
	record(recordInput({ entity: 'purchase_order', outcomes, now, ...more })).exceptions;

/** The table, written as the ledger writes it: over the row of the same document and project, or a new one. */
class Table {
	rows: KnownException[] = [];
	#runs = 0;

	run(outcomes: Outcome[], at = now, more: Partial<Run> = {}): void {
		const known = this.rows.filter(({ status }) => status !== 'resolved');
		this.#runs += 1;
		const run = exampleRun({ maximumAttempts, runId: `run-${String(this.#runs)}`, ...more });
		for (const update of updates(outcomes, { run, known, now: at })) {
			const next = knownException({ ...update });
			this.rows = [...this.rows.filter((each) => !same(each, next)), next];
		}
	}

	get only(): KnownException | undefined {
		return this.rows[0];
	}
}

const same = (a: KnownException, b: KnownException) =>
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

	it('that several batches of one run meet has had one attempt', () => {
		const table = after(failed);
		for (const runId of ['2', '2', '2']) table.run([failed], now, { runId });
		expect(table.only).toMatchObject({ status: 'open', attempts: 2 });
		for (const runId of ['3', '3']) table.run([failed], now, { runId });
		expect(table.only).toMatchObject({ status: 'parked', attempts: 3 });
		const waits = after(held);
		for (const runId of ['2', '2']) waits.run([held], now, { runId });
		expect(waits.only).toMatchObject({ status: 'open', attempts: 2 });
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
			const row = knownException({
				...{ project_id: '1', attempts: index, next_attempt_at: index === 0 ? '' : now },
			});
			const run = exampleRun({ maximumAttempts: 100 });
			const [update] = updates([failed], { run, known: [row] });
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

	const about = { ...held, sapChangedAt: '2026-09-30T08:00:00.000Z', message: 'Item 10', detail: {} };
	it.each<[string, Partial<Outcome>, string]>([
		['the same again', {}, 'ignored'],
		['another reason', { reason: 'currency_mismatch' }, 'open'],
		['other facts', { message: 'Item 20' }, 'open'],
		['another amount', { detail: { total: '7.00', currency: 'EUR' } }, 'open'],
		['a change in SAP', { sapChangedAt: '2026-10-01T05:00:00.000Z' }, 'open'],
		['nothing known of a change', { sapChangedAt: '' }, 'ignored'],
		['an outage, on which nobody has to act', { status: 'waiting', reason: 'system_unavailable' }, 'ignored'],
	])('that a person set to ignored meets %s: %s', (_what, more, status) => {
		const table = after(about);
		table.rows = table.rows.map((row) => ({ ...row, status: 'ignored', attempts: 7, announced_run: 'run-1' }));
		table.run([{ ...about, ...more }], '2026-10-02T06:00:00.000Z');
		expect(table.rows).toHaveLength(1);
		expect(table.only?.status).toBe(status);
		if (status === 'ignored') return;
		const anew = { attempts: 1, first_seen: '2026-10-02T06:00:00.000Z', announced_run: 'pending' };
		expect(table.only).toMatchObject(anew);
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

	it('opens with words for a business user', () => {
		expect(updates([made({ status: 'held', reason: 'ambiguous_vendor_name' })])).toMatchObject([
			{
				...{ status: 'open', attempts: 1, first_seen: now, next_attempt_at: '', run_id: exampleRun().runId },
				title: reasons.ambiguous_vendor_name.title,
			},
		]);
	});

	it('passes on the advice that a node gave for this very case', () => {
		const detail = { advice: 'Have the communication arrangement SAP_COM_0008 activated.' };
		expect(updates([made({ status: 'failed', reason: 'service_not_available', detail })])).toMatchObject([detail]);
	});

	it('counts attempts and keeps when it was first seen', () => {
		const known = [
			knownException({
				...{ project_id: '1', attempts: 2, first_seen: '2026-09-01T00:00:00.000Z', next_attempt_at: now },
			}),
		];
		expect(updates([made({ status: 'failed', reason: 'no_answer' })], { known })).toMatchObject([
			{ attempts: 3, first_seen: '2026-09-01T00:00:00.000Z', next_attempt_at: '2026-10-01T07:00:00.000Z' },
		]);
	});

	it('waits as long as Procore asked for', () => {
		const detail = { retryAt: '2026-10-01T06:10:00.000Z' };
		const [update] = updates([made({ status: 'waiting', reason: 'rate_limited', detail })]);
		expect(update?.next_attempt_at).toBe('2026-10-01T06:10:00.000Z');
	});

	it('is resolved when its document went through, and no other is', () => {
		const known = [knownException({ project_id: '1' }), knownException({ sap_key: '46', project_id: '1' })];
		expect(updates([made({})], { known })).toMatchObject([{ sap_key: '45', status: 'resolved' }]);
	});

	it('is resolved when a step of the workflow leaves its document out: nobody wants it in Procore any more', () => {
		const leftOut = made({ projectId: '', status: 'ignored', reason: 'left_out_by_workflow' });
		const known = [knownException({ project_id: '1' }), knownException({ project_id: '' })];
		expect(updates([leftOut], { known }).map(({ status }) => status)).toEqual(['resolved', 'resolved']);
	});

	it('that is resolved keeps what it was about', () => {
		const about = { reason: 'no_answer', title: 'T', advice: 'A', message: 'M', first_seen: '2026-09-01' };
		const [update] = updates([made({})], { known: [knownException({ project_id: '1', attempts: 4, ...about })] });
		expect(update).toMatchObject({ ...about, attempts: 4, next_attempt_at: '', last_seen: now });
	});

	it('says what is at stake, where the outcome does, and keeps that when it is resolved', () => {
		const worth = { ...held, detail: { total: '12.50', currency: 'USD' } };
		expect(after(worth).only).toMatchObject({ amount: '12.50', currency: 'USD' });
		expect(after(worth, made({})).only).toMatchObject({ status: 'resolved', amount: '12.50', currency: 'USD' });
		expect(after(worth, held).only).toMatchObject({ amount: '', currency: '' });
		expect(after({ ...held, detail: { total: '12.50' } }).only).toMatchObject({ amount: '', currency: '' });
	});

	it('has no column that is not written: customer and the number of the row are the matter of the ledger', () => {
		const row = { ...knownException({ project_id: '1' }), id: '7', customer: 'acme', more: 'x' };
		const columns = (outcomes: Outcome[]) =>
			updates(outcomes, { known: [row] }).flatMap((update) => Object.keys(update).sort());
		expect(columns([made({})])).toEqual(columns([failed]));
		for (const name of ['id', 'customer', 'more']) expect(columns([made({})])).not.toContain(name);
	});
});

describe('an exception that nobody has heard of', () => {
	it('is pending until a run announces it', () => {
		expect(after(failed).only?.announced_run).toBe('pending');
		expect(after(failed, failed).only?.announced_run).toBe('pending');
	});

	it('is not announced again while it stays, however often it is met, and also when it is parked', () => {
		const table = after(failed);
		table.rows = table.rows.map((row) => ({ ...row, announced_run: 'run-1' }));
		table.run([failed]);
		expect(table.only).toMatchObject({ status: 'open', announced_run: 'run-1' });
		table.run([failed]);
		expect(table.only).toMatchObject({ status: 'parked', announced_run: 'run-1' });
	});

	it('that was resolved and comes back is announced again', () => {
		const table = after(failed);
		table.rows = table.rows.map((row) => ({ ...row, announced_run: 'run-1' }));
		table.run([made({})]);
		expect(table.only).toMatchObject({ status: 'resolved', announced_run: 'run-1' });
		table.run([failed]);
		expect(table.only).toMatchObject({ status: 'open', announced_run: 'pending' });
	});

	it('of a table from before announcements is announced once', () => {
		const known = [knownException({ project_id: '1', announced_run: '' })];
		expect(updates([failed], { known })).toMatchObject([{ status: 'open', announced_run: 'pending' }]);
	});
});

describe('an exception of a lane as a whole', () => {
	const down = made({ sapKey: '', projectId: '', status: 'failed', reason: 'system_unavailable' });
	const known = [knownException({ sap_key: '', reason: 'system_unavailable' })];

	it('opens when the lane fails, and is resolved once its window was read', () => {
		expect(updates([down])).toMatchObject([{ sap_key: '', project_id: '', status: 'open' }]);
		expect(updates([], { known })).toMatchObject([{ sap_key: '', status: 'resolved' }]);
	});

	it('stays when the lane fails on something else, or documents are unaccounted for', () => {
		const other = made({ sapKey: '', projectId: '', status: 'held', reason: 'roster_shrunk' });
		expect(updates([other], { known })).toMatchObject([{ sap_key: '', status: 'open', reason: 'roster_shrunk' }]);
		expect(updates([], { known, fetched: ['45'], unaccounted: 1 })).toEqual([]);
	});

	it.each<[string, Partial<RecordInput>]>([
		['single documents were read', { lane: lane('purchase_order', { readWindow: false, keys: ['45'] }) }],
		['nothing was read', { lane: lane('purchase_order', { reads: false }) }],
		['SAP could not be asked for its clock', { run: exampleRun({ system: '' }) }],
		['a full batch led no further', { lane: lane('purchase_order', { limit: 1, afterKey: '9' }), fetched: ['1'] }],
	])('stays when %s', (_, more) => {
		expect(updates([], { known, ...more })).toEqual([]);
	});
});

describe('an exception of the run as a whole', () => {
	const failure = { json: { error: 'SAP could not be reached', details: { reason: 'system_unavailable' } } };
	const about = (outcomes: Outcome[], known: KnownException[], through: boolean) =>
		exceptionUpdates({
			...{ run: exampleRun({ system: '' }), lane: undefined, outcomes, known, through, maximumAttempts, now },
		});
	const known = knownException({ entity: wholeRun, sap_key: '', announced_run: 'run-1', attempts: 7 });

	it('opens when SAP could not be asked, and belongs to no lane', () => {
		expect(about([readOutcome(failure, wholeRun, now)], [], false)).toMatchObject([
			{
				...{ entity: 'run', sap_key: '', project_id: '', status: 'open', reason: 'system_unavailable' },
				...{ message: 'SAP could not be reached', announced_run: 'pending', attempts: 1 },
			},
		]);
	});

	it('is met again by every run, never parked, and not announced again', () => {
		expect(about([readOutcome(failure, wholeRun, now)], [known], false)).toMatchObject([
			{ status: 'open', announced_run: 'run-1' },
		]);
	});

	it('is resolved by the next run that could ask SAP, and by no other', () => {
		expect(about([], [known], true)).toMatchObject([{ entity: 'run', status: 'resolved' }]);
		expect(about([], [known], false)).toEqual([]);
	});

	it('that a person set to ignored is left alone', () => {
		const ignored = { ...known, status: 'ignored' };
		expect(about([], [ignored], true)).toEqual([]);
		expect(about([readOutcome(failure, wholeRun, now)], [ignored], false)).toEqual([]);
	});

	it('is not touched by a lane', () => {
		expect(updates([], { known: [] })).toEqual([]);
	});
});

describe('a number that somebody asked to replay and SAP does not have', () => {
	const typo = made({
		sapKey: '99',
		projectId: '',
		originId: '',
		sapChangedAt: '',
		status: 'failed',
		reason: 'not_found',
	});
	const run = exampleRun({ mode: 'replay' });

	it('opens no exception: nothing would ever resolve it', () => {
		expect(updates([typo], { run })).toEqual([]);
	});

	it('keeps one that is there, and any other run opens one', () => {
		const known = [knownException({ sap_key: '99', project_id: '' })];
		expect(updates([typo], { run, known })).toMatchObject([{ sap_key: '99', status: 'open', reason: 'not_found' }]);
		expect(updates([typo])).toMatchObject([{ sap_key: '99', status: 'open' }]);
	});

	it('is not what Procore does not find of a document that SAP has', () => {
		const document = { ...typo, sapChangedAt: '2026-09-30T10:00:00.000Z' };
		expect(updates([document], { run })).toMatchObject([{ sap_key: '99', status: 'open' }]);
	});
});

describe('a preview', () => {
	it('leaves exceptions alone', () => {
		const run = exampleRun({ mode: 'preview', dryRun: true });
		expect(updates([failed, made({ projectId: '2' })], { run, known: [knownException({ project_id: '2' })] })).toEqual(
			[],
		);
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

describe('several outcomes of one order', () => {
	const ofOrder = (sapKey: string, projectId: string, fields: Partial<Outcome> = {}) =>
		made({ sapKey, projectId, action: 'create', ...fields });
	const held = { status: 'held', reason: 'unmapped_cost_code', action: 'none' } as const;
	const exception = (sap_key: string, project_id: string, fields: { status?: string; reason?: string } = {}) =>
		knownException({ sap_key, project_id, ...fields });
	const statuses = (outcomes: Outcome[], known: KnownException[]) =>
		updates(outcomes, { known }).map((row) => [row.project_id, row.status]);

	it('resolve the exception of their own project only', () => {
		const known = [exception('45', '1'), exception('45', '2')];
		expect(statuses([ofOrder('45', '1'), ofOrder('45', '2', held)], known)).toEqual([
			['2', 'open'],
			['1', 'resolved'],
		]);
	});

	it('resolve the exception about the order as a whole, once it is not met again', () => {
		expect(statuses([ofOrder('45', '1', held)], [exception('45', '')])).toEqual([
			['1', 'open'],
			['', 'resolved'],
		]);
	});

	it('resolve the exception of a project that the order has left', () => {
		expect(statuses([ofOrder('45', '2')], [exception('45', '1')])).toEqual([['1', 'resolved']]);
	});

	it('do not resolve those of projects when the order is in trouble as a whole: nobody looked at them', () => {
		expect(statuses([ofOrder('45', '', held)], [exception('45', '1')])).toEqual([['', 'open']]);
	});

	it('do not resolve by absence when a part of the lane failed: the missing outcome may have been lost there', () => {
		const lane = ofOrder('', '', { status: 'failed', reason: 'system_unavailable' });
		expect(statuses([lane, ofOrder('45', '2')], [exception('45', '1'), exception('45', '2')])).toEqual([
			['', 'open'],
			['2', 'resolved'],
		]);
	});

	it('leave the exceptions of orders alone that were not looked at', () => {
		expect(statuses([ofOrder('46', '1')], [exception('45', '1'), exception('45', '')])).toEqual([]);
	});

	describe('of costs', () => {
		const entity = 'actual_cost';
		const cost = (sapKey: string, more: Partial<Outcome> = {}) => made({ entity, sapKey, ...more });
		/** Of all costs of the project, of which there are so many parts. */
		const told = (parts: number, more: Partial<Outcome> = {}) =>
			cost('|', { status: 'unchanged', fingerprint: 'x', detail: { parts }, ...more });
		const known = [knownException({ entity, sap_key: '03-300|M; Phase=Q', project_id: '1' })];
		const settled = (outcomes: Outcome[]) => updates(outcomes, { entity, known }).map(({ status }) => status);

		it('resolve the exception of a cost code that the project has no costs on any more', () => {
			expect(settled([cost('03-300|M; Phase=P'), told(1)])).toEqual(['resolved']);
		});

		it('leave it where not every part of the project was told, nobody looked at its parts, or the lane failed', () => {
			expect(settled([cost('03-300|M; Phase=P'), told(2)])).toEqual([]);
			expect(settled([cost('03-300|M; Phase=P'), told(1, { fingerprint: '' })])).toEqual([]);
			expect(settled([cost('03-300|M; Phase=P', { projectId: '2' }), told(1, { projectId: '2' })])).toEqual([]);
			const foreign = cost('05-100|S', { status: 'held', reason: 'currency_mismatch' });
			const withStopped = told(1, { detail: { parts: 1, stopped: 1 } });
			expect(settled([foreign, withStopped])).toEqual(['open']);
			expect(settled([foreign, cost('03-300|M; Phase=P'), withStopped])).toEqual(['open', 'resolved']);
			const lane = cost('', { projectId: '', status: 'failed', reason: 'system_unavailable' });
			expect(settled([cost('03-300|M; Phase=P'), told(1), lane]).filter((status) => status === 'resolved')).toEqual([]);
		});
	});

	it('make one exception where a project has several troubles, the first', () => {
		const outcomes = [ofOrder('45', '1', held), ofOrder('45', '1', { ...held, reason: 'currency_mismatch' })];
		expect(updates(outcomes).map(({ reason }) => reason)).toEqual(['unmapped_cost_code']);
	});

	it('resolve a parked one too, and leave an ignored one alone', () => {
		const known = [
			exception('45', '1', { status: 'parked' }),
			exception('45', '2', { status: 'Ignored', reason: held.reason }),
		];
		expect(statuses([ofOrder('45', '1'), ofOrder('45', '2')], known)).toEqual([['1', 'resolved']]);
		expect(statuses([ofOrder('45', '2', held)], known.slice(1))).toEqual([]);
	});
});

describe('what a replay reads', () => {
	const known = [
		knownException({ sap_key: '1', next_attempt_at: '2026-10-01T06:00:01.000Z' }),
		knownException({ sap_key: '2', next_attempt_at: '2026-10-01T06:00:00.000Z' }),
		knownException({ sap_key: '2', project_id: '9' }),
		knownException({ sap_key: '3', status: 'parked' }),
		knownException({ sap_key: '4', status: 'ignored' }),
		knownException({ sap_key: '' }),
		knownException({ entity: 'supplier', sap_key: '5' }),
	];
	const documents: Selection['documents'] = [
		{ entity: 'purchase_order', key: '4' },
		{ entity: 'purchase_order', key: '99' },
		{ entity: 'purchase_order', key: '99' },
		{ entity: 'supplier', key: '5' },
	];

	it.each<[string, Partial<Selection>, string[]]>([
		['all that is due', {}, ['2']],
		['all of the entity, parked ones too', { entity: 'purchase_order' }, ['1', '2', '3']],
		['nothing of another entity', { entity: 'supplier' }, []],
		['one document with an exception', { key: '4' }, ['4']],
		['no document of a number that has none', { key: '99' }, []],
		['any document of the entity', { entity: 'purchase_order', key: '99' }, ['99']],
		['just those that were chosen, each once', { documents }, ['4', '99']],
	])('is %s', (_, selection, expected) => {
		const chosen = { entity: '', key: '', ...selection } as const;
		expect(namedKeys(known, 'purchase_order', chosen, Date.parse(now))).toEqual(expected);
	});

	it.each<[string, Partial<Selection>, string[]]>([
		['all that is due', {}, ['6']],
		['all of the entity', { entity: 'actual_cost' }, ['6']],
		['that one', { entity: 'actual_cost', key: 'SAP project 5002' }, ['SAP project 5002']],
		['chosen ones', { documents: [{ entity: 'actual_cost', key: 'SAP project 5002' }] }, ['SAP project 5002']],
	])('of costs that SAP does not show any more, which then leave Procore: %s', (_, selection, expected) => {
		const costs = [
			knownException({ entity: 'actual_cost', sap_key: 'SAP project 5002', reason: 'costs_not_shown' }),
			knownException({ entity: 'actual_cost', sap_key: '6', reason: 'unmapped_cost_code' }),
		];
		const chosen = { entity: '', key: '', ...selection } as const;
		expect(namedKeys(costs, 'actual_cost', chosen, Date.parse(now))).toEqual(expected);
	});
});

describe('an exception that is ignored for a time', () => {
	it.each([
		['ignored', '2026-10-01T05:59:59.000Z', true],
		['ignored', now, true],
		['ignored', '2026-10-01T06:00:01.000Z', false],
		['ignored', 'when Kim is back', false],
		['ignored', '', false],
		['open', '2026-09-30', false],
	])('%s until %s is open again: %s', (status, ignored_until, expected) => {
		expect(isIgnoredNoMore({ status, ignored_until }, now)).toBe(expected);
	});
});

describe('what an exception says', () => {
	const of = (fields: Partial<Outcome>) => updates([made({ ...held, ...fields })])[0];
	const { advice } = reasons.unmapped_cost_code;

	it.each<[unknown, string]>([
		['Do this', 'Do this'],
		['', advice],
		[7, advice],
		[undefined, advice],
	])('is the advice of the case where there is one: %j', (given, expected) => {
		expect(of({ detail: given === undefined ? {} : { advice: given } })?.advice).toBe(expected);
	});

	it('is what of the document lacks a cost code', () => {
		expect(of({ detail: { unmapped: [{ amount: '1.00' }] } })?.unmapped).toBe('[{"amount":"1.00"}]');
		expect(of({})?.unmapped).toBe('');
	});

	it.each([
		[{ total: 12.5, currency: 'USD' }, ['', '']],
		[{ total: '12.50', currency: 7 }, ['', '']],
		[{ total: '12.50', currency: '' }, ['', '']],
		[{ total: '0.00', currency: 'USD' }, ['0.00', 'USD']],
	])('is an amount only with its currency: %j', (detail, expected) => {
		expect([of({ detail })?.amount, of({ detail })?.currency]).toEqual(expected);
	});

	it('is over once somebody has switched the lane off, also where nothing was read', () => {
		const known = [knownException({ sap_key: '', reason: 'system_unavailable' })];
		const off = lane('purchase_order', { on: false, reads: false, readWindow: false });
		expect(updates([], { known, lane: off })).toMatchObject([{ sap_key: '', status: 'resolved' }]);
	});

	it('is not resolved twice', () => {
		expect(updates([made({})], { known: [knownException({ project_id: '1', status: 'resolved' })] })).toEqual([]);
	});

	it('stays where a replay fails for another reason than a number that SAP does not have', () => {
		const run = exampleRun({ mode: 'replay' });
		const about = { sapKey: '99', projectId: '', originId: '', sapChangedAt: '', status: 'failed' } as const;
		const statuses = [{ reason: 'no_answer' }, { projectId: '1' }, { originId: 'sap:S4P:po:99:1' }].map((fields) =>
			updates([made({ ...about, reason: 'not_found', ...fields })], { run }).map(({ status }) => status),
		);
		expect(statuses).toEqual([['open'], ['open'], ['open']]);
	});
});

describe('an exception about a cost that could not be read', () => {
	const rest = made({ entity: 'actual_cost', sapKey: '|', projectId: '', status: 'unchanged', action: 'none' });
	const unread = (sapKey: string) => made({ entity: 'actual_cost', sapKey, projectId: '', status: 'failed' });
	const resolved = (outcomes: Outcome[], fields: Partial<KnownException> = {}) => {
		const known = [knownException({ entity: 'actual_cost', sap_key: 'a', project_id: '', ...fields })];
		const found = updates(outcomes, { entity: 'actual_cost', known });
		return found.filter(({ status }) => status === 'resolved').map(({ sap_key }) => sap_key);
	};

	it('is over once all were read without it', () => {
		expect(resolved([rest])).toEqual(['a']);
		expect(resolved([rest, unread('a')])).toEqual([]);
		expect(resolved([rest, unread('')])).toEqual([]);
		expect(resolved([])).toEqual([]);
	});

	it('is not over with the last batch of a run that has met it in an earlier one', () => {
		expect(resolved([rest], { run_id: exampleRun().runId })).toEqual([]);
	});

	it('is not over with the last batch of a reading that another run has begun, and that has met it', () => {
		const { to } = lane('actual_cost').window;
		const [before, since] = [-1, 1].map((ms) => new Date(Date.parse(to) + ms).toISOString());
		expect(resolved([rest], { last_seen: before ?? '' })).toEqual(['a']);
		expect(resolved([rest], { last_seen: since ?? '' })).toEqual([]);
	});
});

describe('an exception about costs of a project, in a batch of projects', () => {
	const objects = { wbsElements: [], orders: [], costCenters: [], sapProjects: [] };
	const projects = { after: '1', upTo: '3', roster: 'r', own: objects, others: null, lookAt: 0 };
	const about = (fields: Partial<Outcome>) => made({ entity: 'actual_cost', projectId: '2', ...fields });
	const project = about({ sapKey: '|', fingerprint: 'hash', detail: { parts: 2 } });
	const rest = about({ sapKey: '|', projectId: '' });
	const parts = [about({ sapKey: 'a' }), about({ sapKey: 'b' })];
	const resolves = (outcomes: Outcome[], project_id = '2') => {
		const known = [knownException({ entity: 'actual_cost', sap_key: 'gone', project_id })];
		const found = updates(outcomes, { entity: 'actual_cost', lane: lane('actual_cost', { projects }), known });
		return found.some(({ sap_key, status }) => sap_key === 'gone' && status === 'resolved');
	};

	it('is over once all of the project was told without it', () => {
		expect(resolves([project, ...parts, rest])).toBe(true);
		expect(resolves([project, ...parts.slice(1), rest])).toBe(false);
		expect(resolves([{ ...project, fingerprint: '' }, ...parts, rest])).toBe(false);
		const withStopped = { ...project, detail: { parts: 2, stopped: 1 } };
		expect(resolves([withStopped, ...parts, rest])).toBe(false);
		expect(resolves([withStopped, ...parts, about({ sapKey: 'c', status: 'held' }), rest])).toBe(true);
	});

	it('is over where nothing is to be told of the project, and no step has left anything out', () => {
		const leftOut = about({ sapKey: 'c', projectId: '', status: 'ignored', reason: 'left_out_by_workflow' });
		expect(resolves([rest])).toBe(true);
		expect(resolves([rest, leftOut])).toBe(false);
		expect(resolves([])).toBe(false);
	});

	it('is not over while the project waits for a cost that could not be read', () => {
		const waits = about({ sapKey: '|', status: 'held', reason: 'costs_not_read' });
		const known = [knownException({ entity: 'actual_cost', sap_key: 'a', project_id: '2' })];
		const more = { entity: 'actual_cost', known } as const;
		const others = [about({ sapKey: 'a', projectId: '1' }), rest];
		const resolved = (outcomes: Outcome[]) => updates(outcomes, more).filter(({ status }) => status === 'resolved');
		expect(resolved(others)).toHaveLength(1);
		expect(resolved([...others, waits])).toEqual([]);
	});

	it('and one about the lane as a whole is over with the last batch', () => {
		const known = [knownException({ entity: 'actual_cost', sap_key: '', project_id: '' })];
		const resolved = (upTo: string) =>
			updates([rest], {
				...{ entity: 'actual_cost', known },
				lane: lane('actual_cost', { projects: { ...projects, upTo } }),
			}).map(({ status }) => status);
		expect([resolved('3'), resolved('')]).toEqual([[], ['resolved']]);
	});

	it('is not over by a batch of other projects', () => {
		expect(resolves([rest], '4')).toBe(false);
		expect(resolves([rest], '1')).toBe(false);
	});
});
