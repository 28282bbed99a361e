import type { IDataObject } from 'n8n-workflow';
import { expectedBudget, expectedContracts, type ExpectedContract } from '../../simulators/data/expected.ts';
import type { DatasetName } from '../../simulators/data/types.ts';
import { sum } from '../../nodes/shared/decimal';
import {
	entities,
	type DesiredDirectCost,
	type DesiredContract,
	type Entity,
	type Lane,
	type Outcome,
} from '../../nodes/shared/model';
import { run } from '../support/examples.ts';
import { accountedBy, keysOf, mapped } from '../support/mapLane.ts';
import type { Rows } from '../support/ledgerTables.ts';
import { jsonOf, World } from '../support/world.ts';

/** Every lane with a whole data set, up to where it is written: what Fetch puts out is what Map takes. */
const everything: Partial<Lane> = { window: { from: null, to: '2026-10-02T05:58:00.000Z' } };
const first = run({ lanes: Object.fromEntries(entities.map((entity) => [entity, everything])) });
const all = { operation: 'getAll', returnAll: true };

async function fetched(world: World, resource: string): Promise<IDataObject[]> {
	const { outputs, error } = await world.sap({ resource, operation: 'fetch', run: first, costAccounts: '1-99999999' });
	expect(error).toBeUndefined();
	return jsonOf(outputs[0]);
}

const listed = async (world: World, system: 'sap' | 'procore', parameters: object): Promise<IDataObject[]> =>
	jsonOf((await world[system]({ ...all, ...parameters })).outputs[0]);

/** The tables as people have filled them, and the roster as the lane of projects leaves it. */
async function tablesOf(world: World): Promise<Rows> {
	const { tables } = world.simulators.dataset;
	const { tables: after } = await mapped(
		{ resource: 'project' },
		await listed(world, 'procore', { resource: 'project', filters: { status: 'All' }, simplify: false }),
		{
			second: await listed(world, 'sap', { resource: 'project' }),
			tables: { projects: tables.sap_procore_projects },
		},
	);
	return { projects: after.projects, cost_codes: tables.sap_procore_cost_codes, values: tables.sap_procore_values };
}

/** What a lane puts out, which accounts for all that came in. */
async function decided(
	world: World,
	entity: Entity,
	resource: string,
	documents: IDataObject[],
	second?: IDataObject[],
) {
	expect(documents.length).toBeGreaterThan(0);
	const operation = { resource, ...(second ? { second } : {}) };
	const { items, tables } = await mapped(operation, documents, { run: first, tables: await tablesOf(world) });
	const accounted = [...new Set(items.flatMap(({ json }) => accountedBy(json)))].filter(Boolean);
	expect(accounted.sort()).toEqual(keysOf(entity, documents));
	expect(jsonOf(items).filter(({ error }) => error)).toEqual([]);
	return { decided: jsonOf(items), tables };
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

/** Deciding alone cannot see what Procore holds under the number already, and voids where a deleted or rejected order may have been. */
function expectedOf({ reason, total, lines, costCodes }: ExpectedContract): unknown {
	if (isGone(reason)) return 'void';
	if (reason !== '' && reason !== 'number_taken' && reason !== 'foreign_contract') return reason;
	return { total, lines, costCodes };
}

const aboutTheOrder = new Set(['order_incomplete', 'not_released', 'unknown_order_status']);
const isGone = (reason: string) => reason === 'order_deleted' || reason === 'order_rejected';

/** Status is about the order as a whole; the orders that are gone name project 2207. */
function keyOf({ order, projectId, reason }: ExpectedContract): string {
	if (isGone(reason)) return `${order} 2207`;
	return `${order} ${aboutTheOrder.has(reason) ? '' : projectId}`;
}

describe('the tour', () => {
	let world: World;
	beforeAll(async () => {
		world = await World.start({ dataset: 'tour' });
	});
	afterAll(async () => await world.close());

	describe.each(['V2', 'V4'])('by OData %s', (version) => {
		beforeAll(() => {
			const apis = { purchaseOrderApi: version, purchaseRequisitionApi: version };
			world.sapCredential.data = { ...world.sapCredential.data, ...apis };
		});

		it('every order and project is what plain arithmetic makes of it, to the minor unit and on its cost code', async () => {
			const orders = await fetched(world, 'purchaseOrder');
			const { decided: items } = await decided(world, 'purchase_order', 'purchaseOrder', orders);
			const contracts = items.filter(({ lines }) => lines) as unknown as DesiredContract[];
			const outcomes = items.filter(({ lines }) => !lines) as unknown as Outcome[];
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
			for (const { lines, mappedAssignments = [] } of contracts)
				expect(mappedAssignments.map(({ lineOriginId }) => lineOriginId)).toEqual(
					lines.map(({ originId }) => originId),
				);
		});

		it('every requisition is accounted for', async () => {
			const requisitions = await fetched(world, 'purchaseRequisition');
			const { decided: items } = await decided(world, 'requisition', 'requisition', requisitions);
			expect(items.some(({ contractOriginId }) => contractOriginId)).toBe(true);
		});
	});

	it('every supplier is accounted for, and those that a person can decide on have a row', async () => {
		const vendors = await listed(world, 'procore', { resource: 'vendor', filters: { status: 'All' }, simplify: false });
		const suppliers = await fetched(world, 'supplier');
		const { decided: items, tables } = await decided(world, 'supplier', 'vendor', suppliers, vendors);
		expect(items.some(({ rule }) => rule === 'exact_name')).toBe(true);
		expect(tables.vendors?.length).toBeGreaterThan(0);
	});

	it('every G/L account is accounted for', async () => {
		const centers = await listed(world, 'sap', { resource: 'costCenter' });
		const accounts = await fetched(world, 'glAccount');
		const { decided: items } = await decided(world, 'cost_code', 'costCode', accounts, centers);
		expect(items.filter(({ code }) => code).length).toBeGreaterThan(0);
	});
});

describe.each<DatasetName>(['tour', 'seed'])('costs of %s', (dataset) => {
	it('every cost code is the sum of the postings, and every posting is covered by one item only', async () => {
		const world = await World.start({ dataset });
		try {
			const costs = await fetched(world, 'projectCost');
			const { decided: items } = await decided(world, 'actual_cost', 'projectCost', costs);
			const desired = items.filter(({ parts }) => parts) as unknown as DesiredDirectCost[];
			const sums = new Map<string, string>();
			for (const { projectId, parts } of desired)
				for (const { costCode, costType, amount } of parts) {
					const key = `${projectId}|${costCode}|${costType}`;
					sums.set(key, sum([...(sums.has(key) ? [sums.get(key) ?? ''] : []), amount]));
				}
			const sent = [...sums];
			// Deciding alone cannot see that the company lacks a cost type.
			const wanted = expectedBudget(world.simulators.dataset)
				.filter(({ reason }) => reason === '' || reason === 'cost_code_missing')
				.map((row) => [`${row.projectId}|${row.costCode}`, row.amount]);
			expect(Object.fromEntries(sent)).toEqual(Object.fromEntries(wanted));
			expect(sent).toHaveLength(wanted.length);
			const covered = items.flatMap(({ covers }) => covers as string[]);
			expect(covered.sort()).toEqual(keysOf('actual_cost', costs));
		} finally {
			await world.close();
		}
	});
});
