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
