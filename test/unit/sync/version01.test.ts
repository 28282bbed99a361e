import type { Outcome } from '../../../nodes/shared/model';
import {
	amountsOfVersion01,
	heldUntilConfirmed,
	publishedVersion01,
	type AuditTrace,
	type RunTrace,
} from '../../../nodes/SapToProcore/sync/version01';
import left from '../../fixtures/version-0.1.json';

const { audit } = left;
const runs = left.runs.map((run) => ({ ...run, settings: '' }));
const settings = '{"lanes":"actual_cost"}';

describe('what version 0.1 wrote into budgets', () => {
	const amounts = amountsOfVersion01(audit, runs);
	const named = amounts.map(({ projectId, costCode, before, after }) => [projectId, costCode, before, after]);

	it('is listed with the amount that was there before it first wrote, and what it wrote last', () => {
		expect(named).toEqual([
			['1', '03-310', '50000.0', '12500.00'],
			['1', '03-320', null, '4000.00'],
			['2', '03-310', '8000.0', '9000.00'],
			['2', '03-320', null, '700.00'],
		]);
		expect(amounts[0]).toMatchObject({ costType: 'M', at: '2026-11-24T05:00:12.000Z', budgetChangeId: '' });
		expect(String(left.procore.budgetLines[0]?.id)).toBe(amounts[0]?.procoreId);
	});

	it('tells budget changes that it made, and those that it drafted', () => {
		const changes = left.procore.budgetChanges.map(({ id }) => String(id));
		expect(amounts.flatMap(({ budgetChangeId }) => budgetChangeId || [])).toEqual(changes);
	});

	it('is read in the order in which it was written, whatever order the rows are in', () => {
		expect(
			amountsOfVersion01([...audit].reverse(), runs)
				.map(({ before, after, at }) => [before, after, at])
				.sort(),
		).toEqual(amounts.map(({ before, after, at }) => [before, after, at]).sort());
	});

	describe('by a single row', () => {
		const [first] = audit.filter(({ status, entity }) => status === 'synced' && entity === 'budget');
		const of = (fields: Partial<AuditTrace>) =>
			amountsOfVersion01([{ ...(first as AuditTrace), procore_id: '', ...fields }], runs);

		it.each([
			['{"previous":500,"now":"7.00"}', '500', '7.00'],
			['{"previous":"","now":""}', null, '0'],
			['{"previous":["1"],"now":{}}', null, '0'],
			['null', null, '0'],
			['"500"', null, '0'],
			['{"previous":', null, '0'],
		])('%s is before it %s, after it %s', (detail, before, after) => {
			expect(of({ detail })).toMatchObject([{ before, after, budgetChangeId: '' }]);
		});

		it.each([
			['another entity', { entity: 'actual_cost' }],
			['another kind of object', { origin_id: 'sap:S4P:po:45:1' }],
			['no cost code', { origin_id: 'sap:S4P:budget:1' }],
			['no origin ID', { origin_id: '' }],
			['another status', { status: 'failed' }],
			['another run', { run_id: 'x' }],
		])('is nothing with %s', (_, fields) => {
			expect(of(fields)).toEqual([]);
		});

		it('is what was drafted as a budget change as well', () => {
			const detail = '{"previous":"1.00","now":"2.00","budgetChangeId":77}';
			expect(of({ status: 'held', reason: 'budget_change_drafted', detail })).toMatchObject([
				{ before: '1.00', after: '2.00', budgetChangeId: '77' },
			]);
		});
	});

	it('is not what it only planned, nor what this version writes', () => {
		expect(named.flat()).not.toContain('05-100');
		const later = audit.map((row) => ({ ...row, run_id: '20261129T060000Z-9' }));
		const ours = { run_id: '20261129T060000Z-9', started_at: '2026-11-29T06:00:00.000Z', settings };
		expect(amountsOfVersion01(later, [...runs, ours])).toEqual([]);
	});

	it('is not its direct costs', () => {
		expect(left.procore.directCosts.map(({ origin_id }) => origin_id)).toEqual(['sap:S4P:directcost:3']);
		expect(amounts.filter(({ projectId }) => projectId === '3')).toEqual([]);
	});
});

