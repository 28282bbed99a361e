import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Settings } from '../../demo/syncSettings.ts';
import { costDifferences, costsAsked, directCostAmounts } from '../e2e/support/budgets.ts';
import {
	afterBatch,
	hide,
	isAsReadAtOnce,
	lanes,
	post,
	ran,
	settings,
	start,
	stateOf,
	step,
	synced,
	wbsElements,
} from './support/costRanges.ts';
import type { InsertedStep } from './support/engine.ts';
import type { World } from './support/scenarioWorld.ts';

const amounts = ({ simulators }: World) => [...directCostAmounts(simulators)].sort();
const claim = (world: World, project_id: string, sap_wbs_prefix: string) => {
	world.editRows('sap_procore_projects', { project_id }, { sap_wbs_prefix });
};

describe('a step of the workflow between SAP and the decision: all costs are read at once', () => {
	const ways = {
		'moves a cost to a project that was read before': step(['Fetch costs', 'Map costs'], (json) =>
			json.wbsElement === 'P-1007.1.1' ? { ...json, wbsElement: 'P-1001.1.1' } : json,
		),
		'moves a cost to a project that is read later': step(['Fetch costs', 'Map costs'], (json) =>
			json.wbsElement === 'P-1001.1.1' ? { ...json, wbsElement: 'P-1007.1.1' } : json,
		),
		'leaves out all costs of a project': step(['Fetch costs', 'Map costs'], (json) =>
			String(json.wbsElement).startsWith('P-1007') ? undefined : json,
		),
	};
	const comesTo = async (projectsPerBatch: number, insert: ReturnType<typeof step>[]) => {
		const world = await synced();
		const run = await world.sync({ lanes, projectsPerBatch }, { insert });
		assert.equal(run.status, 'success', JSON.stringify(await ran(world)));
		return amounts(world);
	};
	for (const [what, insert] of Object.entries(ways))
		it(what, async () => {
			const atOnce = await comesTo(0, [insert]);
			assert.deepEqual(await comesTo(1, [insert]), atOnce);
			assert.notDeepEqual(await comesTo(0, []), atOnce);
		});

	it('a step that is put in during the run: nothing is decided on what it hands on, and the run says what to do', async () => {
		const world = await synced();
		const insert = [
			afterBatch(1, () => {
				insert.push(ways['moves a cost to a project that was read before']);
			}),
		];
		const run = await world.sync(settings, { insert });
		assert.notEqual(run.status, 'success');
		assert.match(String((await ran(world))?.message), /did not come straight from SAP/);
		assert.match(String((await stateOf(world))?.cursor), /^2203 /);
		assert.equal((await world.sync(settings)).status, 'success');
		await isAsReadAtOnce(world);
	});

	it('a project that has lost its costs, and a step that leaves out costs of the others', async () => {
		const world = await synced();
		world.editRows(
			'sap_procore_projects',
			{ project_id: '2212' },
			{ sap_wbs_prefix: 'X-1', sap_project: '', sap_cost_center: '' },
		);
		const insert = step(['Fetch costs', 'Map costs'], (json) =>
			json.glAccount === '63072000' || json.error ? json : undefined,
		);
		await world.sync({ lanes, projectsPerBatch: 1 }, { insert: [insert] });
		assert.deepEqual(
			amounts(world).filter(([key, amount]) => key.startsWith('2212') && Number(amount) !== 0),
			[],
		);
	});
});

describe('projects that people change while their costs are read in batches', () => {
	const moves: Record<string, [project: string, wbsElement: string]> = {
		'a WBS element goes to a project that was read already': ['2201', 'P-1007.1.1'],
		'a WBS element of a project that was read goes to one that is read later': ['2207', 'P-1001.1.1'],
	};
	for (const [what, move] of Object.entries(moves)) {
		it(`${what}, in the run`, async () => {
			const world = await synced();
			const change = afterBatch(1, () => {
				claim(world, ...move);
			});
			const run = await world.sync(settings, { insert: [change] });
			assert.equal(run.status, 'success', JSON.stringify(await ran(world)));
			await isAsReadAtOnce(world);
		});

		it(`${what}, after a run that was broken off`, async () => {
			const world = await start();
			await world.killAt({ method: 'PATCH', path: '/direct_costs/line_items/sync$', when: 'after', nth: 5 }, settings);
			assert.match(String((await stateOf(world))?.cursor), /^22\d\d \w+$/);
			claim(world, ...move);
			const run = await world.sync(settings);
			assert.equal(run.status, 'success', JSON.stringify(await ran(world)));
			await isAsReadAtOnce(world);
		});
	}
});

it('projects that people change after a batch of them was chosen: nothing is decided on it, and the next run begins anew', async () => {
	const world = await synced();
	let nth = 0;
	const change: InsertedStep = {
		between: ['Record invoices', 'Fetch costs'],
		does: (items) => {
			nth += 1;
			if (nth === 3) claim(world, '2201', 'P-1007.1.1');
			return items;
		},
	};
	const run = await world.sync(settings, { insert: [change] });
	assert.notEqual(run.status, 'success');
	assert.match(String((await ran(world))?.message), /changed in their table while costs were read/);
	assert.equal((await world.sync(settings)).status, 'success');
	await isAsReadAtOnce(world);
});

