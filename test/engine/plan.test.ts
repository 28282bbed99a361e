import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { costAccounts } from '../../simulators/data/costs/accounts.ts';
import { planCategories } from '../../simulators/data/plan/plan.ts';
import { expectedPlan } from '../../simulators/data/expected/budget.ts';
import type { Dataset } from '../../simulators/data/types.ts';
import type { EngineRun } from './support/engine.ts';
import { copyOf, SyncWorld } from './support/syncWorld.ts';

/** The sync of projects and plans. */
const planning = (dataset: Dataset) =>
	new SyncWorld({
		dataset,
		parameters: {
			Start: { lanes: ['project', 'budget'] },
			'Fetch plan': { planCategory: { __rl: true, mode: 'list', value: planCategories.plan }, costAccounts },
		},
	});

const locked = (dataset: Dataset): Dataset => {
	for (const project of dataset.procore.projects) project.budget_locked = true;
	return dataset;
};

interface Budgets {
	wbsCodes: Array<{ id: number; project_id: number; flat_code: string }>;
	budgetLines: Array<{ project_id: number; wbs_code_id: number; original_budget_amount: string }>;
	budgetChanges: Array<{
		id: number;
		project_id: number;
		status: string;
		adjustments: Array<{ wbs_code_id: number; amount: string }>;
	}>;
}

const budgetsOf = (world: SyncWorld) => world.procoreData as unknown as Budgets;

/** What Procore has by project and budget code, in cents: original amounts, and the changes of these statuses. */
function held(world: SyncWorld, statuses: string[]): Map<string, number> {
	const { wbsCodes, budgetLines, budgetChanges } = budgetsOf(world);
	const codes = new Map(wbsCodes.map(({ id, flat_code }) => [id, flat_code]));
	const sums = new Map<string, number>();
	const add = (projectId: number, wbsCodeId: number, amount: string) => {
		const key = `${String(projectId)} ${codes.get(wbsCodeId) ?? ''}`;
		sums.set(key, (sums.get(key) ?? 0) + Math.round(Number(amount) * 100));
	};
	for (const line of budgetLines) add(line.project_id, line.wbs_code_id, line.original_budget_amount);
	for (const { project_id, status, adjustments } of budgetChanges)
		if (statuses.includes(status))
			for (const { wbs_code_id, amount } of adjustments) add(project_id, wbs_code_id, amount);
	return sums;
}

/** Where Procore has something else than SAP plans, worked out by the data set's own arithmetic. */
function differences(world: SyncWorld, dataset: Dataset, statuses: string[] = []): string[] {
	const now = held(world, statuses);
	const data = { sap: world.sapData, tables: dataset.tables, procore: dataset.procore };
	const wanted = expectedPlan(data as unknown as Parameters<typeof expectedPlan>[0], planCategories.plan);
	return wanted.flatMap(({ projectId, costCode, amount, reason }) => {
		if (reason !== '') return [];
		const key = `${projectId} ${costCode.replace('|', '.')}`;
		const cents = Math.round(Number(amount) * 100);
		return now.get(key) === cents || (cents === 0 && !now.has(key))
			? []
			: [`${key}: ${String(now.get(key))} instead of ${String(cents)}`];
	});
}

async function synced(world: SyncWorld): Promise<EngineRun> {
	const run = await world.run();
	assert.deepEqual([run.status, ...run.problems], ['success'], run.error?.message);
	world.engine.later();
	return run;
}

const reasonsOf = (world: SyncWorld) =>
	[...new Set(world.exceptions().map((text) => text.split(': ')[1] ?? ''))].sort();

function decide(world: SyncWorld, status: 'approved' | 'void'): void {
	for (const { id, status: now } of budgetsOf(world).budgetChanges)
		if (now === 'draft') world.procore({ do: 'set-budget-change-status', id, status });
}

