import { company, contract, line, upsert } from './contracts';
import { posting, sync } from './costs';

jest.mock('../../../nodes/shared/http/pause', () => ({ pause: jest.fn().mockResolvedValue(undefined) }));

interface State {
	wbsCodes: Array<{ id: number; flat_code: string }>;
	budgetLines: Array<{ id: number; wbs_code_id: number; direct_costs: string }>;
}

/** A project with a sub job, where somebody keeps 777.00 in the column Direct Costs of the budget line of the sub job. */
async function withSubJob() {
	const subJob = { name: 'Sub Job', type: 'sub_job' as const, required: false, items: ['01'] };
	const code = { project_id: 1, cost_code: '03-310', cost_type: 'M' };
	const simulated = company([1], {
		projects: [{ id: 1, name: 'One', project_number: 'P-1', active: true, custom_segments: [subJob] }],
		wbsCodes: [code, { ...code, segments: { 'Sub Job': '01' } }],
	});
	const lines = [line(1, 10, 1), line(1, 20, 1, { costType: 'M; Sub Job=01' })];
	await upsert(simulated, [contract(1, 1, { lines })]);
	const { wbsCodes, budgetLines } = simulated.state<State>();
	const own = budgetLines.find(({ wbs_code_id }) => wbs_code_id === wbsCodes[1]?.id);
	simulated.change({ do: 'set-tool', tool: 'direct_costs', enabled: false, project: 1 });
	const body = { project_id: 1, budget_line_item: { direct_costs: 777 } };
	await simulated.call('PATCH', `/rest/v1.0/budget_line_items/${String(own?.id)}`, body);
	const amount = () => Number(simulated.state<State>().budgetLines.find(({ id }) => id === own?.id)?.direct_costs);
	return { simulated, amount };
}

describe('the column Direct Costs of a budget line with a sub job', () => {
	it('is left to people in a project whose map names no sub job', async () => {
		const { simulated, amount } = await withSubJob();
		expect(amount()).toBe(777);
		await sync(simulated, [posting('600310', '1.00')], { target: 'budgetLine' });
		expect(amount()).toBe(777);
	});
});
