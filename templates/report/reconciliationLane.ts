import type { WorkflowBuilder } from '../builder.ts';
import { branch, decide, note, procore, read, sap } from '../nodes.ts';
import { chosen } from './triggers.ts';
import { addReport, addRows, type Lane } from './lane.ts';

const all = { operation: 'getAll', returnAll: true };
const byId = (value: string) => ({ __rl: true, mode: 'id', value });
/** One project or contract after the other: what cannot be read of one does not keep the others away. */
const each = { onError: 'continueRegularOutput', alwaysOutputData: true } as const;

/** What SAP commits to against what Procore holds, both read afresh. */
export function addReconciliationLane(w: WorkflowBuilder, { from, output, y }: Lane): string {
	w.add(
		note(
			'reconciliation',
			[960, y - 140],
			[1300, 1080],
			'### Reconciliation\nAll orders of SAP against all contracts of the projects that are synced. Lines are read only of the orders that differ. Procore calls: up to four a project, and one for each order that differs.',
		),
	);
	const comparison = {
		system: "={{ $('Read SAP clock').first().json.system ?? '' }}",
		releaseGate: chosen('releaseGate'),
		currencyPolicy: chosen('currencyPolicy'),
		ordersOutsideProjects: chosen('ordersOutsideProjects'),
		projectCurrency: chosen('projectCurrency'),
	};
	addSapReads(w, y);
	addProcoreReads(w, y);
	const names = { resource: 'report', operation: 'listDifferences', customer: chosen('customer') };
	w.add(
		decide(
			'Which contracts differ?',
			[1700, y + 560],
			{ ...names, ...comparison },
			{ onError: 'continueRegularOutput', alwaysOutputData: true },
		),
	);
	const name = addReport(w, 'reconciliation', y, comparison);
	const compared = ['Read all orders', 'Read roster', 'Read cost code map', 'Read contracts'];
	for (const [input, node] of compared.entries()) w.connect(node, 'Which contracts differ?', { input });
	w.chain('Which contracts differ?', 'Does one differ?', 'Read contract lines');
	const others = ['Read noted exceptions', 'Read contract lines', 'Read posted costs', 'Read budgets'];
	for (const [input, node] of [...compared, ...others].entries()) w.connect(node, name, { input });
	w.connect(from, 'Read SAP clock', { output });
	for (const node of ['Read all orders', 'Read posted costs', 'Read roster', 'Read cost code map'])
		w.connect('Read SAP clock', node);
	w.connect('Read SAP clock', 'Read noted exceptions');
	w.chain('Read roster', 'Synced?', 'Read contracts');
	w.connect('Synced?', 'Read budgets');
	return name;
}

function addSapReads(w: WorkflowBuilder, y: number): void {
	w.add(
		sap(
			'Read SAP clock',
			[1020, y],
			{ resource: 'system', operation: 'get' },
			{ onError: 'continueRegularOutput', executeOnce: true },
		),
	);
	const orders = { ...all, resource: 'purchaseOrder', filters: {}, options: {} };
	w.add(sap('Read all orders', [1240, y], orders, read));
	const costs = { ...all, resource: 'projectCost', filters: { ledger: chosen('ledger') }, options: {} };
	w.add(sap('Read posted costs', [1460, y], costs, read));
	addRows(w, 'Read roster', 'sap_procore_projects', [1020, y + 200]);
	addRows(w, 'Read cost code map', 'sap_procore_cost_codes', [1240, y + 200]);
	addRows(w, 'Read noted exceptions', 'sap_procore_exceptions', [1460, y + 200]);
}

function addProcoreReads(w: WorkflowBuilder, y: number): void {
	const project = byId('={{ $json.project_id }}');
	w.add(
		branch('Synced?', [1020, y + 400], {
			left: '={{ Boolean($json.project_id) && $json.active === true && $json.sync_enabled !== false }}',
			type: 'boolean',
			operation: 'true',
			singleValue: true,
		}),
	);
	const listed = { ...all, resource: 'purchaseOrderContract', projectId: project, simplify: false };
	w.add(procore('Read contracts', [1240, y + 400], { ...listed, filters: { includeDeleted: true } }, each));
	const budget = { ...all, resource: 'budgetLineItem', projectId: project, simplify: false, filters: {} };
	w.add(procore('Read budgets', [1460, y + 400], budget, each));
	w.add(
		branch('Does one differ?', [1700, y + 720], {
			left: '={{ Boolean($json.contractId) }}',
			type: 'boolean',
			operation: 'true',
			singleValue: true,
		}),
	);
	w.add(
		procore(
			'Read contract lines',
			[1900, y + 720],
			{
				resource: 'purchaseOrderContract',
				operation: 'get',
				projectId: byId('={{ $json.projectId }}'),
				contractId: byId('={{ $json.contractId }}'),
				simplify: false,
			},
			each,
		),
	);
}
