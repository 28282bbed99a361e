import {
	NodeOperationError,
	updateDisplayOptions,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';
import { documentKey, entityLabel, isEntity, type Entity } from '../../../shared/entities';
import { leaseOf } from '../../../shared/heartbeat';
import { failureOf, toItem } from '../../../shared/items';
import { laneOf, type Lane, type Outcome, type Run } from '../../../shared/model';
import { runOf, runProperty } from '../../../shared/runParameter';
import { ledgerOf, type Ledger } from '../../ledger';
import { conserve } from '../../sync/conservation';
import { laneRow } from '../../sync/lane';
import { readOutcome } from '../../sync/readOutcome';
import { record, type Recorded } from '../../sync/record';
import { laneText } from '../../sync/summary';
import { entityOptions } from '../entityOptions';
import { itemsOf } from '../inputs';

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
	const lane = laneOf(run, entity);
	const now = new Date().toISOString();
	const items = itemsOf(this, 0);
	const fetched = fetchedOf(this, entity, now);
	const outcomes = [...items.map(({ item }) => readOutcome(item, entity, now)), ...fetched.failures];
	const conserved = conserve(entity, outcomes, fetched.keys);
	if (!lane.on || run.step) return [[summaryItem(run, lane, conserved.outcomes)]];
	const lease = leaseOf(this, run);
	lease.progress(`${entityLabel(entity)}: recording ${conserved.outcomes.length} outcomes`);
	const ledger = ledgerOf(this, run.customer);
	const recorded = record({
		run,
		lane,
		outcomes: conserved.outcomes,
		unaccounted: conserved.unaccounted,
		fetched: fetched.keys,
		now,
		...(await known(ledger, run, lane, conserved.outcomes)),
	});
	await lease.confirm();
	await lease.keepAlive(async () => {
		await write(ledger, run, recorded);
	});
	return [[summaryItem(run, recorded.lane, conserved.outcomes)]];
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

/** What the tables know already; nothing is read where there is nothing to compare with. */
async function known(ledger: Ledger, run: Run, lane: Lane, outcomes: Outcome[]) {
	const mayHaveExceptions = outcomes.length > 0 || lane.exceptions > 0 || run.batch > 1;
	const exceptions = mayHaveExceptions
		? await ledger.rows('exceptions', [
				{ column: 'entity', value: lane.entity },
				{ column: 'status', is: 'neq', value: 'resolved' },
			])
		: [];
	const hasContracts = lane.entity === 'purchase_order' && outcomes.length > 0 && !run.dryRun;
	return { known: exceptions, knownContracts: hasContracts ? await ledger.rows('contracts') : undefined };
}

/** From the audit trail to the watermark, so that nothing is lost if n8n stops in between. */
async function write(ledger: Ledger, run: Run, recorded: Recorded): Promise<void> {
	if (recorded.audit.length > 0) await ledger.insert('audit', recorded.audit);
	if (recorded.allocations.length > 0) await ledger.insert('allocations', recorded.allocations);
	if (recorded.contracts.length > 0) await ledger.insert('contracts', recorded.contracts);
	if (recorded.exceptions.length > 0) await ledger.upsert('exceptions', recorded.exceptions);
	const row = laneRow(run, recorded.lane);
	const written = await ledger.update('state', [{ column: 'entity', value: row.entity }], row);
	if (written.length === 0) await ledger.insert('state', [row]);
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
