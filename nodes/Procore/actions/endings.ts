import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { apiError, reasonOf } from '../../shared/http';
import { failedItem, toItem } from '../../shared/items';
import type { Endings } from '../objects/upsert/ending';

/**
 * Endings as output items in the order of the input. Where the node goes on on trouble, failed ones have the form that
 * n8n sends to the error output, with the outcome in `details`; what waits or is held is no error.
 *
 * @throws NodeApiError for the first failed item, after all were worked on, when the node is to stop on trouble
 */
export function endingsToItems(context: IExecuteFunctions, endings: Endings): INodeExecutionData[] {
	const ordered = [...endings].sort(([a], [b]) => a - b);
	const failed = ordered.filter(([, ending]) => ending.error !== undefined);
	const [first] = failed;
	if (first?.[1].error && !context.continueOnFail()) {
		const [itemIndex, { error, outcome }] = first;
		const others = failed.length === 1 ? '' : ` ${failed.length} items have failed in all.`;
		throw apiError(context.getNode(), {
			message: error.message,
			description:
				`${error.description ?? ''} It is ${outcome.entity} ${outcome.sapKey}.${others} The other items were worked on: of ${ordered.length}, ${ordered.length - failed.length} went through or wait. To get all outcomes, set On Error in the settings of this node.`.trim(),
			itemIndex,
			reason: reasonOf(error),
			...(error.httpCode ? { status: Number(error.httpCode) } : {}),
		});
	}
	return ordered.map(([index, { outcome, error }]) =>
		error ? failedItem(error, outcome, index) : toItem(outcome, index),
	);
}
