import {
	updateDisplayOptions,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';
import { toItem } from '../../../shared/items';
import { wholeNumber } from '../../../shared/parameters';
import { pruning } from '../../sync/prune';
import { customerParameter, customerProperty } from '../customerParameter';

const properties: INodeProperties[] = [
	customerProperty,
	{
		displayName: 'Retention (Days)',
		name: 'retentionDays',
		type: 'number',
		default: 400,
		typeOptions: { minValue: 0 },
		description: 'How long the audit trail is kept. 0 keeps it for good.',
	},
];

export const description = updateDisplayOptions({ show: { resource: ['run'], operation: ['prune'] } }, properties);

/** One item with the values for Data Table > Delete Rows; none when everything is kept, so that nothing is deleted. */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const days = wholeNumber(this, 'Retention (Days)', this.getNodeParameter('retentionDays', 0), 0, 0, Infinity);
	const values = pruning(customerParameter(this), days, new Date().toISOString());
	return [values ? [toItem(values, 0)] : []];
}
