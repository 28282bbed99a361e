import type { WorkflowBuilder } from '../builder.ts';
import { branch, decide, laned, merge, note, plan, planned, procore, rawItem, read, sap, setting } from '../nodes.ts';
import { appendRows, updateRows } from '../tables.ts';
import { ownRow } from './run.ts';

const creates =
	"={{ $('Run').first().json.settings.createMissingCostCodes && $('Run').first().json.plan.reads.cost_code }}";
const on = { type: 'boolean', operation: 'true', singleValue: true } as const;

/** The cost codes that the map names, in every active project. Off unless a setting says so: it adds to people's projects. */
export function addCostCodeLane(w: WorkflowBuilder, after: string, y: number): string {
	w.add(
		note(
			'cost codes',
			[-20, y - 160],
			[2300, 600],
			"### Cost code lane\nOnly with `createMissingCostCodes`: the cost codes of the map are created in each active project, named by SAP's texts.",
		),
	);
	w.add(branch('Create cost codes?', [40, y], { left: creates, ...on }));
	const all = { operation: 'getAll', returnAll: true };
	w.add(sap('Read G/L accounts', [280, y], { resource: 'glAccount', ...all }, { ...laned, executeOnce: true }));
	w.add(sap('Read cost centers', [280, y + 160], { resource: 'costCenter', ...all }, read));
	w.add(decide('Map cost codes', [1200, y], { resource: 'costCode', operation: 'map', run: plan }, laned));
	// A node with several inputs runs with those that it gets, so what it puts out has to pass the setting as well.
	w.add(branch('Write cost codes?', [1460, y], { left: creates, ...on }));
	w.add(
		procore(
			'Upsert cost codes',
			[1720, y],
			{
				resource: 'costCode',
				operation: 'upsertMany',
				dryRun: planned('dryRun'),
				options: { maximumWait: setting('maximumWaitSeconds') },
			},
			laned,
		),
	);
	w.add(merge('Collect cost codes', [1980, y], 6));

	w.connect(after, 'Create cost codes?');
	w.connect('Create cost codes?', 'Read G/L accounts');
	w.connect('Create cost codes?', 'Read cost centers');
	w.add(rawItem('No cost codes', [280, y + 320], '{}', { executeOnce: true }));
	w.connect('Create cost codes?', 'No cost codes', { output: 1 });
	w.connect('No cost codes', 'Collect cost codes', { input: 5 });
	w.connect('Read G/L accounts', 'Map cost codes');
	w.connect('Read G/L accounts', 'Collect cost codes', { output: 1, input: 4 });
	w.connect('Read cost centers', 'Map cost codes', { input: 1 });
	w.connect('Read cost codes', 'Map cost codes', { input: 2 });
	w.connect('Match projects', 'Map cost codes', { output: 2, input: 3 });
	w.chain('Map cost codes', 'Write cost codes?', 'Upsert cost codes');
	w.connect('Map cost codes', 'Collect cost codes', { output: 1, input: 2 });
	w.connect('Map cost codes', 'Collect cost codes', { output: 2, input: 3 });
	w.connect('Upsert cost codes', 'Collect cost codes');
	w.connect('Upsert cost codes', 'Collect cost codes', { output: 1, input: 1 });
	return 'Collect cost codes';
}

