import { expectedContracts, type ExpectedContract } from '../../simulators/data/expected.ts';
import { sum } from '../../nodes/shared/decimal';
import type { DesiredContract, Outcome } from '../../nodes/shared/model';
import { plan } from '../support/examples.ts';
import { runNode } from '../support/nodeHarness.ts';
import { jsonOf, World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
	world = await World.start({ dataset: 'tour' });
});
afterAll(async () => await world.close());

/** What Map makes of the whole data set, whose orders and projects are read from the simulators. */
async function mapDataset(api: string) {
	const { dataset } = world.simulators;
	const decide = async (parameters: object, inputs: object[][]) => {
		const given = inputs.map((items) => items.map((item) => ({ ...item })));
		const run = { node: 'sapToProcore' as const, parameters: { run: plan(), ...parameters }, inputs: given };
		const { outputs, error } = await runNode(run);
		expect(error).toBeUndefined();
		return outputs.map(jsonOf);
	};
	const all = { operation: 'getAll', returnAll: true };
	const orders = await world.sap({ ...all, resource: 'purchaseOrder', options: { api } });
	const sapProjects = await world.sap({ ...all, resource: 'project' });
	const projects = await world.procore({ ...all, resource: 'project', filters: { status: 'All' }, simplify: false });
	const [, , roster = []] = await decide({ resource: 'project', operation: 'match' }, [
		jsonOf(projects.outputs[0]),
		dataset.tables.sap_procore_projects,
		jsonOf(sapProjects.outputs[0]),
	]);
	const suppliers = new Set(dataset.sap.orders.map(({ header }) => header.Supplier));
	const vendors = [...suppliers].map((key, id) => ({ id, origin_id: `sap:S4P:supplier:${key}` }));
	const tables = [dataset.tables.sap_procore_cost_codes, dataset.tables.sap_procore_values];
	const parameters = { resource: 'purchaseOrder', operation: 'map' };
	const [contracts = [], outcomes = []] = await decide(parameters, [
		...[jsonOf(orders.outputs[0]), roster, ...tables, vendors, []],
	]);
	return { contracts: contracts as unknown as DesiredContract[], outcomes: outcomes as unknown as Outcome[] };
}

const byKey = (entries: Array<[string, unknown]>) => Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));

function byCostCode({ lines }: DesiredContract): Record<string, string> {
	const amounts: Record<string, string> = {};
	for (const { costCode, costType, amount } of lines) {
		const code = `${costCode}|${costType}`;
		amounts[code] = sum([amounts[code] ?? '0', amount]);
	}
	return amounts;
}

/** Deciding alone cannot see what Procore holds under the number already, and voids where a deleted order may have been. */
function expectedOf({ reason, total, lines, costCodes }: ExpectedContract): unknown {
	if (reason === 'order_deleted') return 'void';
	if (reason !== '' && reason !== 'number_taken' && reason !== 'foreign_contract') return reason;
	return { total, lines, costCodes };
}

const aboutTheOrder = new Set(['order_incomplete', 'not_released', 'order_rejected', 'unknown_order_status']);

/** Status is about the order as a whole; the deleted orders name project 2207, of which nothing is left. */
function keyOf({ order, projectId, reason }: ExpectedContract): string {
	if (reason === 'order_deleted') return `${order} 2207`;
	return `${order} ${aboutTheOrder.has(reason) ? '' : projectId}`;
}

describe.each(['V2', 'V4'])('the data set, read by OData %s and mapped', (api) => {
	it('every order and project is what plain arithmetic makes of it, to the minor unit and on its cost code', async () => {
		const { contracts, outcomes } = await mapDataset(api);
		const sent = contracts.map((each): [string, unknown] => [
			`${each.number} ${each.projectId}`,
			each.void ? 'void' : { total: each.total, lines: each.lines.length, costCodes: byCostCode(each) },
		]);
		const held = outcomes.map((each): [string, unknown] => [`${each.sapKey} ${each.projectId}`, each.reason]);
		const expected = expectedContracts(world.simulators.dataset).map((each): [string, unknown] => [
			keyOf(each),
			expectedOf(each),
		]);
		expect(byKey([...sent, ...held])).toEqual(byKey(expected));
	});
});
