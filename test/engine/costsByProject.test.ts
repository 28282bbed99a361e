import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { budgetState, costDifferences, costsAsked, directCostAmounts } from '../e2e/support/budgets.ts';
import { catchesUp, lanes, ran, settings, start, stateOf, step, synced, wbsElements } from './support/costRanges.ts';
import type { ScenarioRun, World } from './support/scenarioWorld.ts';

/** What a run has brought and left, apart from when. */
async function seen(world: World, run: ScenarioRun) {
	const exceptions = await world.rows('sap_procore_exceptions');
	const audit = await world.lastAudit();
	const [state] = (await world.rows('sap_procore_state')).filter(({ entity }) => entity === 'actual_cost');
	const [last] = (await world.rows('sap_procore_runs')).slice(-1);
	return {
		status: run.status,
		message: last?.message,
		amounts: [...directCostAmounts(world.simulators)].sort(),
		exceptions: exceptions
			.map((row) =>
				[row.sap_key, row.project_id, row.status, row.reason, row.message, row.amount, row.attempts].join('; '),
			)
			.sort(),
		told: audit
			.filter(({ entity }) => entity === 'actual_cost')
			.map((row) => [row.sap_key, row.project_id, row.status, row.reason].join('; '))
			.sort(),
		sent: state?.costs_sent,
		cursor: state?.cursor,
		asked: costsAsked(run),
		writes: run.calls.procore.writes,
	};
}

/** What happens between runs, one after the other. */
const changes: Array<[what: string, change: (world: World) => void]> = [
	['the first run', () => undefined],
	[
		'postings on some projects, a reversal, and one outside of projects',
		(world) => {
			for (const wbsElement of ['P-1007.1.1', 'P-1003.1'])
				world.changeSap({ do: 'post-cost', glAccount: '63072000', amount: '12.00', wbsElement });
			const [document] = world.simulators.dataset.costCases.backToZero?.documents ?? [];
			world.changeSap({ do: 'reverse-cost', document });
		},
	],
	['nothing', (world) => world.later(61)],
	[
		'a project loses what belongs to it in SAP',
		(world) => {
			const cells = { sap_wbs_prefix: 'X-1', sap_project: '', sap_cost_center: '' };
			world.editRows('sap_procore_projects', { project_id: '2212' }, cells);
			world.changeSap({ do: 'post-cost', glAccount: '63072000', amount: '1.00', wbsElement: 'P-1007.1.1' });
		},
	],
	[
		'two projects claim the same',
		(world) => {
			world.editRows('sap_procore_projects', { project_id: '2215' }, { sap_wbs_prefix: 'P-1001' });
			world.changeSap({ do: 'post-cost', glAccount: '63072000', amount: '2.00', wbsElement: 'P-1007.1.1' });
		},
	],
	[
		'a project with an open exception leaves the roster',
		(world) => {
			world.removeRows('sap_procore_projects', { project_id: '2204' });
			world.changeSap({ do: 'post-cost', glAccount: '63072000', amount: '3.00', wbsElement: 'P-1007.1.1' });
		},
	],
	['a day', (world) => world.later(24 * 60)],
];

/** Lanes, and what happens between the runs of them. */
type Story = [lanes: string, changes: typeof changes];

async function told([of, between]: Story, projectsPerBatch: number) {
	const world = await start();
	const chapters: Array<Awaited<ReturnType<typeof seen>>> = [];
	for (const [, change] of between) {
		change(world);
		chapters.push(await seen(world, await world.sync({ lanes: of, projectsPerBatch })));
	}
	return chapters;
}

const stories: Record<string, Story> = {
	'without contracts': [lanes, changes],
	'beside the orders that they were posted on': [`supplier, purchase_order, ${lanes}`, changes.slice(0, 4)],
};

for (const [name, story] of Object.entries(stories))
	describe(`costs in batches of projects come to what all at once come to, ${name}`, () => {
		let whole: Awaited<ReturnType<typeof told>>;

		before(async () => {
			whole = await told(story, 0);
		});

		for (const size of [1, 3, 10])
			it(`batches of ${String(size)}`, async () => {
				const parts = await told(story, size);
				parts.forEach((chapter, index) => {
					assert.deepEqual(chapter, whole[index], story[1][index]?.[0]);
				});
			});
	});

