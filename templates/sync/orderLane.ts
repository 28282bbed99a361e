import type { WorkflowBuilder } from '../builder.ts';
import { decide, laned, merge, note, plan, planned, procore, setting } from '../nodes.ts';
import { appendRows, readRows } from '../tables.ts';
import { ownRows } from './run.ts';

/** Purchase orders, which *Fetch orders* of the vendor lane has read, become purchase order contracts. */
export function addOrderLane(w: WorkflowBuilder, after: string, y: number): string {
	w.add(
		note(
			'orders',
			[-20, y - 160],
			[1900, 920],
			'### Purchase order lane\nOne contract for each project, one line for each account assignment. Project by `sap_procore_projects`, cost code by `sap_procore_cost_codes`. Combinations that nobody mapped yet are added to the tables with empty cells: fill them, and the next run goes on by itself.',
		),
	);
	w.add(readRows('Read known contracts', 'sap_procore_contracts', [280, y + 480], ownRows));
	w.add(merge('Vendors now', [520, y + 320], 2));
	w.add(
		decide(
			'Map orders',
			[800, y],
			{
				resource: 'purchaseOrder',
				operation: 'map',
				run: plan,
				releaseGate: setting('releaseGate'),
				contractStatus: setting('contractStatus'),
				lineMethod: setting('lineMethod'),
				currencyPolicy: setting('currencyPolicy'),
				ordersOutsideProjects: setting('ordersOutsideProjects'),
				projectCurrency: setting('projectCurrency'),
			},
			laned,
		),
	);
	w.add(
		procore(
			'Upsert contracts',
			[1080, y],
			{
				resource: 'purchaseOrderContract',
				operation: 'upsertMany',
				dryRun: planned('dryRun'),
				onApprovedContract: setting('onApprovedContract'),
				onEditedContract: setting('onEditedContract'),
				options: {
					createMissingWbsCodes: setting('createMissingWbsCodes'),
					maximumWait: setting('maximumWaitSeconds'),
				},
			},
			laned,
		),
	);
	w.add(appendRows('Add cost codes to fill', 'sap_procore_cost_codes', [1080, y + 320]));
	w.add(appendRows('Add values to fill', 'sap_procore_values', [1080, y + 480]));
	w.add(merge('Collect contracts', [1640, y], 5));

	w.connect(after, 'Read known contracts');
	w.connect('Read vendors', 'Vendors now');
	w.connect('Collect vendors', 'Vendors now', { input: 1 });
	w.connect('Fetch orders', 'Map orders');
	w.connect('Match projects', 'Map orders', { output: 2, input: 1 });
	w.connect('Read cost codes', 'Map orders', { input: 2 });
	w.connect('Read values', 'Map orders', { input: 3 });
	w.connect('Vendors now', 'Map orders', { input: 4 });
	w.connect('Read known contracts', 'Map orders', { input: 5 });
	w.connect('Fetch orders', 'Collect contracts', { output: 1, input: 4 });
	w.connect('Map orders', 'Upsert contracts');
	w.connect('Map orders', 'Collect contracts', { output: 1, input: 2 });
	w.connect('Map orders', 'Add cost codes to fill', { output: 3 });
	w.connect('Map orders', 'Add values to fill', { output: 4 });
	w.connect('Map orders', 'Collect contracts', { output: 5, input: 3 });
	w.connect('Upsert contracts', 'Collect contracts', { input: 0 });
	w.connect('Upsert contracts', 'Collect contracts', { output: 1, input: 1 });
	return 'Collect contracts';
}
