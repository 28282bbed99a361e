import {
	updateDisplayOptions,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';
import { callsOf } from '../../../shared/callCounter';
import { toItem } from '../../../shared/items';
import { laneResultSchema } from '../../sync/record';
import { closeBatch } from '../../sync/closeBatch';
import { rowsOf } from '../inputs';
import { runParameter, runProperty } from '../runParameter';

const properties: INodeProperties[] = [runProperty];

export const description = updateDisplayOptions({ show: { resource: ['run'], operation: ['closeBatch'] } }, properties);

/**
 * One item: `plan` of the next batch with the totals so far, `more` (whether there is one to run), `lanes`, and `summary`
 * and `counts` for the run row. Input: the *Lane* items of Outcome > Record. Run: the plan this batch went by.
 */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const lanes = rowsOf(this, 0, laneResultSchema, 'Lanes');
	const executionId = this.getExecutionId();
	return [[toItem(closeBatch(runParameter(this), lanes, callsOf(executionId), executionId), 0)]];
}
