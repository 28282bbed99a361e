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
