import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { toItem } from '../../../shared/items';
import { describeTrouble } from '../../sync/describe';
import { presented } from '../../sync/presented';
import { itemsOf } from '../inputs';

export const description: INodeProperties[] = [];

/**
 * A message for people from each item: what an error workflow gets, or a row of `sap_procore_runs`. `title`, `text` and
 * `severity`, and the same as `html` for a mail and as `chat`.
 */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return [
		itemsOf(this, 0).map(({ item, index }) => {
			const alert = describeTrouble(item.json);
			return toItem({ ...alert, ...presented(alert) }, index);
		}),
	];
}
