import {
	updateDisplayOptions,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';
import { isEqual } from 'lodash';
import { callsOf, type CallCounts } from '../../../shared/callCounter';
import { asNodeFailure } from '../../../shared/failure';
import { leaseOf } from '../../../shared/heartbeat';
import { toItem } from '../../../shared/items';
import { laneOf, type Lane, type Run } from '../../../shared/model';
import { isInRange, nextRange } from '../../lanes/projectCost/range';
import { lookedAt, mostToLookAt, neededSapProjects } from '../../lanes/projectCost/sent';
import { wholeNumber } from '../../../shared/parameters';
import { redact } from '../../../shared/redact';
import { runOf, runProperty } from '../../../shared/runParameter';
import { tableStoreOf } from '../../../shared/tables/inlineStore';
import { releaseLease } from '../../../shared/tables/lease';
import { readUnrecorded, unrecordedRow } from '../../../shared/tables/unrecorded';
import { ledgerOf, type Ledger } from '../../ledger';
import { describeTrouble } from '../../sync/describe';
import { finishRun, goesOn } from '../../sync/finish';
import { nextLanes, recordedLanes, unrecordedAfter } from '../../sync/lane';
import { pendingAnnouncement } from '../../sync/record';
import { presented } from '../../sync/presented';
import { archiveEntity, retainedFrom, rowsBefore } from '../../sync/retention';
import { endMemory, memoryOf } from '../runMemory';
import { countsText, summaryOf } from '../../sync/summary';

const properties: INodeProperties[] = [
	runProperty,
	{
		displayName: 'Retention (Days)',
		name: 'retentionDays',
		type: 'number',
		default: 400,
		typeOptions: { minValue: 0 },
		description:
			'How long the audit trail is kept. 0 keeps it for good. Does not apply once the archive workflow has exported a month: it then removes months itself.',
	},
];

export const description = updateDisplayOptions({ show: { resource: ['run'], operation: ['finish'] } }, properties);

/**
 * Ends a run. While a lane has more to read than the batch on the canvas, this workflow is called for one batch after the
 * other, and waited for. Then the run is closed and its lease given back.
 * Outputs: the row of the run; exceptions of this run that were not announced yet; a message when something failed as a
 * whole, which held or failed documents are not.
 * In a batch that was called, and in a single step of the editor, only what it came to.
 * @throws NodeOperationError `lease_lost` when another run has taken over
 */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const run = runOf(this);
	const retention = wholeNumber(this, 'Retention (Days)', this.getNodeParameter('retentionDays', 0), 0, 0, Infinity);
	const ledger = ledgerOf(this, run.customer);
	if (run.step) return [[toItem({ run_id: run.runId, summary: 'A single step: nothing was recorded.' }, 0)], [], []];
	const memory = memoryOf(this, run);
	const isRecorded = memory !== undefined && run.lanes.every(({ on, entity }) => !on || memory.recorded.has(entity));
	const state = isRecorded ? [] : await ledger.rows('state');
	const lanes = recordedLanes(run, isRecorded ? [...memory.recorded.values()] : state);
	if (run.batch > 1) return [[toItem({ run_id: run.runId, batch: run.batch, summary: summaryOf(lanes) }, 0)], [], []];
	const ended = await runBatches(this, ledger, { run, lanes, message: '', calls: callsOf(this.getExecutionId()) });
	const found = isRecorded ? memory.state : state;
	const pruned = found.find(({ entity }) => entity === retentionEntity)?.watermark ?? '';
	const isArchived = found.some(({ entity }) => entity === archiveEntity);
	const announces = !isRecorded || memory.unannounced || ended.run.batch > 1;
	const unrecorded = memory?.unrecorded ?? readUnrecorded(state);
	const toRecord = run.dryRun ? unrecorded : unrecordedAfter(run, ended.lanes, unrecorded);
	if (!isEqual(toRecord, unrecorded)) {
		await leaseOf(this, run).confirm();
		await ledger.upsert('state', [unrecordedRow(toRecord)]);
	}
	const outputs = await close(this, ledger, ended, { days: retention, pruned, isArchived }, announces);
	endMemory(this, run);
	return outputs;
}

interface Retention {
	days: number;
	/** When old rows were last taken out, ISO 8601; `""` = never. */
	pruned: string;
	/** Whether whole months are exported to files, and taken out then. */
	isArchived: boolean;
}

interface Progress {
	run: Run;
	lanes: Lane[];
	/** Why it stopped early; `""` = it did not. */
	message: string;
	calls: CallCounts;
}

/** Batch after batch, as long as something is left to read. */
async function runBatches(context: IExecuteFunctions, ledger: Ledger, first: Progress): Promise<Progress> {
	const lease = leaseOf(context, first.run);
	let at = first;
	for (;;) {
		const lanes = nextLanes(at.run, at.lanes);
		if (at.message !== '' || !goesOn(lanes)) return at;
		const planned = { ...at.run, lanes, batch: at.run.batch + 1 };
		const next = await lease.keepAlive(async () => await runBatch(context, ledger, planned, at));
		if (next.message === '' && isSame(lanes, nextLanes(next.run, next.lanes)))
			return { ...next, message: 'A batch has led no further than the one before it.' };
		at = next;
	}
}

