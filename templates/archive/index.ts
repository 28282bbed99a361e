import { watchedSettings, WorkflowBuilder } from '../builder.ts';
import { decide, note } from '../nodes.ts';
import { about } from './about.ts';

/** Where n8n's image lets nodes write. */
const folder = '/home/node/.n8n-files';

/** The template `sap-procore-archive.json`: each month of the audit trail goes to files, and then out of the tables. */
export function archiveTemplate(): object {
	const w = new WorkflowBuilder();
	w.add(note('about', [-480, -160], [440, 620], about, 1));
	const triggers = [
		w.add({
			name: 'Every day at 3:00',
			type: 'n8n-nodes-base.scheduleTrigger',
			typeVersion: 1.2,
			position: [60, -80],
			parameters: { rule: { interval: [{ field: 'days', triggerAtHour: 3 }] } },
		}),
		w.add({
			name: 'Run now',
			type: 'n8n-nodes-base.manualTrigger',
			typeVersion: 1,
			position: [60, 80],
			parameters: {},
		}),
	];
	const exported = w.add(
		decide('Export month', [280, 0], {
			resource: 'auditTrail',
			operation: 'exportMonth',
			customer: 'main',
			monthsKept: 12,
		}),
	);
	const saved = w.add({
		name: 'Save files',
		type: 'n8n-nodes-base.readWriteFile',
		typeVersion: 1.1,
		position: [500, 0],
		parameters: {
			operation: 'write',
			fileName: `=${folder}/{{ $json.fileName }}`,
			dataPropertyName: 'data',
			options: {},
		},
	});
	const readBack = w.add({
		name: 'Read them back',
		type: 'n8n-nodes-base.readWriteFile',
		typeVersion: 1.1,
		position: [720, 0],
		// Save files puts the whole path there.
		parameters: { operation: 'read', fileSelector: '={{ $json.fileName }}', options: {} },
	});
	const removed = w.add(
		decide('Remove exported month', [960, 80], {
			resource: 'auditTrail',
			operation: 'removeMonth',
			customer: 'main',
		}),
	);
	for (const trigger of triggers) w.connect(trigger, exported);
	w.chain(exported, saved, readBack, removed);
	w.connect(exported, removed, { input: 1 });
	return w.build({
		id: 'sapProcoreArchive1',
		name: 'Archive the audit trail of SAP to Procore',
		description: 'Each month of the audit trail goes to CSV files, is read back, and then leaves the tables of n8n.',
		settings: watchedSettings,
	});
}