/** What SAP has posted to projects becomes the amounts of budget line items, or direct costs. */
export function addBudgetLane(w: WorkflowBuilder, after: string, y: number): string {
	w.add(
		note(
			'budget',
			[-20, y - 160],
			[2300, 920],
			'### Budget lane\nCumulative costs by project, cost code and cost type. `costTarget` says whether they set budget line items (`budget`) or become direct costs (`directCost`); `onLockedBudget` what a locked budget gets.',
		),
	);
	w.add(branch('Costs to read?', [40, y], { left: planned('reads.budget'), ...on }));
	w.add(rawItem('No costs', [280, y + 480], '{}', { executeOnce: true }));
	w.add(
		sap(
			'Fetch project costs',
			[280, y],
			{
				resource: 'projectCost',
				operation: 'getAll',
				returnAll: true,
				filters: {
					// Amounts that a table held up are in no change window: with an open exception everything is read.
					changedFrom: costWindow('from ?? ""'),
					changedTo: costWindow('to'),
					ledger: setting('ledger'),
				},
				options: {},
			},
			{ ...laned, executeOnce: true },
		),
	);
	w.add(
		decide(
			'Map project costs',
			[1200, y],
			{
				resource: 'projectCost',
				operation: 'map',
				run: plan,
				projectCurrency: setting('projectCurrency'),
				costTarget: setting('costTarget'),
			},
			laned,
		),
	);
	w.add(
		branch('Budget line items?', [1460, y + 160], {
			left: setting('costTarget'),
			right: 'budget',
			type: 'string',
			operation: 'equals',
		}),
	);
	// Above the branch, so that n8n does it first: of what a killed run was writing, no hash may be left behind.
	w.add(
		updateRows(
			'Forget budgets sent',
			'sap_procore_state',
			[1460, y],
			[ownRow, { column: 'entity', value: "={{ $('Run').first().json.plan.dryRun ? '' : 'budget' }}" }],
			{ budgets_sent: '' },
			{ executeOnce: true },
		),
	);
	const maximumWait = setting('maximumWaitSeconds');
	w.add(
		procore(
			'Upsert budget line items',
			[1720, y],
			{
				resource: 'budgetLineItem',
				operation: 'upsertMany',
				dryRun: planned('dryRun'),
				onLockedBudget: setting('onLockedBudget'),
				options: { createMissingWbsCodes: setting('createMissingWbsCodes'), maximumWait },
			},
			laned,
		),
	);
	w.add(
		procore(
			'Upsert direct costs',
			[1720, y + 160],
			{
				resource: 'directCost',
				operation: 'upsertMany',
				dryRun: planned('dryRun'),
				// A slip of the pen in the setting must not choose for the user: the node refuses such a status.
				status:
					"={{ $('Run').first().json.settings.costTarget === 'directCost' ? 'draft' : 'of costTarget ' + $('Run').first().json.settings.costTarget }}",
				options: { createMissingWbsCodes: setting('createMissingWbsCodes'), maximumWait },
			},
			laned,
		),
	);
	w.add(appendRows('Add cost codes of costs to fill', 'sap_procore_cost_codes', [1720, y + 480]));
	w.add(merge('Collect costs', [1980, y], 8));

	w.connect(after, 'Costs to read?');
	w.connect('Costs to read?', 'Fetch project costs');
	w.connect('Costs to read?', 'No costs', { output: 1 });
	w.connect('No costs', 'Collect costs', { input: 7 });
	w.connect('Fetch project costs', 'Map project costs');
	w.connect('Fetch project costs', 'Collect costs', { output: 1, input: 6 });
	w.connect('Match projects', 'Map project costs', { output: 2, input: 1 });
	w.connect('Read cost codes', 'Map project costs', { input: 2 });
	w.connect('Map project costs', 'Forget budgets sent');
	w.connect('Map project costs', 'Budget line items?');
	w.connect('Map project costs', 'Collect costs', { output: 1, input: 4 });
	w.connect('Map project costs', 'Add cost codes of costs to fill', { output: 3 });
	w.connect('Map project costs', 'Collect costs', { output: 4, input: 5 });
	w.connect('Budget line items?', 'Upsert budget line items');
	w.connect('Budget line items?', 'Upsert direct costs', { output: 1 });
	w.connect('Upsert budget line items', 'Collect costs');
	w.connect('Upsert budget line items', 'Collect costs', { output: 1, input: 1 });
	w.connect('Upsert direct costs', 'Collect costs', { input: 2 });
	w.connect('Upsert direct costs', 'Collect costs', { output: 1, input: 3 });
	return 'Collect costs';
}

function costWindow(end: string): string {
	const path = "$('Run').first().json.plan";
	return `={{ ${path}.readWindow.budget && ${path}.windows.budget.from && ${path}.replay.budget.length === 0 ? ${path}.windows.budget.${end} : '' }}`;
}
