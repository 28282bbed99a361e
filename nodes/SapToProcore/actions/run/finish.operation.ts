import {
	updateDisplayOptions,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';
import { callsOf } from '../../../shared/callCounter';
import { failureOf, toItem } from '../../../shared/items';
import { redact } from '../../../shared/redact';
import { finishRun } from '../../sync/finish';
import { runPlanSchema, type RunPlan } from '../../sync/runPlan';
import { itemsOf } from '../inputs';
import { runParameter, runProperty } from '../runParameter';

const properties: INodeProperties[] = [runProperty];

export const description = updateDisplayOptions({ show: { resource: ['run'], operation: ['finish'] } }, properties);

/**
 * One item: the row of the run for `sap_procore_runs`. Input: the item of the last Run > Close Batch, or the failed item of
 * a batch that stopped; then what the batches before it came to is in the parameter Run, if it holds the latest plan.
 */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const last = itemsOf(this, 0).at(-1)?.item;
	const plan = latestPlan(last, runParameter(this));
	const executionId = this.getExecutionId();
	const calls = { ...plan.totals.calls, [executionId]: callsOf(executionId) };
	const run = { ...plan, totals: { ...plan.totals, calls } };
	return [[toItem(finishRun(run, stopOf(last), new Date().toISOString()), 0)]];
}

function latestPlan(item: INodeExecutionData | undefined, run: RunPlan): RunPlan {
	const closed = runPlanSchema.safeParse(item?.json.plan);
	return closed.success ? closed.data : run;
}

/** Why the last batch stopped; `""` when it came to its end. */
function stopOf(item: INodeExecutionData | undefined): string {
	const failure = item && failureOf(item);
	return failure ? redact(failure.message || 'A batch stopped without a message.') : '';
}
