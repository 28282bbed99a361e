import type { WorkflowBuilder } from '../builder.ts';
import { branch, decide, note, rawItem } from '../nodes.ts';
import { cellsOfItem, readRows, updateRows } from '../tables.ts';
import { chosen, start } from './chosen.ts';
import { leaseRow, ownLease } from './lease.ts';

/**
 * Calls this workflow itself, once for each batch: what a batch has read and written is then no longer kept in memory.
 * `done` has a second output for when no batch is left; `lost` is where a run goes on whose lease another one has taken.
 */
export function addBatches(w: WorkflowBuilder, after: string, x: number): { done: string; lost: string } {
	w.add(
		note(
			'batches',
			[x - 60, -260],
			[1980, 720],
			'### Batches\nThis workflow calls itself: each call works off the lanes below for one batch and gives back one item. So memory stays flat, and a batch that breaks down is on record. After each batch the run makes sure that the lease is still its own.',
		),
	);
	w.add(
		rawItem(
			'First batch',
			[x, 0],
			"{ plan: $('Start run').first().json, settings: $('Read request').first().json, sap: $('Read SAP clock').first().json }",
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
		updateRows(
			'Renew lease',
			'sap_procore_state',
			[x + 880, -160],
			ownLease,
			{ lease_until: `={{ $now.plus({ minutes: ${bare(chosen('leaseMinutes'))} }).toUTC().toISO() }}` },
			{ alwaysOutputData: true },
		),
	);
	w.add(readRows('Read lease again', 'sap_procore_state', [x + 1100, -160], leaseRow));
	w.add(decide('Check lease again', [x + 1320, -160], { resource: 'run', operation: 'checkLease' }));
	w.add(
		rawItem(
			'Next batch',
			[x + 1540, -160],
			"{ plan: $('Sync one batch').first().json.plan, settings: $('Read request').first().json }",
			{ executeOnce: true },
		),
	);
	w.add(
		rawItem(
			'Lost lease',
			[x + 1540, 20],
			"{ error: 'Lost lease. ' + $json.message, plan: $('Sync one batch').first().json.plan }",
		),
	);
	w.chain(
		after,
		'First batch',
		'Sync one batch',
		'More to do?',
		'Note progress',
		'Renew lease',
		'Read lease again',
		'Check lease again',
		'Next batch',
		'Sync one batch',
	);
	w.connect('Check lease again', 'Lost lease', { output: 1 });
	return { done: 'More to do?', lost: 'Lost lease' };
}

const bare = (expression: string) => expression.replace(/^={{ | }}$/g, '');

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
