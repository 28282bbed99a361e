import type { WorkflowBuilder } from '../builder.ts';
import { branch, decide, note, rawItem, sap, values } from '../nodes.ts';
import {
	cellsOfItem,
	type Condition,
	createTable,
	deleteRows,
	insertRow,
	readRows,
	sameAsItem,
	tables,
	updateRows,
	upsertRows,
} from '../tables.ts';
import { settings } from './settings.ts';

const start = (path: string) => `={{ $('Start run').first().json.${path} }}`;
const chosen = (name: string) => `={{ $('Settings').first().json.${name} }}`;

export const ownRow: Condition = { column: 'customer', value: "={{ $('Run').first().json.settings.customer }}" };
export const ownRows = [ownRow];
const ownRowsHere: Condition[] = [{ column: 'customer', value: chosen('customer') }];

/** Triggers, settings and tables; the last node of it. */
export function addStart(w: WorkflowBuilder): string {
	w.add(
		note(
			'settings',
			[-260, -260],
			[460, 620],
			'### Start and settings\nWhat you may want to change is in one node. Publish again after a change: the schedule runs the published version.',
		),
	);
	w.add({
		name: 'Every day at 5:00 UTC',
		type: 'n8n-nodes-base.scheduleTrigger',
		typeVersion: 1.2,
		position: [-200, -100],
		parameters: { rule: { interval: [{ field: 'days', triggerAtHour: 5 }] } },
	});
	w.add({
		name: 'Run now',
		type: 'n8n-nodes-base.manualTrigger',
		typeVersion: 1,
		position: [-200, 100],
		parameters: {},
	});
	w.add(values('Settings', [40, 0], settings, { executeOnce: true }));
	w.connect('Every day at 5:00 UTC', 'Settings');
	w.connect('Run now', 'Settings');

	const names = Object.keys(tables);
	const perRow = Math.ceil(names.length / 2);
	w.add(
		note(
			'tables',
			[240, -260],
			[perRow * 200 + 80, 620],
			'### Tables\nCreated when they are missing. What people fill in is never overwritten.',
		),
	);
	const made = names.map((name, index) =>
		w.add(createTable(name, [280 + (index % perRow) * 200, index < perRow ? -100 : 100])),
	);
	w.chain('Settings', ...made);
	return made.at(-1) ?? 'Settings';
}

const leaseRow: Condition[] = [...ownRowsHere, { column: 'entity', value: 'lease' }];
const ownLease: Condition[] = [...leaseRow, { column: 'holder', value: "={{ $('Take lease').first().json.holder }}" }];

/** Two runs of one customer never overlap: only the execution that has changed the lease row to its own name goes on. */
export function addLease(w: WorkflowBuilder, after: string, x: number): string {
	w.add(
		note(
			'lease',
			[x - 60, -260],
			[1360, 620],
			'### One run at a time\nA run that is under way holds the lease in `sap_procore_state`. One that was broken off loses it after `leaseMinutes`.',
		),
	);
	w.add(
		upsertRows('Lease row', 'sap_procore_state', [x, 0], leaseRow, { customer: chosen('customer'), entity: 'lease' }),
	);
	w.add(
		decide('Take lease', [x + 220, 0], {
			resource: 'run',
			operation: 'takeLease',
			customer: chosen('customer'),
			leaseMinutes: chosen('leaseMinutes'),
		}),
	);
	w.add(
		updateRows(
			'Claim lease',
			'sap_procore_state',
			[x + 440, 0],
			[...leaseRow, { column: 'lease_until', is: '={{ $json.condition }}', value: '={{ $json.now }}' }],
			cellsOfItem('holder', 'lease_until'),
			{ alwaysOutputData: true },
		),
	);
	w.add(readRows('Read lease', 'sap_procore_state', [x + 660, 0], leaseRow));
	w.add(decide('Check lease', [x + 880, 0], { resource: 'run', operation: 'checkLease' }));
	w.add({
		name: 'Another run is under way',
		type: 'n8n-nodes-base.stopAndError',
		typeVersion: 1,
		position: [x + 1100, 160],
		parameters: { errorMessage: '={{ $json.message }}' },
	});
	w.chain(after, 'Lease row', 'Take lease', 'Claim lease', 'Read lease', 'Check lease');
	w.connect('Check lease', 'Another run is under way', { output: 1 });
	return 'Check lease';
}

