import {
	NodeOperationError,
	updateDisplayOptions,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';
import { toItem } from '../../../shared/items';
import { issuesText } from '../../../shared/model';
import { checkLease, leaseEntity, leaseRowSchema, takeSchema, type Take } from '../../sync/lease';
import { rowsOf } from '../inputs';
import { jsonParameter } from '../runParameter';

const properties: INodeProperties[] = [
	{
		displayName: 'Lease',
		name: 'lease',
		type: 'json',
		default: "={{ $('Take lease').first().json }}",
		required: true,
		description: 'The item that Run > Take Lease answered',
	},
];

export const description = updateDisplayOptions({ show: { resource: ['run'], operation: ['checkLease'] } }, properties);

/**
 * Input: the lease rows of `sap_procore_state` as they are now. One item, by the output *Taken* when the lease is this
 * execution's, else by *Held* with a message that says who holds it since when and until when.
 */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const rows = rowsOf(this, 0, leaseRowSchema, 'Lease Rows').filter(({ entity }) => entity === leaseEntity);
	const checked = checkLease(leaseParameter(this), rows, new Date().toISOString());
	const item = toItem(checked, 0);
	return checked.taken ? [[item], []] : [[], [item]];
}

function leaseParameter(context: IExecuteFunctions): Take {
	const result = takeSchema.safeParse(jsonParameter(context, 'lease'));
	if (result.success) return result.data;
	throw new NodeOperationError(context.getNode(), 'The parameter Lease does not hold a lease', {
		description: `${issuesText(result.error)}. It takes the whole item of Run > Take Lease, for example {{ $('Take lease').first().json }}.`,
		failure: { cause: 'configuration-invalid' },
	});
}
