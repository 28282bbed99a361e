import type { Client } from './client';
import { resultOfThrown } from './sync';
import type { RowResult } from './syncBatch';

type Waiting = Extract<RowResult, { kind: 'waiting' }>;

/** Keeps a long row of requests from going on while Procore is not available. */
export interface OutageBreaker {
	/** Takes the result of a request that was made elsewhere into account; undefined = it went well. */
	note(result: RowResult | undefined): void;
	/** Why nothing more is to be sent; undefined while requests make sense. */
	tripped(): Waiting | undefined;
	/**
	 * Does something that may throw, unless nothing more is to be sent.
	 * @returns its value, or what its failure means for the rows that need it
	 */
	call<T>(work: () => Promise<T>): Promise<{ value: T } | { result: RowResult }>;
}

/** Trips after two requests in a row that have to wait. */
export function outageBreaker(client: Client): OutageBreaker {
	let waits = 0;
	let last: Waiting | undefined;
	const tripped = () => (waits >= 2 ? last : undefined);
	const note = (result: RowResult | undefined) => {
		waits = result?.kind === 'waiting' ? waits + 1 : 0;
		last = result?.kind === 'waiting' ? result : undefined;
	};
	return {
		note,
		tripped,
		async call(work) {
			const waiting = tripped();
			if (waiting) return { result: waiting };
			try {
				const value = await work();
				note(undefined);
				return { value };
			} catch (thrown) {
				const result = resultOfThrown(client, thrown);
				note(result);
				return { result };
			}
		},
	};
}