describe('a cost that cannot be read', () => {
	const ofSeven = () => ['P-1007.1.1'];
	const all = (world: World) =>
		(world.simulators.dataset.sap.wbsElements as Array<{ ProjectElement: string }>)
			.map(({ ProjectElement }) => ProjectElement)
			.filter((element) => element.startsWith('P-1007'));
	for (const projectsPerBatch of [0, 1, 3])
		for (const [what, elements] of Object.entries({
			'one WBS element of a project': ofSeven,
			'all WBS elements of a project': all,
		}))
			it(`SAP does not show ${what}: it keeps what it has, and the others are sent; ${String(projectsPerBatch)} in a batch`, async () => {
				const given = { lanes, projectsPerBatch };
				const world = await synced(given);
				const before = amounts(world).filter(([key]) => key.startsWith('2207'));
				hide(world, ...elements(world));
				post(world, 'P-1003.1', '7.00');
				await world.sync(given);
				assert.deepEqual(
					amounts(world).filter(([key]) => key.startsWith('2207')),
					before,
				);
				assert.deepEqual(
					costDifferences(world.simulators).filter((text) => !text.includes('2207')),
					[],
				);
				const held = (await world.rows('sap_procore_exceptions')).filter(({ reason }) => reason === 'costs_not_read');
				// Where nothing at all could be read in a batch, it decides nothing.
				const isRead = projectsPerBatch !== 1 || elements === ofSeven;
				assert.deepEqual(
					held.map(({ project_id, status }) => [project_id, status]),
					isRead ? [['2207', 'open']] : [],
				);
				world.simulators.sap.simulator.change({ do: 'repair' });
				world.later(61);
				assert.equal((await world.sync(given)).status, 'success');
				assert.deepEqual(costDifferences(world.simulators), []);
				assert.deepEqual(
					(await world.rows('sap_procore_exceptions')).filter(
						({ reason, status }) => reason === 'costs_not_read' && status !== 'resolved',
					),
					[],
				);
			});

	it('a step of the workflow fails on a cost: nothing is decided, as nobody knows whose it was', async () => {
		const world = await synced();
		const fails = step(['Fetch costs', 'Map costs'], (json) =>
			json.wbsElement === 'P-1007.1.1' ? { error: 'The service cannot be reached' } : json,
		);
		const run = await world.sync(settings, { insert: [fails] });
		assert.equal(run.calls.procore.writes, 0);
		assert.match(String((await ran(world))?.message), /The service cannot be reached/);
		world.later(61);
		await world.sync(settings);
		assert.deepEqual(costDifferences(world.simulators), []);
	});

	it('a step spoils a cost: its project keeps what it has, and the others are sent', async () => {
		const world = await synced();
		const before = amounts(world).filter(([key]) => key.startsWith('2207'));
		post(world, 'P-1003.1', '7.00');
		const spoils = step(['Fetch costs', 'Map costs'], ({ amount, ...json }) =>
			json.wbsElement === 'P-1007.1.1' ? json : { ...json, amount },
		);
		await world.sync(settings, { insert: [spoils] });
		assert.deepEqual(
			amounts(world).filter(([key]) => key.startsWith('2207')),
			before,
		);
		assert.ok(costDifferences(world.simulators).every((text) => text.includes(' 2207')));
		world.later(61);
		await world.sync(settings);
		assert.deepEqual(costDifferences(world.simulators), []);
	});

	for (const projectsPerBatch of [0, 3])
		it(`SAP does not show a WBS element in the first reading: its project waits, and no other; ${String(projectsPerBatch)} in a batch`, async () => {
			const given = { lanes, projectsPerBatch };
			const world = await start();
			hide(world, 'P-1007.1.1');
			await world.sync(given);
			assert.deepEqual(
				amounts(world).filter(([key]) => key.startsWith('2207')),
				[],
			);
			assert.ok(costDifferences(world.simulators).every((text) => text.includes(' 2207')));
			world.simulators.sap.simulator.change({ do: 'repair' });
			world.later(61);
			await world.sync(given);
			assert.deepEqual(costDifferences(world.simulators), []);
		});
});

