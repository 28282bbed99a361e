import type { WorkflowBuilder } from '../builder.ts';
import { note } from '../nodes.ts';
import { chosen } from './triggers.ts';
import { addReport, addRows, type Lane } from './lane.ts';

/** How the sync is doing, by what it wrote down itself: no call to either system. */
export function addStatusLane(w: WorkflowBuilder, { from, output, y }: Lane): string {
	w.add(
		note(
			'status',
			[960, y - 140],
			[1300, 640],
			'### Status\nLast and next run, how far each entity has been read, open exceptions, Procore calls against the quota. Reads the tables only.',
		),
	);
	const inputs = [
		addRows(w, 'Read runs', 'sap_procore_runs', [1020, y]),
		addRows(w, 'Read state', 'sap_procore_state', [1020, y + 160]),
		addRows(w, 'Read exceptions for status', 'sap_procore_exceptions', [1020, y + 320]),
	];
	const name = addReport(w, 'status', y, {
		everyHours: chosen('syncEveryHours'),
		atHour: chosen('syncAtHour'),
		quotaPerHour: chosen('procoreCallsPerHour'),
	});
	inputs.forEach((input, index) => {
		w.connect(from, input, { output });
		w.connect(input, name, { input: index });
	});
	return name;
}