/** SAP's clock, the state of earlier runs, and the plan of this one; answers the node after which the batches begin. */
export function addRun(w: WorkflowBuilder, after: string, x: number): string {
	w.add(
		note(
			'run',
			[x - 60, -260],
			[1300, 620],
			"### Run\nFreezes the time window of each lane by SAP's clock, adds the open exceptions that are due, and notes that a run began.",
		),
	);
	w.add(
		sap(
			'Read SAP clock',
			[x, 0],
			{ resource: 'system', operation: 'get' },
			{ onError: 'continueRegularOutput', executeOnce: true },
		),
	);
	w.add(readRows('Read state', 'sap_procore_state', [x + 220, -100], ownRowsHere));
	w.add(
		readRows(
			'Read open exceptions',
			'sap_procore_exceptions',
			[x + 220, 60],
			[...ownRowsHere, { column: 'status', value: 'open' }],
		),
	);
	w.add(
		readRows(
			'Read broken-off runs',
			'sap_procore_runs',
			[x + 220, 220],
			[...ownRowsHere, { column: 'status', value: 'running' }],
		),
	);
	w.add(
		decide('Start run', [x + 440, 0], {
			resource: 'run',
			operation: 'start',
			customer: chosen('customer'),
			mode: chosen('mode'),
			lanes: chosen('lanes'),
			system: "={{ $('Read SAP clock').first().json.system ?? '' }}",
			now: "={{ $('Read SAP clock').first().json.now || $now.toUTC().toISO() }}",
			options: {
				backfillFrom: chosen('backfillFrom'),
				backfillTo: chosen('backfillTo'),
				batchSize: chosen('batchSize'),
				overlapMinutes: chosen('overlapMinutes'),
				replayEntity: chosen('replayEntity'),
				replayKey: chosen('replayKey'),
				settleMinutes: chosen('settleMinutes'),
			},
		}),
	);
	w.add(
		updateRows(
			'Close broken-off runs',
			'sap_procore_runs',
			[x + 660, 0],
			[
				{ column: 'customer', value: '={{ $json.customer }}' },
				{ column: 'status', value: 'running' },
			],
			{ status: 'broken off' },
			{ alwaysOutputData: true },
		),
	);
	w.add(
		insertRow(
			'Open run row',
			'sap_procore_runs',
			[x + 880, 0],
			{
				customer: start('customer'),
				run_id: start('runId'),
				mode: start('mode'),
				started_at: start('startedAt'),
				status: 'running',
			},
			{ executeOnce: true },
		),
	);
	w.connect(after, 'Read SAP clock');
	['Read state', 'Read open exceptions', 'Read broken-off runs'].forEach((name, input) => {
		w.connect('Read SAP clock', name);
		w.connect(name, 'Start run', { input });
	});
	w.chain('Start run', 'Close broken-off runs', 'Open run row');
	return 'Open run row';
}

