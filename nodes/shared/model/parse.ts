import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import type { z } from 'zod/v3';

/** What zod found wrong, in one line: `address.country is required; name must not be empty`. */
export function issuesText(error: z.ZodError): string {
	return error.issues
		.slice(0, 3)
		.map((issue) => `${issue.path.join('.') || 'the item'}: ${issue.message}`)
		.join('; ');
}

/**
 * Checks an item against a shape of the model.
 * @returns the value, or the error for the person, which names the item and the path, and what is wrong in one line
 */
export function checkItem<S extends z.ZodTypeAny>(
	context: IExecuteFunctions,
	schema: S,
	item: INodeExecutionData,
	itemIndex: number,
	what: string,
	cameFrom: string,
): { value: z.infer<S> } | { error: NodeOperationError; issues: string } {
	const result = schema.safeParse(item.json);
	if (result.success) return { value: result.data as z.infer<S> };
	const issues = issuesText(result.error);
	const error = new NodeOperationError(context.getNode(), `This item is not a ${what} [item ${itemIndex}]`, {
		itemIndex,
		description: `${issues}. Connect the output of ${cameFrom} here.`,
		failure: { cause: 'configuration-invalid' },
	});
	return { error, issues };
}
