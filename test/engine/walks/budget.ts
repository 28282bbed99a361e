import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { costAccounts } from '../../../simulators/data/costs/accounts.ts';
import { balanceSheet } from '../../../simulators/data/costs/gl-accounts.ts';
import { planCategories } from '../../../simulators/data/plan/plan.ts';
import {
	type BudgetChangeState,
	budgetAmounts,
	budgetState,
	directCostAmounts,
	keyOf,
} from '../../e2e/support/budgets.ts';
import type { budgetReasons } from '../../../nodes/shared/reasons/budget.ts';
import { packageDir } from '../support/sources.ts';
import type { Scene, Told, Walk, Walks } from './scene.ts';

const costs = { lanes: 'project, actual_cost' };
const plan = { lanes: 'project, budget', planCategory: planCategories.plan };

/** A plan for equipment on the site of project 2201, for which there was none. */
const equipment = '01-500|E';
const setPlan = (scene: Scene, amount: string) => {
	scene.sap({
		...{ do: 'set-plan', planningCategory: planCategories.plan, glAccount: '62015000' },
		...{ wbsElement: 'P-1001.1.1', fiscalPeriod: '003', amount },
	});
};
const ofPlan: Told = { entity: 'budget', key: equipment, projectId: '2201' };
const planned = (scene: Scene) => {
	setPlan(scene, '500.00');
	return ofPlan;
};
const inBudget = ({ world }: Scene, key = equipment) => budgetAmounts(world.simulators).get(keyOf('2201', key));
const amounts = (expected: string) => (scene: Scene) => {
	assert.equal(inBudget(scene), expected);
};

const lock = (scene: Scene) => scene.person('POST', '/rest/v1.0/projects/2201/budget/lock', '2201');
const plannedForLocked = (scene: Scene) => {
	lock(scene);
	return planned(scene);
};

const addLine = (scene: Scene, code: string, amount: number) => {
	const budget_line_item = { wbs_code_id: scene.budgetCode(code), original_budget_amount: amount };
	scene.person('POST', '/rest/v1.1/budget_line_items', '2201', { project_id: 2201, budget_line_item });
};
const assignView = (scene: Scene, view: 'standard' | 'own' | 'none') => {
	scene.procore({ do: 'edit-project', id: 2201, set: { budget_view: view } });
};

const changesOf = ({ world }: Scene): BudgetChangeState[] =>
	budgetState(world.simulators).budgetChanges.filter(({ project_id }) => project_id === 2201);
const decide = (scene: Scene, status: 'approved' | 'void') => {
	const draft = changesOf(scene).find((change) => change.status === 'draft');
	assert.ok(draft, 'there is a draft');
	scene.person('PATCH', `/rest/v1.0/projects/2201/budget_changes/${String(draft.id)}`, '2201', { status });
};

/** A run drafts the change, and a person voids it. */
const voided = {
	settings: plan,
	make: async (scene: Scene) => {
		const told = plannedForLocked(scene);
		await scene.run(plan);
		decide(scene, 'void');
		scene.world.later(61);
		return told;
	},
} satisfies Partial<Walk>;

/** The change is approved, and neither a view nor a list shows what it adds. */
const notShown = {
	settings: { ...plan, onLockedBudget: 'approved' },
	advice: /If the service account may not read its lines, give it Admin on Budget; if the budget is right, ignore/,
	make: async (scene: Scene) => {
		scene.procore({ do: 'set-budget-rules', budgetChangeColumns: false });
		const told = plannedForLocked(scene);
		await scene.run({ ...plan, onLockedBudget: 'approved' });
		scene.world.simulators.procore.faults.add({
			...{ kind: 'status', status: 200, body: { data: [] } },
			...{ path: '/adjustment_line_items', times: 'always' },
		});
		scene.world.later(61);
		await scene.run({ ...plan, onLockedBudget: 'approved', mode: 'backfill' });
		return told;
	},
} satisfies Partial<Walk>;

const noProject = '17109901';

