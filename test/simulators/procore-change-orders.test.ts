import { companyId } from './procore-harness.ts';
import { startFinancials } from './procore-finance.ts';
import type { Financials } from './procore-finance.ts';

let sim: Financials;
beforeEach(async () => {
	sim = await startFinancials();
});
afterEach(() => sim.close());

const path = '/rest/v1.0/projects/101/commitment_change_orders';
const linesPath = (order: number) =>
	`/rest/v2.0/companies/${String(companyId)}/projects/101/commitment_change_orders/${String(order)}/line_items`;
const create = (order: unknown, project = 101) =>
	sim.api.post(path.replace('101', String(project)), { change_order: order });
const patch = (id: number, order: unknown) => sim.api.patch(`${path}/${String(id)}`, { change_order: order });
const addLine = (order: number, line: unknown) => sim.api.post(linesPath(order), line);
const contract = async () => (await sim.contracts()).data[0] as Record<string, string>;
const period = {
	...{ project_id: 101, start_date: '2026-03-01', end_date: '2026-03-31' },
	...{ due_date: '2026-03-25', status: 'open' as const },
};
const draft = { contract_id: 501, title: 'More rebar', reference: 'sap:S4P:co:1' };

async function newOrder(): Promise<number> {
	const { data, status } = await create(draft);
	expect(status).toBe(201);
	return Number(data.id);
}

it('a draft does not change the contract, an approved one changes the revised sum, never the grand total', async () => {
	const id = await newOrder();
	const line = { wbs_code_id: '401', amount: '100.00', description: 'Rebar', commitment_line_item_id: '601' };
	const { data, status } = await addLine(id, line);
	expect([status, data.data]).toMatchObject([
		200,
		{
			id: expect.stringMatching(/^\d+$/),
			amount: '100.0',
			wbs_code_id: '401',
			commitment_line_item_id: '601',
			position: 1,
		},
	]);
	expect(await contract()).toMatchObject({
		grand_total: '250.5',
		revised_contract: '250.5',
		pending_revised_contract: '250.5',
		draft_change_orders_amount: '100.0',
	});
	await patch(id, { status: 'pending' });
	expect(await contract()).toMatchObject({ pending_change_orders: '100.0', pending_revised_contract: '350.5' });
	await sim.change({ do: 'set-change-order-status', id, status: 'approved' });
	expect(await contract()).toMatchObject({
		grand_total: '250.5',
		revised_contract: '350.5',
		approved_change_orders: '100.0',
		draft_change_orders_amount: '0.0',
	});
	expect((await sim.api.get(`${path}/${String(id)}`)).data).toMatchObject({ grand_total: '100.0', number: '001' });
});

it.each([true, false])(
	'the list says whose a change order is: %s; it is filtered by contract all the same',
	async (shown) => {
		const id = await newOrder();
		await sim.change({ do: 'set-list-order-contracts', shown });
		const { data } = await sim.api.get(path, { params: { 'filters[contract_id]': 501 } });
		expect(data).toMatchObject([{ id }]);
		expect([data[0].contract_id, data[0].contract?.id]).toEqual(shown ? [501, 501] : [undefined, undefined]);
		expect((await sim.api.get(`${path}/${String(id)}`)).data.contract_id).toBe(501);
	},
);

it('the list filters and takes no page', async () => {
	const id = await newOrder();
	await create({ ...draft, status: 'pending' });
	const ids = async (params: Record<string, unknown>) =>
		(await sim.api.get(path, { params })).data.map((order: { id: number }) => order.id);
	expect(await ids({ 'filters[contract_id]': 501 })).toHaveLength(2);
	expect(await ids({ 'filters[status]': 'draft' })).toEqual([id]);
	expect(await ids({ 'filters[vendor_id]': 13 })).toEqual([]);
	expect((await sim.api.get(path, { params: { page: 1 } })).status).toBe(400);
});

it('lines come ten a page in data', async () => {
	const id = await newOrder();
	for (let i = 0; i < 11; i++) await addLine(id, { wbs_code_id: '401', amount: '1' });
	const first = await sim.api.get(linesPath(id));
	expect([first.data.data.length, first.headers.total]).toEqual([10, '11']);
	expect((await sim.api.get(linesPath(id), { params: { per_page: 100 } })).data.data).toHaveLength(11);
});

