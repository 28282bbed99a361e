import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { toItem } from '../../../shared/items';
import { describeTrouble } from '../../rules/run/describe';
import { itemsOf } from '../inputs';

export const description: INodeProperties[] = [];

/**
 * A message for people (`title`, `text`, `severity`) from each item: what an error workflow gets, a row of
 * `sap_procore_runs`, or the item *Held* of Run > Check Lease.
 */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return [itemsOf(this, 0).map(({ item, index }) => toItem(describeTrouble(item.json), index))];
}
