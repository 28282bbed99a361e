import { NodeApiError, NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { reasonOf } from './http/error';
import { failedItem } from './items';

export type NodeFailure = NodeApiError | NodeOperationError;

/** Whatever was thrown, as an error of n8n. */
export function asNodeFailure(context: IExecuteFunctions, thrown: unknown): NodeFailure {
	if (thrown instanceof NodeApiError || thrown instanceof NodeOperationError) return thrown;
	return new NodeOperationError(context.getNode(), thrown instanceof Error ? thrown : String(thrown));
}

/** The same error, with the item it is about in message and context: n8n shows only the message everywhere. */
export function located<E extends NodeFailure>(error: E, itemIndex: number): E {
	const place = `[item ${itemIndex}]`;
	if (!error.message.endsWith(place)) error.message = `${error.message} ${place}`;
	error.context.itemIndex = itemIndex;
	return error;
}

/**
 * Runs a whole node. Where the node is to go on on trouble, nothing may be thrown: n8n would then hand the node's **input**
 * on as its output, as if all had gone well. One failed item stands for the node instead.
 */
export async function guarded(
	context: IExecuteFunctions,
	work: () => Promise<INodeExecutionData[][]>,
): Promise<INodeExecutionData[][]> {
	const result = await settled(context, work);
	if ('outputs' in result) return result.outputs;
	const { failure } = result;
	if (!context.continueOnFail()) throw failure;
	return [[failedItem(failure, { reason: reasonOf(failure) ?? 'unexpected_error', advice: failure.description }, 0)]];
}

async function settled(
	context: IExecuteFunctions,
	work: () => Promise<INodeExecutionData[][]>,
): Promise<{ outputs: INodeExecutionData[][] } | { failure: NodeFailure }> {
	try {
		return { outputs: await work() };
	} catch (thrown) {
		return { failure: asNodeFailure(context, thrown) };
	}
}
