import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Settings } from '../../demo/syncSettings.ts';
import { planCategories } from '../../simulators/data/plan/plan.ts';
import { randomFor } from '../../simulators/data/random.ts';
import { contractsOf } from '../e2e/support/contracts.ts';
import { EffectScene, happened, said } from './support/effectScene.ts';
import { codesTable, randomChange } from './support/tableChanges.ts';

async function compareChanges(dataset: 'tour' | 'tiny', count: number, settings: Settings) {
	const scene = await EffectScene.open(dataset, settings);
	const random = randomFor('changes of tables', dataset);
	const { world } = scene;
	// Somebody has filled only a part of the map.
	const { tables } = world.engine;
	tables.edit(codesTable, ({ id }) => id % 3 === 0, { cost_code: '' });
	for (let run = 0; run < 3; run++) {
		await scene.run();
		world.later(30);
	}
	const figures = {
		changes: 0,
		released: 0,
		moved: 0,
		notSent: 0,
		stopped: 0,
		later: 0,
		costs: 0,
		budget: 0,
		without: 0,
	};
	const differences: string[] = [];
	for (let at = 0; at < count; at++) {
		const window = random.chance(50);
		if (window) {
			// Orders that the next run reads again, because SAP has changed them a moment ago.
			const orders = contractsOf(world.simulators).flatMap(
				({ origin_id }) => /:po:(\d+):/.exec(origin_id ?? '')?.[1] ?? [],
			);
			const chosen = orders.length > 0 ? [random.pick(orders), random.pick(orders), random.pick(orders)] : [];
			for (const order of new Set(chosen)) world.simulators.sap.simulator.change({ do: 'edit-order', order, set: {} });
			world.later(3);
			await scene.run();
			world.later(2);
		} else world.later(61);
		const [name, change] = randomChange(world, random);
		const before = await scene.recorded();
		const costsBefore = scene.directCosts();
		const effect = await scene.announced(change);
		await scene.run();
		const expected = said(effect);
		const after = await scene.recorded();
		const seen = happened(before, after, costsBefore, scene.directCosts(), await scene.budgetsSet());
		try {
			assert.deepEqual(seen, expected);
		} catch (error) {
			const why = seen.notSent
				.filter((key) => !expected.notSent.includes(key))
				.map((key) => `${key}: ${after.get(key)?.reasons.join('; ') ?? ''}`);
			const what = `${String(at)} ${window ? 'in window ' : ''}${name}`;
			differences.push([what, (error as Error).message, ...why].join('\n'));
		}
		figures.changes++;
		figures.released += effect.released.documents;
		figures.moved += effect.moved.documents;
		figures.later += effect.later.documents;
		figures.notSent += expected.notSent.length;
		figures.stopped += expected.stopped.length;
		figures.budget += Object.keys(expected.budget).length;
		figures.costs += Object.keys(expected.costs).length;
		if (effect.documents.length === 0) figures.without++;
	}
	return { figures, differences };
}

describe('what is said about a change of the tables is what the next run does', () => {
	const cases: Array<{ dataset: 'tour' | 'tiny'; count: number; settings: Settings }> = [
		{ dataset: 'tour', count: 30, settings: { contractStatus: 'Approved' } },
		{
			...{ dataset: 'tour', count: 25 },
			settings: {
				contractStatus: 'Approved',
				lanes: 'project, supplier, budget, purchase_order, requisition, actual_cost',
				planCategory: planCategories.plan,
			},
		},
		{ dataset: 'tiny', count: 15, settings: { contractStatus: 'Draft' } },
	];
	for (const { dataset, count, settings } of cases)
		it(`${String(count)} random changes of ${dataset}, contracts ${String(settings.contractStatus)}${settings.planCategory ? ', with the plan' : ''}`, async (test) => {
			const { figures, differences } = await compareChanges(dataset, count, settings);
			test.diagnostic(JSON.stringify(figures));
			assert.deepEqual(differences, []);
			assert.ok(figures.released >= 5 && figures.moved >= 5, 'the changes do something');
		});
});