describe('a batch of projects that does not come to its end', () => {
	it('SAP gives nothing at all for the second one: the watermark stays, and the next run goes on there', async () => {
		const world = await synced();
		const before = await stateOf(world);
		const nothing = { kind: 'status', status: 200, body: { d: { results: [] } }, times: 'always' } as const;
		const second = afterBatch(1, () => {
			world.simulators.sap.faults.add({ ...nothing, path: 'GLAccountLineItem' });
		});
		const run = await world.sync(settings, { insert: [second] });
		assert.notEqual(run.status, 'success');
		assert.match(String((await ran(world))?.message), /and then none at all/);
		const after = await stateOf(world);
		assert.equal(after?.watermark, before?.watermark);
		assert.match(String(after?.cursor), /^2203 /);
		world.simulators.sap.faults.remove();
		world.later(61);
		assert.equal((await world.sync(settings)).status, 'success');
		assert.deepEqual(costDifferences(world.simulators), []);
	});

	for (const mode of ['delta', 'backfill'] as const)
		for (const range of [{}, { backfillFrom: '2026-10-01' }] as Settings[])
			it(`a backfill${'backfillFrom' in range ? ' of some days' : ''} that is killed in a later one: the next ${mode} compares the rest with Procore`, async () => {
				const world = await synced();
				await world.sync(settings);
				world.later(61);
				const path = '/projects/2207/direct_costs/line_items';
				await world.killAt(
					{ method: 'GET', path, when: 'before', nth: 1 },
					{ ...settings, ...range, mode: 'backfill' },
				);
				assert.match(String((await stateOf(world))?.cursor), /^2206 /);
				const run = await world.sync({ ...settings, ...range, mode });
				assert.equal(run.status, 'success', JSON.stringify(await ran(world)));
				const rest = Array.from({ length: 11 }, (_, index) => String(2207 + index));
				const withCosts = rest.filter((id) => amounts(world).some(([key]) => key.startsWith(id)));
				const asked = costsAsked(run);
				assert.deepEqual(
					withCosts.filter((id) => !asked.includes(id)),
					[],
				);
				assert.ok(withCosts.length > 5);
				assert.equal((await stateOf(world))?.cursor, '');
			});

	it('the next run has other settings: it begins with the first project', async () => {
		const world = await start();
		await world.killAt({ method: 'PATCH', path: '/direct_costs/line_items/sync$', when: 'after', nth: 5 }, settings);
		const given = { ...settings, directCostPer: 'project' };
		assert.equal((await world.sync(given)).status, 'success');
		await isAsReadAtOnce(world, given);
	});
});

describe('costs in batches wait', () => {
	const ordered = { lanes: `supplier, purchase_order, ${lanes}`, batchSize: 2000 };
	const reads = ({ traffic }: Awaited<ReturnType<World['sync']>>) =>
		traffic.some(({ url }) => url.includes('GLAccountLineItem'));

	for (const projectsPerBatch of [20, 3])
		it(`for orders that Procore takes no more of: they are not read before them; ${String(projectsPerBatch)} in a batch`, async () => {
			const world = await start();
			world.simulators.procore.faults.add({
				kind: 'status',
				status: 503,
				times: 'always',
				path: 'purchase_order_contracts',
			});
			const run = await world.sync({ ...ordered, projectsPerBatch });
			assert.notEqual(run.status, 'success');
			assert.equal(reads(run), false);
			world.simulators.procore.faults.remove();
			world.later(61);
			await world.sync({ ...ordered, projectsPerBatch });
			await isAsReadAtOnce(world, ordered);
		});

	it('for nothing but their projects: another lane that stalls does not keep them', async () => {
		const world = await start();
		await world.sync({ ...ordered, projectsPerBatch: 3 });
		post(world);
		world.simulators.procore.faults.add({ kind: 'status', status: 503, times: 'always', path: 'vendors' });
		assert.ok(reads(await world.sync({ ...ordered, projectsPerBatch: 3 })));
	});
});

describe('costs in batches ask SAP', () => {
	it('once what something was posted on, and once for each WBS element', async () => {
		const world = await start();
		const asked = async (projectsPerBatch: number) => {
			const { traffic } = await world.sync({ lanes, projectsPerBatch, mode: 'backfill' });
			world.later(61);
			const of = (text: string) => traffic.filter(({ url }) => url.includes(text)).map(({ url }) => url);
			const numbers = of(wbsElements).flatMap((url) => [...decodeURIComponent(url).matchAll(/InternalID eq '(\d+)'/g)]);
			return {
				lists: of('GLAccountLineItem').filter((url) => !/FiscalYear|LastChangeDateTime/.test(url)).length,
				numbers,
				all: of('').length,
			};
		};
		const [atOnce, inBatches] = [await asked(0), await asked(3)];
		assert.equal(inBatches.lists, 2);
		assert.equal(inBatches.numbers.length, atOnce.numbers.length);
	});

	it('for what is on balance-sheet accounts of all projects with the last one', async () => {
		const told = async (projectsPerBatch: number) => {
			const world = await start();
			const costAccounts = '19000000-19999999, 60000000-69999999';
			await world.sync({ lanes, projectsPerBatch, costAccounts, recordUnchanged: true });
			const [row] = (await world.lastAudit()).filter(
				(each) =>
					each.entity === 'actual_cost' && each.sap_key === '|' && !each.project_id && each.status !== 'unchanged',
			);
			return [row?.status, row?.message, row?.detail];
		};
		assert.match(String((await told(0))[1]), /19400100/);
		assert.deepEqual(await told(3), await told(0));
	});
});