/** Calls this workflow itself, once for each batch: what a batch has read and written is then no longer kept in memory. */
export function addBatches(w: WorkflowBuilder, after: string, x: number): void {
	w.add(
		note(
			'batches',
			[x - 60, -260],
			[1540, 620],
			'### Batches\nThis workflow calls itself: each call works off the lanes below for one batch and gives back one item. So memory stays flat, and a batch that breaks down is on record.',
		),
	);
	w.add(
		rawItem(
			'First batch',
			[x, 0],
			"{ plan: $('Start run').first().json, settings: $('Settings').first().json, sap: $('Read SAP clock').first().json }",
			{
				executeOnce: true,
			},
		),
	);
	w.add({
		name: 'Sync one batch',
		type: 'n8n-nodes-base.executeWorkflow',
		typeVersion: 1.2,
		position: [x + 220, 0],
		parameters: {
			source: 'database',
			workflowId: { __rl: true, mode: 'id', value: '={{ $workflow.id }}' },
			workflowInputs: {
				mappingMode: 'defineBelow',
				value: {},
				matchingColumns: [],
				schema: [],
				attemptToConvertTypes: false,
				convertFieldsToString: true,
			},
			mode: 'once',
			options: { waitForSubWorkflow: true },
		},
		onError: 'continueRegularOutput',
	});
	w.add(
		branch('More to do?', [x + 440, 0], {
			left: '={{ $json.more ?? false }}',
			type: 'boolean',
			operation: 'true',
			singleValue: true,
		}),
	);
	w.add(
		updateRows(
			'Note progress',
			'sap_procore_runs',
			[x + 660, -160],
			[{ column: 'run_id', value: start('runId') }],
			cellsOfItem('summary', 'counts'),
		),
	);
	w.add(
		updateRows('Renew lease', 'sap_procore_state', [x + 880, -160], ownLease, {
			lease_until: `={{ $now.plus(${'{'} minutes: $('Settings').first().json.leaseMinutes ${'}'}).toUTC().toISO() }}`,
		}),
	);
	w.add(
		rawItem(
			'Next batch',
			[x + 1100, -160],
			"{ plan: $('Sync one batch').first().json.plan, settings: $('Settings').first().json }",
			{ executeOnce: true },
		),
	);
	w.add(
		decide('Finish run', [x + 660, 0], {
			resource: 'run',
			operation: 'finish',
			run: "={{ $('Start run').first().json }}",
		}),
	);
	w.add(updateRows('Close run row', 'sap_procore_runs', [x + 880, 0], sameAsItem('run_id')));
	w.add(updateRows('Release lease', 'sap_procore_state', [x + 1100, 0], ownLease, { holder: '', lease_until: '' }));
	w.chain(
		after,
		'First batch',
		'Sync one batch',
		'More to do?',
		'Note progress',
		'Renew lease',
		'Next batch',
		'Sync one batch',
	);
	w.connect('More to do?', 'Finish run', { output: 1 });
	w.chain('Finish run', 'Close run row', 'Release lease');
}

/** Takes out what is older than the audit trail is to be kept. */
export function addPruning(w: WorkflowBuilder, x: number): void {
	w.add(
		note(
			'pruning',
			[x - 60, -260],
			[560, 900],
			'### Retention\nRows older than `retentionDays` are deleted in bulk; 0 keeps them for good.',
		),
	);
	w.add(
		decide(
			'Find old rows',
			[x, 0],
			{ resource: 'run', operation: 'prune', customer: chosen('customer'), retentionDays: chosen('retentionDays') },
			{ executeOnce: true },
		),
	);
	const old = (column: string, limit: string): Condition[] => [
		{ column: 'customer', value: '={{ $json.customer }}' },
		{ column, is: 'lt', value: `={{ $json.${limit} }}` },
	];
	w.add(deleteRows('Delete old audit rows', 'sap_procore_audit', [x + 220, -160], old('at', 'before')));
	w.add(deleteRows('Delete old allocations', 'sap_procore_allocations', [x + 220, 0], old('run_id', 'before_run')));
	w.add(deleteRows('Delete old runs', 'sap_procore_runs', [x + 220, 160], old('started_at', 'before')));
	w.add(
		deleteRows(
			'Delete resolved exceptions',
			'sap_procore_exceptions',
			[x + 220, 320],
			[...old('last_seen', 'before'), { column: 'status', value: 'resolved' }],
		),
	);
	w.connect('Release lease', 'Find old rows');
	for (const name of [
		'Delete old audit rows',
		'Delete old allocations',
		'Delete old runs',
		'Delete resolved exceptions',
	])
		w.connect('Find old rows', name);
}

/**
 * Where a batch begins: what the lanes go by is in *Run*. When SAP could not be asked as the run began, no lane starts:
 * each would ask in vain, and SAP locks a user after three refused log-ons. `trouble` leads to the record instead.
 */
export function addBatchStart(w: WorkflowBuilder, y: number): { lanes: string; trouble: string } {
	w.add({
		name: 'Batch',
		type: 'n8n-nodes-base.executeWorkflowTrigger',
		typeVersion: 1.1,
		position: [-660, y],
		parameters: { inputSource: 'passthrough' },
	});
	w.add(rawItem('Run', [-440, y], '$json', { executeOnce: true }));
	w.add(
		branch('SAP answered?', [-220, y], {
			left: '={{ $json.plan.system }}',
			type: 'string',
			operation: 'notEmpty',
			singleValue: true,
		}),
	);
	w.add(rawItem('Trouble with SAP', [-220, y + 320], '$json.sap'));
	w.chain('Batch', 'Run', 'SAP answered?');
	w.connect('SAP answered?', 'Trouble with SAP', { output: 1 });
	return { lanes: 'SAP answered?', trouble: 'Trouble with SAP' };
}
