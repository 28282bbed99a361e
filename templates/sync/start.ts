import type { rowAt, WorkflowBuilder } from '../builder.ts';
import { decide, note, sap } from '../nodes.ts';

/** What the workflow was called with, if it was. */
const request = "={{ $('When called').isExecuted ? $('When called').first().json : {} }}";

/** Three ways to begin, SAP's clock, and the node that plans the run; the last node. */
export function addStart(w: WorkflowBuilder, at: ReturnType<typeof rowAt>, about: string): string {
	const triggers = [
		w.add({
			name: 'Every hour',
			type: 'n8n-nodes-base.scheduleTrigger',
			typeVersion: 1.2,
			position: [0, -128],
			parameters: { rule: { interval: [{ field: 'hours' }] } },
		}),
		w.add({
			name: 'Run now',
			type: 'n8n-nodes-base.manualTrigger',
			typeVersion: 1,
			position: [0, 0],
			parameters: {},
		}),
		w.add({
			name: 'When called',
			type: 'n8n-nodes-base.executeWorkflowTrigger',
			typeVersion: 1.1,
			position: [0, 128],
			parameters: { inputSource: 'passthrough' },
		}),
	];
	w.add(note('about', [-80, 304], [400, 576], about, 1));
	w.add(
		sap(
			'Get SAP clock',
			at(0),
			{ resource: 'system', operation: 'get' },
			{ onError: 'continueRegularOutput', executeOnce: true },
		),
	);
	w.add(
		decide('Start', at(1), {
			...{ resource: 'run', operation: 'start' },
			// Whoever presses the button before reading anything writes nothing to Procore.
			mode: 'preview',
			...{ projectCurrency: 'USD', request },
		}),
	);
	for (const trigger of triggers) w.connect(trigger, 'Get SAP clock');
	w.chain('Get SAP clock', 'Start');
	w.group(
		'Start',
		['Get SAP clock', 'Start'],
		'Customer, lanes and mode. Freezes what each lane reads, and lets no second run in.',
	);
	return 'Start';
}
