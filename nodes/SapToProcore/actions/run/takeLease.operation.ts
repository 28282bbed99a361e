import {
	updateDisplayOptions,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';
import { toItem } from '../../../shared/items';
import { wholeNumber } from '../../../shared/parameters';
import { leaseEntity, leaseRowSchema, takeLease } from '../../sync/lease';
import { customerParameter, customerProperty } from '../customerParameter';
import { rowsOf } from '../inputs';

const properties: INodeProperties[] = [
	customerProperty,
	{
		displayName: 'Lease (Minutes)',
		name: 'leaseMinutes',
		type: 'number',
		default: 30,
		typeOptions: { minValue: 1 },
		description:
			'How long a run that is broken off keeps others out. Longer than the longest batch takes: the lease is renewed after each.',
	},
];

export const description = updateDisplayOptions({ show: { resource: ['run'], operation: ['takeLease'] } }, properties);

/** One item: what to write to the lease row, and on which condition. Input: the lease rows of `sap_procore_state`. */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const take = takeLease({
		customer: customerParameter(this),
		executionId: this.getExecutionId(),
		leaseMinutes: wholeNumber(this, 'Lease (Minutes)', this.getNodeParameter('leaseMinutes', 0), 0, 1, Infinity),
		rows: rowsOf(this, 0, leaseRowSchema, 'Lease Rows').filter(({ entity }) => entity === leaseEntity),
		now: new Date().toISOString(),
	});
	return [[toItem(take, 0)]];
}
