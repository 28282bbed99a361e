import {
	NodeOperationError,
	updateDisplayOptions,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';
import { documentKey, entityLabel, isEntity, type Entity } from '../../../shared/entities';
import { leaseOf, type Lease } from '../../../shared/heartbeat';
import { failureOf, toItem } from '../../../shared/items';
import { laneOf, type Lane, type Outcome, type Run } from '../../../shared/model';
import { runOf, runProperty } from '../../../shared/runParameter';
import { ledgerOf, type Ledger, type LedgerCells, type LedgerRow } from '../../ledger';
import { openApprovals, writeApprovals } from '../../ledger/approvals';
import { conserve } from '../../sync/conservation';
import { stillBegun, writeBegun } from '../../sync/begunContracts';
import { laneRow, type LaneRow } from '../../sync/lane';
import { readOutcome } from '../../sync/readOutcome';
import {
	exceptionUpdates,
	isAboutContract,
	pendingAnnouncement,
	record,
	type ExceptionUpdate,
	type KnownException,
	type Recorded,
} from '../../sync/record';
import { laneText } from '../../sync/summary';
import { begunOf } from '../begunContracts';
import { costsSentOf } from '../costsSent';
import { entityOptions } from '../entityOptions';
import { itemsOf } from '../inputs';
import { knownContractsOf } from '../lookupTables';
import { memoryOf, type RunMemory } from '../runMemory';

const properties: INodeProperties[] = [
	runProperty,
	{
		displayName: 'Lane',
		name: 'entity',
		type: 'options',
		noDataExpression: true,
		default: 'purchase_order',
		options: entityOptions,
		description: 'What the documents of this lane are',
	},
];

export const description = updateDisplayOptions({ show: { resource: ['outcome'], operation: ['record'] } }, properties);

/**
 * Puts a lane on record: audit trail, allocations, exceptions, and last of all how far the lane has been read.
 * Inputs: Outcomes (of all nodes of the lane, failed items included), Fetched (straight from the node that reads SAP).
 * What was fetched and has no outcome is recorded as left out by the workflow.
 * One item, which sums the lane up and leads to the next lane, also when there was nothing to do. A single step in the
 * editor writes nothing.
 */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const entity = entityParameter(this);
	const run = runOf(this);
	const planned = laneOf(run, entity);
	const now = new Date().toISOString();
	const items = itemsOf(this, 0);
	const fetched = fetchedOf(this, entity, now);
	const given = [...items.map(({ item }) => readOutcome(item, entity, now)), ...fetched.failures];
	const { outcomes, unaccounted } = conserve(entity, given, fetched.keys);
	if (run.step) return [[summaryItem(run, planned, outcomes)]];
	const lease = leaseOf(this, run);
	const ledger = ledgerOf(this, run.customer);
	const memory = memoryOf(this, run);
	if (!planned.on) {
		await settleSwitchedOff(ledger, run, planned, { lease, memory, now });
		return [[summaryItem(run, planned, outcomes)]];
	}
	lease.progress(`${entityLabel(entity)}: recording ${outcomes.length} outcomes`);
	const lane = await withSent(this, run, planned, outcomes);
	const known = await knownExceptions(ledger, run, lane, { outcomes, memory });
	const knownContracts = await contractsOf(ledger, run, outcomes);
	const begun = run.dryRun || outcomes.length === 0 ? [] : await begunOf(this, run, entity);
	const asks = run.approval !== null && outcomes.length > 0;
	const knownApprovals = asks ? (memory?.approvals ?? (await openApprovals(ledger))) : [];
	const recording = (exceptions: KnownException[]) =>
		record({
			...{ run, lane, outcomes, unaccounted, fetched: fetched.keys },
			now,
			known: exceptions,
			knownContracts,
			knownApprovals,
		});
	const recorded = recording(known);
	const stillThere = stillBegun(begun, outcomes, [...(knownContracts ?? []), ...recorded.contracts]);
	const changed = stillThere.length < begun.length ? { begun_contracts: writeBegun(stillThere) } : {};
	await lease.confirm();
	await lease.keepAlive(async () => {
		await write(ledger, recorded, { ...laneRow(run, recorded.lane), ...changed }, async () => {
			await writeExceptions(ledger, lane, recorded.exceptions, known, (fresh) => recording(fresh).exceptions);
		});
	});
	if (memory) {
		if (outcomes.length > 0 && !run.dryRun) memory.begun.set(entity, stillThere);
		if (entity === 'actual_cost') memory.costsSent = recorded.lane.sent;
		memory.recorded.set(entity, laneRow(run, recorded.lane));
		memory.unannounced ||= recorded.exceptions.some(isUnannounced);
	}
	return [[summaryItem(run, recorded.lane, outcomes)]];
}

/**
 * Actual costs: what Procore has of them, as it stands now. Other lanes of the run change it, and write no more where this
 * lane read its window and found nothing.
 */
async function withSent(context: IExecuteFunctions, run: Run, lane: Lane, outcomes: Outcome[]): Promise<Lane> {
	const mayHaveChanged = lane.entity === 'actual_cost' && (outcomes.length > 0 || !lane.reads);
	return mayHaveChanged ? { ...lane, sent: { ...(await costsSentOf(context, run)) } } : lane;
}

function entityParameter(context: IExecuteFunctions): Entity {
	const entity = context.getNodeParameter('entity', 0);
	if (isEntity(entity)) return entity;
	throw new NodeOperationError(context.getNode(), 'The parameter Lane is empty or unknown', {
		description: 'Choose what the documents of this lane are.',
		failure: { cause: 'configuration-invalid' },
	});
}

/**
 * What SAP gave: keys of documents, and of those that could not be read; and what the reading node failed on, which a step
 * of the workflow may have left out.
 */
