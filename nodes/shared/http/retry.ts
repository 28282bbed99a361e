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
