import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { attempt, failureDetails, located } from '../../shared/failure';
import { failedItem, toItem } from '../../shared/items';
import { connect, type Client } from '../api/client';
import { operationOf, type ItemOperation } from './resources';

async function executeEach(context: IExecuteFunctions, operation: ItemOperation): Promise<INodeExecutionData[]> {
	const output: INodeExecutionData[] = [];
	let client: Client | undefined;
	for (const itemIndex of context.getInputData().keys()) {
		const result = await attempt(context, async () => {
			client ??= await connect(context);
			return await operation.execute(context, client, itemIndex);
		});
		if ('value' in result) {
			for (const row of result.value) output.push(toItem(row, itemIndex));
			continue;
		}
		const { error } = result;
		if (!context.continueOnFail()) throw located(error, itemIndex);
		output.push(failedItem(error, { ...failureDetails(error), ...projectOf(context, itemIndex) }, itemIndex));
	}
	return output;
}

/** The project that an item was about, so that who reads on knows what is missing. */
function projectOf(context: IExecuteFunctions, itemIndex: number): { projectId?: string } {
	// Not every operation has such a parameter, and n8n takes a locator out of its frame only where there is one.
	const given: unknown = context.getNodeParameter('projectId', itemIndex, '');
	const value = typeof given === 'object' && given !== null && 'value' in given ? given.value : given;
	const isId = (typeof value === 'string' && value !== '') || typeof value === 'number';
	return isId ? { projectId: String(value) } : {};
}

/** Runs the operation that is chosen in the node. */
export async function router(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const resource = context.getNodeParameter('resource', 0);
	const name = context.getNodeParameter('operation', 0);
	const operation = operationOf(resource, name);
	if (!operation)
		throw new NodeOperationError(context.getNode(), `The operation ${name} of ${resource} is unknown`, {
			failure: { cause: 'configuration-invalid' },
		});
	return ['executeAll' in operation ? await operation.executeAll(context) : await executeEach(context, operation)];
}
