import { apiError, type Answer } from '../../shared/http';
import { dueText } from '../../shared/texts';
import type { Client } from './client';
import { resetInMs } from './quota';

/**
 * Procore has a window of ten seconds beside that of an hour, and its headers tell of the hour only when less is left there.
 * Twice as long, because they count in full seconds.
 */
const spikeMs = 20_000;

const hourMs = 3_600_000;

/** When the quota of the hour begins anew, in ms from now; undefined = it is not about to end. */
function hourEndsInMs(answer: Answer): number | undefined {
	if ((answer.headers['x-rate-limit-remaining'] ?? '') === '') return undefined;
	const reset = resetInMs(answer, Date.now()) ?? 0;
	return reset > spikeMs ? reset : undefined;
}

/**
 * A client for work that can wait, which leaves Procore's quota to the sync.
 * @param most requests that it may make; each further one throws NodeApiError `rate_limited`. So does each one once Procore
 * says that the quota of the hour is about to end
 */
export function withAllowance(client: Client, most: number): Client {
	const { pacer, context } = client;
	let left = most;
	/** When it may go on, in ms; undefined = now. */
	let until: number | undefined;
	return {
		...client,
		pacer: {
			async before() {
				// What was counted for the hour before is forgotten an hour from now at the latest.
				if (left <= 0) until ??= Date.now() + hourMs;
				if (until !== undefined)
					throw apiError(context.getNode(), {
						message: `The rest of Procore's hourly quota is left to the sync until ${dueText(until)}`,
						description:
							'Open the page again after that. If an hour is not enough for it, raise Procore Calls per Hour in the node Read request to what Procore allows, or lower Reserve for the Sync.',
						status: 429,
						failure: { cause: 'rate-limited' },
						reason: 'rate_limited',
					});
				left -= 1;
				await pacer.before();
			},
			after(answer) {
				const reset = hourEndsInMs(answer);
				if (reset !== undefined) until ??= Date.now() + reset;
				pacer.after(answer);
			},
			delay: (answer) => pacer.delay(answer),
		},
	};
}
