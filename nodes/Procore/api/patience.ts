import type { Client } from './client';
import { resultOfThrown } from './sync';
import type { RowResult } from './syncBatch';

type Waiting = Extract<RowResult, { kind: 'waiting' }>;

/** Keeps a long row of requests from going on while Procore is not available. */
export interface Patience {
	/** What became of a request, as far as it is known. */
	note(result: RowResult | undefined): void;
	/** Why nothing more is to be sent. */
	exhausted(): Waiting | undefined;
}

/** After two requests in a row that have to wait, the others wait unsent. */
export function patience(): Patience {
	let waits = 0;
	let last: Waiting | undefined;
	return {
		note(result) {
			waits = result?.kind === 'waiting' ? waits + 1 : 0;
			last = result?.kind === 'waiting' ? result : undefined;
		},
		exhausted: () => (waits >= 2 ? last : undefined),
	};
}

/** Does something that may throw, unless patience is at its end; what it gave, or what that means for its row. */
export async function patiently<T>(
	client: Client,
	left: Patience,
	work: () => Promise<T>,
): Promise<{ value: T } | { result: RowResult }> {
	const exhausted = left.exhausted();
	if (exhausted) return { result: exhausted };
	try {
		const value = await work();
		left.note(undefined);
		return { value };
	} catch (thrown) {
		const result = resultOfThrown(client, thrown);
		left.note(result);
		return { result };
	}
}
