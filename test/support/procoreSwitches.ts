import type { Simulator } from '../../simulators/core/types.ts';
import type { ProcoreChange } from '../../simulators/procore/index.ts';
import { sandboxProject } from './sandboxProject.ts';
import type { Switch } from './sapSwitches.ts';

const project = (set: Record<string, unknown>): ProcoreChange[] => [
	{ do: 'edit-project', id: sandboxProject, set } as ProcoreChange,
];

/** Makes the project fit for every probe: a tax code, and a locked budget of two lines. */
export function prepareSandbox({ change, state }: Pick<Simulator, 'change' | 'state'>): void {
	const { wbsCodes = [], budgetLines = [] } = state() as Record<string, Array<Record<string, number>>>;
	const known = new Set(budgetLines.map(({ wbs_code_id: id }) => id));
	const free = wbsCodes.find(({ id, project_id: owner }) => owner === sandboxProject && !known.has(id));
	const changes: ProcoreChange[] = [
		{ do: 'add-tax-code', code: { id: 9101, code: 'GST', rate: 10 } },
		{
			...{ do: 'as-person', method: 'POST', path: '/rest/v1.1/budget_line_items' },
			body: { project_id: sandboxProject, budget_line_item: { wbs_code_id: free?.id, original_budget_amount: 500 } },
		},
		...project({ budget_locked: true }),
	];
	changes.forEach((command) => change(command));
}

export const procoreSwitches: Array<Switch<ProcoreChange>> = [
	{ name: 'project.commitment_workflow', set: project({ commitment_workflow: 'refused' }), probe: 'contracts.status' },
	{ name: 'project.commitment_workflow', set: project({ commitment_workflow: 'ignored' }), probe: 'contracts.status' },
	{ name: 'project.tax_code_required', set: project({ tax_code_required: true }), probe: 'lines.taxCode' },
	{ name: 'project.subcontractor_sov', set: project({ subcontractor_sov: true }), probe: 'contracts.subcontractorSov' },
	{
		name: 'project.prevent_overbilling',
		set: project({ prevent_overbilling: false }),
		probe: 'requisitions.overbilling',
	},
	{ name: 'project.change_order_tiers', set: project({ change_order_tiers: 3 }), probe: 'changeOrders.api' },
	{
		name: 'project.budget_changes_must_balance',
		set: project({ budget_changes_must_balance: true }),
		probe: 'budgetChanges.balance',
	},
	{ name: 'project.budget_view', set: project({ budget_view: 'own' }), probe: 'budget.view' },
	{ name: 'project.budget_view', set: project({ budget_view: 'none' }), probe: 'budget.view' },
	{
		name: 'project.custom_segments',
		set: project({ custom_segments: [{ name: 'Phase', required: false, items: ['P'] }] }),
		probe: 'wbs.segments',
	},
	{ name: 'ownBudgetViewFirst', set: [{ do: 'set-budget-rules', ownBudgetViewFirst: true }], probe: 'budget.view' },
	{
		name: 'pendingOrders',
		set: [{ do: 'set-budget-rules', pendingOrders: 'processing' }],
		probe: 'budget.pendingOrders',
	},
	{
		name: 'budgetChangeColumns',
		set: [{ do: 'set-budget-rules', budgetChangeColumns: false }],
		probe: 'budgetChanges.columns',
	},
	{
		name: 'changeEventRequired',
		set: [{ do: 'set-budget-rules', changeEventRequired: false }],
		probe: 'budgetChanges.changeEvent',
	},
	{ name: 'vendorRequired', set: [{ do: 'set-vendor-required', required: true }], probe: 'contracts.withoutVendor' },
	{ name: 'taxInTotals', set: [{ do: 'set-tax-in-totals', on: true }], probe: 'contracts.taxInTotal' },
	{ name: 'lockSynced', set: [{ do: 'set-lock-synced', locked: true }], probe: 'directCosts.locked' },
	{
		name: 'unlink',
		set: [{ do: 'set-lock-synced', locked: false, unlink: 'refused' }],
		probe: 'directCosts.unlink',
	},
	{
		name: 'unlink',
		set: [{ do: 'set-lock-synced', locked: false, unlink: 'ignored' }],
		probe: 'directCosts.unlink',
	},
	{
		name: 'listOriginData',
		set: [{ do: 'set-list-origin-data', shown: false }],
		probe: 'requisitions.originData',
	},
	{
		name: 'listOrderContracts',
		set: [{ do: 'set-list-order-contracts', shown: false }],
		probe: 'changeOrders.contract',
	},
	{
		name: 'headerOnlyRequisitions',
		set: [{ do: 'set-header-only-requisitions', on: true }],
		probe: 'requisitions.items',
	},
	{ name: 'commitmentsAdmin', set: [{ do: 'set-commitments-admin', admin: false }], probe: 'requisitions.admin' },
	{
		name: 'disabledTools',
		set: [{ do: 'set-tool', tool: 'direct_costs', enabled: false, project: sandboxProject }],
		probe: 'directCosts.tool',
	},
	{ name: 'largestAnswer', set: [{ do: 'set-largest-answer', rows: 500 }], probe: 'pages.large' },
	{ name: 'largestAnswer', set: [{ do: 'set-largest-answer', rows: 500, status: 504 }], probe: 'pages.large' },
	{ name: 'pagedListRows', set: [{ do: 'set-paged-lists', rows: 25 }], probe: 'pages.none' },
	{ name: 'maxPerPage.vendors', set: [{ do: 'set-max-per-page', vendors: 100 }], probe: 'pages.vendors' },
	{ name: 'maxPerPage.financials', set: [{ do: 'set-max-per-page', financials: 100 }], probe: 'pages.contracts' },
	{
		name: 'keptFields',
		set: [{ do: 'keep-fields', path: '/line_items/sync', fields: ['amount'] }],
		probe: 'lines.amount',
	},
];

const described = 'Describes the project; no rule of Procore.';
const published = 'Procore publishes it.';
const trouble = 'Trouble that is made, not a rule.';

/** Settings of the simulator that stand for nothing which Procore's documentation leaves open. */
export const procoreSettingsWithoutProbe: Record<string, string> = {
	connected: 'Check Access finds it; no probe can ask without.',
	errorShape: trouble,
	refusedLines: trouble,
	busyDirectCosts: trouble,
	maxBodyBytes: 'A body that is too large is sent in parts, whatever the limit is.',
	hourlyLimit: 'Every answer tells it, which quota.headers looks at.',
	spikeLimit: 'As the hourly limit.',
	limits: 'As the hourly limit.',
	'maxPerPage.projectsV11': published,
	'maxPerPage.requisitionsV11': published,
	'maxPerPage.v2': published,
	'maxPerPage.other': 'Lists are read by what their headers say; the two that are long are looked at.',
	...Object.fromEntries(
		[
			...['name', 'project_number', 'active', 'accounting_project_number', 'origin_id', 'origin_code', 'origin_data'],
			...['currency', 'stage', 'address', 'city', 'zip', 'state_code', 'country_code', 'time_zone', 'start_date'],
			...['completion_date', 'is_demo', 'custom_fields', 'created_at', 'updated_at', 'visible', 'missingCostTypes'],
		].map((name) => [`project.${name}`, described]),
	),
	'project.disabledTools': 'As disabledTools of the company.',
	'project.budget_locked': 'Read before budget changes are tried.',
	oneHookPerNamespace: 'Each trigger node has a namespace of its own, so that either will do.',
	'project.sub_job_cost_codes': 'Cost codes of the sub job are looked for, then those of the project: either will do.',
	'project.erp_integrated': 'Cost codes are only ever written by the sync action.',
};
