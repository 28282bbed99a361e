import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { attempt, failureDetails } from './failure';
import { failedItem } from './items';

/**
 * Runs a whole node. Where the node is to go on on trouble, nothing may be thrown: n8n would then hand the node's **input**
 * on as its output, as if all had gone well. One failed item stands for the node instead.
 */
export async function guarded(
	context: IExecuteFunctions,
	work: () => Promise<INodeExecutionData[][]>,
): Promise<INodeExecutionData[][]> {
	const result = await attempt(context, work);
	if ('value' in result) return result.value;
	if (!context.continueOnFail()) throw result.error;
	return [[failedItem(result.error, failureDetails(result.error), 0)]];
}
