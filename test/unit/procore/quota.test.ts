import fc from 'fast-check';
import { holdAfter, holdInForce, jitterMs, resetInMs, type Hold } from '../../../nodes/Procore/api/quota';
import { rateLimit } from '../../../nodes/Procore/api/rateLimit';
import { reasonOf, type Answer } from '../../../nodes/shared/http';
import * as pausing from '../../../nodes/shared/http/pause';
import { dueText } from '../../../nodes/shared/texts';
import { fake } from './fakes';

jest.mock('../../../nodes/shared/http/pause', () => ({ pause: jest.fn().mockResolvedValue(undefined) }));
const pause = jest.mocked(pausing.pause);

const procoreNow = Date.UTC(2026, 9, 1, 6, 0, 0);
const answer = (status: number, headers: Record<string, string> = {}): Answer => ({ status, headers, body: undefined });
const limits = (remaining: string, secondsLeft: number) => ({
	date: new Date(procoreNow).toUTCString(),
	'x-rate-limit-limit': '25',
	'x-rate-limit-remaining': remaining,
	'x-rate-limit-reset': String(procoreNow / 1000 + secondsLeft),
});

describe('time until requests may go on', () => {
	it('does not depend on the clock of this machine', () => {
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 3600 }), fc.integer({ min: -1e9, max: 1e9 }), (seconds, skew) => {
				expect(resetInMs(answer(200, limits('0', seconds)), procoreNow + skew)).toBe(seconds * 1000);
			}),
		);
	});

	it('is never longer than an hour nor negative', () => {
		expect(resetInMs(answer(200, limits('0', -20)), procoreNow)).toBe(0);
		expect(resetInMs(answer(200, { 'x-rate-limit-reset': '99999999999' }), procoreNow)).toBe(3_600_000);
		expect(resetInMs(answer(200), procoreNow)).toBeUndefined();
	});

	it.each<[string, Answer, number | undefined]>([
		['requests are left', answer(200, limits('1', 9)), undefined],
		['none are left', answer(200, limits('0', 9)), 9_000],
		['none are left, but the window is over', answer(200, limits('0', 0)), undefined],
		['the headers are empty', answer(200, { 'x-rate-limit-remaining': '' }), undefined],
		['a 429 says how long', answer(429, { ...limits('0', 9), 'retry-after': '4' }), 4_000],
		['a 429 says it by the reset only', answer(429, limits('3', 9)), 9_000],
		['a 429 says nothing', answer(429), undefined],
		['a 503 asks for a pause', answer(503, { 'retry-after': '30' }), 30_000],
		['a 503 asks for a day', answer(503, { 'retry-after': '86400' }), 300_000],
		['a 429 asks for a day', answer(429, { 'retry-after': '86400' }), 3_600_000],
	])('when %s', (_case, given, ms) => {
		const hold = holdAfter(given, procoreNow);
		expect(hold && hold.until - procoreNow).toBe(ms);
	});

	it('adds up to a tenth, from 0.25 to 5 seconds', () => {
		fc.assert(
			fc.property(fc.nat(4_000_000), fc.double({ min: 0, max: 1, noNaN: true }), (wait, random) => {
				const jitter = jitterMs(wait, () => random);
				expect(jitter).toBeGreaterThanOrEqual(0);
				expect(jitter).toBeLessThanOrEqual(Math.min(5_000, Math.max(250, Math.ceil(wait / 10))));
			}),
		);
	});
});

describe('the hold in force', () => {
	const hold = (seconds: number, at: number, quotaLeft = false): Hold => ({
		until: seconds * 1000,
		asked: seconds * 1000,
		at,
		quotaLeft,
		cause: 'rate_limited',
	});

	it.each<[string, Hold | undefined, Hold, boolean]>([
		['the first', undefined, hold(5, 1), true],
		['a longer one', hold(60, 1), hold(90, 1), true],
		['a shorter one', hold(60, 1), hold(5, 2), false],
		['a shorter one of a newer answer with requests left', hold(60, 1), hold(5, 2, true), true],
		['a shorter one of an older answer', hold(60, 3), hold(5, 2, true), false],
		['a shorter one of an answer without a date', hold(60, 1), hold(5, Number.NaN, true), false],
		['one after the other is over', hold(0, 1), hold(5, 1), true],
	])('%s', (_case, held, next, replaces) => expect(holdInForce(held, next, 1)).toBe(replaces ? next : held));

	it('knows the time and the quota of its answer', () => {
		const given = answer(503, { ...limits('3', 9), 'retry-after': '2' });
		expect(holdAfter(given, 0)).toMatchObject({ at: procoreNow, quotaLeft: true });
		expect(holdAfter(answer(503, { 'retry-after': '2' }), 0)).toMatchObject({ at: Number.NaN, quotaLeft: false });
	});
});

