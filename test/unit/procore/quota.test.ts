import fc from 'fast-check';
import { holdAfter, jitterMs, resetInMs } from '../../../nodes/Procore/api/quota';
import { rateLimit } from '../../../nodes/Procore/api/rateLimit';
import { reasonOf, type Answer } from '../../../nodes/shared/http';
import * as pausing from '../../../nodes/shared/http/pause';
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

	it('leaves a refusal without a time to the ordinary back-off', () => {
		const { context } = fake();
		expect(rateLimit(context, 'c 1').delay(answer(429))).toBeUndefined();
		expect(rateLimit(context, 'c 1').delay(answer(502))).toBeUndefined();
	});
});
