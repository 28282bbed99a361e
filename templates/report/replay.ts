import { rowAt, type WorkflowBuilder } from '../builder.ts';
import { decide, respond } from '../nodes.ts';

/** Whoever asks for a replay is told at once; then the sync runs, and this execution waits for it. */
export function addReplay(w: WorkflowBuilder, from: string, y: number): void {
	const at = rowAt(y, 520);
	const names = [
		w.add(decide('Request replay', at(0), { resource: 'run', operation: 'requestReplay' })),
		w.add({
			...respond('Answer replay', at(1), 202, '={{ $json.response }}'),
			parameters: {
				respondWith: 'json',
				responseBody: '={{ $json.response }}',
				options: { responseCode: '={{ $json.statusCode }}' },
			},
		}),
		w.add(decide('Run sync', at(2), { resource: 'run', operation: 'runReplay' })),
	];
	w.connect(from, 'Request replay', { output: 1 });
	w.chain(...names);
	w.group('Replay', names, 'Says whether a replay starts, then runs the sync for it and waits until it has finished.');
}

/** Whoever has sent a form of a page sees what came of it at once; a replay that it has started runs afterwards. */
export function addForms(w: WorkflowBuilder, from: string, y: number): void {
	const at = rowAt(y, 520);
	const names = [
		w.add(decide('Submit form', at(0), { resource: 'report', operation: 'submit' })),
		w.add({
			name: 'Show the result',
			type: 'n8n-nodes-base.respondToWebhook',
			typeVersion: 1.4,
			position: at(1),
			parameters: {
				// n8n redirects to whole addresses only, and nobody but the browser knows by which one it got here.
				respondWith: 'noData',
				options: {
					// The page is opened, not sent again: so it may be opened anew without harm.
					responseCode: 303,
					responseHeaders: {
						entries: [
							{ name: 'Location', value: '={{ $json.location }}' },
							{ name: 'Cache-Control', value: 'no-store' },
						],
					},
				},
			},
			onError: 'continueRegularOutput',
		}),
		w.add(decide('Run what was chosen', at(2), { resource: 'run', operation: 'runReplay' })),
	];
	w.connect(from, 'Submit form', { output: 2 });
	w.chain(...names);
	w.group(
		'Forms',
		names,
		'Does once what somebody has confirmed on a page, shows what came of it, and runs the sync where that was asked for.',
	);
}
