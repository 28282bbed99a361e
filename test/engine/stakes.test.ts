import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { planCategories } from '../../simulators/data/plan/plan.ts';
import { World } from './support/scenarioWorld.ts';

describe('what is at stake with an exception', () => {
	it('is on record for orders, requisitions, costs and the plan, with its currency', async (test) => {
		const world = await World.start({ name: 'stakes', dataset: 'tour', limits: false });
		world.engine.tables.edit('sap_procore_cost_codes', ({ id }) => id % 3 === 0, { cost_code: '' });
		await world.sync({
			lanes: 'project, supplier, budget, purchase_order, requisition, actual_cost',
			planCategory: planCategories.plan,
		});
		const open = (world.engine.tables.rows('sap_procore_exceptions') as Array<Record<string, string>>).filter(
			({ status, entity }) => status === 'open' && entity !== 'supplier' && entity !== 'project',
		);
		const count = (rows: typeof open) => {
			const counts: Record<string, number> = {};
			for (const { entity, reason } of rows) {
				const key = `${String(entity)} ${String(reason)}`;
				counts[key] = (counts[key] ?? 0) + 1;
			}
			return counts;
		};
		const known = open.filter(({ amount }) => amount !== '');
		assert.deepEqual(count(open.filter(({ amount }) => amount === '')), {});
		test.diagnostic(`with: ${JSON.stringify(count(known))}`);
		for (const entity of ['purchase_order', 'requisition', 'actual_cost', 'budget'])
			assert.ok(
				known.some((row) => row.entity === entity),
				entity,
			);
		for (const { amount, currency } of known) {
			assert.match(amount ?? '', /^-?\d+(\.\d+)?$/);
			assert.match(currency ?? '', /^[A-Z]{3}/);
		}
	});
});