describe('costs that do not come in are not taken for none', () => {
	const each = (change: Parameters<typeof step>[1]) => ({ insert: [step(['Fetch costs', 'Map costs'], change)] });
	const ways: Array<[what: string, settings: object, options: object]> = [
		['Fetch costs is deactivated', {}, { disable: ['Fetch costs'] }],
		['Map costs is deactivated', {}, { disable: ['Map costs'] }],
		['a step renames the G/L account', {}, each(({ glAccount, ...json }) => ({ ...json, account: glAccount ?? '' }))],
		['a step renames the amount', {}, each(({ amount, ...json }) => ({ ...json, value: amount ?? '' }))],
		['a step lets nothing through', {}, each(() => undefined)],
		['a ledger that has no postings', { ledger: 'ZZ' }, {}],
		['accounts that nothing is posted on', { costAccounts: '1-2' }, {}],
	];
	for (const [what, more, options] of ways)
		it(`${what}: nothing is written, and what is known of Procore stays`, async () => {
			const world = await synced();
			const before = await stateOf(world);
			const run = await world.sync({ ...settings, ...more }, options);
			assert.equal(run.calls.procore.writes, 0);
			assert.equal((await stateOf(world))?.costs_sent, before?.costs_sent);
			await catchesUp(world);
		});

	const empty = {
		kind: 'status',
		status: 200,
		body: { d: { results: [] } },
		times: 'always',
		path: wbsElements,
	} as const;
	const refused = { kind: 'status', status: 403, times: 'always', path: wbsElements } as const;
	for (const [what, fault] of Object.entries({
		'shows no WBS element': empty,
		'refuses to show WBS elements': refused,
	}))
		it(`SAP ${what}: nothing is written, the watermark stays, and the run says so`, async () => {
			const world = await synced();
			const before = await stateOf(world);
			world.simulators.sap.faults.add(fault);
			const run = await world.sync(settings);
			assert.equal(run.calls.procore.writes, 0);
			const after = await stateOf(world);
			assert.deepEqual([after?.costs_sent, after?.watermark], [before?.costs_sent, before?.watermark]);
			assert.match(String((await ran(world))?.message), /none of the WBS elements/);
			world.simulators.sap.faults.remove();
			await catchesUp(world);
		});

	it('a WBS element that SAP does not show: its costs are told of once, and none of other projects is left out', async () => {
		const world = await synced();
		const where = { ProjectElement: 'P-1007.1.1' };
		world.simulators.sap.simulator.change({
			...{ do: 'corrupt', set: wbsElements, where, property: 'WBSElementInternalID', value: '00987654' },
		});
		world.changeSap({ do: 'post-cost', glAccount: '63072000', amount: '7.00', wbsElement: 'P-1003.1' });
		await world.sync(settings);
		const unread = (await world.rows('sap_procore_exceptions')).filter(
			({ reason }) => reason === 'unreadable_document',
		);
		assert.ok(unread.length > 0);
		assert.deepEqual(
			[...new Set(unread.map(({ status, attempts }) => `${String(status)} ${String(attempts)}`))],
			['open 1'],
		);
		assert.ok(costsAsked({ traffic: world.simulators.procore.traffic.entries() }).includes('2203'));
		world.simulators.sap.simulator.change({ do: 'repair' });
		await catchesUp(world);
	});
});