async function runBatch(context: IExecuteFunctions, ledger: Ledger, planned: Run, before: Progress): Promise<Progress> {
	let run = planned;
	const lease = leaseOf(context, run);
	try {
		run = await withProjects(ledger, planned, before.run);
		await lease.confirm(0);
		await ledger.update('runs', [{ column: 'run_id', value: run.runId }], {
			summary: summaryOf(before.lanes),
			counts: countsText(before.lanes),
			progress: `Batch ${run.batch}`,
		});
		const { id } = context.getWorkflow();
		const executed = await context.executeWorkflow(
			{ ...(id === undefined ? {} : { id }) },
			[{ json: { run } as unknown as INodeExecutionData['json'] }],
			undefined,
			{
				parentExecution: { executionId: context.getExecutionId(), workflowId: id ?? '' },
				executionMode: context.getMode(),
			},
		);
		const calls = callsOf(executed.executionId);
		return {
			run,
			lanes: recordedLanes(run, await ledger.rows('state')),
			message: '',
			calls: { sap: before.calls.sap + calls.sap, procore: before.calls.procore + calls.procore },
		};
	} catch (thrown) {
		const { message } = asNodeFailure(context, thrown);
		return { ...before, run, message: redact(message || 'A batch stopped without a message.') };
	}
}

/** A run that reads costs with the projects that its batch is about: the roster is as this run has it by now. */
async function withProjects(ledger: Ledger, run: Run, before: Run): Promise<Run> {
	const lane = laneOf(run, 'actual_cost');
	if (run.projectsPerBatch === 0 || !lane.reads) return run;
	// With a condition the rows are read anew: people may have changed them since the batch before.
	const rows = await ledger.rows('projects', [{ column: 'project_id', is: 'neq', value: '' }]);
	const range = nextRange(rows, lane.afterKey, lane.sent, run.projectsPerBatch);
	const last = laneOf(before, 'actual_cost');
	const lookAt = last.projects
		? Math.max(0, last.projects.lookAt - lookedAt(last.sent, lane.sent))
		: mostToLookAt(lane.sent);
	const projects = range && { ...range, lookAt };
	const sapProjects = neededSapProjects(lane.sent, (projectId) => isInRange(range, projectId));
	return { ...run, lanes: run.lanes.map((each) => (each === lane ? { ...each, projects, sapProjects } : each)) };
}

const isSame = (before: Lane[], after: Lane[]): boolean => {
	const places = (lanes: Lane[]) => lanes.map(({ reads, window, afterKey }) => [reads, window, afterKey]);
	return JSON.stringify(places(before)) === JSON.stringify(places(after));
};

async function close(
	context: IExecuteFunctions,
	ledger: Ledger,
	{ run, lanes, message, calls }: Progress,
	retention: Retention,
	announces: boolean,
): Promise<INodeExecutionData[][]> {
	// Whoever has taken over has closed the run, and writes the tables now.
	await leaseOf(context, run).confirm();
	const now = new Date().toISOString();
	const row = finishRun(run, lanes, message, calls, now);
	await ledger.update('runs', [{ column: 'run_id', value: run.runId }], { ...row, progress: '' });
	const fresh =
		run.dryRun || !announces
			? []
			: await ledger.update(
					'exceptions',
					[
						{ column: 'status', is: 'neq', value: 'resolved' },
						{ column: 'status', is: 'neq', value: 'ignored' },
						{ column: 'announced_run', value: pendingAnnouncement },
					],
					{ announced_run: run.runId },
				);
	if (message === '' && !run.dryRun) await prune(ledger, retention, now);
	await releaseLease(tableStoreOf(context), run.customer, run.holder);
	const alert = describeTrouble({ ...row, customer: run.customer, broken_off: run.brokenOff });
	return [
		[toItem({ ...row, customer: run.customer }, 0)],
		fresh.map((each) => toItem(each, 0)),
		alert.severity === 'info' ? [] : [toItem({ ...alert, ...presented(alert) }, 0)],
	];
}

/** Row of `sap_procore_state` that says when old rows were last taken out. */
const retentionEntity = 'retention';
const dayMs = 24 * 3600_000;

/** Takes out what is older than the audit trail is to be kept, once a day. */
async function prune(ledger: Ledger, { days, pruned, isArchived }: Retention, now: string): Promise<void> {
	const before = retainedFrom(days, now);
	// What no file has yet must not go; what one has goes with it.
	if (before === undefined || isArchived || Date.parse(now) - Date.parse(pruned) < dayMs) return;
	for (const { table, where } of rowsBefore(before)) await ledger.delete(table, where);
	await ledger.upsert('state', [{ entity: retentionEntity, watermark: now }]);
}
