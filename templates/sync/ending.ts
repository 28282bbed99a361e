import type { WorkflowBuilder } from '../builder.ts';
import { branch, decide, note, rawItem } from '../nodes.ts';
import { type Condition, deleteRows, sameAsItem, updateRows } from '../tables.ts';
import { chosen } from './chosen.ts';
import { ownLease } from './lease.ts';

/** The plan of the last batch that began: what the batches before one that broke down came to is in it. */
const latestPlan =
	"={{ $('Next batch').isExecuted ? $('Next batch').first().json.plan : $('Start run').first().json }}";

/** Closes the run, lets the next one in, prunes, and last of all tells of trouble: then nothing is left undone by it. */
export function addEnding(w: WorkflowBuilder, { done, lost }: { done: string; lost: string }, x: number): void {
	w.add(
		note(
			'ending',
			[x - 60, -260],
			[620, 720],
			'### End\nThe row of the run says what came of it; then the next run may begin.',
		),
	);
	w.add(decide('Finish run', [x, 0], { resource: 'run', operation: 'finish', run: latestPlan }));
	w.add(updateRows('Close run row', 'sap_procore_runs', [x + 220, 0], sameAsItem('run_id')));
	// Puts out nothing when the lease is another run's: then nothing is pruned either.
	w.add(updateRows('Release lease', 'sap_procore_state', [x + 440, 0], ownLease, { holder: '', lease_until: '' }));
	w.connect(done, 'Finish run', { output: 1 });
	w.connect(lost, 'Finish run');
	w.chain('Finish run', 'Close run row', 'Release lease');
	addPruning(w, 'Release lease', x + 660);
	addTelling(w, 'Close run row', x + 220);
}

/**
 * A run in which something failed as a whole ends as an error, so that n8n shows it as one and calls the error workflow.
 * Documents that were held or failed are no such trouble: they have their exceptions.
 */
function addTelling(w: WorkflowBuilder, after: string, x: number): void {
	w.add(
		note(
			'telling',
			[x - 60, 560],
			[1060, 340],
			'### Trouble\nWhen a lane as a whole failed, the run stopped early, or an earlier one was broken off, the execution ends as an error: n8n then starts the error workflow (**Workflow settings > Error workflow**), which tells somebody.',
		),
	);
	w.add(
		rawItem(
			'Result',
			[x, 720],
			"{ ...$('Finish run').first().json, broken_off: $('Read broken-off runs').all().map((row) => row.json.run_id).filter((id) => id).join(', ') }",
		),
	);
	w.add(decide('Describe result', [x + 220, 720], { resource: 'run', operation: 'describe' }));
	w.add(
		branch('Trouble to tell?', [x + 440, 720], {
			left: '={{ $json.severity }}',
			right: 'info',
			type: 'string',
			operation: 'notEquals',
		}),
	);
	w.add({
		name: 'Tell trouble',
		type: 'n8n-nodes-base.stopAndError',
		typeVersion: 1,
		position: [x + 660, 720],
		parameters: {
			errorType: 'errorObject',
			errorObject:
				"={{ JSON.stringify({ message: $json.title, description: $json.text, type: 'sap_procore_' + $json.severity }) }}",
		},
	});
	w.chain(after, 'Result', 'Describe result', 'Trouble to tell?', 'Tell trouble');
}

/** Takes out what is older than the audit trail is to be kept. */
function addPruning(w: WorkflowBuilder, after: string, x: number): void {
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
	w.connect(after, 'Find old rows');
	for (const name of [
		'Delete old audit rows',
		'Delete old allocations',
		'Delete old runs',
		'Delete resolved exceptions',
	])
		w.connect('Find old rows', name);
}