export const budgetWalks: Walks<keyof typeof budgetReasons> = {
	balance_sheet_account: {
		title: 'there is nothing to do',
		advice: /^Nothing to do\./,
		settings: { ...costs, costAccounts: `${costAccounts}, ${balanceSheet.downPayments}` },
		make: (scene) => {
			const { downPayments: glAccount } = balanceSheet;
			scene.sap({ do: 'post-cost', glAccount, amount: '70.00', wbsElement: 'P-1001.1.1' });
			return { entity: 'actual_cost', key: '|', projectId: '' };
		},
		ends: 'settled',
	},
	not_a_project_cost: [
		{
			title: 'there is nothing to do',
			advice: /^Nothing to do\./,
			settings: costs,
			make: (scene) => {
				scene.sap({ do: 'post-cost', glAccount: '62015000', amount: '70.00', costCenter: noProject });
				return { entity: 'actual_cost', key: '|', projectId: '' };
			},
			ends: 'settled',
		},
		{
			title: 'its cost center is entered at a project after all',
			advice: /enter its cost center or WBS element at a project in sap_procore_projects/,
			settings: costs,
			make: (scene) => {
				scene.sap({ do: 'post-cost', glAccount: '62015000', amount: '70.00', costCenter: noProject });
				return { entity: 'actual_cost', key: '|', projectId: '' };
			},
			follow: (scene) => {
				scene.edit('sap_procore_projects', { project_id: '2201' }, { sap_cost_center: `171001*,${noProject}` });
			},
			ends: 'there',
			proof: ({ world }) => {
				assert.equal(directCostAmounts(world.simulators).get(keyOf('2201', equipment)), '70.00');
			},
		},
	],
	costs_not_confirmed: {
		title: 'the amounts of version 0.1 are corrected, and somebody confirms it',
		advice: /correct it there.*put your name into costs_confirmed of the project in sap_procore_projects/s,
		settings: costs,
		before: leftByVersion01,
		make: () => ({ entity: 'actual_cost', key: '|', projectId: '2201' }),
		follow: (scene) => {
			for (const { id, project_id } of budgetState(scene.world.simulators).budgetLines)
				if (project_id === 2201) {
					const body = { project_id, budget_line_item: { original_budget_amount: 0 } };
					scene.person('PATCH', `/rest/v1.1/budget_line_items/${String(id)}`, '2201', body);
				}
			scene.edit('sap_procore_projects', { project_id: '2201' }, { costs_confirmed: 'Jane Doe' });
		},
		ends: 'there',
		proof: ({ world }) => {
			assert.ok(Number(directCostAmounts(world.simulators).get(keyOf('2201', '07-100|M'))) > 0);
		},
	},
	budget_locked: [
		{
			title: 'the budget is unlocked',
			advice: /^Unlock the budget in Procore, or set On Locked Budget in Upsert budgets to/,
			settings: { ...plan, onLockedBudget: 'hold' },
			make: plannedForLocked,
			follow: (scene) => {
				scene.person('DELETE', '/rest/v1.0/projects/2201/budget/lock', '2201');
			},
			ends: 'there',
			proof: amounts('500.00'),
		},
		{
			title: 'the difference becomes a budget change',
			advice: /set On Locked Budget in Upsert budgets to Approve a Budget Change or Draft a Budget Change/,
			settings: { ...plan, onLockedBudget: 'hold' },
			make: plannedForLocked,
			follow: () => ({ onLockedBudget: 'approved' }),
			ends: 'there',
			proof: amounts('500.00'),
		},
		{
			title: 'somebody locks it while a run writes: there is nothing to do',
			advice: /^Somebody locked the budget meanwhile: the next run goes by On Locked Budget/,
			settings: { ...plan, onLockedBudget: 'approved' },
			make: (scene) => {
				scene.takesOtherwise('POST', /\/budget_line_items\/sync$/, (body) => {
					lock(scene);
					return body;
				});
				return planned(scene);
			},
			ends: 'there',
			proof: amounts('500.00'),
		},
	],
	budget_change_drafted: [
		{
			title: 'it is approved',
			advice: /^Approve the budget change in Procore/,
			settings: plan,
			make: plannedForLocked,
			follow: (scene) => {
				decide(scene, 'approved');
			},
			ends: 'there',
			proof: amounts('500.00'),
		},
		{
			title: 'the plan was wrong: it is corrected, and no draft is left',
			advice: /Where the plan is wrong, correct it in SAP: the next run takes the draft back/,
			settings: plan,
			make: plannedForLocked,
			follow: (scene) => {
				setPlan(scene, '0.00');
			},
			ends: 'there',
			proof: (scene) => {
				assert.deepEqual(
					changesOf(scene).map(({ status }) => status),
					['void'],
				);
			},
		},
	],
	budget_change_voided: [
		{
			...voided,
			title: 'the plan is corrected',
			advice: /^Correct the plan in SAP/,
			follow: (scene) => {
				setPlan(scene, '0.00');
			},
			ends: 'there',
		},
		{
			...voided,
			title: 'the budget is corrected with a budget change of their own',
			advice: /or the budget in Procore with a budget change of your own/,
			follow: (scene) => {
				scene.person('POST', '/rest/v1.0/projects/2201/budget_changes', '2201', {
					...{ status: 'approved', title: 'Equipment' },
					adjustment_line_items: [
						{
							...{ ref: '1', adjustment_number: 1, type: 'change_event', wbs_code_id: scene.budgetCode('01-500.E') },
							...{ amount: 500, calculation_strategy: 'manual' },
						},
					],
				});
			},
			ends: 'there',
			proof: amounts('500.00'),
		},
		{
			...voided,
			title: 'the voided one is deleted, and the next one approved',
			advice: /To have the same change drafted again, delete the voided one/,
			follow: async (scene) => {
				const [change] = changesOf(scene);
				scene.person('DELETE', `/rest/v1.0/projects/2201/budget_changes/${String(change?.id)}`, '2201');
				await scene.run(plan);
				decide(scene, 'approved');
			},
			ends: 'there',
			proof: amounts('500.00'),
		},
	],
	budget_change_not_shown: [
		{
			...notShown,
			title: 'the service account may read its lines again',
			follow: (scene) => {
				scene.world.simulators.procore.faults.remove();
			},
			ends: 'there',
			proof: (scene) => {
				assert.equal(changesOf(scene).length, 1);
			},
		},
		{
			...notShown,
			title: 'somebody looks at it, and ignores the exception',
			follow: (scene) => {
				scene.edit('sap_procore_exceptions', { reason: 'budget_change_not_shown' }, { status: 'ignored' });
			},
			ends: 'settled',
			proof: (scene) => {
				assert.equal(changesOf(scene).length, 1);
			},
		},
	],
	budget_not_as_sent: [
		{
			title: 'the next run sends the amount of the line again',
			advice: /^Look at the budget line, or the budget change, in Procore.*The next run compares it again/,
			settings: plan,
			make: (scene) => {
				scene.takesOtherwise('POST', /\/budget_line_items\/sync$/, (body) => {
					const { budget_line_items: lines } = body as { budget_line_items: Array<Record<string, unknown>> };
					for (const line of lines) line.original_budget_amount = 400;
					return body;
				});
				return planned(scene);
			},
			ends: 'there',
			proof: amounts('500.00'),
		},
		{
			title: 'the change that a workflow kept as a draft is approved',
			advice: /^Look at the budget line, or the budget change, in Procore.*a workflow or a permission/,
			settings: { ...plan, onLockedBudget: 'approved' },
			make: (scene) => {
				scene.takesOtherwise('POST', /\/budget_changes$/, (body) => ({ ...body, status: 'draft' }));
				return plannedForLocked(scene);
			},
			follow: (scene) => {
				decide(scene, 'approved');
			},
			ends: 'there',
			proof: amounts('500.00'),
		},
	],
	budget_view_missing: [
		{
			title: 'a view is assigned',
			advice: /Assign one to the project \(Company Admin > Budget\)/,
			settings: plan,
			make: (scene) => {
				assignView(scene, 'none');
				return planned(scene);
			},
			follow: (scene) => {
				assignView(scene, 'standard');
			},
			ends: 'there',
			proof: amounts('500.00'),
		},
		{
			title: 'the view gets the column Direct Costs',
			advice: /^Add the column that the message names to the budget view in Procore/,
			settings: { ...costs, costTarget: 'budgetLine' },
			before: (scene) => {
				scene.procore({ do: 'set-tool', tool: 'direct_costs', enabled: false });
				addLine(scene, '01-500.E', 0);
			},
			make: (scene) => {
				assignView(scene, 'own');
				scene.sap({ do: 'post-cost', glAccount: '62015000', amount: '70.00', wbsElement: 'P-1001.1.1' });
				return { entity: 'actual_cost', key: equipment, projectId: '2201' };
			},
			follow: (scene) => {
				assignView(scene, 'standard');
			},
			ends: 'there',
		},
	],
};

interface Left {
	runs: Array<Record<string, string>>;
	audit: Array<Record<string, string>>;
}

/** The tables and the budget as version 0.1 left them, with one of its projects as 2201, in the month before. */
function leftByVersion01(scene: Scene): void {
	const text = readFileSync(join(packageDir, 'test', 'fixtures', 'version-0.1.json'), 'utf8')
		.replaceAll('acme', 'main')
		.replaceAll('2026-11-', '2026-09-')
		.replaceAll('03-310', '03-300')
		.replaceAll('03-320', '03-400')
		.replaceAll(':budget:1:', ':budget:2201:');
	const { runs, audit } = JSON.parse(text) as Left;
	const { tables } = scene.world.engine;
	for (const [name, rows] of Object.entries({ sap_procore_runs: runs, sap_procore_audit: audit })) {
		const columns = Object.keys(rows[0] ?? {}).map((column) => [column, 'string' as const]);
		tables.createTable(name, Object.fromEntries(columns) as Record<string, 'string'>);
		tables.addRows(name, rows);
	}
	addLine(scene, '03-300.M', 12_500);
	addLine(scene, '03-400.M', 4000);
}