function fetchedOf(context: IExecuteFunctions, entity: Entity, now: string): { keys: string[]; failures: Outcome[] } {
	const keys: string[] = [];
	const failures: Outcome[] = [];
	for (const { item } of itemsOf(context, 1)) {
		const failed = failureOf(item) ? readOutcome(item, entity, now) : undefined;
		const key = failed ? failed.sapKey : documentKey(entity, item.json);
		if (failed) failures.push(failed);
		if (key !== '') keys.push(key);
	}
	return { keys, failures };
}

type ExceptionRow = LedgerRow<'exceptions'>;

const isUnannounced = ({ status, announced_run }: ExceptionUpdate) =>
	status !== 'resolved' && announced_run === pendingAnnouncement;

const ofLane = ({ entity }: Lane) =>
	[
		{ column: 'entity', value: entity },
		{ column: 'status', is: 'neq', value: 'resolved' },
	] as const;

/**
 * The exceptions of the lane that are not resolved: as Start has read them for the first batch, as nobody but people has
 * changed them since. Nothing is read where there is nothing to compare with.
 */
async function knownExceptions(
	ledger: Ledger,
	run: Run,
	lane: Lane,
	{ outcomes, memory }: { outcomes: Outcome[]; memory: RunMemory | undefined },
): Promise<ExceptionRow[]> {
	if (memory) return memory.exceptions.filter(({ entity }) => entity === lane.entity);
	const mayHaveExceptions = outcomes.length > 0 || lane.exceptions > 0 || run.batch > 1;
	return mayHaveExceptions ? await ledger.rows('exceptions', ofLane(lane)) : [];
}

/** What a lane failed on as a whole is nobody's trouble any more once the lane is switched off. */
async function settleSwitchedOff(
	ledger: Ledger,
	run: Run,
	lane: Lane,
	{ lease, memory, now }: { lease: Lease; memory: RunMemory | undefined; now: string },
): Promise<void> {
	if (run.dryRun || run.batch > 1) return;
	const known = await knownExceptions(ledger, run, lane, { outcomes: [], memory });
	const updates = (exceptions: KnownException[]) => {
		const { maximumAttempts } = run;
		return exceptionUpdates({ run, lane, outcomes: [], known: exceptions, through: false, maximumAttempts, now });
	};
	const settled = updates(known);
	if (settled.length === 0) return;
	await lease.confirm();
	await writeExceptions(ledger, lane, settled, known, updates);
}

/** What `sap_procore_contracts` has of the documents; undefined where it makes no difference. */
async function contractsOf(ledger: Ledger, run: Run, outcomes: Outcome[]) {
	const about = run.dryRun ? [] : outcomes.filter((each) => isAboutContract(each, run));
	if (about.length === 0) return undefined;
	return await knownContractsOf(
		ledger,
		about.map(({ sapKey }) => sapKey),
	);
}

/** From the audit trail to the watermark, so that nothing is lost if n8n stops in between. */
async function write(
	ledger: Ledger,
	recorded: Recorded,
	row: LaneRow & LedgerCells<'state'>,
	exceptions: () => Promise<void>,
): Promise<void> {
	if (recorded.audit.length > 0) await ledger.insert('audit', recorded.audit);
	if (recorded.allocations.length > 0) await ledger.insert('allocations', recorded.allocations);
	if (recorded.contracts.length > 0) await ledger.insert('contracts', recorded.contracts);
	await writeApprovals(ledger, recorded.approvals);
	await exceptions();
	const written = await ledger.update('state', [{ column: 'entity', value: row.entity }], row);
	if (written.length === 0) await ledger.insert('state', [row]);
}

const keyOf = ({ sap_key, project_id, entity }: Pick<ExceptionRow, 'sap_key' | 'project_id' | 'entity'>) =>
	JSON.stringify([entity, sap_key, project_id]);

/**
 * Writes exceptions: those that are known into their rows, as long as these still have the status that they had. Where a
 * person has given them another one since, or the row is gone, it is decided anew by what the table has now.
 */
async function writeExceptions(
	ledger: Ledger,
	lane: Lane,
	updates: ExceptionUpdate[],
	known: ExceptionRow[],
	anew: (fresh: ExceptionRow[]) => ExceptionUpdate[],
): Promise<void> {
	const rows = new Map(known.map((row) => [keyOf(row), row]));
	const changes = updates.flatMap((cells) => {
		const row = rows.get(keyOf(cells));
		return row ? [{ row, cells }] : [];
	});
	const changed = await ledger.updateEach(
		'exceptions',
		changes.map(({ row, cells }) => ({
			where: [
				{ column: 'id', value: Number(row.id) },
				{ column: 'status', value: row.status },
			],
			cells,
		})),
	);
	const missed = new Set(changes.filter(({ row }) => !changed.has(row.id)).map(({ row }) => keyOf(row)));
	const others = (missed.size > 0 ? anew(await ledger.rows('exceptions', ofLane(lane))) : updates).filter(
		(update) => missed.has(keyOf(update)) || !rows.has(keyOf(update)),
	);
	if (others.length > 0) await ledger.upsert('exceptions', others);
}

/** One item about the lane; what it did in this batch, in figures and in words. */
function summaryItem(run: Run, lane: Lane, outcomes: Outcome[]): INodeExecutionData {
	const { entity, total } = lane;
	return toItem(
		{
			runId: run.runId,
			entity,
			lane: entityLabel(entity),
			on: lane.on,
			summary: lane.on
				? total
					? laneText({ ...lane, total })
					: `${outcomes.length} outcomes, not recorded`
				: 'switched off',
			complete: total?.complete ?? false,
			trouble: total?.trouble ?? '',
			watermark: lane.watermark,
			counts: total?.counts ?? {},
		},
		0,
	);
}
