import type { INode, NodeApiError } from 'n8n-workflow';
import { apiError, pause, type Answer, type Pacer, type RequestContext } from '../../shared/http';
import { RecentMap } from '../../shared/recentMap';
import { dueText } from '../../shared/texts';
import { holdAfter, holdInForce, jitterMs, type Hold } from './quota';

/** Longest single wait of operations that have no Maximum Wait of their own, in seconds. */
export const defaultMaximumWait = 300;

/** The last time that can be written down. */
const lastTime = 8.64e15;
/** Quotas belong to a company of an environment, whichever node or execution uses them up. */
const holds = new RecentMap<Hold>(100);

function overlong(node: INode, hold: Hold, now: number): NodeApiError {
	const retryAt = new Date(hold.until).toISOString();
	const asked = dueText(Math.min(hold.asked, lastTime));
	const limited = hold.cause === 'rate_limited';
	const error = apiError(node, {
		message: limited ? `Procore's request quota is used up until ${asked}` : `Procore asked for a pause until ${asked}`,
		description: `The wait is longer than this node's Maximum Wait, so nothing was sent. Run it again after ${dueText(hold.until)}, as the sync does by itself, or allow a longer wait.`,
		status: limited ? 429 : 503,
		failure: {
			cause: limited ? 'rate-limited' : 'temporarily-unavailable',
			retryAfterMs: hold.until - now,
			resetsAtEpochMs: hold.until,
		},
		reason: hold.cause,
	});
	error.context.retryAt = retryAt;
	return error;
}

/** When requests of this company may go on, ISO 8601; undefined while nothing holds them back. */
export function heldUntil(key: string, now = Date.now()): string | undefined {
	const hold = holds.get(key);
	return hold && hold.until > now ? new Date(hold.until).toISOString() : undefined;
}

/**
 * Keeps requests within Procore's quota: at zero remaining, after a 429 and after a `Retry-After` it waits.
 *
 * @param key API host and company
 * @param maximumWait longest single wait in seconds; `before()` throws NodeApiError `rate_limited` (or
 * `system_unavailable`) with `context.retryAt` when it would take longer
 */
export function rateLimit(context: RequestContext, key: string, maximumWait = defaultMaximumWait): Pacer {
	return {
		async before() {
			const now = Date.now();
			const hold = holds.get(key);
			if (!hold || hold.until <= now) return;
			const wait = hold.until - now;
			if (hold.asked - now > maximumWait * 1000) throw overlong(context.getNode(), hold, now);
			await pause(context, wait + jitterMs(wait));
		},
		after(answer: Answer) {
			const now = Date.now();
			const hold = holdAfter(answer, now);
			if (hold) holds.set(key, holdInForce(holds.get(key), hold, now));
		},
		// The wait itself happens in before(), which also refuses the ones that are too long.
		delay: (answer) => (holdAfter(answer, Date.now()) ? 0 : undefined),
	};
}
