import type { IDataObject } from 'n8n-workflow';
import type { FaultInput } from '../../simulators/core/faults.ts';
import type { SimContract, SimProject } from '../../simulators/procore/index.ts';
import { byId, failed, goOn, jsonOf, World } from '../support/world.ts';

let world: World;
let project: SimProject;
let vendorId: number;

beforeEach(async () => {
	world = await World.start();
	const { procore } = world.simulators.dataset;
	const coded = new Set((procore.wbsCodes ?? []).map(({ project_id }) => project_id));
	const [first] = procore.projects.filter(({ id, active }) => active && coded.has(id));
	if (!first) throw new Error('The data set has no project with WBS codes');
	project = first;
	vendorId = procore.vendors.find(({ is_active }) => is_active !== false)?.id ?? 0;
});
afterEach(async () => await world.close());

const code = () =>
	(world.simulators.dataset.procore.wbsCodes ?? []).find(({ project_id }) => project_id === project.id);

const desired = (n: number, amount = '100.00', more: object = {}) => ({
	originId: `sap:S4P:po:99${n}:${project.id}`,
	projectId: String(project.id),
	number: `99${n}`,
	title: `Order 99${n}`,
	vendor: { originId: '', id: String(vendorId) },
	status: 'Approved',
	...{ contractDate: '2026-09-01', deliveryDate: '', description: '', paymentTerms: '', void: false, remarks: [] },
	...{
		absentReason: '',
		rejected: false,
		invoicesSent: false,
		unordered: false,
		requisitionItems: [],
		retainagePercent: '',
	},
	mappedAssignments: [],
	accountingMethod: 'amount',
	currency: 'USD',
	lines: [10, 20].map((item) => ({
		originId: `sap:S4P:poi:99${n}:${item}:1:${project.id}`,
		description: `Item ${item}`,
		costCode: code()?.cost_code,
		costType: code()?.cost_type,
		amount: item === 10 ? amount : '50.00',
		...{ quantity: '', uom: '', unitCost: '' },
	})),
	total: `${Number(amount) + 50}.00`,
	source: { entity: 'purchase_order', sapKey: `99${n}`, sapChangedAt: '2026-09-30T10:00:00.000Z' },
	...more,
});
const many = (count: number, amount?: string) =>
	Array.from({ length: count }, (_, index) => desired(index + 1, amount));

async function upsert(items: object[], parameters: object = {}) {
	const inputs = [items as IDataObject[]];
	const fixed = { resource: 'purchaseOrderContract', operation: 'upsertMany' };
	return await world.procore({ ...fixed, ...parameters }, { inputs, ...goOn });
}
const held = () =>
	(
		world.simulators.procore.simulator.state() as { contracts: Array<SimContract & { grand_total: string }> }
	).contracts.filter(({ origin_id }) => origin_id?.startsWith('sap:S4P:po:99'));
const ends = (rows: IDataObject[]) => rows.map(({ action, status }) => `${String(action)} ${String(status)}`);

