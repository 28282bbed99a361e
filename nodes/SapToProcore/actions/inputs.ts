import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import type { z } from 'zod/v3';
import { adviceIn, failureOf, isEmptyItem, reasonIn } from '../../shared/items';
import { issuesText } from '../../shared/model';

/** Items of an input, each with its place in it; n8n's empty items are left out. Nothing connected is no items. */
export function itemsOf(context: IExecuteFunctions, input: number): Array<{ item: INodeExecutionData; index: number }> {
	return (isConnected(context, input) ? context.getInputData(input) : [])
		.map((item, index) => ({ item, index }))
		.filter(({ item }) => !isEmptyItem(item));
}

/** Whether something is connected to an input and has put out something. n8n refuses to be asked for one that is not. */
export function isConnected(context: IExecuteFunctions, input: number): boolean {
	return Boolean(context.getExecuteData().data.main?.[input]);
}

/**
 * Refuses to go on without an input: taking it for empty would mean to decide on something nobody has read.
 * @throws NodeOperationError when nothing is connected to it, or what is connected has put out nothing at all
 */
export function requireInput(context: IExecuteFunctions, input: number, inputName: string, source: string): void {
	if (isConnected(context, input)) return;
	throw new NodeOperationError(context.getNode(), `The input ${inputName} has nothing connected`, {
		description: `Connect ${source} to it, with Always Output Data in its settings. Nothing was decided without it.`,
		failure: { cause: 'configuration-invalid' },
	});
}

/**
 * Rows of a table or records of Procore that came in by an input, without those that `skip` picks out.
 * @throws NodeOperationError that names input, row and column when one has another shape
 */
export function rowsOf<S extends z.ZodTypeAny>(
	context: IExecuteFunctions,
	input: number,
	schema: S,
	inputName: string,
	skip: (item: INodeExecutionData) => boolean = () => false,
): Array<z.infer<S>> {
	const items = itemsOf(context, input).filter(({ item }) => !skip(item));
	return items.map(({ item, index }) => {
		refuseFailed(context, item, inputName);
		const result = schema.safeParse(item.json);
		if (result.success) return result.data as z.infer<S>;
		throw new NodeOperationError(context.getNode(), `The input ${inputName} has an unexpected item [item ${index}]`, {
			description: `${issuesText(result.error)}. Check which node is connected to ${inputName}.`,
			failure: { cause: 'configuration-invalid' },
		});
	});
}

/** Deciding on what a failed node would have read is guessing. */
function refuseFailed(context: IExecuteFunctions, item: INodeExecutionData, inputName: string): void {
	const failure = failureOf(item);
	if (!failure) return;
	const advice = adviceIn(failure.details) ?? 'Look at the node that is connected to this input.';
	const refusal = new NodeOperationError(context.getNode(), `${inputName} could not be read: ${failure.message}`, {
		description: `${advice} Nothing was decided without it.`,
		failure: { cause: 'temporarily-unavailable' },
	});
	refusal.context.reason = reasonIn(failure.details);
	throw refusal;
}

/**
 * Whether the node of SAP that reads a resource for this one is deactivated: it then passes its own input on, which is not
 * for this node.
 */
export function isDeactivated(context: IExecuteFunctions, resource: string): boolean {
	return context
		.getParentNodes(context.getNode().name, { includeNodeParameters: true })
		.some(
			({ disabled, type, parameters }) => disabled && type.endsWith('.sapS4Hana') && parameters?.resource === resource,
		);
}
