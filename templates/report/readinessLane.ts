import type { WorkflowBuilder } from '../builder.ts';
import { note, procore, read, sap } from '../nodes.ts';
import { chosen } from './triggers.ts';
import { addReport, addRows, type Lane } from './lane.ts';

const all = { operation: 'getAll', returnAll: true };
const clock = "$('Read SAP clock for readiness').first().json";

/** Whether both systems, the tables and the first documents are ready: asked before the first run. Reads only. */
export function addReadinessLane(w: WorkflowBuilder, { from, output, y }: Lane): string {
	w.add(
		note(
			'readiness',
			[960, y - 140],
			[1300, 760],
			'### Readiness\nBoth log-ins, each SAP service, each Procore tool by project, the projects against the roster, how much of the recent order value has a cost code, and how many suppliers would link, be created or be held. Each finding says what to do and where.',
		),
	);
	w.add(
		sap(
			'Read SAP clock for readiness',
			[1020, y],
			{ resource: 'system', operation: 'get' },
			{ onError: 'continueRegularOutput', alwaysOutputData: true, executeOnce: true },
		),
	);
	const changedFrom = `={{ DateTime.fromISO(${clock}.now ?? $now.toISO()).minus({ days: $('What is asked').first().json.readinessDays }).toUTC().toISO() }}`;
	const orders = { ...all, resource: 'purchaseOrder', filters: { changedFrom }, options: {} };
	const vendors = { ...all, resource: 'vendor', filters: { status: 'All' }, simplify: false };
	const inputs = [
		w.add(sap('Check SAP', [1240, y], { resource: 'system', operation: 'check' }, read)),
		w.add(procore('Check Procore', [1460, y], { resource: 'company', operation: 'checkAccess' }, read)),
		addRows(w, 'Read projects to sync', 'sap_procore_projects', [1020, y + 200]),
		addRows(w, 'Read cost codes to check', 'sap_procore_cost_codes', [1240, y + 200]),
		w.add(sap('Read recent orders', [1020, y + 400], orders, read)),
		w.add(sap('Read suppliers', [1240, y + 400], { ...all, resource: 'supplier', filters: {}, options: {} }, read)),
		w.add(procore('Read vendors', [1460, y + 400], vendors, read)),
		addRows(w, 'Read decisions', 'sap_procore_vendors', [1460, y + 200]),
	];
	const name = addReport(w, 'readiness', y, {
		system: `={{ ${clock}.system ?? '' }}`,
		asOf: `={{ ${clock}.now ?? '' }}`,
		days: chosen('readinessDays'),
		tolerance: chosen('readinessTolerance'),
		releaseGate: chosen('releaseGate'),
		nearDuplicates: chosen('nearDuplicates'),
		blockedSuppliers: chosen('blockedSuppliers'),
		options: {},
	});
	w.connect(from, 'Read SAP clock for readiness', { output });
	inputs.forEach((input, index) => {
		w.connect('Read SAP clock for readiness', input);
		w.connect(input, name, { input: index });
	});
	return name;
}