describe('actual costs of projects in whose budgets version 0.1 wrote', () => {
	const amounts = amountsOfVersion01(audit, runs);
	const decided = [
		{ index: 0, covers: ['a'], desired: { projectId: '1' } },
		{ index: 1, covers: ['b'], outcome: { projectId: '1' } },
		{ index: 2, covers: ['c'], desired: { projectId: '3' } },
		{ index: 3, covers: ['d'], outcome: { projectId: '2' } },
		{ index: 4, covers: ['e'], outcome: { projectId: '' } },
	];

	it('are held until somebody has confirmed them; those of other projects go on, and no document is lost', () => {
		const held = heldUntilConfirmed('actual_cost', decided, amounts, new Set());
		expect(held.slice(0, 3)).toEqual(decided.slice(2));
		expect(held.slice(3)).toMatchObject([
			{ index: 0, covers: ['a', 'b'], outcome: { status: 'held', reason: 'costs_not_confirmed', projectId: '1' } },
		]);
		expect(held.flatMap(({ covers }) => covers).sort()).toEqual(['a', 'b', 'c', 'd', 'e']);
	});

	it('are held with every amount, and with what was there before it', () => {
		const [outcome] = heldUntilConfirmed('actual_cost', decided, amounts, new Set()).flatMap((each) =>
			'detail' in (each.outcome ?? {}) ? [each.outcome as Outcome] : [],
		);
		expect(outcome?.message).toContain('03-310 M: 12500.00, before it 50000.0; 03-320 M: 4000.00, before it no line');
		expect(outcome?.detail.amounts).toEqual(amounts.filter(({ projectId }) => projectId === '1'));
	});

	it('tell one amount from several, and by which budget change it came', () => {
		const amount = { costCode: '03-310', costType: '', before: null, after: '1.00', at: '', procoreId: '' };
		const messageOf = (...budgetChangeIds: string[]) => {
			const written = budgetChangeIds.map((budgetChangeId) => ({ ...amount, projectId: '1', budgetChangeId }));
			const [held] = heldUntilConfirmed('budget', decided.slice(0, 1), written, new Set());
			return (held as { outcome: Outcome }).outcome.message;
		};
		expect(messageOf('')).toContain('One amount: 03-310: 1.00, before it no line.');
		expect(messageOf('', '77')).toContain(
			'2 amounts: 03-310: 1.00, before it no line; 03-310: 1.00 by budget change 77, before it no line.',
		);
	});

	it('go on once somebody has', () => {
		expect(heldUntilConfirmed('actual_cost', decided, amounts, new Set(['1']))).toEqual(decided);
		expect(heldUntilConfirmed('actual_cost', decided, [], new Set())).toEqual(decided);
	});
});

describe('a workflow of version 0.1', () => {
	const ran = (started_at: string, more: Partial<RunTrace> = {}): RunTrace => ({
		...{ run_id: `${started_at}-1`, started_at, settings: '' },
		...more,
	});
	const daily = [ran('2026-11-23T05:00:00.000Z'), ran('2026-11-24T05:00:00.000Z')];

	it('seems to be published as long as its next run may still come', () => {
		expect(publishedVersion01(daily, '2026-11-24T09:00:00.000Z')).toEqual({
			runId: '2026-11-24T05:00:00.000Z-1',
			startedAt: '2026-11-24T05:00:00.000Z',
			until: '2026-11-25T17:00:00.000Z',
		});
		expect(publishedVersion01(daily, '2026-11-25T17:00:01.000Z')).toBeUndefined();
	});

	it.each([
		[
			'that has run once is thought to run once a day',
			['05:00'],
			'2026-11-25T16:59:59.000Z',
			'2026-11-25T17:00:01.000Z',
		],
		[
			'by hand twice in a minute waits for a while',
			['04:59', '05:00'],
			'2026-11-24T05:22:30.000Z',
			'2026-11-24T05:22:31.000Z',
		],
	])('%s', (_, times, still, gone) => {
		const given = times.map((time) => ran(`2026-11-24T${time}:00.000Z`));
		expect(publishedVersion01(given, still)).toBeDefined();
		expect(publishedVersion01(given, gone)).toBeUndefined();
	});

	it('is not told by a run without a time, nor by settings of blanks alone', () => {
		const [last] = daily.slice(-1);
		const given = [ran('once'), ...daily.map((run) => ({ ...run, settings: ' ' }))];
		expect(publishedVersion01(given, '2026-11-24T09:00:00.000Z')?.startedAt).toBe(last?.started_at);
	});

	it('that runs every hour seems to be gone after an hour and a half', () => {
		const hourly = [ran('2026-11-24T05:00:00.000Z'), ran('2026-11-24T06:00:00.000Z')];
		expect(publishedVersion01(hourly, '2026-11-24T07:15:00.000Z')).toBeDefined();
		expect(publishedVersion01(hourly, '2026-11-24T07:31:00.000Z')).toBeUndefined();
	});

	it('is gone once this version has run, until it runs again', () => {
		const ours = ran('2026-11-24T08:00:00.000Z', { settings });
		expect(publishedVersion01([...daily, ours], '2026-11-24T09:00:00.000Z')).toBeUndefined();
		const again = ran('2026-11-25T05:00:00.000Z');
		expect(publishedVersion01([...daily, ours, again], '2026-11-25T06:00:00.000Z')).toMatchObject({
			startedAt: '2026-11-25T05:00:00.000Z',
		});
	});

	it('never was there where this version only has run', () => {
		expect(
			publishedVersion01([ran('2026-11-24T05:00:00.000Z', { settings })], '2026-11-24T05:30:00.000Z'),
		).toBeUndefined();
		expect(publishedVersion01([], '2026-11-24T05:30:00.000Z')).toBeUndefined();
	});
});
