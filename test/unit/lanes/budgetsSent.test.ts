import { outcome, type DesiredBudgetAmount, type Outcome } from '../../../nodes/shared/model';
import {
	amountsHash,
	readCostsSent,
	sentAfter,
	takenBefore,
	writeCostsSent,
} from '../../../nodes/SapToProcore/lanes/cost/sent';
import { withoutBudgetLine } from '../../../nodes/SapToProcore/lanes/cost/keys';
import { lane } from '../../support/examples.ts';

const amount = (fields: Partial<DesiredBudgetAmount> = {}): DesiredBudgetAmount => ({
	...{ originId: 'sap:S4P:budget:1:03-300:M', projectId: '1', costCode: '03-300', costType: 'M', amount: '7.00' },
	...{ currency: 'USD', source: { entity: 'budget', sapKey: '03-300|M', sapChangedAt: null }, remarks: [] },
	...fields,
});
const part = (sapKey: string, status: Outcome['status'], projectId = '1') =>
	outcome({ entity: 'budget', action: 'update', sapKey, projectId, status });
const whole = (amounts: number, fields: Partial<Outcome> = {}) =>
	outcome({
		...{ entity: 'budget', action: 'none', sapKey: withoutBudgetLine, projectId: '1', status: 'unchanged' },
		...{ fingerprint: 'new', detail: { amounts } },
		...fields,
	});

describe('the hash of the amounts of a project', () => {
	const two = [amount(), amount({ originId: 'sap:S4P:budget:1:05-100:S', costCode: '05-100' })];

	it('is short, and the same whatever their order', () => {
		expect(amountsHash(two)).toHaveLength(16);
		expect(amountsHash([...two].reverse())).toBe(amountsHash(two));
	});

	it.each<[string, Partial<DesiredBudgetAmount>]>([
		['amount', { amount: '7.01' }],
		['currency', { currency: 'EUR' }],
		['cost type', { costType: 'L' }],
		['cost code', { costCode: '03-301' }],
		['origin ID', { originId: 'x' }],
	])('is another one with another %s', (_, fields) => {
		expect(amountsHash([amount(fields)])).not.toBe(amountsHash([amount()]));
	});

	it('tells a code and its type apart', () => {
		expect(amountsHash([amount({ costCode: '03-3', costType: '00' })])).not.toBe(
			amountsHash([amount({ costCode: '03-30', costType: '0' })]),
		);
	});
});

describe('what Procore has of budgets after a batch', () => {
	const before = { 1: 'old', 2: 'other' };

	it.each<[string, Outcome[], object]>([
		[
			'counts where all amounts were taken',
			[part('a', 'synced'), part('b', 'unchanged'), whole(2)],
			{ 1: 'new', 2: 'other' },
		],
		['does not count where one is missing', [part('a', 'synced'), whole(2)], { 2: 'other' }],
		['does not count where one was held', [part('a', 'synced'), part('b', 'held'), whole(2)], { 2: 'other' }],
		['counts an amount once', [part('a', 'synced'), part('a', 'synced'), whole(2)], { 2: 'other' }],
		['does not count those of others', [part('a', 'synced'), part('b', 'synced', '2'), whole(2)], { 2: 'other' }],
		['counts where there is nothing to have', [whole(0)], { 1: 'new', 2: 'other' }],
		['does not count a project that is not sent', [whole(0, { fingerprint: '' })], { 2: 'other' }],
		['says nothing of what no project takes', [whole(0, { projectId: '' })], before],
	])('%s', (_, outcomes, expected) => {
		expect(sentAfter(before, outcomes, true)).toEqual(expected);
	});

	it('is only what was read back, where the lane did not come through', () => {
		expect(sentAfter(before, [part('a', 'synced'), whole(1)], false)).toEqual({ 1: 'new' });
	});
});

describe('what a run leaves out because Procore has it', () => {
	const sent = { 1: 'old' };
	const unfinished = { from: null, to: '2026-10-01T05:58:00.000Z', after: '', backfill: '' };

	it('is left out by a delta and a preview', () => {
		expect([takenBefore('delta', lane('budget', { sent })), takenBefore('preview', lane('budget', { sent }))]).toEqual([
			sent,
			sent,
		]);
	});

	it('is compared again by a backfill, a replay, a first load and the rest of what was begun', () => {
		const all = [
			takenBefore('backfill', lane('budget', { sent })),
			takenBefore('replay', lane('budget', { sent })),
			takenBefore('delta', lane('budget', { sent, window: { from: null, to: unfinished.to } })),
			takenBefore('delta', lane('budget', { sent, unfinished })),
		];
		expect(all).toEqual([{}, {}, {}, {}]);
	});
});

it('a cell of what was sent is empty for nothing, and says nothing where it cannot be read', () => {
	expect([writeCostsSent({}), writeCostsSent({ 1: 'x' })]).toEqual(['', '{"1":"x"}']);
	expect([readCostsSent('{"1":"x"}'), readCostsSent(''), readCostsSent('{"1":2}')]).toEqual([{ 1: 'x' }, {}, {}]);
});
