import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { attempt, failureDetails } from './failure';
import { failedItem } from './items';
import { entityOfResource } from './entities';

/**
 * Runs a whole node. Where the node is to go on on trouble, nothing may be thrown: n8n would then hand the node's **input**
 * on as its output, as if all had gone well. One failed item stands for the node instead, and names its lane.
 */
export async function guarded(
	context: IExecuteFunctions,
	work: () => Promise<INodeExecutionData[][]>,
): Promise<INodeExecutionData[][]> {
	const result = await attempt(context, work);
	if ('value' in result) return result.value;
	if (!context.continueOnFail()) throw result.error;
	const entity = entityOfResource(context.getNodeParameter('resource', 0, ''));
	const details = { ...failureDetails(result.error), ...(entity ? { entity } : {}) };
	return [[failedItem(result.error, details, 0)]];
}
