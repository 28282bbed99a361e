import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { pick } from 'lodash';
import { z } from 'zod/v3';
import { failureDetails, type NodeFailure } from '../../shared/failure';
import { apiError, reasonOf } from '../../shared/http';
import { failedItem, toItem } from '../../shared/items';
import { provenance, type Entity } from '../../shared/model';
import type { ItemResult, ItemResults } from '../objects/upsert/itemResult';
import type { Stream } from '../objects/upsert/stream';

/** The results of a stream of desired objects. */
export interface Written extends Stream {
	/** Lane of the objects. */
	entity: Entity;
	results: ItemResults;
	/** What stopped the work before every object had its result. */
	failure?: NodeFailure;
}

const provenanceSchema = z.object(provenance);

/**
 * An outcome tells of the same documents as its desired object, with the very same arrays: n8n then keeps and stores them
 * once for both nodes.
 */
function completed({ outcome }: ItemResult, json: IDataObject): ItemResult['outcome'] {
	return provenanceSchema.safeParse(json).success ? { ...outcome, ...pick(json, Object.keys(provenance)) } : outcome;
}

/** The error of a node that is to stop on failure: that of the first failed item, with a count of the others. */
function stoppingError(context: IExecuteFunctions, results: ItemResults): NodeFailure | undefined {
	const ordered = [...results].sort(([a], [b]) => a - b);
	const failed = ordered.filter(([, { error }]) => error !== undefined);
	const [first] = failed;
	if (!first?.[1].error) return undefined;
	const [itemIndex, { error, outcome }] = first;
	const others = failed.length === 1 ? '' : ` ${failed.length} items have failed in all.`;
	return apiError(context.getNode(), {
		message: error.message,
		description:
			`${error.description ?? ''} It is ${outcome.entity} ${outcome.sapKey}.${others} The other items were worked on: of ${ordered.length}, ${ordered.length - failed.length} went through or wait. To get all outcomes, set On Error in the settings of this node.`.trim(),
		itemIndex,
		reason: reasonOf(error),
		...(error.httpCode ? { status: Number(error.httpCode) } : {}),
	});
}

/**
 * Outcomes as output items in the order of the input, with those of earlier nodes in their places. Where the node goes on
 * on failure, failed ones have the form that n8n sends to the error output, with the outcome in `details`; what waits or
 * is held is no error. When the work stopped in the middle, one failed item stands for all that has no outcome.
 *
 * @throws NodeApiError for the first failed item, after all were worked on, when the node is to stop on failure
 */
export function resultItems(context: IExecuteFunctions, written: Written): INodeExecutionData[] {
	const { toWrite, passing, results, failure, entity } = written;
	if (!context.continueOnFail()) {
		const error = failure ?? stoppingError(context, results);
		if (error) throw error;
	}
	const items: Array<{ index: number; item: INodeExecutionData }> = passing.map(({ index, item }) => ({
		index,
		item: { ...item, pairedItem: { item: index } },
	}));
	for (const { index, json } of toWrite) {
		const result = results.get(index);
		if (!result) continue;
		const outcome = completed(result, json);
		items.push({ index, item: result.error ? failedItem(result.error, outcome, index) : toItem(outcome, index) });
	}
	if (failure) {
		const index = (toWrite.find((one) => !results.has(one.index)) ?? toWrite.at(-1))?.index ?? 0;
		items.push({ index, item: failedItem(failure, { ...failureDetails(failure), entity }, index) });
	}
	return items.sort((a, b) => a.index - b.index).map(({ item }) => item);
}
