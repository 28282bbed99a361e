import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import type { z } from 'zod';
import { isEmptyItem } from '../../shared/items';
import { issuesText } from '../../shared/model';

/** Items of an input, each with its place in it; n8n's empty items are left out. */
export function itemsOf(context: IExecuteFunctions, input: number): Array<{ item: INodeExecutionData; index: number }> {
	return context
		.getInputData(input)
		.map((item, index) => ({ item, index }))
		.filter(({ item }) => !isEmptyItem(item));
}

/**
 * Rows of a table or records of Procore that came in by an input.
 * @throws NodeOperationError that names input, row and column when one has another shape
 */
export function rowsOf<S extends z.ZodTypeAny>(
	context: IExecuteFunctions,
	input: number,
	schema: S,
	inputName: string,
): Array<z.infer<S>> {
	return itemsOf(context, input).map(({ item, index }) => {
		const result = schema.safeParse(item.json);
		if (result.success) return result.data as z.infer<S>;
		throw new NodeOperationError(context.getNode(), `The input ${inputName} has an unexpected item [item ${index}]`, {
			description: `${issuesText(result.error)}. Check which node is connected to ${inputName}.`,
			failure: { cause: 'configuration-invalid' },
		});
	});
}
