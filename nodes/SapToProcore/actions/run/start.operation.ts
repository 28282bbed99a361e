import {
	updateDisplayOptions,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
	type NodeTypeAndVersion,
} from 'n8n-workflow';
import { editorStep } from '../../../shared/editorStep';
import { leaseOf } from '../../../shared/heartbeat';
import { toItem } from '../../../shared/items';
import { runModes, type Run } from '../../../shared/model';
import { readUnrecorded, unrecordedRow } from '../../../shared/tables/unrecorded';
import { ledgerOf, ledgerRows } from '../../ledger';
import { openApprovals } from '../../ledger/approvals';
import { startedWindows } from '../../sync/lane';
import { planRun } from '../../sync/plan';
import { pendingAnnouncement } from '../../sync/record';
import { choice } from '../choice';
import { customerParameter, customerProperty } from '../customerParameter';
import { entityOptions } from '../entityOptions';
import { isFedBySap } from '../projectCost/costSource';
import { beginMemory } from '../runMemory';
import { projectCurrency, projectCurrencyOf } from '../projectCurrency';
import { requireN8nVersion } from './n8nVersion';
import { approvalOf, approvalProperties, approvalSettings } from './approval';
import { clockOf, recordClock } from './clock';
import {
	followingNodes,
	panelSettings,
	requireCostAccounts,
	requireOneLineMethod,
	requirePlanCategory,
	requireRecords,
} from './panels';
import { refuseSettings, refuseVersion01, refuseWhilePreviewing } from './refusals';
import { requestOf } from './request';
import { holdLease } from './startLease';
import { chosenOptions, lanesParameter, startOptions, usualLanes } from './startOptions';
import { awakeExceptions, closeBrokenOffRuns, projectsOfFirstReading, withReplayed, withSettings } from './startState';

const properties: INodeProperties[] = [
	{
		displayName:
			'The first run makes the Data Tables, whose names begin with sap_procore. People fill sap_procore_projects and sap_procore_cost_codes, there or on the pages of the report workflow.',
		name: 'tablesNotice',
		type: 'notice',
		default: '',
	},
	{
		...customerProperty,
		default: 'main',
		description: 'Name that all rows of this customer carry in the tables. Copies of the workflow need one each.',
	},
	{
		displayName: 'Mode',
		name: 'mode',
		type: 'options',
		default: 'delta',
		options: [
			{
				name: 'Backfill',
				value: 'backfill',
				description: 'Read everything or a range of days, whatever was read before. Resumes an interrupted backfill.',
			},
			{ name: 'Delta', value: 'delta', description: 'Read what changed since the last run' },
			{
				name: 'Preview',
				value: 'preview',
				description: 'Like Delta, but nothing is written to Procore, and the next run reads the same again',
			},
			{
				name: 'Replay',
				value: 'replay',
				description: 'Read only the documents of exceptions: those chosen under Options',
			},
		],
	},
	{
		displayName: 'Once published, the schedule runs in this mode, too. Set Mode to Delta when you are done.',
		name: 'modeNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { mode: ['backfill', 'preview', 'replay'] } },
	},
	{
		displayName: 'Lanes',
		name: 'lanes',
		type: 'multiOptions',
		default: [...usualLanes],
		options: entityOptions,
		description: 'What to keep in step. The others are neither read nor written.',
	},
	projectCurrency,
	...approvalProperties,
	{
		displayName: 'Request',
		name: 'request',
		type: 'json',
		default: '',
		placeholder: "{{ $('When called').isExecuted ? $('When called').first().json : {} }}",
		description: 'What the workflow was called with: a replay or the next batch of a run. Leave it as it is.',
	},
	startOptions,
];

export const description = updateDisplayOptions({ show: { resource: ['run'], operation: ['start'] } }, properties);

/**
 * One item, the run: what each lane reads, and who holds the lease. Input: the item of SAP S/4HANA > System > Get. Without
 * SAP no lane reads anything, and an exception says so.
 * Tables are made where they are missing. A second run of the customer is refused while one is under way.
 * A single step in the editor takes no lease and leaves no row in the tables.
 * @throws NodeOperationError when another run is under way, or a setting would do harm; nothing was started then
 */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const request = requestOf(this);
	if (request.kind === 'batch') {
		await leaseOf(this, request.run).confirm(0);
		return [[toItem(request.run, 0)]];
	}
	return [[toItem(await startRun(this, request.kind === 'replay' ? request : undefined), 0)]];
}

type Replay = Extract<ReturnType<typeof requestOf>, { kind: 'replay' }>;