describe('batches of projects', () => {
	it('a step that lets nothing through stops no later batch: every cost is on record as left out', async () => {
		const world = await start();
		const nothing = { insert: [{ between: ['Map costs', 'Upsert costs'] as [string, string], does: () => [] }] };
		const run = await world.sync(settings, nothing);
		assert.deepEqual([run.status, run.calls.procore.writes], ['success', 0]);
		const total = JSON.parse(String((await stateOf(world))?.result)) as {
			documents: number;
			counts: Record<string, number>;
		};
		assert.equal(total.counts.ignored, total.documents);
		await catchesUp(world);
	});

	it('tell once of what belongs to no project', async () => {
		const world = await start();
		await world.sync(settings);
		const told = (await world.lastAudit()).filter(
			(row) => row.entity === 'actual_cost' && row.sap_key === '|' && (row.project_id ?? '') === '',
		);
		assert.deepEqual(
			told.map(({ status, reason }) => [status, reason]),
			[['held', 'unmapped_project']],
		);
	});

	it('nothing moved, and nothing is open: only the first one asks SAP', async () => {
		const world = await start();
		await world.sync(settings);
		for (const row of await world.rows('sap_procore_exceptions'))
			world.editRows('sap_procore_exceptions', { sap_key: String(row.sap_key ?? '') }, { status: 'ignored' });
		const sent = String((await stateOf(world))?.costs_sent).replaceAll(
			/(?<=[0-9a-f]) {2}(?=\d)|(?<=[0-9a-f]) (?=")/g,
			' 9999-12-30 ',
		);
		world.editRows('sap_procore_state', { entity: 'actual_cost' }, { costs_sent: sent });
		world.later(61);
		const run = await world.sync(settings);
		const asked = run.traffic.filter(({ url }) => url.includes('GLAccountLineItem'));
		assert.equal(asked.length, 1, asked.map(({ url }) => url).join('\n'));
		assert.equal((await stateOf(world))?.cursor, '');
	});

	for (const when of ['before', 'after'] as const)
		for (const nth of [1, 2, 4])
			it(`n8n killed ${when} write ${String(nth)} of lines: the next run goes on with the projects that were left`, async () => {
				const world = await start();
				const write = { method: 'PATCH', path: '/direct_costs/line_items/sync$' };
				await world.killAt({ ...write, when, nth }, { ...settings, projectsPerBatch: 1 });
				const { cursor = '' } = (await stateOf(world)) ?? {};
				assert.equal(cursor === '', nth === 1, String(cursor));
				const run = await world.sync(settings);
				assert.equal(run.status, 'success', JSON.stringify(run.error));
				assert.deepEqual(
					costsAsked(run).filter((id) => id <= String(cursor)),
					[],
				);
				assert.deepEqual(costDifferences(world.simulators), []);
				await catchesUp(world);
			});

	it('SAP that breaks off in the second one: the watermark stays, and the next run goes on there', async () => {
		const world = await start();
		world.simulators.sap.faults.add({
			...{ kind: 'status', status: 503, times: 'always', nth: 7 },
			path: 'GLAccountLineItem.*FiscalPeriod',
		});
		const run = await world.sync(settings);
		assert.notEqual(run.status, 'success');
		const state = await stateOf(world);
		assert.deepEqual([state?.watermark ?? '', state?.cursor === ''], ['', false]);
		world.simulators.sap.faults.remove();
		world.later();
		assert.equal((await world.sync(settings)).status, 'success');
		assert.deepEqual(costDifferences(world.simulators), []);
	});

	it('a replay of one cost reads all projects, and moves neither watermark nor cursor', async () => {
		const world = await synced();
		const before = await stateOf(world);
		const run = await world.sync({ ...settings, mode: 'replay', replayEntity: 'actual_cost' });
		assert.equal(run.status, 'success');
		const after = await stateOf(world);
		assert.deepEqual([after?.watermark, after?.cursor], [before?.watermark, '']);
		assert.deepEqual(costDifferences(world.simulators), []);
	});

	it('another lane that SAP fails in does not keep costs from being read', async () => {
		const world = await synced();
		world.simulators.sap.faults.add({ kind: 'status', status: 503, times: 'always', path: 'A_Supplier' });
		await world.sync({ ...settings, lanes: `supplier, ${lanes}` });
		assert.deepEqual(costDifferences(world.simulators), []);
	});

	it('fewer projects than a batch takes: they are read with the lane, in one batch', async () => {
		const world = await start();
		await world.sync({ lanes, projectsPerBatch: 17 });
		const total = JSON.parse(String((await stateOf(world))?.result)) as { batch: number };
		assert.equal(total.batch, 1);
		assert.equal(budgetState(world.simulators).directCosts.length > 0, true);
	});
});
