import type { Reason } from './reason';

/** Project costs, budget line items and cost codes. */
export const budgetReasons = {
	balance_sheet_account: {
		status: 'ignored',
		who: [],
		retry: 'none',
		title: 'A balance-sheet account is not a project cost',
		advice: 'Nothing to do.',
	},
	not_a_project_cost: {
		status: 'ignored',
		who: ['tables'],
		retry: 'none',
		title: 'The cost belongs to no project',
		advice: 'Nothing to do. If it should: enter its cost center or WBS element at a project in sap_procore_projects.',
	},
	costs_not_confirmed: {
		status: 'held',
		who: ['procore', 'tables'],
		retry: 'onChange',
		title: 'An early version wrote amounts into the budget of the project, and nobody has looked at them yet',
		advice:
			'Compare these amounts with the budget in Procore, and correct it there: that version put posted costs where the original budget belongs. All of them are in the column detail of this project in sap_procore_audit. Then put your name into costs_confirmed of the project in sap_procore_projects: the next run picks it up.',
	},
	budget_locked: {
		status: 'held',
		who: ['procore', 'n8n'],
		retry: 'onChange',
		title: 'The budget is locked in Procore',
		advice:
			'Unlock the budget in Procore, or set On Locked Budget in Upsert budgets to Approve a Budget Change or Draft a Budget Change.',
		cases: {
			meanwhile: {
				when: 'somebody locked it during the run',
				advice: 'Somebody locked the budget meanwhile: the next run goes by On Locked Budget.',
			},
		},
	},
	budget_change_drafted: {
		status: 'waiting',
		who: ['procore', 'sap'],
		retry: 'automatic',
		patient: true,
		title: 'A budget change with the difference was drafted',
		advice:
			'Approve the budget change in Procore. Where the plan is wrong, correct it in SAP: the next run takes the draft back.',
	},
	budget_change_voided: {
		status: 'held',
		who: ['procore', 'sap'],
		retry: 'onChange',
		title: 'The budget change with the difference was voided in Procore',
		advice:
			'Correct the plan in SAP, or the budget in Procore with a budget change of your own. To have the same change drafted again, delete the voided one.',
	},
	budget_change_not_shown: {
		status: 'held',
		who: ['procore'],
		retry: 'onChange',
		title: 'Procore does not show what the approved budget change adds',
		advice:
			'Open the budget change in Procore. It is not made a second time. If the service account may not read its lines, give it Admin on Budget; if the budget is right, ignore this exception.',
	},
	budget_not_as_sent: {
		status: 'held',
		who: ['procore'],
		retry: 'onChange',
		title: 'Procore kept a different budget amount',
		advice:
			'Look at the budget line, or the budget change, in Procore: a calculated amount, a workflow or a permission may have kept it. The next run compares it again.',
	},
	budget_view_missing: {
		status: 'failed',
		who: ['procore'],
		retry: 'onChange',
		title: 'The project has no budget view',
		advice: 'Procore lists budget lines only through a view. Assign one to the project (Company Admin > Budget).',
		cases: {
			column: {
				when: 'the view lacks a column',
				advice: 'Add the column that the message names to the budget view in Procore (Company Admin > Budget).',
			},
		},
	},
} as const satisfies Record<string, Reason>;
