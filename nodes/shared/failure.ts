import { NodeApiError, NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import { reasonOf } from './http/error';

export type NodeFailure = NodeApiError | NodeOperationError;

export type Attempt<T> = { value: T } | { error: NodeFailure };

/** Whatever was thrown, as an error of n8n. */
export function asNodeFailure(context: IExecuteFunctions, thrown: unknown): NodeFailure {
	if (thrown instanceof NodeApiError || thrown instanceof NodeOperationError) return thrown;
	return new NodeOperationError(context.getNode(), thrown instanceof Error ? thrown : String(thrown));
}

/** Runs something that may throw, and hands back what it gave or the error as an error of n8n. */
export async function attempt<T>(context: IExecuteFunctions, run: () => Promise<T>): Promise<Attempt<T>> {
	try {
		return { value: await run() };
	} catch (thrown) {
		return { error: asNodeFailure(context, thrown) };
	}
}

/** The same error, with the item it is about in message and context: n8n shows only the message everywhere. */
export function located<E extends NodeFailure>(error: E, itemIndex: number): E {
	const place = `[item ${itemIndex}]`;
	if (!error.message.endsWith(place)) error.message = `${error.message} ${place}`;
	error.context.itemIndex = itemIndex;
	return error;
}

/** What is known of an error beside its message: its reason code, and what to do about it (`""` when it does not say). */
export function failureDetails(error: Error): { reason: string; advice: string } {
	const advice = 'description' in error && typeof error.description === 'string' ? error.description : '';
	return { reason: reasonOf(error) ?? 'unexpected_error', advice };
}
