import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { attempt } from '../../shared/failure';
import { isEmptyItem } from '../../shared/items';
import { wholeNumber } from '../../shared/parameters';
import { connect, type Client } from '../api/client';
import { defaultMaximumWait } from '../api/rateLimit';
import { maxBatchSize } from '../api/sync';
import type { Endings } from '../objects/upsert/ending';
import { refuseAll, type UpsertItem } from '../objects/upsert/intake';
import { endingsToItems } from './endings';

const batchSize = (rows: string): INodeProperties => ({
	displayName: 'Batch Size',
	name: 'batchSize',
	type: 'number',
	default: maxBatchSize,
	typeOptions: { minValue: 1, maxValue: maxBatchSize },
	description: `Most ${rows} to send in one request. Procore takes up to ${maxBatchSize}.`,
});

/**
 * What all operations of many desired objects have in common, as fields of the node.
 * @param rows what is sent many in a request; undefined when nothing is
 */
export function upsertProperties(
	object: string,
	rows: string | undefined,
	options: INodeProperties[] = [],
): INodeProperties[] {
	return [
		{
			displayName: `Each item has to be ${object} of the SAP to Procore node. One outcome comes out for each.`,
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
				...(rows === undefined ? [] : [batchSize(rows)]),
				{
					displayName: 'Maximum Wait',
					name: 'maximumWait',
					type: 'number' as const,
					default: defaultMaximumWait,
					typeOptions: { minValue: 0 },
					description:
						'Longest wait in seconds for the request quota of Procore to recover. What is left after that waits for the next run.',
				},
				...options,
			].sort((a, b) => a.displayName.localeCompare(b.displayName)),
		},
	];
}

/** An option of operations that write lines with budget codes. */
export const createMissingWbsCodes: INodeProperties = {
	displayName: 'Create Missing WBS Codes',
	name: 'createMissingWbsCodes',
	type: 'boolean',
	default: false,
	description:
		'Whether to create a budget code that is needed and that the project lacks, when the project has its cost code and cost type',
};

/** The settings of those fields. */
export interface UpsertSettings {
	dryRun: boolean;
	/** Rows a request, at most 1000. */
	batchSize: number;
	/** All that is set under *Options*. */
	options: IDataObject;
}

/**
 * Runs an operation on all items at once: one outcome an item, in the order of the items.
 * @param entity of the outcomes of items that do not tell theirs
 */
export async function executeUpsert(
	context: IExecuteFunctions,
	entity: string,
	upsert: (client: Client, items: UpsertItem[], settings: UpsertSettings) => Promise<Endings>,
): Promise<INodeExecutionData[]> {
	const items = context
		.getInputData()
		.map((item, index) => ({ item, index }))
		.filter(({ item }) => !isEmptyItem(item))
		.map(({ item, index }) => ({ index, json: item.json }));
	if (items.length === 0) return [];
	const options = context.getNodeParameter('options', 0, {}) as IDataObject;
	const dryRun = context.getNodeParameter('dryRun', 0) as boolean;
	const started = await attempt(context, async () => ({
		client: await connect(context, Number(options.maximumWait ?? defaultMaximumWait)),
		batchSize: wholeNumber(context, 'Batch Size', options.batchSize ?? maxBatchSize, 0, 1, maxBatchSize),
	}));
	if ('error' in started) return endingsToItems(context, refuseAll(context.getNode(), items, entity, started.error));
	const { client, batchSize } = started.value;
	return endingsToItems(context, await upsert(client, items, { dryRun, batchSize, options }));
}