async function startRun(context: IExecuteFunctions, replay: Replay | undefined): Promise<Run> {
	requireN8nVersion(context);
	const customer = customerParameter(context);
	const lanes = lanesParameter(context);
	if (replay) refuseWhilePreviewing(context);
	const mode = replay ? 'replay' : choice(context, 'mode', 'Mode', runModes);
	const currency = projectCurrencyOf(context);
	const approval = approvalSettings(context);
	const { takeOver, budgetViewCountsOnce, ...options } = {
		...chosenOptions(context),
		...(replay ? { selection: replay.selection } : {}),
	};
	const step = editorStep(context) !== undefined;
	const nodes = followingNodes(context);
	requireRecords(context, nodes, lanes);
	const panels = panelSettings(context, nodes);
	// Whoever tries one lane need not have set up the others.
	if (!step) {
		requireCostAccounts(context, nodes, lanes);
		requireOneLineMethod(context, nodes, lanes);
		requirePlanCategory(context, nodes, { lanes, planCategory: panels.planCategory });
	}
	const settings = {
		...panels,
		projectCurrency: currency,
		lanes: lanes.join(', '),
		...(budgetViewCountsOnce ? { budgetViewCountsOnce } : {}),
		...(approval ? { approval: true, approveAbove: approval.above } : {}),
	};
	const startedAt = new Date().toISOString();
	const clock = clockOf(context, startedAt);

	const ledger = ledgerOf(context, customer);
	await ledger.prepare();
	// Whether there are contracts is only a question where this run makes none.
	const hasContracts = lanes.includes('purchase_order') || (await ledger.rows('contracts')).length > 0;
	refuseSettings(context, { lanes, settings, hasContracts });
	const lease = step
		? undefined
		: await holdLease(context, customer, { startedAt, takeOver, from: replay?.holder ?? '' });
	// Where the last run gave its lease back, it was one of this version.
	if (lease && !lease.givenBack && !takeOver) await refuseVersion01(context, ledger, lease.holder, startedAt);
	const state = await withSettings(
		ledger,
		lease ? ledgerRows('state', lease.state) : await ledger.rows('state'),
		settings,
	);
	const exceptions = await awakeExceptions(ledger, { startedAt, writes: !step && mode !== 'preview' });
	const approvals = approval ? await openApprovals(ledger) : [];
	const known = readUnrecorded(state);
	const { broken, unrecorded } =
		!lease || lease.givenBack ? { broken: [], unrecorded: known } : await closeBrokenOffRuns(ledger, known);
	// Somebody who stops a run in the editor knows that it is not through.
	const reported = broken.filter(({ started_by }) => started_by !== 'manual');
	const inRanges = lanes.includes('actual_cost') && canReadInRanges(context, nodes);
	const run = planRun({
		...options,
		projectsPerBatch: inRanges ? options.projectsPerBatch : 0,
		projects: inRanges ? await projectsOfFirstReading(ledger, state) : 0,
		executionId: context.getExecutionId(),
		customer,
		mode,
		step,
		holder: lease?.holder ?? '',
		system: clock.system,
		trouble: clock.trouble?.message ?? '',
		lanes,
		now: clock.now,
		startedAt,
		projectCurrency: currency,
		approval: approval ? approvalOf(approval, approvals) : null,
		state,
		exceptions,
		unrecorded,
		recordUnchanged: options.recordUnchanged || lanes.some((lane) => unrecorded[lane] !== undefined),
		brokenOff: reported.map(({ run_id }) => run_id),
	});
	if (step) return run;
	// A run that was held up, and has lost its lease meanwhile, would be on record as running for ever.
	await leaseOf(context, run).confirm();
	await ledger.insert('runs', [
		{
			run_id: run.runId,
			mode: run.mode,
			started_at: startedAt,
			status: 'running',
			started_by: replay ? 'replay' : context.getMode(),
			settings: JSON.stringify(settings),
		},
	]);
	const windows = mode === 'backfill' ? startedWindows(run) : [];
	const toRecord = mode === 'replay' ? withReplayed(unrecorded, run) : unrecorded;
	const rows = [...windows, ...(toRecord === unrecorded ? [] : [unrecordedRow(toRecord)])];
	if (rows.length > 0) await ledger.upsert('state', rows);
	const opened = await recordClock(ledger, run, exceptions, clock.trouble);
	const unannounced = opened || exceptions.some(({ announced_run }) => announced_run === pendingAnnouncement);
	beginMemory(context, run, { state, exceptions, approvals, unannounced, unrecorded: toRecord });
	return run;
}

/** Whether every node that maps costs gets them just as SAP gave them. */
function canReadInRanges(context: IExecuteFunctions, nodes: NodeTypeAndVersion[]): boolean {
	const maps = nodes.filter(
		({ parameters }) => parameters?.resource === 'projectCost' && parameters.operation === 'map',
	);
	return maps.length > 0 && maps.every(({ name }) => isFedBySap(context, name));
}