it.each([
	['a contract that is not there', { contract_id: 502 }, { contract: ['must exist'] }],
	['a number that the contract has', { number: '001' }, { number: ['has already been taken'] }],
	['a batch', { batch_id: 1 }, { batch: ['must exist'] }],
])('422 for %s', async (_name, extra, expected) => {
	await newOrder();
	const { status, data } = await create({ ...draft, ...extra });
	expect([status, data.errors]).toEqual([422, expected]);
});

it('only for an approved contract', async () => {
	await sim.change({ do: 'set-contract-status', id: 501, status: 'Draft' });
	expect((await create(draft)).data.errors).toEqual({ contract: ['must be Approved'] });
});

it.each([
	['no contract', { title: 'x' }],
	['an origin id', { ...draft, origin_id: 'x' }],
	['lines in the body', { ...draft, line_items: [] }],
	['an unknown status', { ...draft, status: 'Approved' }],
])('400 for %s', async (_name, order) => {
	expect((await create(order)).status).toBe(400);
});

it.each([
	['no WBS code', { amount: '1' }, 'wbs_code_id'],
	['an inactive WBS code', { wbs_code_id: '404', amount: '1' }, 'wbs_code'],
	['no amount', { wbs_code_id: '401' }, 'amount'],
	['a quantity where amounts count', { wbs_code_id: '401', amount: '1', quantity: '1' }, 'quantity'],
	[
		'a line of another contract',
		{ wbs_code_id: '401', amount: '1', commitment_line_item_id: '9' },
		'commitment_line_item_id',
	],
	['an origin id', { wbs_code_id: '401', amount: '1', origin_id: 'x' }, 'origin_id'],
])('400 in the shape of version 2 for a line with %s', async (_name, line, source) => {
	const { status, data } = await addLine(await newOrder(), line);
	expect([status, data.error.code, data.error.details[0].source]).toEqual([400, 'BAD_REQUEST', source]);
});

it('approved: lines are locked, it is not deleted', async () => {
	const id = await newOrder();
	const { data } = await addLine(id, { wbs_code_id: '401', amount: '1' });
	const one = `${linesPath(id)}/${String(data.data.id)}`;
	expect((await sim.api.patch(one, { amount: '2' })).data.data.amount).toBe('2.0');
	await patch(id, { status: 'approved' });
	expect((await sim.api.patch(one, { amount: '3' })).status).toBe(409);
	expect((await sim.api.delete(`${path}/${String(id)}`)).status).toBe(400);
	await patch(id, { status: 'void' });
	expect((await sim.api.delete(`${path}/${String(id)}`)).status).toBe(204);
	expect((await sim.api.get(`${path}/${String(id)}`)).status).toBe(404);
});

it('403 in a project with three tiers, 403 without the tool', async () => {
	await sim.change({ do: 'edit-project', id: 101, set: { change_order_tiers: 3 } });
	expect((await create(draft)).status).toBe(403);
	expect((await sim.api.get(path)).status).toBe(403);
	await sim.change({ do: 'edit-project', id: 101, set: { change_order_tiers: 2 } });
	expect((await create(draft)).status).toBe(201);
	await sim.change({ do: 'set-tool', tool: 'commitments', enabled: false, project: 101 });
	expect((await create(draft)).status).toBe(403);
});

it('an invoice made after a change order was approved has an item for each of its lines, an earlier one has not', async () => {
	await sim.change({ do: 'add-period', period });
	const id = await newOrder();
	const line = await addLine(id, { wbs_code_id: '401', amount: '100.00' });
	const lineId = Number(line.data.data.id);
	await sim.change({ do: 'set-contract-status', id: 501, status: 'Approved' });
	const invoice = async (amount: string, number: string) => {
		const items = [{ line_item_id: lineId, item_type: 'change_order_item', work_completed_this_period: amount }];
		const requisition = { invoice_number: number, items };
		const body = { project_id: 101, commitment_id: 501, requisition };
		return await sim.api.post('/rest/v1.1/requisitions', body, { params: { view: 'items' } });
	};
	expect((await invoice('60.00', '1')).status).toBe(422);
	await sim.change({ do: 'set-change-order-status', id, status: 'approved' });
	const { status, data } = await invoice('60.00', '1');
	expect(status).toBe(201);
	expect(data.items.at(-1)).toMatchObject({
		item_type: 'change_order_item',
		line_item_id: lineId,
		scheduled_value: '100.0',
		work_completed_this_period: '60.0',
	});
	expect((await contract()).total_requisitions_amount).toBe('60.0');
	expect((await invoice('40.01', '2')).data.errors.base[0]).toMatch(/over billed/);
	expect((await invoice('40.00', '2')).status).toBe(201);
});
