import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { segmentIds } from '../../simulators/procore/finance/defaults.ts';
import { budgetState } from '../e2e/support/budgets.ts';
import { contractsOf } from '../e2e/support/contracts.ts';
import { type ScenarioRun, World } from './support/scenarioWorld.ts';

const map = 'sap_procore_cost_codes';
const projectId = 2201;
const wbsPath = `/rest/v1.0/projects/${String(projectId)}/work_breakdown_structure`;
const lanes = 'project, supplier, purchase_order, requisition, actual_cost';
const whole = 'P1.01.03-300.M';

/** For all of the project: WBS element and cost center go before G/L accounts. */
const note = 'all of the project';
const rows = [
	{ wbs_element: 'P-1001*', cost_center: '' },
	{ wbs_element: '', cost_center: '171001*' },
].map((keys) => ({
	...{ customer: 'main', company_code: '', gl_account: '', ...keys },
	...{ cost_code: '03-300', cost_type: 'M', enabled: true, source: 'manual', note },
}));

describe('tour: budget codes with a sub job and segments of the company', () => {
	let world: World;

	beforeEach(async () => {
		world = await World.start({ name: 'segments', dataset: 'tour', limits: false });
		const segments = [
			{ name: 'Phase', required: false, items: ['P1', 'P2'] },
			{ name: 'Sub Job', type: 'sub_job', required: false, items: ['01', '02'] },
		];
		world.changeProcore({ do: 'edit-project', id: projectId, set: { custom_segments: segments } });
	});

	const state = () =>
		world.simulators.procore.simulator.state() as {
			wbsCodes: Array<{ id: number; project_id: number; flat_code: string }>;
			directCosts: Array<{ project_id: number; origin_id: string | null; lines: Array<{ wbs_code_id: number }> }>;
		};
	/** Somebody in Procore's web app. */
	const person = (method: string, path: string, body: object = {}) =>
		(
			world.simulators.procore.simulator.change({ do: 'as-person', method, path, query: {}, body }) as {
				body: Array<{ id: number; code: string; path_code: string }>;
			}
		).body;
	const items = (segment: number) => person('GET', `${wbsPath}/segments/${String(segment)}/segment_items`);
	const addRows = (cells: Record<string, string>) => {
		for (const column of ['sub_job', 'segments']) world.engine.tables.addColumn(map, column, 'string');
		world.addRows(
			map,
			rows.map((row) => ({ ...row, ...cells })),
		);
	};
	const edit = (cells: Record<string, string>) => world.editRows(map, { note }, cells);
	const run = async (createMissingWbsCodes = false): Promise<ScenarioRun> => {
		const done = await world.sync({ lanes, createMissingWbsCodes });
		assert.equal(done.status, 'success', JSON.stringify(done.error));
		world.later();
		return done;
	};
	/** Budget codes that lines of our contracts and direct costs in the project have. */
	const used = () => {
		const codes = new Map(state().wbsCodes.map(({ id, flat_code }) => [id, flat_code]));
		const isOwn = ({ project_id, origin_id }: { project_id: number; origin_id: string | null }) =>
			project_id === projectId && origin_id?.startsWith('sap:');
		const contracts = contractsOf(world.simulators).filter(isOwn);
		const costs = state().directCosts.filter(isOwn);
		const codesOf = (objects: Array<{ lines: unknown[] }>) => [
			...new Set(
				objects.flatMap(({ lines }) =>
					(lines as Array<{ wbs_code_id: number }>).map((line) => codes.get(line.wbs_code_id)),
				),
			),
		];
		return { contracts: codesOf(contracts), costs: codesOf(costs) };
	};
	const heldIn = async () =>
		(await world.rows('sap_procore_exceptions')).filter(
			({ project_id, status, reason }) =>
				project_id === String(projectId) && status !== 'resolved' && /code_missing/.test(String(reason)),
		);

	for (const own of [false, true])
		it(`orders and costs land on them, made where they are missing; sub jobs ${own ? 'have cost codes of their own' : 'take those of the project'}`, async () => {
			world.changeProcore({ do: 'edit-project', id: projectId, set: { sub_job_cost_codes: own } });
			addRows({ sub_job: '01', segments: ' Phase = P1; ' });
			await run(true);
			if (own) {
				const [first] = await heldIn();
				assert.match(String(first?.message), /Procore said: .*must exist/);
				const all = person('GET', `${wbsPath}/segments`) as unknown as Array<{ id: number; type: string }>;
				const subJob = items(all.find(({ type }) => type === 'sub_job')?.id ?? 0).find(({ code }) => code === '01');
				const path = `${wbsPath}/segments/${String(segmentIds.costCode)}/segment_items`;
				person('POST', path, { code: '03-100', name: 'Other', sub_job_id: subJob?.id });
				await run(true);
				assert.match(String((await heldIn())[0]?.message), /^The sub job 01 does not have the cost code 03-300/);
				person('POST', path, { code: '03-300', name: 'Assigned', sub_job_id: subJob?.id });
				await run(true);
			}
			assert.deepEqual(await heldIn(), []);
			assert.deepEqual(used(), { contracts: [whole], costs: [whole] });
			const before = state().wbsCodes.length;
			const again = await run(true);
			assert.equal(state().wbsCodes.length, before);
			assert.equal(again.outcomes.purchase_order?.synced ?? 0, 0);
			const allocated = (await world.rows('sap_procore_allocations')).filter(
				({ project_id }) => project_id === String(projectId),
			);
			assert.deepEqual(
				[...new Set(allocated.map(({ cost_code, cost_type }) => `${String(cost_code)} / ${String(cost_type)}`))],
				['03-300 / M; Phase=P1; Sub Job=01'],
			);
		});

	it('a wrong value is held on each document, says which segment lacks which value, and goes once the cell is right', async () => {
		addRows({ sub_job: '01', segments: 'Phase=P9' });
		await run(true);
		const held = await heldIn();
		assert.ok(held.some(({ entity }) => entity === 'purchase_order'));
		assert.ok(held.some(({ entity }) => entity === 'actual_cost'));
		for (const each of held) {
			assert.equal(each.message, 'The segment Phase of the project has no value P9; it has P1, P2');
			assert.match(String(each.advice), /^Correct sub_job or segments in sap_procore_cost_codes, or add what/);
		}
		assert.deepEqual(used(), { contracts: [], costs: [] });
		for (const [cells, message] of [
			[{ segments: 'phase=P1' }, 'The project has no segment phase; it has Phase, Sub Job'],
			[{ segments: 'Phase=P1', sub_job: '1' }, 'The project has no sub job 1; it has 01, 02'],
			[{ segments: 'Phase=P1; Phase=P2', sub_job: '01' }, /cannot be read: Phase is named twice\.$/],
			[{ segments: 'P1' }, /cannot be read: "P1" is not a segment with its value, like Phase=P\.$/],
		] as const) {
			edit(cells);
			await run(true);
			for (const each of await heldIn())
				if (typeof message === 'string') assert.equal(each.message, message, JSON.stringify(each));
				else assert.match(String(each.message), message);
		}
		edit({ segments: 'Phase=P1' });
		await run(true);
		assert.deepEqual(await heldIn(), []);
		assert.deepEqual(used(), { contracts: [whole], costs: [whole] });
	});

	it('where the Direct Costs tool is off, costs stand in the budget line of the whole code, and leave it when the map names another one', async () => {
		addRows({ sub_job: '01', segments: 'Phase=P1' });
		world.changeProcore({ do: 'set-tool', tool: 'direct_costs', enabled: false });
		for (const Phase of ['P1', 'P2']) {
			const code = { project_id: projectId, cost_code: '03-300', cost_type: 'M' };
			world.changeProcore({ do: 'add-wbs-code', code: { ...code, segments: { Phase, 'Sub Job': '01' } } });
			const wbs_code_id = state().wbsCodes.at(-1)?.id;
			const budget_line_item = { wbs_code_id, original_budget_amount: 1000 };
			person('POST', '/rest/v1.1/budget_line_items', { project_id: projectId, budget_line_item });
		}
		const amounts = () =>
			budgetState(world.simulators)
				.budgetLines.filter(({ flat_code }) => flat_code.endsWith('.01.03-300.M'))
				.map((line) => Number((line as unknown as { direct_costs: string }).direct_costs));
		const send = async () => {
			const done = await world.sync({ lanes: 'project, actual_cost', costTarget: 'budgetLine' });
			assert.equal(done.status, 'success', JSON.stringify(done.error));
			world.later();
			return amounts();
		};
		const [first = 0, none] = await send();
		assert.ok(first > 0 && none === 0, String([first, none]));
		edit({ segments: 'Phase=P2' });
		assert.deepEqual(await send(), [0, first]);
	});

	it('a table of an earlier version, without the columns, goes on as before, and gets them', async () => {
		world.addRows(map, rows);
		const columns = () => world.engine.tables.columns(map).map(({ name }) => name);
		assert.ok(!columns().includes('segments'));
		await run(true);
		assert.ok(['sub_job', 'segments'].every((column) => columns().includes(column)));
		assert.deepEqual(await heldIn(), []);
		assert.deepEqual(used(), { contracts: ['03-300.M'], costs: ['03-300.M'] });
	});
});
