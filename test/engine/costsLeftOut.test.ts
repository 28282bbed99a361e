import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { costDifferences, directCostAmounts } from '../e2e/support/budgets.ts';
import {
	elementsOf,
	hide,
	lanes,
	leaveOut,
	numberOf,
	numbersOf,
	post,
	ran,
	start,
	stateOf,
	wbsElements,
} from './support/costRanges.ts';
import type { World } from './support/scenarioWorld.ts';

const costLines = 'GLAccountLineItem';
const ways = [0, 2].map((projectsPerBatch) => ({ lanes, projectsPerBatch }));
const called = ({ projectsPerBatch }: (typeof ways)[number]) => `${String(projectsPerBatch)} in a batch`;

const amountsOf = ({ simulators }: World, projectId: string) =>
	[...directCostAmounts(simulators)].filter(([key]) => key.startsWith(projectId)).sort();
/** So that the next run has something to read. */
const postElsewhere = (world: World) => {
	post(world, 'P-1001.1.1.1', '7.00', '63071000');
};
const open = async (world: World) =>
	(await world.rows('sap_procore_exceptions')).filter(({ status }) => status !== 'resolved');
const held = async (world: World) =>
	(await open(world)).flatMap(({ reason, project_id }) => (reason === 'costs_not_read' ? [project_id] : []));

describe('costs that an earlier version sent, without keeping which SAP projects they came from', () => {
	const forgetSapProjects = async (world: World) => {
		const sent = JSON.parse(String((await stateOf(world))?.costs_sent)) as Record<string, string>;
		const cells = Object.entries(sent).map(([id, text]) => [id, text.split(' ').slice(0, 2).join(' ')]);
		world.editRows(
			'sap_procore_state',
			{ entity: 'actual_cost' },
			{ costs_sent: JSON.stringify(Object.fromEntries(cells)) },
		);
	};
	for (const given of ways)
		it(`stay where SAP shows none of the WBS elements of a project; ${called(given)}`, async () => {
			const world = await start('tiny');
			await world.sync(given);
			await forgetSapProjects(world);
			const before = amountsOf(world, '2202');
			hide(world, ...elementsOf(world, 'P-1002'));
			postElsewhere(world);
			await world.sync(given);
			assert.deepEqual(amountsOf(world, '2202'), before);
			assert.deepEqual(await held(world), ['2202']);
		});
});

for (const given of ways)
	it(`a WBS element that SAP shows again: nothing about its costs stays open; ${called(given)}`, async () => {
		const world = await start('tiny');
		await world.sync(given);
		hide(world, 'P-1002.4');
		postElsewhere(world);
		await world.sync(given);
		const unreadable = async () => (await open(world)).filter(({ reason }) => reason === 'unreadable_document');
		assert.equal((await unreadable()).length, 1);
		world.simulators.sap.simulator.change({ do: 'repair' });
		world.later(61);
		await world.sync(given);
		assert.deepEqual(await unreadable(), []);
		assert.deepEqual(await held(world), []);
	});

for (const given of ways)
	it(`WBS elements that SAP leaves out of one answer only: their costs are told, and come with the next run; ${called(given)}`, async () => {
		const world = await start('tiny');
		await world.sync({ lanes: 'project' });
		const gone = numbersOf(world, 'P-1002');
		leaveOut(world, new RegExp(wbsElements), (row) => gone.has(numberOf(row)), 1);
		await world.sync(given);
		const told = (await open(world)).filter(({ reason }) => reason === 'unreadable_document');
		assert.equal(told.length, 3);
		world.later(61);
		await world.sync(given);
		assert.deepEqual(costDifferences(world.simulators), []);
	});

