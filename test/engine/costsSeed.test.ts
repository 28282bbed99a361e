import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { budgetState, costDifferences, costRequests, costsAsked, demandedBudget } from '../e2e/support/budgets.ts';
import { type ScenarioRun, World } from './support/scenarioWorld.ts';

const lanes = 'project, actual_cost';

describe('seed: actual costs of 15 projects, no order of which has a contract', () => {
	let world: World;
	let run: ScenarioRun;

	before(async () => {
		world = await World.start({ name: 'costs-seed', dataset: 'seed', limits: false });
		run = await world.sync({ lanes });
		const { procore, sap } = run.calls;
		console.log(
			`    costs: ${String(procore.total)} Procore calls, of which ${String(procore.writes)} write; ${String(sap.total)} SAP calls`,
		);
	});

	const ownCosts = () =>
		budgetState(world.simulators).directCosts.filter(({ origin_id }) => origin_id?.startsWith('sap:') ?? false);

	it('for every project the sum by cost code in Procore equals the sum in SAP, to the cent', () => {
		const sent = demandedBudget(world.simulators).filter(({ reason }) => reason === '');
		assert.equal(new Set(sent.map(({ projectId }) => projectId)).size, 15);
		assert.deepEqual(costDifferences(world.simulators), []);
		assert.ok(ownCosts().every(({ status }) => status === 'pending'));
	});

	it('first load: of each project one list, one header sync and one line request for each hundred lines', () => {
		const { rejected } = run.calls.procore;
		const projects = costsAsked(run);
		assert.deepEqual([rejected, projects.length], [0, 15]);
		const requests = costRequests(run);
		for (const project of projects) {
			const lines = ownCosts().filter(({ project_id }) => String(project_id) === project);
			const count = lines.reduce((sum, each) => sum + each.lines.length, 0);
			const expected = { 'GET line_items': 1, 'PATCH sync': 1, 'PATCH line_items/sync': Math.ceil(count / 100) };
			assert.deepEqual(requests[project], expected, `${project} with ${String(count)} lines`);
		}
		assert.equal(new Set(ownCosts().map(({ origin_id }) => origin_id)).size, ownCosts().length);
	});

	it('an unchanged run makes no write, and reads only projects of which a cost is held', async () => {
		world.later();
		const again = await world.sync({ lanes });
		assert.deepEqual([again.status, again.calls.procore.writes], ['success', 0]);
		const open = (await world.rows('sap_procore_exceptions')).filter(({ reason }) => reason === 'cost_code_missing');
		assert.deepEqual(costsAsked(again), [...new Set(open.map(({ project_id }) => String(project_id)))].sort());
		const { procore } = again.calls;
		console.log(`    unchanged: ${String(procore.total)} Procore calls`);
		assert.ok(procore.total <= 12, JSON.stringify(procore.byRoute));
	});

	it('read all again: the direct costs of every project are read, no write', async () => {
		const again = await world.sync({ lanes, mode: 'backfill' });
		assert.deepEqual([again.status, again.calls.procore.writes], ['success', 0]);
		assert.equal(costsAsked(again).length, 15);
	});
});
