import { apiError, type Answer } from '../../shared/http';
import type { Client } from './client';
import { resetInMs } from './quota';

/**
 * Procore has a window of ten seconds beside that of an hour, and its headers tell of the hour only when less is left there.
 * Twice as long, because they count in full seconds.
 */
const spikeMs = 20_000;

/** Whether the quota of the hour is about to end. */
const isTight = (answer: Answer) =>
	(answer.headers['x-rate-limit-remaining'] ?? '') !== '' && (resetInMs(answer, Date.now()) ?? 0) > spikeMs;

/**
 * A client for work that can wait, which leaves Procore's quota to the sync.
 * @param most requests that it may make; each further one throws NodeApiError `rate_limited`. So does each one once Procore
 * says that the quota of the hour is about to end
 */
export function withAllowance(client: Client, most: number): Client {
	const { pacer, context } = client;
	let left = most;
	let tight = false;
	return {
		...client,
		pacer: {
			async before() {
				if (left <= 0 || tight)
					throw apiError(context.getNode(), {
						message: "The rest of Procore's hourly quota is left to the sync",
						description: 'Open the report again later, or lower Reserve for the Sync in the node Read request.',
						status: 429,
						failure: { cause: 'rate-limited' },
						reason: 'rate_limited',
					});
				left -= 1;
				await pacer.before();
			},
			after(answer) {
				tight ||= isTight(answer);
				pacer.after(answer);
			},
			delay: (answer) => pacer.delay(answer),
		},
	};
}
