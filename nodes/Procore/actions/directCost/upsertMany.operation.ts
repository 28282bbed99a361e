import {
	updateDisplayOptions,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';
import { choice } from '../../../shared/parameters';
import { directCostStatusWords, upsertDirectCosts } from '../../objects/directCost/upsert';
import { createMissingWbsCodes, executeUpsert, upsertProperties } from '../upsert';

const properties: INodeProperties[] = [
	...upsertProperties('a desired budget amount', undefined, [createMissingWbsCodes]),
	{
		displayName: 'Status',
		name: 'status',
		type: 'options',
		default: 'draft',
		description: 'Status of a new direct cost. Only approved ones count as costs. One that is there keeps its own.',
		options: [
			{ name: 'Approved', value: 'approved' },
			{ name: 'Draft', value: 'draft' },
			{ name: 'Pending', value: 'pending' },
		],
	},
];

export const description = updateDisplayOptions(
	{ show: { resource: ['directCost'], operation: ['upsertMany'] } },
	properties,
);

export async function executeAll(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	return await executeUpsert(context, 'budget', async (client, items, { dryRun, options }) => {
		const status = choice(context, 'status', 'Status', directCostStatusWords);
		const createMissingCodes = options.createMissingWbsCodes === true;
		return await upsertDirectCosts(client, items, { dryRun, status, createMissingCodes });
	});
}
