import { sleep } from 'n8n-workflow';
import type { RequestContext } from './types';

const sliceMs = 2_000;

/** Waits, but ends early when the user cancels the execution. */
export async function pause(context: RequestContext, ms: number): Promise<void> {
	const signal = 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
	for (let left = ms; left > 0 && signal?.aborted !== true; left -= sliceMs) await sleep(Math.min(left, sliceMs));
}
