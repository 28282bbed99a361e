import type { WorkflowBuilder } from '../builder.ts';
import { note, read, sap } from '../nodes.ts';
import { chosen } from './triggers.ts';
import { addReport, addRows, type Lane } from './lane.ts';

const all = { operation: 'getAll', returnAll: true };

/** What waits and for whom. SAP is read to tell how much money waits; Procore is not asked. */
export function addExceptionsLane(w: WorkflowBuilder, { from, output, y }: Lane): string {
	w.add(
		note(
			'exceptions',
			[960, y - 140],
			[1300, 720],
			'### Exceptions\nOpen ones by reason, age, project and amount, with what to do; what was resolved in the month; G/L accounts and WBS elements without cost code, with the amount that waits for them.',
		),
	);
	const costs = { ...all, resource: 'projectCost', filters: { ledger: chosen('ledger') }, options: {} };
	const inputs = [
		addRows(w, 'Read exceptions', 'sap_procore_exceptions', [1020, y]),
		addRows(w, 'Read projects', 'sap_procore_projects', [1240, y]),
		addRows(w, 'Read cost codes', 'sap_procore_cost_codes', [1460, y]),
		w.add(sap('Read orders', [1020, y + 200], { ...all, resource: 'purchaseOrder', filters: {}, options: {} }, read)),
		w.add(
			sap(
				'Read requisitions',
				[1240, y + 200],
				{ ...all, resource: 'purchaseRequisition', filters: {}, options: {} },
				read,
			),
		),
		w.add(sap('Read costs', [1460, y + 200], costs, read)),
	];
	const name = addReport(w, 'exceptions', y, { month: chosen('month') });
	inputs.forEach((input, index) => {
		w.connect(from, input, { output });
		w.connect(input, name, { input: index });
	});
	return name;
}
