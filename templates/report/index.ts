import { watchedSettings, WorkflowBuilder } from '../builder.ts';
import { note } from '../nodes.ts';
import { about } from './about.ts';
import { addForms, addReplay } from './replay.ts';
import { addReport } from './report.ts';
import { addTriggers } from './triggers.ts';

/** The template `sap-procore-report.json`. */
export function reportTemplate(): object {
	const w = new WorkflowBuilder();
	w.add(note('about', [-620, -340], [520, 980], about, 1));
	const from = addTriggers(w);
	addReport(w, from, 0);
	addReplay(w, from, 700);
	addForms(w, from, 900);
	return w.build({
		id: 'sapProcoreReport1',
		name: 'Report on SAP S/4HANA and Procore',
		description:
			'Status, exceptions, month-end reconciliation and readiness: as pages behind a log-on, as files for Excel, and by e-mail at the month end. Replays documents on request.',
		settings: watchedSettings,
	});
}
