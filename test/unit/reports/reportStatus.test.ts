import fc from 'fast-check';
import { headOf } from '../../../nodes/SapToProcore/reports/frame';
import { page } from '../../../nodes/SapToProcore/reports/kit/page';
import { noLinks } from '../../../nodes/SapToProcore/reports/links';
import { renderStatus } from '../../../nodes/SapToProcore/reports/status';
import type { StatusInput } from '../../../nodes/SapToProcore/reports/status/build';
import { turnsAround } from '../../../nodes/SapToProcore/reports/status/schedule';
import { everyLink } from '../../support/links.ts';
import { exceptionRow, hostileNames, runRow } from '../../support/reports';

const statusInput = (fields: Partial<StatusInput> = {}): StatusInput => ({
	customer: 'acme',
	now: '2026-10-01T06:00:00.000Z',
	schedule: { everyHours: 24, atHour: 5 },
	quotaPerHour: 600,
	reportCalls: [],
	runs: [runRow()],
	state: [{ entity: 'purchase_order', watermark: '2026-10-01T04:58:00.000Z' }],
	exceptions: [],
	resolved: [],
	lease: undefined,
	...fields,
});
const status = (fields: Partial<StatusInput> = {}) => renderStatus(statusInput(fields));

describe('Report > Status', () => {
	it('all is well when the last run came through and nothing is open', () => {
		const { model, subject } = status();
		expect(model).toMatchObject({ state: 'good', remarks: [], nextRun: '2026-10-02T05:00:00.000Z' });
		expect(subject).toContain('all is well');
		expect(model.runs[0]).toMatchObject({ seconds: 720, outcomes: { synced: 15, held: 2 } });
	});

	it.each([
		['by the schedule', { started_by: 'trigger' }, 'calm', 'by the schedule, UTC'],
		['by hand, so that nobody knows whether it is published', {}, 'unknown', 'UTC, if the sync is published'],
		[
			'by the schedule before the last two turns',
			{ started_by: 'trigger', started_at: '2026-09-30T04:59:00.000Z' },
			'unknown',
			'UTC, if the sync is published',
		],
	])('the next run, where the last one was started %s', (_how, run, tone, note) => {
		const made = status({ runs: [runRow({ started_by: 'manual', ...run })] });
		expect(page(made.page)).toContain(
			`<div class="tile ${tone}"><div class="label">Next run</div><div class="value">2026-10-02 05:00</div><div class="note">${note}</div>`,
		);
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

	it('nothing is well while only previews have run, and what they would hold is told', () => {
		const preview = runRow({ mode: 'preview' });
		expect(status({ runs: [preview] }).model).toMatchObject({
			state: 'attention',
			remarks: [
				'Only previews have run: nothing was written to Procore. The last one would have held 2 documents: the page Exceptions lists them.',
			],
		});
		expect(status({ runs: [preview, runRow()] }).model).toMatchObject({ state: 'good', remarks: [] });
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
		const { model, page: shown } = status({
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
		expect(page(shown)).toContain('2 kinds of documents, 1 late, 1 never read');
		const never = status({ state: [{ entity: 'supplier', watermark: '' }] });
		expect(page(never.page)).toContain('1 kind of documents, never read');
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

describe('A run that is under way', () => {
	const running = runRow({
		...{ run_id: '20261001T055000Z-8', started_at: '2026-10-01T05:50:00.000Z', finished_at: '', status: 'running' },
		...{ progress: 'Purchase orders: 20 of 200', heartbeat_at: '2026-10-01T05:59:00.000Z', procore_calls: 77 },
	});
	const lease = { holder: 'execution 8 since 2026-10-01T05:50:00.000Z', until: '2026-10-01T06:02:00.000Z' };
	const before = runRow({ started_at: '2026-10-01T04:00:00.000Z', finished_at: '2026-10-01T04:30:00.000Z' });
	const textFor = (fields: Partial<StatusInput>) => {
		const { model, page: shown } = status({ runs: [running, before], lease, ...fields });
		return { model, text: page(shown) };
	};

	it('says how far it is, what it has asked for, and how long such runs take', () => {
		const { model, text } = textFor({});
		expect(model.running).toMatchObject({ holder: lease.holder, minutes: 10, usualMinutes: 30, procoreCalls: 77 });
		expect(text).toContain('Purchase orders: 20 of 200');
		expect(text).toContain('77 requests to Procore');
		expect(text).toContain('About 20 minutes left');
		expect(model.calls.lastHour).toBe(77);
	});

	it('guesses nothing without runs to go by, and says when one takes longer than usual', () => {
		expect(textFor({ runs: [running] }).text).toContain('No run of this kind has finished yet');
		expect(textFor({ now: '2026-10-01T06:40:00.000Z' }).text).toContain('this one has more to do');
	});

	it('can be stopped in a browser only, and only while it holds the lease', () => {
		const stopping = (fields: Partial<StatusInput>) =>
			page(
				renderStatus({ ...statusInput(), runs: [running], lease, ...fields }, noLinks).page,
				headOf({ current: 'status' }),
			);
		expect(stopping({})).toContain('<button name="do" value="stop">');
		expect(textFor({}).text).not.toContain('<button');
		const stopped = stopping({ lease: { ...lease, holder: 'Stopped by Ann' } });
		expect(stopped).not.toContain('value="stop"');
		expect(stopped).toContain('The next run can begin at 2026-10-01 06:02 UTC');
		const broken = stopping({ lease: { ...lease, until: '2026-10-01T05:55:00.000Z' } });
		expect(broken).toContain('n8n has stopped in the middle of it');
	});
});

describe('What is told of the last thirty days', () => {
	it('counts runs, calls, outcomes and exceptions by day, and says them in words', () => {
		const { model, page: shown } = status({
			exceptions: [exceptionRow({ first_seen: '2026-09-20T05:00:00.000Z' }), exceptionRow({ status: 'ignored' })],
			resolved: [
				exceptionRow({
					...{ status: 'resolved', first_seen: '2026-09-29T05:00:00.000Z', last_seen: '2026-09-30T05:00:00.000Z' },
				}),
			],
		});
		expect(model.trend).toHaveLength(30);
		expect(model.trend.at(-1)).toEqual({ day: '2026-10-01', runs: 1, procoreCalls: 120, outcomes: 17, open: 1 });
		expect(model.trend.find(({ day }) => day === '2026-09-29')?.open).toBe(2);
		expect(model.trend[0]?.open).toBe(0);
		expect(page(shown)).toContain('1 today, 0 on 2026-09-02, at most 2 (2026-09-29)');
	});

	it('says who has asked the systems how often', () => {
		const report = { startedAt: '2026-09-20T05:00:00.000Z', finishedAt: '', procoreCalls: 200, sapCalls: 3 };
		const { requests } = status({
			runs: [runRow(), runRow({ started_by: 'manual', started_at: '2026-09-01T05:00:00.000Z' })],
			reportCalls: [{ ...report, source: 'report: reconciliation' }],
		}).model;
		expect(requests).toEqual([
			{ who: 'Report: reconciliation', sapDay: 0, procoreDay: 0, sapMonth: 3, procoreMonth: 200 },
			{ who: 'Sync, by the schedule', sapDay: 20, procoreDay: 120, sapMonth: 20, procoreMonth: 120 },
			{ who: 'Sync, by hand', sapDay: 0, procoreDay: 0, sapMonth: 20, procoreMonth: 120 },
		]);
	});

	it('says of each run that had trouble why, with its execution in a browser', () => {
		const runs = [
			runRow({ status: 'failed', message: 'SAP could not be reached' }),
			runRow({ status: 'broken off', started_at: '2026-09-30T05:00:00.000Z' }),
			...Array.from({ length: 8 }, () => runRow({ started_at: '2026-09-29T05:00:00.000Z' })),
		];
		const { page: shown, rows } = renderStatus({ ...statusInput(), runs }, everyLink);
		expect(rows.map(({ why }) => why).slice(0, 3)).toEqual([
			'SAP could not be reached',
			expect.stringContaining('n8n stopped in the middle of it'),
			'',
		]);
		const text = page(shown, headOf({ current: 'status' }));
		expect(text).toMatch(
			/2026-10-01 05:00<.*failed<.*<a href="https:\/\/n8n\.example\/workflow\/w\/executions\/7">n8n<\/a>/,
		);
		expect(text).toContain('8 older runs');
	});

	it.each(hostileNames)('shows %j as text', (name) => {
		const runs = [runRow({ status: 'running', progress: name, message: name, finished_at: '', started_by: name })];
		const text = page(status({ runs }).page);
		expect(text).not.toMatch(/<script|<img|<h1>Taken|onmouseover='|onerror="/i);
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
