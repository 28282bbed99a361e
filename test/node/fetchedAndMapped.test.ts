import type { IDataObject } from 'n8n-workflow';
import { expectedContracts } from '../../simulators/data/expected.ts';
import type { Entity, Lane } from '../../nodes/shared/model';
import { accountedBy, keysOf, run } from '../support/lanes.ts';
import { mapped, type Rows } from '../support/mapLane.ts';
import { jsonOf, World } from '../support/world.ts';

/**
 * Every lane from SAP to the point where it is written, with the whole data set: what Fetch puts out is what Map takes.
 */
let world: World;
beforeAll(async () => {
	world = await World.start({ dataset: 'tour' });
});
afterAll(async () => await world.close());

const everything: Partial<Lane> = { window: { from: null, to: '2026-10-02T05:58:00.000Z' } };
const first = run({
	lanes: Object.fromEntries(
		['project', 'supplier', 'cost_code', 'budget', 'purchase_order', 'requisition'].map((lane) => [lane, everything]),
	),
});
const fetched = async (resource: string): Promise<IDataObject[]> => {
	const { outputs, error } = await world.sap({ resource, operation: 'fetch', run: first });
	expect(error).toBeUndefined();
	return jsonOf(outputs[0]);
};
const all = { operation: 'getAll', returnAll: true };
const listed = async (system: 'sap' | 'procore', parameters: object): Promise<IDataObject[]> =>
	jsonOf((await world[system]({ ...all, ...parameters })).outputs[0]);

/** The tables as people have filled them, and the roster as the lane of projects leaves it. */
async function tablesOf(): Promise<Rows> {
	const { tables } = world.simulators.dataset;
	const { tables: after } = await mapped(
		{ resource: 'project' },
		await listed('procore', { resource: 'project', filters: { status: 'All' }, simplify: false }),
		{ second: await listed('sap', { resource: 'project' }), tables: { projects: tables.sap_procore_projects } },
	);
	return {
		projects: after.projects,
		cost_codes: tables.sap_procore_cost_codes,
		values: tables.sap_procore_values,
	};
}

function use(version: 'V2' | 'V4'): void {
	const apis = { purchaseOrderApi: version, purchaseRequisitionApi: version };
	world.sapCredential.data = { ...world.sapCredential.data, ...apis };
}

/** What goes out, which accounts for all that came in. */
async function decided(entity: Entity, resource: string, documents: IDataObject[], second?: IDataObject[]) {
	expect(documents.length).toBeGreaterThan(0);
	const { items, tables } = await mapped({ resource, second }, documents, { run: first, tables: await tablesOf() });
	const accounted = [...new Set(items.flatMap(({ json }) => accountedBy(json)))].filter(Boolean);
	expect(accounted.sort()).toEqual(keysOf(entity, documents));
	expect(jsonOf(items).filter(({ error }) => error)).toEqual([]);
	return { decided: jsonOf(items), tables };
}

describe.each(['V2', 'V4'] as const)('the data set, fetched by OData %s and mapped', (version) => {
	beforeAll(() => use(version));

	it('accounts for every order, and no line of them is lost', async () => {
		const { decided: items } = await decided('purchase_order', 'purchaseOrder', await fetched('purchaseOrder'));
		const sent = items.filter((each) => each.lines && !each.void);
		const expected = expectedContracts(world.simulators.dataset).filter(
			({ reason }) => reason === '' || reason === 'number_taken' || reason === 'foreign_contract',
		);
		const place = (number: unknown, projectId: unknown, total: unknown, lines: unknown) =>
			[number, projectId, total, lines].map(String).join(' ');
		expect(
			sent
				.map(({ number, projectId, total, lines }) => place(number, projectId, total, (lines as object[]).length))
				.sort(),
		).toEqual(expected.map((each) => place(each.order, each.projectId, each.total, each.lines)).sort());
		expect(
			sent.every(({ lines, mappedAssignments }) => (lines as []).length === (mappedAssignments as []).length),
		).toBe(true);
	});

	it('accounts for every requisition', async () => {
		const { decided: items } = await decided('requisition', 'requisition', await fetched('purchaseRequisition'));
		expect(items.some(({ contractOriginId }) => contractOriginId)).toBe(true);
	});
});

it('accounts for every supplier', async () => {
	const vendors = await listed('procore', { resource: 'vendor', filters: { status: 'All' }, simplify: false });
	const { decided: items, tables } = await decided('supplier', 'vendor', await fetched('supplier'), vendors);
	expect(items.some(({ rule }) => rule === 'exact_name')).toBe(true);
	expect(tables.vendors?.length).toBeGreaterThan(0);
});

it('accounts for every G/L account', async () => {
	const centers = await listed('sap', { resource: 'costCenter' });
	const { decided: items } = await decided('cost_code', 'costCode', await fetched('glAccount'), centers);
	expect(items.filter(({ code }) => code).length).toBeGreaterThan(0);
});

it('accounts for every cost, each by one item only', async () => {
	const costs = await fetched('projectCost');
	const { decided: items } = await decided('budget', 'projectCost', costs);
	const covered = items.flatMap(({ covers }) => covers as string[]);
	expect([...covered].sort()).toEqual(keysOf('budget', costs));
});
