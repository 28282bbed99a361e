import { runNode } from '../support/nodeHarness.ts';
import { asJson, plan } from '../support/examples.ts';
import { rosterRow } from '../support/orders.ts';

const match = { resource: 'project', operation: 'match', run: plan() };
const project = (id: number) => ({ id, name: `Project ${id}`, project_number: `P-${id}`, active: true });

describe('SAP to Procore > Project > Match', () => {
	it('puts out the rows to write and one outcome for each project, paired with what they are about', async () => {
		const rows = [1, 2, 3, 4, 5, 6].map((id) =>
			asJson(rosterRow({ project_id: String(id), project_name: `Project ${id}`, project_number: `P-${id}` })),
		);
		const { outputs } = await runNode({
			node: 'sapToProcore',
			parameters: match,
			inputs: [[2, 3, 4, 5, 6, 7].map(project), rows, [{}]],
		});
		expect(outputs[0]?.map(({ json, pairedItem }) => [json.project_id, json.active, pairedItem])).toEqual([
			['7', true, { item: 5, input: 0 }],
			['1', false, { item: 0, input: 1 }],
		]);
		expect(outputs[1]?.map(({ json }) => json.status)).toEqual([...Array(5).fill('unchanged'), 'synced', 'synced']);
	});

	it('refuses to go on without the roster: every row would look new', async () => {
		const { error } = await runNode({ node: 'sapToProcore', parameters: match, inputs: [[project(1)]] });
		expect(error?.message).toBe('The input Roster has nothing connected');
	});
});
