import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { z } from 'zod';
import { failedItem } from '../../shared/items';
import { checkItem, outcome, type Entity } from '../../shared/model';
import { itemsOf } from './inputs';

export interface DocumentKind<S extends z.ZodTypeAny> {
	schema: S;
	entity: Entity;
	/** Field that holds the SAP key. */
	key: string;
	/** How a person calls it. */
	what: string;
	/** Node, resource and operation that put it out. */
	cameFrom: string;
}

export interface Documents<T> {
	documents: Array<{ document: T; index: number }>;
	/** Items for the error output. */
	unreadable: INodeExecutionData[];
}

/**
 * The SAP documents of the first input. One that has another shape goes to the error output, with its outcome.
 * @throws NodeOperationError that names the item, when the node is to stop on errors
 */
export function readDocuments<S extends z.ZodTypeAny>(
	context: IExecuteFunctions,
	kind: DocumentKind<S>,
): Documents<z.infer<S>> {
	const documents: Array<{ document: z.infer<S>; index: number }> = [];
	const unreadable: INodeExecutionData[] = [];
	for (const { item, index } of itemsOf(context, 0)) {
		const checked = checkItem(context, kind.schema, item, index, kind.what, kind.cameFrom);
		if ('value' in checked) documents.push({ document: checked.value, index });
		else if (!context.continueOnFail()) throw checked.error;
		else unreadable.push(failedItem(checked.error, unreadableOutcome(item, kind, checked.issues), index));
	}
	return { documents, unreadable };
}

function unreadableOutcome<S extends z.ZodTypeAny>(item: INodeExecutionData, kind: DocumentKind<S>, issues: string) {
	const key = item.json[kind.key];
	return outcome({
		entity: kind.entity,
		sapKey: typeof key === 'string' ? key : '',
		action: 'none',
		status: 'failed',
		reason: 'unreadable_document',
		message: `This is not a ${kind.what} as it should be: ${issues}`,
	});
}
