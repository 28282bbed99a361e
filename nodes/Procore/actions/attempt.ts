import { NodeOperationError, type IExecuteFunctions, type NodeApiError } from 'n8n-workflow';
import { asApiError } from '../api/sync';

export type Attempt<T> = { value: T } | { error: NodeApiError | NodeOperationError };

/** Runs something that may throw, and hands back what it gave or the error as an n8n error. */
export async function attempt<T>(context: IExecuteFunctions, run: () => Promise<T>): Promise<Attempt<T>> {
	try {
		return { value: await run() };
	} catch (thrown) {
		return { error: thrown instanceof NodeOperationError ? thrown : asApiError(context.getNode(), thrown) };
	}
}