describe('pacer', () => {
	beforeEach(() => pause.mockClear());

	it('waits at zero, and lets every node of the company wait', async () => {
		const { context } = fake();
		rateLimit(context, 'a 1').after(answer(200, limits('0', 9)));
		await rateLimit(context, 'a 2').before();
		expect(pause).not.toHaveBeenCalled();
		await rateLimit(context, 'a 1').before();
		expect(pause.mock.calls[0]?.[1]).toBeGreaterThan(8_900);
		expect(pause.mock.calls[0]?.[1]).toBeLessThanOrEqual(9_900);
	});

	it('refuses a wait that is too long, and says until when', async () => {
		const { context } = fake();
		const pacer = rateLimit(context, 'b 1', 5);
		pacer.after(answer(429, { 'retry-after': '60' }));
		expect(pacer.delay(answer(429, { 'retry-after': '60' }))).toBe(0);
		const error = await pacer.before().catch((thrown: unknown) => thrown);
		expect(reasonOf(error)).toBe('rate_limited');
		expect(error).toMatchObject({ failure: { cause: 'rate-limited' }, httpCode: '429' });
		const { retryAt } = (error as { context: { retryAt: string } }).context;
		expect(Date.parse(retryAt) - Date.now()).toBeGreaterThan(58_000);
		expect(pause).not.toHaveBeenCalled();
	});

	it.each([
		[503, 300_000, 'system_unavailable'],
		[429, 3_600_000, 'rate_limited'],
	])(
		'does not wait for a %i that asks for ten days, and blocks later runs for %i ms only',
		async (status, ms, reason) => {
			const { context } = fake();
			const key = `d ${status}`;
			const started = Date.now();
			rateLimit(context, key).after(answer(status, { 'retry-after': '864000' }));
			const error = await rateLimit(context, key, 3_600)
				.before()
				.catch((thrown: unknown) => thrown);
			expect(reasonOf(error)).toBe(reason);
			expect(pause).not.toHaveBeenCalled();
			const { retryAt } = (error as { context: { retryAt: string } }).context;
			expect(Date.parse(retryAt) - started).toBeLessThanOrEqual(ms + 1_000);
			expect((error as Error & { description: string }).description).toContain(dueText(Date.parse(retryAt)));
			const later = jest.spyOn(Date, 'now').mockReturnValue(started + ms + 2_000);
			await rateLimit(context, key).before();
			later.mockRestore();
		},
	);

	it('survives a Retry-After beyond every calendar', async () => {
		const { context } = fake();
		rateLimit(context, 'e 1').after(answer(503, { 'retry-after': '9'.repeat(30) }));
		expect(
			reasonOf(
				await rateLimit(context, 'e 1')
					.before()
					.catch((thrown: unknown) => thrown),
			),
		).toBe('system_unavailable');
	});

	it('keeps a longer hold when a shorter one comes in late', async () => {
		const { context } = fake();
		const pacer = rateLimit(context, 'f 1', 5);
		pacer.after(answer(429, { 'retry-after': '60' }));
		pacer.after(answer(503, { 'retry-after': '1' }));
		expect(reasonOf(await pacer.before().catch((thrown: unknown) => thrown))).toBe('rate_limited');
	});

	it('leaves a refusal without a time to the ordinary back-off', () => {
		const { context } = fake();
		expect(rateLimit(context, 'c 1').delay(answer(429))).toBeUndefined();
		expect(rateLimit(context, 'c 1').delay(answer(502))).toBeUndefined();
	});
});
