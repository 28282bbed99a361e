import type { WorkflowBuilder } from '../builder.ts';
import { decide, note, sap } from '../nodes.ts';
import { type Condition, insertRow, readRows, updateRows } from '../tables.ts';
import { chosen, ownRowsHere, start } from './chosen.ts';
import { ownLease } from './lease.ts';

export const ownRow: Condition = { column: 'customer', value: "={{ $('Run').first().json.settings.customer }}" };
export const ownRows = [ownRow];

/** SAP's clock, the state of earlier runs, and the plan of this one; answers the node after which the batches begin. */
export function addRun(w: WorkflowBuilder, after: string, x: number): string {
	w.add(
		note(
			'run',
			[x - 60, -260],
			[1300, 700],
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
		decide(
			'Start run',
			[x + 440, 0],
			{
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
			},
			{ onError: 'continueErrorOutput' },
		),
	);
	addRefusal(w, x + 660);
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

/** A slip of the pen in the settings must not keep the next run out until the lease ends by itself. */
function addRefusal(w: WorkflowBuilder, x: number): void {
	const nobody = { holder: '', lease_until: '' };
	w.add(updateRows('Give lease back', 'sap_procore_state', [x, 160], ownLease, nobody));
	w.add({
		name: 'Run cannot begin',
		type: 'n8n-nodes-base.stopAndError',
		typeVersion: 1,
		position: [x, 280],
		parameters: {
			errorType: 'errorObject',
			errorObject: "={{ JSON.stringify({ message: $json.error, description: $json.details?.advice ?? '' }) }}",
		},
	});
	for (const node of ['Give lease back', 'Run cannot begin']) w.connect('Start run', node, { output: 1 });
}
