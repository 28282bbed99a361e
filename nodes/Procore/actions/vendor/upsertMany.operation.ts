import {
	updateDisplayOptions,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';
import { attempt } from '../../../shared/failure';
import { isEmptyItem } from '../../../shared/items';
import { connect } from '../../api/client';
import { defaultMaximumWait } from '../../api/rateLimit';
import { refuseAll } from '../../objects/vendorIntake';
import { maxBatchSize, upsertVendors } from '../../objects/vendorUpsert';
import { endingsToItems } from '../endings';

const properties: INodeProperties[] = [
	{
		displayName: 'Each item has to be a desired vendor of the SAP to Procore node. One outcome comes out for each.',
		name: 'upsertNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Dry Run',
		name: 'dryRun',
		type: 'boolean',
		default: false,
		description: 'Whether to compare only, and to return what would be done without changing anything in Procore',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Batch Size',
				name: 'batchSize',
				type: 'number',
				default: 1000,
				typeOptions: { minValue: 1, maxValue: 1000 },
				description: 'Most vendors to send in one request. Procore takes up to 1000.',
			},
			{
				displayName: 'Maximum Wait',
				name: 'maximumWait',
				type: 'number',
				default: 300,
				typeOptions: { minValue: 0 },
				description:
					'Longest wait in seconds for the request quota of Procore to recover. What is left after that waits for the next run.',
			},
		],
	},
];

export const description = updateDisplayOptions(
	{ show: { resource: ['vendor'], operation: ['upsertMany'] } },
	properties,
);

const maximumWaitOf = (options: IDataObject) => Number(options.maximumWait ?? defaultMaximumWait);

export async function executeAll(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const items = context
		.getInputData()
		.map((item, index) => ({ item, index }))
		.filter(({ item }) => !isEmptyItem(item))
		.map(({ item, index }) => ({ index, json: item.json }));
	if (items.length === 0) return [];
	const options = context.getNodeParameter('options', 0, {}) as IDataObject;
	const connected = await attempt(context, async () => await connect(context, maximumWaitOf(options)));
	if ('error' in connected) return endingsToItems(context, refuseAll(context.getNode(), items, connected.error));
	const endings = await upsertVendors(connected.value, items, {
		dryRun: context.getNodeParameter('dryRun', 0) as boolean,
		batchSize: Number(options.batchSize ?? maxBatchSize),
	});
	return endingsToItems(context, endings);
}
