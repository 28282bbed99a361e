import { isPassing, retryAfterMs, type Answer } from '../../shared/http';

/** Requests are held back until `until` (ms of this machine's clock). */
export interface Hold {
	until: number;
	/** How long Procore asked for, which may be longer: whoever would not wait that long does not wait at all. */
	asked: number;
	/** Procore's clock when it said so, NaN when unknown. */
	at: number;
	/** Requests were left in the quota nevertheless. */
	quotaLeft: boolean;
	/** The quota is used up, or Procore asked for a pause because it is busy. */
	cause: 'rate_limited' | 'system_unavailable';
}

/** Procore's longer window. A reset further away than that can only be a wrong clock. */
const longestWindowMs = 3_600_000;
/** A `Retry-After` holds back every node of this process, so an absurd one must not do so for long. */
const longestHoldMs = { rate_limited: longestWindowMs, system_unavailable: 300_000 };

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

const procoreTime = (answer: Answer) => Date.parse(answer.headers.date ?? '');

/** How long requests have to stay away after this answer; undefined when they may go on. */
export function holdAfter(answer: Answer, now: number): Hold | undefined {
	const refused = answer.status === 429;
	// An empty header is not a zero.
	const remaining = Number(answer.headers['x-rate-limit-remaining']?.trim() || Number.NaN);
	const hold = (wait: number, cause: Hold['cause']): Hold => ({
		until: now + Math.min(wait, longestHoldMs[cause]),
		asked: now + wait,
		at: procoreTime(answer),
		quotaLeft: remaining > 0,
		cause,
	});
	const asked = isPassing(answer.status) ? retryAfterMs(answer) : undefined;
	if (asked !== undefined) return hold(asked, refused ? 'rate_limited' : 'system_unavailable');
	const wait = refused || remaining === 0 ? resetInMs(answer, now) : undefined;
	return wait ? hold(wait, 'rate_limited') : undefined;
}

/**
 * Which of two holds is in force. Answers of requests that run side by side come in any order, so the longer one stays,
 * unless Procore said later, with requests left in its quota, that a shorter one is enough.
 */
export function holdInForce(held: Hold | undefined, next: Hold, now: number): Hold {
	if (!held || held.until <= now || next.until >= held.until) return next;
	return next.quotaLeft && next.at > held.at ? next : held;
}

/** Extra wait that keeps several workers from starting at the same moment: up to a tenth of the wait, 0.25 … 5 s. */
export function jitterMs(waitMs: number, random: () => number = Math.random): number {
	return Math.round(random() * Math.min(5_000, Math.max(250, waitMs / 10)));
}
