import { commonSettings, WorkflowBuilder } from '../builder.ts';
import { decide, merge, note, procore, sap } from '../nodes.ts';
import { about } from './about.ts';

/** The template `sap-procore-conformance.json`: what both systems do where their documentation leaves it open. */
export function conformanceTemplate(): object {
	const w = new WorkflowBuilder();
	w.add(note('about', [-480, -220], [440, 640], about, 1));
	const start = w.add({
		name: 'Check now',
		type: 'n8n-nodes-base.manualTrigger',
		typeVersion: 1,
		position: [60, 80],
		parameters: {},
	});
	const ofSap = w.add(sap('Check SAP', [280, 0], { resource: 'system', operation: 'checkConformance' }));
	const ofProcore = w.add(
		procore('Check Procore', [280, 180], {
			resource: 'company',
			operation: 'checkConformance',
			projectId: { __rl: true, mode: 'list', value: '' },
			confirmProject: '',
		}),
	);
	const both = w.add(merge('Both', [500, 80], 2));
	const report = w.add(decide('Make report', [720, 80], { resource: 'report', operation: 'makeConformance' }));
	w.connect(start, ofSap);
	w.connect(start, ofProcore);
	w.connect(ofSap, both);
	w.connect(ofProcore, both, { input: 1 });
	w.connect(both, report);
	return w.build({
		id: 'sapProcoreConform1',
		name: 'Conformance check of SAP and Procore',
		description:
			'Finds out what SAP and Procore do where their documentation leaves it open, on throw-away records in a sandbox, and recommends settings.',
		settings: commonSettings,
	});
}
