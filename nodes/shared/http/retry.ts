import { dueText } from '../texts';
import type { Answer } from './types';

/** Attempts in all, the first included. */
export const maxAttempts = 4;
const baseMs = 500;
const capMs = 20_000;

const passing = new Set([408, 429, 500, 502, 503, 504]);

/** Whether an answer is worth another attempt: the request was fine, the system was not ready. */
export function isPassing(status: number): boolean {
	return passing.has(status);
}

/** Exponential back-off with full jitter: 0 … min(cap, base × 2^attempt) ms; `attempt` counts from 0. */
export function backoffMs(attempt: number, random: () => number = Math.random): number {
	return Math.round(random() * Math.min(capMs, baseMs * 2 ** attempt));
}

/** What `Retry-After` asks for, in ms: seconds or an HTTP date (held against the answer's own `Date`). */
export function retryAfterMs(answer: Answer): number | undefined {
	const value = answer.headers['retry-after'];
	if (!value) return undefined;
	if (/^\d+$/.test(value.trim())) return Number(value) * 1000;
	const at = Date.parse(value);
	const now = Date.parse(answer.headers.date ?? '') || Date.now();
	return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}

/** Longest wait that a system may ask for where no pacer says otherwise: a node must not stand still for an hour. */
export const longestWaitMs = 60_000;

/** Milliseconds to wait before another attempt; undefined when the system asks for more than is worth waiting for. */
export function waitMs(answer: Answer, attempt: number): number | undefined {
	const asked = retryAfterMs(answer) ?? backoffMs(attempt);
	return asked > longestWaitMs ? undefined : asked;
}

/** A sentence on when to come back, if an answer says so and it is too long to be waited for. */
export function comeBack(answer: Answer): string {
	const asked = isPassing(answer.status) ? (retryAfterMs(answer) ?? 0) : 0;
	// Beyond that it is no date any more.
	if (asked <= longestWaitMs || asked > 8e13) return '';
	return `It asks not to be called again before ${dueText(Date.now() + asked)}.`;
}
