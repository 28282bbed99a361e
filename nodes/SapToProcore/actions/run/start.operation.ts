import {
	NodeOperationError,
	updateDisplayOptions,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
	type NodeTypeAndVersion,
} from 'n8n-workflow';
import { editorStep } from '../../../shared/editorStep';
import { leaseOf, leaseTaken } from '../../../shared/heartbeat';
import { failureOf, toItem } from '../../../shared/items';
import { issuesText, runModes, sapSystemSchema, type Outcome, type Run } from '../../../shared/model';
import { tableStoreOf } from '../../../shared/tables/inlineStore';
import { dropLease, takeLease, type LeaseAnswer } from '../../../shared/tables/lease';
import { ledgerOf, ledgerRows, type Ledger, type LedgerRow } from '../../ledger';
import { openApprovals } from '../../ledger/approvals';
import { begunRows } from '../../sync/lane';
import { countedTwice, type CountingInput } from '../../sync/doubleCounting';
import { planRun } from '../../sync/plan';
import { readOutcome, wholeRun } from '../../sync/readOutcome';
import { longestBetweenMs, publishedVersion01 } from '../../sync/version01';
import { auditRow, exceptionUpdates, pendingAnnouncement, type KnownException } from '../../sync/record';
import { isIgnoredNoMore, openAgain } from '../../sync/record/exceptionRows';
import { choice } from '../choice';
import { customerParameter, customerProperty } from '../customerParameter';
import { entityOptions } from '../entityOptions';
import { itemsOf } from '../inputs';
import { isFedBySap } from '../projectCost/costSource';
import { beginMemory } from '../runMemory';
import { projectCurrency, projectCurrencyOf } from '../projectCurrency';
import { requireN8nVersion } from './n8nVersion';
import { approvalOf, approvalProperties, approvalSettings } from './approval';
import {
	followingNodes,
	panelSettings,
	requireCostAccounts,
	requireOneLineMethod,
	requirePlanCategory,
	requireRecords,
} from './panels';
import { requestOf } from './request';
import { chosenOptions, lanesParameter, startOptions, usualLanes } from './startOptions';

const properties: INodeProperties[] = [
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
			{ name: 'Preview', value: 'preview', description: 'Like Delta, but nothing is written to Procore' },
			{
				name: 'Replay',
				value: 'replay',
				description: 'Read only the documents of exceptions: those chosen under Options',
			},
		],
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
	refuseDoubleCounting(context, { lanes, settings, hasContracts });
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
	const broken = !lease || lease.givenBack ? [] : await closeBrokenOffRuns(ledger);
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
		recordUnchanged: options.recordUnchanged || broken.length > 0,
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
	const begun = mode === 'backfill' ? begunRows(run) : [];
	if (begun.length > 0) await ledger.upsert('state', begun);
	const opened = await recordClock(ledger, run, exceptions, clock.trouble);
	const unannounced = opened || exceptions.some(({ announced_run }) => announced_run === pendingAnnouncement);
	beginMemory(context, run, { state, exceptions, approvals, unannounced });
	return run;
}

/** A replay writes, and whoever has set the mode to a preview relies on it that nothing does. */
function refuseWhilePreviewing(context: IExecuteFunctions): void {
	if (context.getNodeParameter('mode', 0, '') !== 'preview') return;
	throw new NodeOperationError(
		context.getNode(),
		'Mode is Preview, so a replay is not run: it would write to Procore',
		{
			description: 'Set Mode in this node to Delta, save and publish the workflow, and ask again. Nothing was started.',
			failure: { cause: 'configuration-invalid' },
		},
	);
}

/** Whether every node that maps costs gets them just as SAP gave them. */
function canReadInRanges(context: IExecuteFunctions, nodes: NodeTypeAndVersion[]): boolean {
	const maps = nodes.filter(
		({ parameters }) => parameters?.resource === 'projectCost' && parameters.operation === 'map',
	);
	return maps.length > 0 && maps.every(({ name }) => isFedBySap(context, name));
}

/** Projects in the roster where costs have never been read; any number where this run is the first to fill it. */
async function projectsOfFirstReading(ledger: Ledger, state: Array<LedgerRow<'state'>>): Promise<number> {
	if (state.some(({ entity, watermark }) => entity === 'actual_cost' && watermark !== '')) return 0;
	return (await ledger.rows('projects')).length || Infinity;
}

/**
 * The state for a run with these settings. What a backfill with other settings has begun is nobody's: what it has read
 * already is not as this run would have it. Nor is what costs were read of some projects, and those are read again.
 */
async function withSettings(
	ledger: Ledger,
	state: Array<LedgerRow<'state'>>,
	settings: object,
): Promise<Array<LedgerRow<'state'>>> {
	const same = new Set<string>();
	for (const value of new Set(state.flatMap((row) => [row.backfill_run ?? '', rangesOf(row)]).filter(Boolean))) {
		const [run] = await ledger.rows('runs', [{ column: 'run_id', value }]);
		if (run?.settings === JSON.stringify(settings)) same.add(value);
	}
	return state.map((row) => ({
		...row,
		backfill_run: same.has(row.backfill_run ?? '') ? row.backfill_run : '',
		cursor: rangesOf(row) === '' || same.has(rangesOf(row)) ? row.cursor : '',
	}));
}

/** The run that has read costs of some projects, and not of all; `""` = there is none. */
const rangesOf = ({ entity, cursor, run_id }: LedgerRow<'state'>): string =>
	entity === 'actual_cost' && cursor !== '' ? (run_id ?? '') : '';

