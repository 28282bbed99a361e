import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { budgetState, costDifferences, costRequests } from '../e2e/support/budgets.ts';
import { World } from './support/scenarioWorld.ts';

const lanes = 'project, actual_cost';

async function tour(locked: boolean): Promise<World> {
	const world = await World.start({ name: 'costs-locked', dataset: 'tour', limits: false });
	world.changeProcore({ do: 'set-lock-synced', locked });
	return world;
}
const ownCosts = (world: World) =>
	budgetState(world.simulators).directCosts.filter(({ origin_id }) => origin_id?.startsWith('sap:') ?? false);
/** Projects with direct costs that have no line. */
const withEmpty = (world: World) => [
	...new Set(ownCosts(world).flatMap(({ project_id, lines }) => (lines.length === 0 ? [project_id] : []))),
];

/** Sums are right, nothing is there twice, and another run finds nothing to do. */
async function isRight(world: World, settings = {}): Promise<void> {
	assert.deepEqual(costDifferences(world.simulators), []);
	const lines = ownCosts(world).flatMap((cost) => cost.lines.map(({ origin_id }) => origin_id));
	assert.equal(new Set(lines).size, lines.length);
	world.later();
	const again = await world.sync({ lanes, mode: 'backfill', ...settings });
	assert.deepEqual([again.status, again.calls.procore.writes], ['success', 0]);
}

describe('tour: Procore locks direct costs for programs as well', () => {
	it('lock found on the first project: only that one has empty direct costs, and sums are right', async () => {
		const world = await tour(true);
		const run = await world.sync({ lanes });
		const projects = Object.entries(costRequests(run));
		assert.equal(projects.filter(([, requests]) => 'PATCH sync' in requests).length, 1);
		assert.equal(projects.filter(([, requests]) => 'PATCH line_items/sync' in requests).length, 1);
		assert.equal(withEmpty(world).length, 1);
		await isRight(world);
	});

	it('setting on: no direct cost is empty, and each is one request', async () => {
		const world = await tour(true);
		const settings = { directCostsLocked: true };
		const run = await world.sync({ lanes, ...settings });
		assert.deepEqual(withEmpty(world), []);
		assert.equal(run.calls.procore.writes, ownCosts(world).length);
		await isRight(world, settings);
	});

	it('costs that move afterwards become further direct costs, without asking again', async () => {
		const world = await tour(true);
		await world.sync({ lanes });
		for (const wbsElement of ['P-1007.1.1', 'P-1001.1.1'])
			world.changeSap({ do: 'post-cost', glAccount: '63072000', amount: '20.00', wbsElement });
		const requests = Object.values(costRequests(await world.sync({ lanes }))).flatMap((each) => Object.keys(each));
		assert.deepEqual([...new Set(requests)].sort(), ['GET line_items', 'POST']);
		assert.equal(withEmpty(world).length, 1);
		await isRight(world);
	});
});

const headers = { method: 'PATCH', path: '/direct_costs/sync$', when: 'after', nth: 1 } as const;
const lines = { method: 'PATCH', path: '/direct_costs/line_items/sync$', nth: 1 } as const;
const whole = { method: 'POST', path: '/direct_costs$', nth: 2 } as const;
const cases = [
	{ title: 'between headers and lines, lock off', locked: false, at: headers },
	{ title: 'between headers and lines, lock on', locked: true, at: headers },
	{ title: 'after its first lines, lock off', locked: false, at: { ...lines, when: 'after' } as const },
	{ title: 'after it was told of the lock', locked: true, at: { ...lines, when: 'after' } as const },
	{ title: 'before its second whole direct cost', locked: true, at: { ...whole, when: 'before' } as const },
	{ title: 'after its second whole direct cost', locked: true, at: { ...whole, when: 'after' } as const },
];

describe('tour: a first load of costs is killed', () => {
	for (const { title, locked, at } of cases)
		it(`${title}: the next run completes it`, async () => {
			const world = await tour(locked);
			await world.killAt(at, { lanes });
			if (at === headers) assert.ok(ownCosts(world).every((cost) => cost.lines.length === 0));
			assert.equal((await world.sync({ lanes })).status, 'success');
			assert.equal(withEmpty(world).length, locked ? 1 : 0);
			await isRight(world);
		});
});
