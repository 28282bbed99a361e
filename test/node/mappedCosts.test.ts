import { expectedBudget } from '../../simulators/data/expected.ts';
import type { DatasetName } from '../../simulators/data/types.ts';
import type { DesiredBudgetAmount } from '../../nodes/shared/model';
import { plan } from '../support/examples.ts';
import { runNode } from '../support/nodeHarness.ts';
import { jsonOf, World } from '../support/world.ts';

const all = { operation: 'getAll', returnAll: true };

async function decide(parameters: object, inputs: object[][]) {
	const given = inputs.map((items) => items.map((item) => ({ ...item })));
	const run = { node: 'sapToProcore' as const, parameters: { run: plan(), ...parameters }, inputs: given };
	const { outputs, error } = await runNode(run);
	expect(error).toBeUndefined();
	return outputs.map(jsonOf);
}

/** The budget amounts of a data set whose costs and projects are read from the simulators. */
async function mapCosts(world: World): Promise<DesiredBudgetAmount[]> {
	const { tables } = world.simulators.dataset;
	const costs = await world.sap({ ...all, resource: 'projectCost' });
	const sapProjects = await world.sap({ ...all, resource: 'project' });
	const projects = await world.procore({ ...all, resource: 'project', filters: { status: 'All' }, simplify: false });
	const [, , roster = []] = await decide({ resource: 'project', operation: 'match' }, [
		jsonOf(projects.outputs[0]),
		tables.sap_procore_projects,
		jsonOf(sapProjects.outputs[0]),
	]);
	const parameters = { resource: 'projectCost', operation: 'map' };
	const [sent = []] = await decide(parameters, [jsonOf(costs.outputs[0]), roster, tables.sap_procore_cost_codes]);
	return sent as unknown as DesiredBudgetAmount[];
}

describe.each<DatasetName>(['tour', 'seed'])('costs of %s, read and mapped', (dataset) => {
	it('every budget line is the sum of the postings, to the minor unit and on its cost code', async () => {
		const world = await World.start({ dataset });
		try {
			const sent = (await mapCosts(world)).map((row) => [
				`${row.projectId}|${row.costCode}|${row.costType}`,
				row.amount,
			]);
			// Deciding alone cannot see that the company lacks a cost type.
			const wanted = expectedBudget(world.simulators.dataset)
				.filter(({ reason }) => reason === '' || reason === 'cost_code_missing')
				.map((row) => [`${row.projectId}|${row.costCode}`, row.amount]);
			expect(Object.fromEntries(sent)).toEqual(Object.fromEntries(wanted));
			expect(sent).toHaveLength(wanted.length);
		} finally {
			await world.close();
		}
	});
});
