import { isPassing, retryAfterMs, type Answer } from '../../shared/http';

/** Requests are held back until `until` (ms of this machine's clock). */
export interface Hold {
	until: number;
	/** The quota is used up, or Procore asked for a pause because it is busy. */
	cause: 'rate_limited' | 'system_unavailable';
}

/** Procore's longer window. A reset further away than that can only be a wrong clock. */
const longestWindowMs = 3_600_000;

/**
 * Time until the rate window that an answer reports starts anew, in ms; undefined when the answer does not say.
 * `X-Rate-Limit-Reset` is held against the answer's own `Date`, so that a wrong clock here does no harm.
 */
export function resetInMs(answer: Answer, now: number): number | undefined {
	const reset = Number(answer.headers['x-rate-limit-reset'] || Number.NaN);
	if (!Number.isFinite(reset)) return undefined;
	const procoreNow = Date.parse(answer.headers.date ?? '') || now;
	return Math.min(longestWindowMs, Math.max(0, reset * 1000 - procoreNow));
}

/** How long requests have to stay away after this answer; undefined when they may go on. */
export function holdAfter(answer: Answer, now: number): Hold | undefined {
	const refused = answer.status === 429;
	const asked = isPassing(answer.status) ? retryAfterMs(answer) : undefined;
	if (asked !== undefined) return { until: now + asked, cause: refused ? 'rate_limited' : 'system_unavailable' };
	// An empty header is no zero.
	const usedUp = answer.headers['x-rate-limit-remaining']?.trim() === '0';
	const wait = refused || usedUp ? resetInMs(answer, now) : undefined;
	return wait ? { until: now + wait, cause: 'rate_limited' } : undefined;
}

/** Extra wait that keeps several workers from starting at the same moment: up to a tenth of the wait, 0.25 … 5 s. */
export function jitterMs(waitMs: number, random: () => number = Math.random): number {
	return Math.round(random() * Math.min(5_000, Math.max(250, waitMs / 10)));
}