/** Exceptions that are not resolved; those whose time to be ignored is over are open again. */
async function awakeExceptions(
	ledger: Ledger,
	{ startedAt, writes }: { startedAt: string; writes: boolean },
): Promise<Array<LedgerRow<'exceptions'>>> {
	const rows = await ledger.rows('exceptions', [{ column: 'status', is: 'neq', value: 'resolved' }]);
	const over = rows.filter((row) => isIgnoredNoMore(row, startedAt));
	if (over.length === 0 || !writes) return rows;
	const awake = { ...openAgain, announced_run: pendingAnnouncement };
	const woken = await ledger.updateEach(
		'exceptions',
		over.map(({ id, status }) => ({
			where: [
				{ column: 'id', value: Number(id) },
				{ column: 'status', value: status },
			],
			cells: awake,
		})),
	);
	return rows.map((row) => (woken.has(row.id) ? { ...row, ...awake } : row));
}

/**
 * Refuses to run beside a workflow of version 0.1, and lets go of the lease.
 * @throws NodeOperationError that names its last run
 */
async function refuseVersion01(context: IExecuteFunctions, ledger: Ledger, holder: string, now: string): Promise<void> {
	const since = new Date(Date.parse(now) - longestBetweenMs).toISOString();
	const recent = await ledger.rows('runs', [{ column: 'started_at', is: 'gte', value: since }]);
	const published = publishedVersion01(recent, now);
	if (!published) return;
	await dropLease(tableStoreOf(context), ledger.customer, holder, now);
	const { runId, startedAt, until } = published;
	throw new NodeOperationError(
		context.getNode(),
		`A workflow of an early version seems to be published still: its run ${runId} began at ${startedAt}`,
		{
			description: `Unpublish it: it is the one with the nodes Settings and Take lease. Then start with the option Take Over, or wait until ${until}. Nothing was started.`,
			failure: { cause: 'configuration-invalid' },
		},
	);
}

/** @throws NodeOperationError that says what would be counted twice, and what to change; nothing was written then */
function refuseDoubleCounting(context: IExecuteFunctions, input: CountingInput): void {
	const [first, ...more] = countedTwice(input);
	if (!first) return;
	throw new NodeOperationError(context.getNode(), first.what, {
		description: [first.change, ...more.map(({ what }) => `${what}.`), 'Nothing was started.'].join(' '),
		failure: { cause: 'configuration-invalid' },
	});
}

interface Clock {
	system: string;
	now: string;
	/** What SAP could not be asked for. */
	trouble: Outcome | undefined;
}

/** SAP's clock; n8n's own where SAP could not be asked, so that the run has a time. */
function clockOf(context: IExecuteFunctions, startedAt: string): Clock {
	const first = itemsOf(context, 0)[0]?.item;
	if (first && failureOf(first))
		return { system: '', now: startedAt, trouble: readOutcome(first, wholeRun, startedAt) };
	const told = sapSystemSchema.safeParse(first?.json ?? {});
	if (told.success) return { system: told.data.system, now: told.data.now, trouble: undefined };
	throw new NodeOperationError(context.getNode(), 'The time of SAP did not come in', {
		description: `${issuesText(told.error)}. Connect SAP S/4HANA > System > Get (Get SAP clock) before this node. Nothing was started.`,
		failure: { cause: 'configuration-invalid' },
	});
}

type HeldLease = { holder: string } & Pick<Extract<LeaseAnswer, { taken: true }>, 'givenBack' | 'state'>;

async function holdLease(
	context: IExecuteFunctions,
	customer: string,
	{ startedAt, takeOver, from }: { startedAt: string; takeOver: boolean; from: string },
): Promise<HeldLease> {
	const holder = `execution ${context.getExecutionId()} since ${startedAt}`;
	const taken = await takeLease(tableStoreOf(context), {
		customer,
		holder,
		now: startedAt,
		takeOver,
		...(from === '' ? {} : { from }),
		syncWorkflow: context.getWorkflow().id ?? '',
	});
	if (taken.taken) {
		leaseTaken(holder);
		return { holder, ...taken };
	}
	const { heldBy } = taken;
	throw new NodeOperationError(
		context.getNode(),
		`Another run of customer ${customer} is under way: ${heldBy.holder}, until ${heldBy.until} at the latest`,
		{
			description:
				'This run stops; the other one does the work. If that one was broken off, the next run after this time starts, or one with the option Take Over.',
			// The alert workflow tells by it that nobody has to act.
			type: context.getMode() === 'manual' ? 'sap_procore_warning' : 'sap_procore_info',
			failure: { cause: 'temporarily-unavailable' },
		},
	);
}

/** Whoever holds the lease is the only one that runs: what still says so was broken off, and has not given its lease back. */
const closeBrokenOffRuns = async (ledger: Ledger) =>
	await ledger.update('runs', [{ column: 'status', value: 'running' }], { status: 'broken off' });

/** Says on record that SAP could not be asked, and that it can be again. Answers whether that is an exception. */
async function recordClock(
	ledger: Ledger,
	run: Run,
	exceptions: KnownException[],
	trouble: Outcome | undefined,
): Promise<boolean> {
	const now = run.startedAt;
	const outcomes = trouble ? [trouble] : [];
	if (outcomes.length > 0)
		await ledger.insert(
			'audit',
			outcomes.map((each) => auditRow(each, run, now)),
		);
	if (run.dryRun) return false;
	const known = exceptions.filter(({ entity }) => entity === wholeRun);
	const { maximumAttempts } = run;
	const updates = exceptionUpdates({ run, lane: undefined, outcomes, known, through: !trouble, maximumAttempts, now });
	if (updates.length > 0) await ledger.upsert('exceptions', updates);
	return updates.length > 0;
}
