import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { SyncRun } from '../../demo/syncRun.ts';
import { budgetDifferences, budgetsAsked, budgetState, demandedBudget } from './support/budgets.ts';
import { World } from './support/world.ts';

const lanes = 'project, budget';

describe('seed: 2,250 budget lines over 15 projects', () => {
	let world: World;
	let run: SyncRun;

	before(async () => {
		world = await World.start({ name: 'costs-seed', dataset: 'seed', limits: false });
		run = await world.sync({ lanes });
		const { procore, sap } = run.calls;
		console.log(
			`    budgets: ${String(procore.total)} Procore calls, of which ${String(procore.writes)} write, least possible ${String(run.leastCalls.procore)}; ${String(sap.total)} SAP calls; ${String(run.seconds)} s`,
		);
	});
	after(async () => {
		await world.close();
	});

	it('for every project the sum by cost code in Procore equals the sum in SAP, to the cent', () => {
		const sent = demandedBudget(world.simulators).filter(({ reason }) => reason === '');
		assert.deepEqual([sent.length, new Set(sent.map(({ projectId }) => projectId)).size], [2250, 15]);
		assert.deepEqual(budgetDifferences(world.simulators), []);
		assert.equal(budgetState(world.simulators).budgetLines.length, 2250);
		assert.equal(run.outcomes.budget?.synced, 2250);
	});

	it('one write for a project, and four reads: its WBS codes, its budget, its views and their rows', () => {
		const { byRoute, writes, rejected } = run.calls.procore;
		const count = (part: string) =>
			Object.entries(byRoute).reduce((sum, [route, number]) => sum + (route.includes(part) ? number : 0), 0);
		assert.deepEqual([writes, rejected], [15, 0]);
		assert.equal(count('POST /rest/v1.0/budget_line_items/sync'), 15);
		for (const part of ['wbs_codes', '/budget', 'budget_views', 'detail_rows'])
			assert.ok(count(part) > 0, `${part}: ${JSON.stringify(byRoute)}`);
		assert.ok(run.leastCalls.procore / run.calls.procore.total >= 0.95, JSON.stringify(byRoute));
	});

	it('an unchanged run makes no write, and reads the budget of the only project that lacks a cost code', async () => {
		world.later();
		const again = await world.sync({ lanes });
		assert.deepEqual([again.status, again.calls.procore.writes], ['success', 0]);
		const open = (await world.rows('sap_procore_exceptions')).filter(({ reason }) => reason === 'cost_code_missing');
		assert.deepEqual(
			open.map(({ project_id }) => project_id),
			['2204'],
		);
		assert.deepEqual(budgetsAsked(again), ['2204']);
		const { procore } = again.calls;
		console.log(`    unchanged: ${String(procore.total)} Procore calls`);
		assert.ok(procore.total <= 10, JSON.stringify(procore.byRoute));
	});

	it('read all again: every budget is read, no write', async () => {
		const again = await world.sync({ lanes, mode: 'backfill' });
		assert.deepEqual([again.status, again.calls.procore.writes], ['success', 0]);
		assert.equal(budgetsAsked(again).length, 15);
		assert.equal(
			again.outcomes.budget?.unchanged,
			(run.outcomes.budget?.synced ?? 0) + (run.outcomes.budget?.unchanged ?? 0),
		);
	});
});
