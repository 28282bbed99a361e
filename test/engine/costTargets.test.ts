import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { glAccountOf } from '../../simulators/data/cost-codes.ts';
import { oddCostAccounts } from '../../simulators/data/costs/gl-accounts.ts';
import { budgetState, costDifferences, directCostAmounts, keyOf } from '../e2e/support/budgets.ts';
import { type ScenarioRun, World } from './support/scenarioWorld.ts';

const lanes = 'project, actual_cost';
const withCostCodes = 'project, cost_code, actual_cost';

/** Rows that somebody adds to the map: each names a cost code that no project has. */
const added = [
	{ gl_account: oddCostAccounts.germanOnly, wbs_element: 'P-1004.3', cost_code: '09-950', cost_type: 'O' },
	{ gl_account: glAccountOf('03-200', 'M'), wbs_element: 'U-2200*', cost_code: '03-250', cost_type: 'M' },
].map((row) => ({
	...{ customer: 'main', company_code: '', cost_center: '', enabled: true, source: 'manual', note: '' },
	...row,
}));

describe('tour: cost codes of the map, and the direct costs on them', () => {
	let world: World;
	let run: ScenarioRun;

	before(async () => {
		world = await World.start({ name: 'cost-codes', dataset: 'tour', limits: false });
		world.addRows('sap_procore_cost_codes', added);
		world.simulators.dataset.tables.sap_procore_cost_codes.push(...added);
	});

	const ownCodes = () =>
		budgetState(world.simulators)
			.costCodes.filter(({ origin_id }) => origin_id?.startsWith('sap:'))
			.map(({ project_id, full_code, name }) => [project_id, full_code, name])
			.sort();
	const budgetOf = async (projectId: string, key: string) =>
		(await world.lastAudit())
			.filter((row) => row.entity === 'actual_cost' && row.project_id === projectId && row.sap_key === key)
			.map(({ status, reason }) => [status, reason]);

	it('without it nothing is created: amounts on cost codes that are missing are held', async () => {
		run = await world.sync({ lanes });
		assert.equal(run.status, 'success');
		assert.deepEqual(ownCodes(), []);
		assert.deepEqual(await budgetOf('2204', '09-950|O'), [['held', 'cost_code_missing']]);
		assert.deepEqual(await budgetOf('2212', '03-250|M'), [['held', 'cost_code_missing']]);
	});

	it("with it they are created in the projects that need them, named by SAP's text or by the code, and their amounts follow in the same run", async () => {
		run = await world.sync({ lanes: withCostCodes });
		assert.equal(run.status, 'success');
		assert.deepEqual(ownCodes(), [
			[2204, '09-950', '09-950'],
			[2212, '03-250', 'Reinforcing, Materials'],
		]);
		assert.equal(run.outcomes.cost_code?.synced, 2);
		assert.equal(directCostAmounts(world.simulators).get(keyOf('2204', '09-950|O')), '480.00');
		assert.equal(directCostAmounts(world.simulators).get(keyOf('2212', '03-250|M')), '925.50');
		assert.deepEqual(costDifferences(world.simulators), []);
		assert.deepEqual(await world.openExceptions('09-950|O'), []);
	});

	it('a cost type that the company lacks is not created: the code is held in every project that the row counts for', async () => {
		const held = (await world.lastAudit()).filter((row) => row.entity === 'cost_code' && row.status === 'held');
		assert.ok(held.length >= 10);
		assert.deepEqual(
			[...new Set(held.map((row) => `${String(row.sap_key)} ${String(row.reason)}`))],
			['01-100 cost_code_missing'],
		);
		assert.ok(held.every(({ message }) => String(message).includes('OC')));
	});

	it('another run makes no write', async () => {
		world.later();
		const again = await world.sync({ lanes: withCostCodes });
		assert.deepEqual([again.status, again.calls.procore.writes], ['success', 0]);
	});

	it("a cost code of ours follows SAP's text", async () => {
		const glAccount = glAccountOf('03-200', 'M');
		world.changeSap({ do: 'edit-gl-account', glAccount, language: 'EN', set: { GLAccountLongName: 'Rebar' } });
		await world.sync({ lanes: withCostCodes });
		assert.deepEqual(ownCodes()[1], [2212, '03-250', 'Rebar']);
	});

	it('direct costs: one for each project and fiscal month, pending, and no budget line holds an amount of ours', () => {
		const { directCosts, budgetLines } = budgetState(world.simulators);
		const costs = directCosts.filter(({ origin_id }) => origin_id?.startsWith('sap:'));
		assert.ok(costs.length > 0);
		assert.ok(costs.every(({ origin_id }) => /:directcost:\d+:\d{4}-\d{2}$/.test(String(origin_id))));
		assert.equal(new Set(costs.map(({ origin_id }) => origin_id)).size, costs.length);
		assert.ok(costs.every(({ status }) => status === 'pending'));
		const before = world.simulators.dataset.procore.budgetLines?.length ?? 0;
		const added = budgetLines.filter(({ original_budget_amount }) => Number(original_budget_amount) !== 0);
		assert.ok(added.length <= before, JSON.stringify(added));
	});

	it('a typo in costTarget chooses neither: nothing is written, and an exception of the lane says so', async () => {
		const slip = await world.sync({ lanes, costTarget: 'budgets', mode: 'backfill' });
		assert.equal(slip.calls.procore.writes, 0);
		const [trouble] = (await world.openExceptions('')).filter(({ entity }) => entity === 'actual_cost');
		assert.match(String(trouble?.message), /Cost Target does not take "budgets"/);
	});
});