describe('Purchase Order Contract', () => {
	it('Upsert Many, Get Many, Get and Void, as n8n calls them', async () => {
		const { outputs } = await upsert(many(2));
		expect(outputs[1]).toEqual([]);
		expect(ends(jsonOf(outputs[0]))).toEqual(['create synced', 'create synced']);

		const projectId = byId(project.id);
		const list = { resource: 'purchaseOrderContract', operation: 'getAll', projectId, returnAll: true };
		const filters = { originId: desired(2).originId, status: 'Approved' };
		const found = jsonOf((await world.procore({ ...list, filters })).outputs[0]);
		expect(found).toMatchObject([{ number: '992', status: 'Approved', grandTotal: '150.0', vendorId }]);

		const one = { resource: 'purchaseOrderContract', projectId, contractId: byId(String(found[0]?.id)) };
		const [whole] = jsonOf((await world.procore({ ...one, operation: 'get', simplify: false })).outputs[0]);
		expect(whole?.line_items).toHaveLength(2);

		const [voided] = jsonOf((await world.procore({ ...one, operation: 'void' })).outputs[0]);
		expect(voided).toMatchObject({ number: '992', status: 'Draft', grandTotal: '0.0' });
		expect(ends(jsonOf((await upsert(many(2))).outputs[0]))).toEqual(['none unchanged', 'none held']);
	});

	it('Void refuses what was billed or closed', async () => {
		await upsert(many(2));
		const [billed, closed] = held().map(({ id }) => id ?? 0);
		const [line] = held()[0]?.lines ?? [];
		world.changeProcore({ do: 'bill', contract: billed ?? 0, lines: [{ id: line?.id ?? 0, amount: '10' }] });
		world.changeProcore({ do: 'set-contract-status', id: closed ?? 0, status: 'Closed' });
		const tried = async (id = 0) =>
			await world.procore({
				resource: 'purchaseOrderContract',
				operation: 'void',
				projectId: byId(project.id),
				contractId: byId(id),
			});
		expect((await tried(billed)).error?.message).toBe('Invoices bill this contract: 1 [item 0]');
		expect((await tried(closed)).error?.message).toBe('This contract is closed [item 0]');
	});

	it('contracts are found in the list of their project', async () => {
		await upsert(many(2));
		const search = async (filter: string, chosen = project.id) =>
			(await world.search('searchContracts', filter, undefined, { projectId: byId(chosen) })).results;
		const contract = held().find(({ number }) => number === '992');
		expect(await search('order 992')).toEqual([{ name: '992 · Order 992', value: String(contract?.id) }]);
		expect(await search('no such contract')).toEqual([]);
		expect((await world.search('searchContracts')).results).toEqual([]);

		world.changeProcore({ do: 'add-requisition', contract: contract?.id ?? 0, set: { invoice_number: 'R-1' } });
		const requisitions = await world.search('searchRequisitions', 'r-1', undefined, { projectId: byId(project.id) });
		expect(requisitions.results).toMatchObject([{ name: expect.stringContaining('R-1 · Order 992') as unknown }]);
	});

	it('cost codes, cost types and WBS codes of the project are read', async () => {
		const rows = async (resource: string) =>
			jsonOf(
				(await world.procore({ resource, operation: 'getAll', projectId: byId(project.id), returnAll: true }))
					.outputs[0],
			);
		expect(await rows('wbsCode')).toContainEqual(
			expect.objectContaining({ costCode: code()?.cost_code, costType: code()?.cost_type }),
		);
		expect((await rows('costCode')).map(({ fullCode }) => fullCode)).toContain(code()?.cost_code);
		expect((await rows('costType')).map(({ code: type }) => type)).toContain(code()?.cost_type);
	});

	it('a project without the commitments tool fails its own contracts, with the permission that is missing', async () => {
		world.changeProcore({ do: 'set-tool', tool: 'commitments', enabled: false, project: project.id });
		const { outputs } = await upsert(many(2));
		expect(outputs[0]).toEqual([]);
		expect(outputs[1]).toHaveLength(2);
		expect(failed(outputs[1]?.[0]).details).toMatchObject({
			reason: 'permission_missing',
			projectId: String(project.id),
		});
		expect(world.calls('procore')).toHaveLength(1);
	});
});

describe('a contract that is interrupted', () => {
	const places: Array<[string, object]> = [
		['the first headers', { method: 'PATCH', path: '/purchase_order_contracts/sync' }],
		['the first lines', { method: 'PATCH', path: '/line_items/sync' }],
		['the second lines', { method: 'PATCH', path: '/line_items/sync', nth: 2 }],
		['the last headers', { method: 'PATCH', path: '/purchase_order_contracts/sync', nth: 2 }],
	];
	const kinds: FaultInput[] = [
		{ kind: 'drop-before' },
		{ kind: 'drop-after' },
		{ kind: 'truncate' },
		{ kind: 'status', status: 500 },
		{ kind: 'status', status: 502, processed: true },
	];

	it.each(places)('at %s: repeated where it passes, else completed by the next run', async (_name, place) => {
		for (const [round, kind] of kinds.entries()) {
			const orders = many(3, `${100 + round}.00`);
			world.fault('procore', { ...kind, ...place, times: 'always' });
			const first = await upsert(orders);
			expect(first.outputs.flat()).toHaveLength(3);
			world.simulators.procore.faults.remove();
			const next = jsonOf((await upsert(orders)).outputs[0]);
			expect(next.filter(({ status }) => status === 'synced' || status === 'unchanged')).toHaveLength(3);
			expect(held().map(({ number, status, grand_total }) => [number, status, grand_total])).toEqual(
				orders.map(({ number }) => [number, 'Approved', `${150 + round}.0`]),
			);
		}
		world.forgetCalls();
		const last = many(3, `${100 + kinds.length - 1}.00`);
		expect(ends(jsonOf((await upsert(last)).outputs[0]))).toEqual(Array(3).fill('none unchanged'));
		expect(world.calls('procore').every(({ method }) => method === 'GET')).toBe(true);
	});
});