describe('the plan of SAP', () => {
	it('is the original budget of every project, and each awkward plan has its reason', async () => {
		const dataset = copyOf('tour');
		const world = planning(dataset);
		await synced(world);
		assert.deepEqual(differences(world, dataset), []);
		assert.ok(budgetsOf(world).budgetLines.length > 50);
		assert.deepEqual(reasonsOf(world), [
			'cost_code_missing',
			'currency_mismatch',
			'project_inactive',
			'unmapped_cost_code',
		]);
		const again = await synced(world);
		assert.deepEqual(again.writes(), []);
	});

	it('that is the same costs no request to Procore; one amount that moved costs one project', async () => {
		const dataset = copyOf('tiny');
		const world = planning(dataset);
		await synced(world);
		const budgetCalls = (run: EngineRun) =>
			run.calls('procore').filter(({ url }) => /budget|wbs_codes/.test(url)).length;
		assert.equal(budgetCalls(await synced(world)), 0);
		const item = world.sapData.planItems.find(({ WBSElement, Ledger, PlanningCategory }) =>
			Boolean(WBSElement && Ledger === '0L' && PlanningCategory === planCategories.plan),
		);
		assert.ok(item);
		world.sap({
			...{ do: 'set-plan', planningCategory: item.PlanningCategory, glAccount: item.GLAccount, amount: '123.45' },
			...{ wbsElement: item.WBSElement, fiscalYear: '2027' },
		});
		const moved = await synced(world);
		assert.deepEqual(differences(world, dataset), []);
		assert.equal(moved.writes().length, 1);
		assert.equal(budgetCalls(moved), 6);
	});

	it('is the same whether SAP sums it up or puts out single items', async () => {
		const dataset = copyOf('tiny');
		const world = planning(dataset);
		world.sap({ do: 'set-plan-aggregation', on: false });
		await synced(world);
		assert.deepEqual(differences(world, dataset), []);
	});

	it('is a draft for a locked budget, which a person approves: then nothing is left, and nothing is made again', async () => {
		const dataset = locked(copyOf('tiny'));
		const world = planning(dataset);
		await synced(world);
		assert.deepEqual(differences(world, dataset, ['draft']), []);
		assert.ok(reasonsOf(world).includes('budget_change_drafted'));
		const made = budgetsOf(world).budgetChanges.length;
		decide(world, 'approved');
		world.engine.later(25 * 60);
		await synced(world);
		assert.deepEqual(differences(world, dataset, ['approved']), []);
		assert.ok(!reasonsOf(world).includes('budget_change_drafted'));
		await synced(world);
		assert.equal(budgetsOf(world).budgetChanges.length, made);
	});

	it('is right for a budget whose view shows no changes', async () => {
		const dataset = locked(copyOf('tiny'));
		const world = planning(dataset);
		world.procore({ do: 'set-budget-rules', budgetChangeColumns: false });
		await synced(world);
		decide(world, 'approved');
		world.engine.later(25 * 60);
		await synced(world);
		assert.deepEqual(differences(world, dataset, ['approved']), []);
		const made = budgetsOf(world).budgetChanges.length;
		const again = await world.run({ parameters: { Start: { lanes: ['project', 'budget'], mode: 'backfill' } } });
		assert.deepEqual([again.status, ...again.problems], ['success']);
		assert.equal(budgetsOf(world).budgetChanges.length, made);
	});

	it('that a person voided is held, until that change is deleted', async () => {
		const world = planning(locked(copyOf('tiny')));
		await synced(world);
		const made = budgetsOf(world).budgetChanges.length;
		decide(world, 'void');
		world.engine.later(25 * 60);
		await synced(world);
		assert.ok(reasonsOf(world).includes('budget_change_voided'));
		assert.equal(budgetsOf(world).budgetChanges.length, made);
	});

	for (const isLocked of [false, true])
		it(`killed at every request of a run, ${isLocked ? 'locked' : 'unlocked'}: the next run brings the rest, nothing twice`, async (t) => {
			const dataset = () => (isLocked ? locked(copyOf('tiny')) : copyOf('tiny'));
			const requests = (await planning(dataset()).run()).traffic.filter(({ system }) => system === 'procore').length;
			assert.ok(requests >= 8);
			// Killed before a request, all is as it was after the one before.
			for (let nth = 1; nth <= requests; nth++)
				for (const when of nth === 1 ? (['before', 'after'] as const) : (['after'] as const)) {
					const told = `killed ${when} request ${String(nth)}`;
					const world = planning(dataset());
					const killed = await world.run({ kill: { at: 'procore', nth, when } });
					assert.deepEqual([killed.status, ...killed.problems], ['killed'], told);
					world.engine.later(25 * 60);
					await synced(world);
					assert.deepEqual(differences(world, dataset(), ['draft']), [], told);
					const again = await synced(world);
					assert.deepEqual(again.writes(), [], told);
				}
			t.diagnostic(`killed at ${String(requests)} requests`);
		});
});

it('Start refuses the lane without a plan category, in one sentence, before anything is written', async () => {
	const world = new SyncWorld({
		parameters: { Start: { lanes: ['project', 'budget'] }, 'Fetch plan': { costAccounts } },
	});
	const run = await world.run();
	assert.equal(run.status, 'error');
	assert.equal(run.error?.message, 'The lane Budget has no plan category');
});

it('a template whose plan has no category runs as long as the lane is off', async () => {
	const run = await new SyncWorld({ parameters: { Start: { lanes: ['project'] } } }).run();
	assert.deepEqual([run.status, ...run.problems], ['success'], run.error?.message);
});
