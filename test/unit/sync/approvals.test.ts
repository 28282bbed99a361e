import { outcome, type Outcome } from '../../../nodes/shared/model';
import type { ApprovalRow } from '../../../nodes/SapToProcore/ledger/approvals';
import { record, type RecordInput } from '../../../nodes/SapToProcore/sync/record';
import { knownException, recordInput, run } from '../../support/examples.ts';

const now = '2026-10-01T06:00:00.000Z';
const approval = {
	...{ plan: 'p1', change: 'void', what: 'Contract 45: 100.00 → 90.00' },
	...{ before: '100.00', after: '90.00', moved: '10.00', currency: 'USD' },
};
const of = (originId: string, fields: Partial<Outcome> = {}) =>
	outcome({
		...{ entity: 'purchase_order', sapKey: '45', projectId: '1', originId, procoreId: '7' },
		...{ action: 'update', status: 'synced' },
		...fields,
	});
const asking = (originId: string, plan = 'p1') =>
	of(originId, {
		...{ status: 'held', action: 'none', reason: 'approval_needed', detail: { approval: { ...approval, plan } } },
	});
const row = (state: string, fields: Partial<Record<keyof ApprovalRow, string>> = {}) =>
	({
		...{ id: '1', entity: 'purchase_order', sap_key: '45', project_id: '1', origin_id: 'a', plan: 'p1', state },
		...fields,
	}) as ApprovalRow;

const recorded = (outcomes: Outcome[], known: ApprovalRow[] = [], more: Partial<RecordInput> = {}) =>
	record(recordInput({ entity: 'purchase_order', outcomes, knownApprovals: known, now, ...more }));
const stateOf = (outcomes: Outcome[], known: ApprovalRow, more: Partial<RecordInput> = {}) => {
	const [settled] = recorded(outcomes, [known], more).approvals.settled;
	return settled?.cells.state ?? known.state;
};

describe('a change that needs an approval', () => {
	it('is asked about with what would change, and is an exception with the amount that would move', () => {
		const { approvals, exceptions, audit } = recorded([asking('a')]);
		expect(approvals).toEqual({
			asked: [
				{
					...{ entity: 'purchase_order', sap_key: '45', project_id: '1', origin_id: 'a', state: 'waiting' },
					...{ plan: 'p1', change: 'void', what: approval.what, asked_at: now, run_id: run().runId },
					...{ before_amount: '100.00', after_amount: '90.00', moved_amount: '10.00', currency: 'USD' },
				},
			],
			settled: [],
		});
		expect(exceptions).toMatchObject([{ status: 'open', amount: '10.00', currency: 'USD' }]);
		expect(audit).toHaveLength(1);
	});

	it('is asked about once, and is once on record, while nobody answers', () => {
		const { approvals, audit } = recorded([asking('a')], [row('waiting')]);
		expect([approvals, audit]).toEqual([{ asked: [], settled: [] }, []]);
	});

	it('is asked about again when something else would be done, and the earlier question is outdated', () => {
		const { approvals, audit } = recorded([asking('a', 'p2')], [row('waiting')]);
		expect(approvals.asked.map(({ plan }) => plan)).toEqual(['p2']);
		expect(approvals.settled).toEqual([
			{ row: row('waiting'), cells: { state: 'outdated', settled_run: run().runId } },
		]);
		expect(audit).toHaveLength(1);
	});

	it('is another one than that of another object, although the plans are equal', () => {
		const { approvals } = recorded([asking('b'), of('a', { status: 'failed' })], [row('waiting')]);
		expect(approvals.asked.map(({ origin_id }) => origin_id)).toEqual(['b']);
		expect(approvals.settled).toEqual([]);
	});

	it('is not asked about in a preview', () => {
		const { approvals } = recorded([asking('b'), of('a')], [row('approved')], { run: run({ dryRun: true }) });
		expect(approvals).toEqual({ asked: [], settled: [] });
	});

	it('is nothing that was held for another reason', () => {
		expect(recorded([of('a', { status: 'held', reason: 'procore_rejected', detail: { approval } })]).approvals).toEqual(
			{
				asked: [],
				settled: [],
			},
		);
	});
});

describe('what became of a question', () => {
	it.each<[string, Partial<Outcome>, Record<'waiting' | 'approved' | 'left', string>]>([
		['was written', { status: 'synced' }, { waiting: 'outdated', approved: 'used', left: 'outdated' }],
		['is as it should be', { status: 'unchanged' }, { waiting: 'outdated', approved: 'used', left: 'outdated' }],
		[
			'has become a change order',
			{ status: 'held', reason: 'change_order_pending' },
			{ waiting: 'outdated', approved: 'used', left: 'outdated' },
		],
		[
			'is left as it is',
			{ status: 'ignored', reason: 'left_as_it_is' },
			{ waiting: 'outdated', approved: 'outdated', left: 'left' },
		],
		[
			'is ignored for another reason',
			{ status: 'ignored', reason: 'order_deleted' },
			{ waiting: 'outdated', approved: 'outdated', left: 'outdated' },
		],
		[
			'was refused by Procore',
			{ status: 'failed', reason: 'procore_rejected' },
			{ waiting: 'waiting', approved: 'approved', left: 'left' },
		],
	])('where its object %s', (_, fields, expected) => {
		const states = ['waiting', 'approved', 'left'] as const;
		expect(states.map((state) => stateOf([of('a', fields)], row(state)))).toEqual(
			states.map((state) => expected[state]),
		);
	});

	it('it stands while the same is asked, and nothing is said of its object', () => {
		expect(stateOf([asking('a')], row('approved'))).toBe('approved');
		expect(stateOf([of('b', { sapKey: '46' })], row('waiting'))).toBe('waiting');
	});

	it('it is outdated once its order has left the project, unless somebody wants it left as it is', () => {
		const known = [knownException({ project_id: '1' })];
		const elsewhere = [of('b', { projectId: '2' })];
		expect(stateOf(elsewhere, row('waiting'), { known })).toBe('outdated');
		expect(stateOf(elsewhere, row('left'), { known })).toBe('left');
		expect(stateOf(elsewhere, row('waiting', { project_id: '3' }), { known })).toBe('waiting');
		const stays = [...elsewhere, of('c', { status: 'failed', reason: 'procore_rejected' })];
		expect(stateOf(stays, row('waiting'), { known })).toBe('waiting');
	});
});
