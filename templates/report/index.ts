import { watchedSettings, WorkflowBuilder } from '../builder.ts';
import { note } from '../nodes.ts';
import { about } from './about.ts';
import { addDelivery } from './delivery.ts';
import { addExceptionsLane } from './exceptionsLane.ts';
import { addReadinessLane } from './readinessLane.ts';
import { addReconciliationLane } from './reconciliationLane.ts';
import { addStatusLane } from './statusLane.ts';
import { addTriggers } from './triggers.ts';

/** The template `sap-procore-report.json`. */
export function reportTemplate(): object {
	const w = new WorkflowBuilder();
	w.add(note('about', [-620, -260], [520, 860], about, 1));
	const from = addTriggers(w);
	const made = [
		addStatusLane(w, { from, output: 0, y: -120 }),
		addExceptionsLane(w, { from, output: 1, y: 560 }),
		addReconciliationLane(w, { from, output: 2, y: 1320 }),
		addReadinessLane(w, { from, output: 3, y: 2440 }),
	];
	addDelivery(w, made, 560);
	return w.build({
		id: 'sapProcoreReport1',
		name: 'Report on SAP S/4HANA and Procore',
		description:
			'Status, exceptions, month-end reconciliation and readiness: as pages behind a log-in, as files for Excel, and by e-mail at the month end. Reads only.',
		settings: watchedSettings,
	});
}
