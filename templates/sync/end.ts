import type { rowAt, WorkflowBuilder } from '../builder.ts';
import { decide } from '../nodes.ts';
import { noteBeside, run } from './lane.ts';

/** Further batches, the end of the run, and whom to tell. */
export function addEnd(w: WorkflowBuilder, after: string, at: ReturnType<typeof rowAt>): void {
	const text =
		'**Finish** works through further batches, closes the run and lets the next one in. Connect your e-mail or chat node to **New exceptions**.';
	w.add(decide('Finish', at(0), { resource: 'run', operation: 'finish', run }));
	w.add({
		name: 'New exceptions',
		type: 'n8n-nodes-base.noOp',
		typeVersion: 1,
		position: at(1, -0.7),
		parameters: {},
	});
	w.add({
		name: 'Trouble',
		type: 'n8n-nodes-base.stopAndError',
		typeVersion: 1,
		position: at(1, 0.5),
		parameters: {
			errorType: 'errorObject',
			errorObject:
				"={{ JSON.stringify({ message: $json.title, description: $json.text, type: 'sap_procore_' + $json.severity }) }}",
		},
	});
	w.connect(after, 'Finish');
	w.connect('Finish', 'New exceptions', { output: 1 });
	w.connect('Finish', 'Trouble', { output: 2 });
	w.add(noteBeside('Finish', at(0, 0.8), text));
}
