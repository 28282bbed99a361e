import type { WorkflowBuilder } from '../builder.ts';
import { branch, decide, note, respond } from '../nodes.ts';
import { cellsOfItem, type Condition, readRows, updateRows, upsertRows } from '../tables.ts';
import { chosen, ownRowsHere } from './chosen.ts';
import { answer, asked } from './triggers.ts';

export const leaseRow: Condition[] = [...ownRowsHere, { column: 'entity', value: 'lease' }];
/** The lease row as long as it is this execution's. */
export const ownLease: Condition[] = [
	...leaseRow,
	{ column: 'holder', value: "={{ $('Take lease').first().json.holder }}" },
];

/** Two runs of one customer never overlap: only the execution that has changed the lease row to its own name goes on. */
export function addLease(w: WorkflowBuilder, after: string, x: number): string {
	w.add(
		note(
			'lease',
			[x - 60, -260],
			[1580, 620],
			'### One run at a time\nA run that is under way holds the lease in `sap_procore_state`. One that was broken off loses it after `leaseMinutes`. Whoever asked for a replay is answered here.',
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
	w.chain(after, 'Lease row', 'Take lease', 'Claim lease', 'Read lease', 'Check lease');
	addAnswers(w, x + 1100);
	return 'Check lease';
}

/** Tells whoever asked for a replay, before the run does anything: it may take hours. */
function addAnswers(w: WorkflowBuilder, x: number): void {
	const replay = `{ entity: ${unwrapped('replayEntity')}, key: ${unwrapped('replayKey')} }`;
	const started =
		"'The replay has started: ' + $json.holder + '. What comes of it is in sap_procore_exceptions and sap_procore_runs.'";
	w.add(
		respond(
			'Answer: started',
			[x, -160],
			202,
			answer(started, `status: 'started', holder: $json.holder, replay: ${replay}`),
		),
	);
	w.add(
		branch('Somebody waits?', [x, 160], {
			left: `={{ ${asked} }}`,
			type: 'boolean',
			operation: 'true',
			singleValue: true,
		}),
	);
	w.add(
		respond(
			'Answer: another run',
			[x + 220, 60],
			409,
			answer('$json.message', "status: 'busy', holder: $json.holder, until: $json.lease_until"),
		),
	);
	w.add({
		name: 'Another run is under way',
		type: 'n8n-nodes-base.stopAndError',
		typeVersion: 1,
		position: [x + 220, 220],
		parameters: {
			errorType: 'errorObject',
			errorObject: "={{ JSON.stringify({ message: $json.message, type: 'sap_procore_warning' }) }}",
		},
	});
	w.connect('Check lease', 'Answer: started');
	w.connect('Check lease', 'Somebody waits?', { output: 1 });
	w.connect('Somebody waits?', 'Answer: another run');
	w.connect('Somebody waits?', 'Another run is under way', { output: 1 });
}

const unwrapped = (name: string) => chosen(name).replace(/^={{ | }}$/g, '');
