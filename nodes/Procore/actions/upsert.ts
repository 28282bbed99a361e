import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { attempt } from '../../shared/failure';
import type { Approval, Entity, Run } from '../../shared/model';
import { wholeNumber } from '../../shared/parameters';
import { tableStoreOf } from '../../shared/tables/inlineStore';
import { markUnrecorded } from '../../shared/tables/unrecorded';
import { optionalRun, optionalRunProperty } from '../../shared/runParameter';
import { connect } from '../api/client';
import { defaultMaximumWait } from '../api/rateLimit';
import { maxBatchSize } from '../api/sync';
import type { UpsertJob } from '../objects/upsert/byProject';
import type { ItemResults } from '../objects/upsert/itemResult';
import { readStream } from '../objects/upsert/stream';
import { keepingLease } from './keepingLease';
import { resultItems } from './resultItems';

const batchSize = (rows: string): INodeProperties => ({
	displayName: 'Batch Size',
	name: 'batchSize',
	type: 'number',
	default: maxBatchSize,
	typeOptions: { minValue: 1, maxValue: maxBatchSize },
	description: `Most ${rows} to send in one request. Procore takes up to ${maxBatchSize}.`,
});

const onExecuteStep: INodeProperties = {
	displayName: 'On Execute Step',
	name: 'onExecuteStep',
	type: 'options',
	noDataExpression: true,
	default: 'plan',
	description: 'What to do when this node is executed as a single step in the editor, with a run',
	options: [
		{ name: 'Plan Only', value: 'plan', description: 'Compare, and return what would be done' },
		{ name: 'Write', value: 'write', description: 'Write to Procore. The next run records it.' },
	],
};

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
			displayName: `Each item has to be ${object} of the SAP to Procore node, and one outcome comes out for it. Outcomes and failed items of earlier nodes pass through unchanged.`,
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
		optionalRunProperty(
			'The run that this node writes for, as Run > Start puts it out. A preview, and a single step in the editor, then change nothing, and nothing more is written once another run has taken over.',
		),
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
				onExecuteStep,
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
	noDataExpression: true,
	default: false,
	description:
		'Whether to create a budget code that is needed and that the project lacks, when the project has its cost code, cost type and segments',
};

/** The settings of those fields. */
export interface UpsertSettings {
	/** Whether to compare only: as set in the panel, by the run, or because the node is a single step in the editor. */
	dryRun: boolean;
	/** Rows a request, at most 1000. */
	batchSize: number;
	/** A person, or another system, asked for these documents. */
	isReplay: boolean;
	/** `""` without a run. */
	runId: string;
	/** Which changes somebody has to approve; null = none, as without a run. */
	approval: Approval | null;
	/** All that is set under *Options*. */
	options: IDataObject;
}

/**
 * Why nothing is written, in words for the output panel; undefined when it is. A single step in the editor plans only, unless
 * its panel says otherwise: nobody records what it would write.
 */
function whyPlanned(isDryRun: boolean, run: Run | undefined, onExecuteStep: unknown): string | undefined {
	if (isDryRun) return 'Dry Run is on';
	if (!run?.dryRun) return undefined;
	if (!run.step || run.mode === 'preview') return 'The run is a preview';
	return onExecuteStep === 'write' ? undefined : 'A single step only plans (Options > On Execute Step)';
}

/**
 * Writes the desired objects among the items, all at once; outcomes and failed items of earlier nodes go on as they are.
 * @param entity lane of the objects
 * @param upsert puts one result for each object into the results; may throw what makes all further work useless
 * @returns one outcome for each object, in the order of the items
 */
export async function executeUpsert(
	context: IExecuteFunctions,
	entity: Entity,
	upsert: (job: UpsertJob, settings: UpsertSettings) => Promise<void>,
): Promise<INodeExecutionData[]> {
	const stream = readStream(context.getInputData());
	const { toWrite } = stream;
	const results: ItemResults = new Map();
	if (toWrite.length === 0) return resultItems(context, { ...stream, entity, results });
	const worked = await attempt(context, async () => {
		const options = context.getNodeParameter('options', 0, {}) as IDataObject;
		const run = optionalRun(context, context.getNodeParameter('run', 0, ''));
		const planned = whyPlanned(context.getNodeParameter('dryRun', 0) as boolean, run, options.onExecuteStep);
		if (planned)
			context.addExecutionHints({ message: `Nothing was changed in Procore: ${planned}`, location: 'outputPane' });
		const dryRun = planned !== undefined;
		const batchSize = wholeNumber(context, 'Batch Size', options.batchSize ?? maxBatchSize, 0, 1, maxBatchSize);
		if (run?.step && !dryRun) await markUnrecorded(tableStoreOf(context), run.customer, entity);
		const client = await connect(context, Number(options.maximumWait ?? defaultMaximumWait));
		await keepingLease(context, run, async (lease) => {
			const job = { client: { ...client, ...(lease ? { lease } : {}) }, items: toWrite, results };
			const { mode, approval = null, runId = '' } = run ?? {};
			await upsert(job, { dryRun, batchSize, isReplay: mode === 'replay', runId, approval, options });
		});
	});
	const failure = 'error' in worked ? { failure: worked.error } : {};
	return resultItems(context, { ...stream, entity, results, ...failure });
}
