import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { costDifferences, costsAsked, directCostAmounts } from '../e2e/support/budgets.ts';
import { type ScenarioRun, World } from './support/scenarioWorld.ts';

const lanes = 'project, actual_cost';
const start = async () => await World.start({ name: 'costs-by-project', dataset: 'tour', limits: false });

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
			.map((row) => [row.sap_key, row.project_id, row.status, row.reason, row.message, row.amount, row.attempts].join('; '))
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

async function story(projectsPerBatch: number) {
	const world = await start();
	const chapters: Array<Awaited<ReturnType<typeof seen>>> = [];
	for (const [, change] of changes) {
		change(world);
		chapters.push(await seen(world, await world.sync({ lanes, projectsPerBatch })));
	}
	return chapters;
}

describe('costs in batches of projects come to what all at once come to', () => {
	for (const size of [1, 3, 10])
		it(`batches of ${String(size)}`, async () => {
			const whole = await story(0);
			const parts = await story(size);
			changes.forEach(([what], index) => {
				assert.deepEqual(parts[index], whole[index], what);
			});
		});
});
