import {
	updateDisplayOptions,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';
import { callsOf } from '../../../shared/callCounter';
import { toItem } from '../../../shared/items';
import { finishRun } from '../../rules/finish';
import { laneResultSchema } from '../../rules/record';
import { rowsOf } from '../inputs';
import { runParameter, runProperty } from '../runParameter';

const properties: INodeProperties[] = [runProperty];

export const description = updateDisplayOptions({ show: { resource: ['run'], operation: ['finish'] } }, properties);

/** One item: the row of the run for `sap_procore_runs`. Input: the *Lane* items of every Outcome > Record. */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const lanes = rowsOf(this, 0, laneResultSchema, 'Lanes');
	const row = finishRun(runParameter(this), lanes, callsOf(this.getExecutionId()), new Date().toISOString());
	return [[toItem(row, 0)]];
}
