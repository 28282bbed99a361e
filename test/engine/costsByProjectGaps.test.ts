import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { costDifferences, costsAsked, directCostAmounts } from '../e2e/support/budgets.ts';
import { afterBatch, hide, isAsReadAtOnce, lanes, post, ran, settings, stateOf, synced } from './support/costRanges.ts';
import type { World } from './support/scenarioWorld.ts';

const amounts = ({ simulators }: World) => [...directCostAmounts(simulators)].sort();

/** SAP answers with success, and leaves out what it has. */
const empty = (world: World, path: string, times: number | 'always' = 'always') => {
	world.simulators.sap.faults.add({ kind: 'status', status: 200, body: { d: { results: [] } }, times, path });
};
const costsBy = (property: string) =>
	`GLAccountLineItem.*(FiscalPeriod.*${property}(%20|\\+)eq|${property}(%20|\\+)eq.*FiscalPeriod)`;
const listOfObjects = 'GLAccountLineItem(?!.*FiscalYear)';

describe('SAP answers with no rows where it has some: nothing leaves Procore, and the next run brings the rest', () => {
	const comesRight = async (world: World) => {
		world.simulators.sap.faults.remove();
		world.later(61);
		assert.equal((await world.sync(settings)).status, 'success', JSON.stringify(await ran(world)));
		assert.deepEqual(costDifferences(world.simulators), []);
	};
	for (const property of ['WBSElementInternalID', 'CostCenter', 'OrderID'])
		for (const times of [1, 'always'] as const)
			it(`for what is posted by ${property}, ${String(times)}: it is found among all costs`, async () => {
				const world = await synced();
				empty(world, costsBy(property), times);
				assert.equal((await world.sync(settings)).status, 'success', JSON.stringify(await ran(world)));
				assert.deepEqual(costDifferences(world.simulators), []);
			});

	for (const [what, claims] of Object.entries({
		'a project has got other costs': { '2216': 'X-77' },
		'few projects are left': Object.fromEntries(Array.from({ length: 15 }, (_, nth) => [String(2203 + nth), ''])),
	}))
		it(`for all costs, after ${what} in the run: the first batch is read again, and the window is not over`, async () => {
			const world = await synced();
			post(world, 'P-1002.1', '33.00');
			const [before, state] = [amounts(world), await stateOf(world)];
			const change = afterBatch(1, () => {
				for (const [project_id, sap_wbs_prefix] of Object.entries(claims))
					world.editRows(
						'sap_procore_projects',
						{ project_id },
						{ sap_wbs_prefix, ...(sap_wbs_prefix ? {} : { sap_project: '', sap_cost_center: '' }) },
					);
				empty(world, 'GLAccountLineItem');
			});
			const run = await world.sync(settings, { insert: [change] });
			assert.notEqual(run.status, 'success');
			assert.match(String((await ran(world))?.message), /and then none at all|left out costs/);
			assert.equal((await stateOf(world))?.watermark, state?.watermark);
			const after = new Map(amounts(world));
			assert.deepEqual(
				before.filter(([key, amount]) => Number(amount) !== 0 && Number(after.get(key)) === 0),
				[],
			);
			world.simulators.sap.faults.remove();
			assert.equal((await world.sync(settings)).status, 'success', JSON.stringify(await ran(world)));
			await isAsReadAtOnce(world);
		});

	it('for the list of what something was posted on', async () => {
		const world = await synced();
		const [before, state] = [amounts(world), await stateOf(world)];
		empty(world, listOfObjects, 1);
		const run = await world.sync(settings);
		assert.deepEqual(amounts(world), before);
		assert.notEqual(run.status, 'success');
		assert.match(String((await ran(world))?.message), /SAP has costs that it had not listed/);
		assert.equal((await stateOf(world))?.watermark, state?.watermark);
		await comesRight(world);
	});
});

it('a row of the projects without a project, which somebody has begun to fill: the others are read', async () => {
	const world = await synced();
	const [row] = await world.rows('sap_procore_projects');
	const begun = { project_id: '', project_name: 'To come', sap_wbs_prefix: 'P-9999', active: true, sync_enabled: true };
	world.addRows('sap_procore_projects', [{ customer: String(row?.customer), ...begun }]);
	const run = await world.sync(settings);
	assert.equal(run.status, 'success', JSON.stringify(await ran(world)));
	assert.deepEqual(costDifferences(world.simulators), []);
	assert.equal((await stateOf(world))?.cursor, '');
});

for (const projectsPerBatch of [0, 3])
	it(`a project that is held for days: each of the others is compared with Procore once a day; ${String(projectsPerBatch)} in a batch`, async () => {
		const given = { lanes, projectsPerBatch };
		const world = await synced(given);
		await world.sync(given);
		hide(world, 'P-1001.1.1');
		world.later(16 * 60);
		const compared = new Map<string, number>();
		const runs = 20;
		for (let nth = 0; nth < runs; nth += 1) {
			for (const id of new Set(costsAsked(await world.sync(given)))) compared.set(id, (compared.get(id) ?? 0) + 1);
			world.later(61);
		}
		const others = new Set(amounts(world).map(([key]) => key.slice(0, 4)));
		others.delete('2201');
		assert.deepEqual([...compared.keys()].sort(), [...others].sort());
		// One has an amount that is held in Procore, and is sent again every time.
		assert.deepEqual([...new Set(compared.values())].sort(), [1, runs]);
	});

it('a cost that cannot be read, for which projects of several batches wait: the run has tried it once', async () => {
	const given = { lanes, projectsPerBatch: 1 };
	const world = await synced(given);
	hide(world, 'P-1007.1.1');
	world.editRows('sap_procore_projects', { project_id: '2201' }, { sap_wbs_prefix: 'P-1001,P-1007.2' });
	world.editRows('sap_procore_projects', { project_id: '2214' }, { sap_wbs_prefix: 'P-1014,P-1007.3' });
	await world.sync(given);
	const attempts = (await world.rows('sap_procore_exceptions')).flatMap((row) =>
		row.reason === 'unreadable_document' ? [row.attempts] : [],
	);
	assert.ok(attempts.length > 0);
	assert.deepEqual([...new Set(attempts)], [1]);
});

it('an amount that goes to a WBS element without costs, after the run has listed what has costs: it comes with its project', async () => {
	const world = await synced();
	const posted = new Set(world.simulators.dataset.sap.postings.map((each) => Number(each.WBSElementInternalID)));
	const free = world.simulators.dataset.sap.wbsElements.find(
		(each) => each.ProjectElement.startsWith('P-1007.') && !posted.has(Number(each.WBSElementInternalID)),
	);
	const change = afterBatch(1, () => {
		post(world, 'P-1007.1.1', '-100.00');
		post(world, free?.ProjectElement, '100.00');
	});
	await world.sync(settings, { insert: [change] });
	assert.ok(free);
	assert.deepEqual(costDifferences(world.simulators), []);
});
