// Makes the importable templates from their lanes.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { alertTemplate } from './alert/index.ts';
import { archiveTemplate } from './archive/index.ts';
import { conformanceTemplate } from './conformance/index.ts';
import { eventsTemplate } from './events/index.ts';
import { explainTemplate } from './explain/index.ts';
import { reportTemplate } from './report/index.ts';
import { syncTemplate } from './sync/index.ts';

const templates = {
	'sap-procore-sync': syncTemplate(),
	'sap-procore-alert': alertTemplate(),
	'sap-procore-report': reportTemplate(),
	'sap-procore-explain': explainTemplate(),
	'sap-procore-archive': archiveTemplate(),
	'sap-procore-conformance': conformanceTemplate(),
	'sap-procore-events': eventsTemplate(),
};
const folder = join(import.meta.dirname, '..', 'workflows');

for (const [name, workflow] of Object.entries(templates)) {
	const file = join(folder, `${name}.json`);
	writeFileSync(file, `${JSON.stringify(workflow, null, 2)}\n`);
	console.log(`${file} is up to date.`);
}
