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
		expect(outputs[1]?.map(({ json, pairedItem }) => [json.project_id, json.active, pairedItem])).toEqual([
			['7', true, { item: 5, input: 0 }],
			['1', false, { item: 0, input: 1 }],
		]);
		expect(outputs[0]?.map(({ json }) => json.status)).toEqual([...Array(5).fill('unchanged'), 'synced', 'synced']);
		expect(outputs[2]?.map(({ json }) => `${String(json.project_id)} ${String(json.active)}`)).toEqual([
			...[2, 3, 4, 5, 6, 7].map((id) => `${id} true`),
			'1 false',
		]);
	});

	it('says nothing and writes nothing where the plan does not read projects: an earlier batch of the run did', async () => {
		const run = plan({ reads: { ...plan().reads, project: false } });
		const rows = [asJson(rosterRow({ project_id: '1', project_name: 'Old', project_number: 'P-1' }))];
		const parameters = { ...match, run };
		const { outputs } = await runNode({ node: 'sapToProcore', parameters, inputs: [[1, 2].map(project), rows, [{}]] });
		expect(outputs.slice(0, 2)).toEqual([[], []]);
		expect(outputs[2]?.map(({ json }) => [json.project_id, json.project_name])).toEqual([
			['1', 'Project 1'],
			['2', 'Project 2'],
		]);
	});

	it('hands the roster on as it is when Procore could not be asked, and says so', async () => {
		const rows = [asJson(rosterRow())];
		const failed = { error: 'Procore is down', details: { reason: 'system_unavailable' } };
		const { outputs } = await runNode({ node: 'sapToProcore', parameters: match, inputs: [[failed], rows, [{}]] });
		expect(outputs.map((items) => items.length)).toEqual([1, 0, 1]);
		expect(outputs[0]?.[0]?.json).toMatchObject({
			...{ entity: 'project', sapKey: '', status: 'failed' },
			...{ reason: 'system_unavailable', message: 'Procore is down' },
		});
		expect(outputs[2]?.[0]?.json).toMatchObject({ project_id: '2201', sap_project: 'P-1001' });
	});

	it('matches without SAP when SAP projects could not be read, and says so', async () => {
		const projects = [{ ...project(1001), origin_id: 'sap:S4P:project:C-1' }, project(1002)];
		const inputs = [projects, [{}], [{ error: 'No permission' }]];
		const { outputs } = await runNode({ node: 'sapToProcore', parameters: match, inputs });
		expect(outputs[1]?.map(({ json }) => json.sap_project)).toEqual(['C-1', '']);
		expect(outputs[0]?.map(({ json }) => [json.sapKey, json.status])).toEqual([
			['1001', 'synced'],
			['1002', 'synced'],
			['', 'failed'],
		]);
	});

	it('refuses to go on without the roster: every row would look new', async () => {
		const { error } = await runNode({ node: 'sapToProcore', parameters: match, inputs: [[project(1)]] });
		expect(error?.message).toBe('The input Roster has nothing connected');
	});
});