describe('SAP shows no posting of a whole SAP project any more', () => {
	const losesSight = async (given: (typeof ways)[number], isCut: (row: object) => boolean = () => true) => {
		const world = await start('tiny');
		await world.sync(given);
		postElsewhere(world);
		const gone = numbersOf(world, 'P-1002');
		const showAgain = leaveOut(world, new RegExp(costLines), (row) => isCut(row) && gone.has(numberOf(row)));
		return { world, showAgain };
	};
	const told = async (world: World) =>
		(await open(world)).flatMap(({ reason, sap_key }) => (reason === 'costs_not_shown' ? [sap_key] : []));

	for (const given of ways) {
		it(`its project keeps what it has until SAP shows them again; ${called(given)}`, async () => {
			const { world, showAgain } = await losesSight(given);
			const before = amountsOf(world, '2202');
			await world.sync(given);
			assert.deepEqual(amountsOf(world, '2202'), before);
			assert.deepEqual([await told(world), await held(world)], [['SAP project 5002'], ['2202']]);
			assert.deepEqual(
				costDifferences(world.simulators).filter((text) => !text.includes(' 2202')),
				[],
			);
			showAgain();
			world.later(61);
			await world.sync(given);
			assert.deepEqual([await told(world), await held(world)], [[], []]);
		});

		it(`its project keeps what it has where SAP only shows no amounts; ${called(given)}`, async () => {
			const { world } = await losesSight(given, (row) => 'AmountInCompanyCodeCurrency' in row);
			const before = amountsOf(world, '2202');
			await world.sync(given);
			assert.deepEqual(amountsOf(world, '2202'), before);
			assert.deepEqual([await told(world), await held(world)], [['SAP project 5002'], ['2202']]);
		});

		it(`they leave Procore once somebody replays that; ${called(given)}`, async () => {
			const { world } = await losesSight(given);
			await world.sync(given);
			world.later(61);
			await world.sync({ ...given, mode: 'replay', replayEntity: 'actual_cost', replayKey: 'SAP project 5002' });
			assert.ok(amountsOf(world, '2202').every(([, amount]) => Number(amount) === 0));
			world.later(61);
			await world.sync(given);
			assert.deepEqual([await told(world), await held(world)], [[], []]);
		});

		it(`replays of everything do not take them out of Procore; ${called(given)}`, async () => {
			const { world } = await losesSight(given);
			const before = amountsOf(world, '2202');
			await world.sync(given);
			for (const replayEntity of ['actual_cost', '']) {
				world.later(61);
				await world.sync({ ...given, mode: 'replay', replayEntity });
				assert.deepEqual(amountsOf(world, '2202'), before);
				assert.deepEqual(await told(world), ['SAP project 5002']);
			}
		});

		it(`a project that was closed before keeps its costs, and is held once it is open again; ${called(given)}`, async () => {
			const world = await start('tiny');
			await world.sync(given);
			const before = amountsOf(world, '2202');
			const switchSync = (sync_enabled: boolean) => {
				world.editRows('sap_procore_projects', { project_id: '2202' }, { sync_enabled });
			};
			switchSync(false);
			postElsewhere(world);
			await world.sync(given);
			const gone = numbersOf(world, 'P-1002');
			leaveOut(world, new RegExp(costLines), (row) => gone.has(numberOf(row)));
			switchSync(true);
			for (let run = 0; run < 2; run++) {
				postElsewhere(world);
				world.later(61);
				await world.sync(given);
				assert.deepEqual(amountsOf(world, '2202'), before);
			}
			assert.deepEqual([await told(world), await held(world)], [['SAP project 5002'], ['2202']]);
		});

		it(`a project that stays closed: nothing stays open about it; ${called(given)}`, async () => {
			const { world } = await losesSight(given);
			world.editRows('sap_procore_projects', { project_id: '2202' }, { sync_enabled: false });
			for (let run = 0; run < 2; run++) {
				postElsewhere(world);
				world.later(61);
				await world.sync(given);
			}
			assert.deepEqual([await told(world), await held(world)], [[], []]);
		});

		it(`it belongs to no project any more: they leave Procore; ${called(given)}`, async () => {
			const world = await start('tiny');
			await world.sync(given);
			assert.ok(amountsOf(world, '2202').some(([, amount]) => Number(amount) !== 0));
			postElsewhere(world);
			world.editRows('sap_procore_projects', { project_id: '2202' }, { sap_project: 'X-1' });
			await world.sync(given);
			assert.ok(amountsOf(world, '2202').every(([, amount]) => Number(amount) === 0));
			assert.deepEqual([await told(world), await held(world)], [[], []]);
		});
	}
});

for (const given of ways)
	it(`costs have moved, and then SAP has none at all: the window is read again; ${called(given)}`, async () => {
		const world = await start('tiny');
		await world.sync(given);
		// So that nothing but what moved asks for costs.
		world.editRows('sap_procore_exceptions', { entity: 'actual_cost' }, { status: 'ignored' });
		postElsewhere(world);
		const before = await stateOf(world);
		const body = { d: { results: [] } };
		world.simulators.sap.faults.add({ kind: 'status', status: 200, body, times: 'always', path: costLines, nth: 2 });
		await world.sync(given);
		assert.match(String((await ran(world))?.message), /have moved, and then it has none at all/);
		assert.equal((await stateOf(world))?.watermark, before?.watermark);
		world.simulators.sap.faults.remove();
		world.later(61);
		await world.sync(given);
		assert.deepEqual(costDifferences(world.simulators), []);
	});

describe('in batches of projects, as where all costs are read at once', () => {
	const inBatches = { lanes, projectsPerBatch: 2 };
	const succeeds = async (world: World) => {
		const run = await world.sync(inBatches);
		assert.equal(run.status, 'success', JSON.stringify(await ran(world)));
		assert.deepEqual(costDifferences(world.simulators), []);
	};

	it('SAP finds costs by the stored form of numbers only', async () => {
		const world = await start('tiny');
		await world.sync({ lanes: 'project' });
		world.changeSap({ do: 'set-quirks', costKeysAsStored: true });
		await succeeds(world);
	});

	it('SAP leaves out sums of zero, and a WBS element has no other', async () => {
		const world = await start('tiny');
		await world.sync(inBatches);
		leaveOut(world, new RegExp(costLines), (row) => Number(row.AmountInCompanyCodeCurrency ?? 1) === 0);
		for (const amount of ['100.00', '-100.00']) post(world, 'P-1002.3', amount, '63071000');
		await succeeds(world);
		world.later(61);
		await succeeds(world);
	});
});
