import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { z } from 'zod/v3';
import { documentKey, entityInDetails, entityTable, type Entity } from '../../shared/entities';
import { asNodeFailure, failureDetails } from '../../shared/failure';
import { failedItem, failureOf, reasonIn, toItem } from '../../shared/items';
import {
	brokenOutcome,
	checkItem,
	isMeantAsOutcome,
	outcome,
	outcomeSchema,
	type Outcome,
	type Run,
} from '../../shared/model';
import type { ReasonCode } from '../../shared/reasons';
import { runOf } from '../../shared/runParameter';
import type { Placed } from '../lanes/latest';
import { itemsOf } from './inputs';
import { requireSystem } from './requireSystem';

/** The documents that an operation decides on. */
export interface DocumentShape<S extends z.ZodTypeAny> {
	schema: S;
	entity: Entity;
	/** Node, resource and operation that put them out, as a person finds them. */
	source: string;
	/** What does not come leaves Procore: nothing is decided on what was read before SAP broke off. */
	whole?: boolean;
}

/** A desired object or an outcome, and the place of the item that it is about, of the first input unless `input` says so. */
export interface Decided {
	json: object;
	index: number;
	input?: number;
}

/** What is known of a document that failed before. */
export type Failed = Pick<Outcome, 'sapKey' | 'reason' | 'detail'>;

interface Stream<T> {
	documents: Array<Placed<T>>;
	/** What is not decided on here: outcomes, items that failed before, and documents of another shape. */
	others: Array<{ item: INodeExecutionData; index: number }>;
}

/**
 * Decides on the documents of the first input: puts out what `decide` makes of them and, in place, what needs no decision
 * any more: outcomes, items that failed, and documents of another shape as such. Without any document nothing is decided,
 * and no table is read. Documents that make sense only together are not decided on when their lane failed to read them all:
 * the failure travels on, by which they are read again.
 *
 * A decision that fails as a whole becomes one failed item, so that the others still arrive.
 * @param decide gets the documents, and what is told of those that failed before
 * @throws NodeOperationError when the run cannot be read; or instead of any failed item, where the node is to stop on errors
 */
export async function decideDocuments<S extends z.ZodTypeAny>(
	context: IExecuteFunctions,
	shape: DocumentShape<S>,
	decide: (documents: Array<Placed<z.infer<S>>>, run: Run, failed: Failed[]) => Promise<Decided[]>,
): Promise<INodeExecutionData[][]> {
	const run = runOf(context);
	const { documents, others } = readStream(context, shape);
	const items = others.map(({ item, index }) => ({ item, index }));
	const failed = others.flatMap(({ item }) => failedIn(item, shape.entity) ?? []);
	const isBrokenOff = shape.whole === true && failed.some(isReadFailure);
	if (documents.length > 0 && !isBrokenOff) {
		try {
			requireSystem(context, run);
			for (const { json, index, input } of await decide(documents, run, failed))
				items.push({ item: toItem(json, index, input), index: input ? Infinity : index });
		} catch (thrown) {
			const error = asNodeFailure(context, thrown);
			if (!context.continueOnFail()) throw error;
			items.push({ item: failedItem(error, { ...failureDetails(error), entity: shape.entity }, 0), index: Infinity });
		}
	}
	return [items.sort((a, b) => a.index - b.index).map(({ item }) => item)];
}

/** What is wrong with one document, also where its key is. */
const reasonsOfDocument: ReadonlySet<string> = new Set<ReasonCode>(['unreadable_document', 'invalid_item']);

/** What of its lane an item says that failed; the lane as a whole where it says nothing. undefined = it did not fail. */
function failedIn(item: INodeExecutionData, entity: Entity): Failed | undefined {
	const failure = failureOf(item);
	if (!failure) return undefined;
	if ((entityInDetails(failure.details) ?? entity) !== entity) return undefined;
	const told = outcomeSchema.safeParse(failure.details);
	return told.success ? told.data : { sapKey: '', reason: reasonIn(failure.details) ?? '', detail: {} };
}

/** Whether the lane was not read to its end: its Fetch failed on no document in particular. */
const isReadFailure = ({ sapKey, reason }: Failed) => sapKey === '' && !reasonsOfDocument.has(reason);

function readStream<S extends z.ZodTypeAny>(context: IExecuteFunctions, shape: DocumentShape<S>): Stream<z.infer<S>> {
	const stream: Stream<z.infer<S>> = { documents: [], others: [] };
	for (const { item, index } of itemsOf(context, 0)) {
		const failure = failureOf(item);
		if (failure) {
			stream.others.push({ item: toItem({ ...item.json, error: failure.message }, index), index });
			continue;
		}
		const isOutcome = isMeantAsOutcome(item.json);
		const checked = isOutcome
			? checkItem(context, outcomeSchema, item, index, 'outcome', 'a node that puts out outcomes')
			: checkItem(context, shape.schema, item, index, entityTable[shape.entity].noun, shape.source);
		if (!('value' in checked)) {
			if (!context.continueOnFail()) throw checked.error;
			const describe = isOutcome ? brokenOutcome : notADocument;
			const details = describe(item, shape.entity, checked.issues);
			stream.others.push({ item: failedItem(checked.error, details, index), index });
		} else if (isOutcome) stream.others.push({ item: toItem(item.json, index), index });
		else stream.documents.push({ document: checked.value, index });
	}
	return stream;
}

/** What SAP gave was readable as it was fetched: something in the workflow has changed it since. */
function notADocument(item: INodeExecutionData, entity: Entity, issues: string) {
	const sapKey = documentKey(entity, item.json);
	return outcome({
		entity,
		sapKey,
		action: 'none',
		status: 'failed',
		reason: 'invalid_item',
		message: `This is not a ${entityTable[entity].noun} as it should be: ${issues}`,
		...(entityTable[entity].key === '' && sapKey !== '' ? { covers: [sapKey] } : {}),
	});
}
