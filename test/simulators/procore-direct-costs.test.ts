import { startFinancials } from './procore-finance.ts';
import type { Financials } from './procore-finance.ts';

const v10 = '/rest/v1.0/projects/101/direct_costs';
const v11 = '/rest/v1.1/projects/101/direct_costs';

let sim: Financials;
beforeEach(async () => {
	sim = await startFinancials();
});
afterEach(() => sim.close());

const create = (cost: unknown) => sim.api.post(v11, { direct_cost: cost });
const patch = (id: number, cost: unknown) => sim.api.patch(`${v11}/${String(id)}`, { direct_cost: cost });
const sync = (...updates: unknown[]) => sim.api.patch(`${v10}/sync`, { updates });
const syncLines = (...updates: unknown[]) => sim.api.patch(`${v10}/line_items/sync`, { updates });
const rowErrors = (answer: { data: { errors: { errors: unknown }[] } }) => answer.data.errors.map((row) => row.errors);
const expense = { direct_cost_type: 'expense', direct_cost_date: '2026-02-28', origin_id: 'sap:S4P:cost:1' };
const invoice = { direct_cost_type: 'invoice', vendor_id: 11, invoice_number: 'R-1' };
const line = { wbs_code_id: 401, manual_amount: 10.5, origin_id: 'l1', ref: 'first' };

async function newCost(extra: Record<string, unknown> = {}): Promise<number> {
	const { data, status } = await create({ ...expense, ...extra });
	expect(status).toBe(201);
	return Number(data.id);
}

describe('direct costs', () => {
	it('come with lines, whose ref is echoed once', async () => {
		const { data } = await create({
			...expense,
			line_items: [line, { wbs_code_id: 403, quantity: 3, unit_cost: 1.335 }],
		});
		expect(data).toMatchObject({
			status: 'draft',
			grand_total: '14.51',
			line_items_count: 2,
			line_items: [
				{ amount: '10.5', extended_type: 'manual', ref: 'first', wbs_code: { flat_code: '03-310.M' } },
				{ amount: '4.01', extended_type: 'calculated' },
			],
		});
		const shown = await sim.api.get(`${v11}/${String(data.id)}`);
		expect(shown.data.line_items[0]).not.toHaveProperty('ref');
		expect((await sim.api.get(v10)).data).toMatchObject([{ grand_total: '14.51', vendor_name: null }]);
		expect(sim.held().budgetLines).toHaveLength(2);
	});

	it.each([
		['an invoice without vendor', { ...invoice, vendor_id: undefined }, { vendor: "can't be blank" }],
		['an invoice without number', { ...invoice, invoice_number: '' }, { invoice_number: "can't be blank" }],
		['an inactive vendor', { ...invoice, vendor_id: 12 }, { vendor: 'is inactive' }],
		['an employee', { ...expense, employee_id: 1 }, { employee: 'must exist' }],
		[
			'a line without amount',
			{ ...expense, line_items: [{ wbs_code_id: 401 }] },
			{ 'line_items[0].amount': "can't be blank" },
		],
		[
			'a line on a foreign WBS code',
			{ ...expense, line_items: [{ ...line, wbs_code_id: 411 }] },
			{ 'line_items[0].wbs_code': 'must exist' },
		],
		['an origin id twice', { ...expense, line_items: [line, line] }, { line_items: 'name an origin id twice' }],
		[
			'more than 100 lines',
			{ ...expense, line_items: Array.from({ length: 101 }, () => ({ wbs_code_id: 401, manual_amount: 1 })) },
			{ line_items: 'at most 100 are allowed' },
		],
	])('400 for %s, and nothing is saved', async (_name, cost, fields) => {
		const { status, data } = await create(cost);
		const text = Object.entries(fields).map(([field, message]) => `${field} ${message}`);
		expect([status, data.message]).toEqual([400, text.join('; ')]);
		expect(sim.held().directCosts).toEqual([]);
	});

	it('have their own origin id in the company and their own invoice number at the vendor', async () => {
		await newCost();
		expect((await create(expense)).data.message).toBe('origin_id has already been taken');
		await create(invoice);
		expect((await create(invoice)).data.message).toBe('invoice_number has already been taken');
		expect((await create({ ...invoice, vendor_id: 13 })).status).toBe(201);
	});

	it('are updated with their lines, keep their type, and go', async () => {
		const id = await newCost({ line_items: [line] });
		const shown = await sim.api.get(`${v11}/${String(id)}`);
		const lineId = shown.data.line_items[0].id as number;
		const updated = await patch(id, { status: 'approved', line_items: [{ id: lineId, manual_amount: 20 }] });
		expect(updated.data).toMatchObject({ status: 'approved', grand_total: '20.0', line_items_count: 1 });
		expect((await patch(id, { direct_cost_type: 'payroll' })).status).toBe(400);
		expect((await patch(id, { line_items: [{ id: 1, manual_amount: 1 }] })).status).toBe(400);
		expect((await sim.api.delete(`${v11}/${String(id)}`)).status).toBe(204);
		expect((await sim.api.get(`${v11}/${String(id)}`)).status).toBe(404);
	});

	it('are found by origin id, invoice number and days', async () => {
		await newCost({ received_date: '2026-02-10' });
		await create(invoice);
		const count = async (params: Record<string, unknown>) => (await sim.api.get(v11, { params })).data.length as number;
		expect(await count({ 'filters[origin_id]': expense.origin_id })).toBe(1);
		expect(await count({ 'filters[invoice_number]': 'R-1' })).toBe(1);
		expect(await count({ 'filters[received_date]': '2026-02-01...2026-02-28' })).toBe(1);
		expect((await sim.api.get(v11, { params: { 'filters[status]': 'draft' } })).status).toBe(400);
	});

	it('409 while another request works on one', async () => {
		const id = await newCost();
		await sim.change({ do: 'busy-direct-cost', id, times: 2 });
		expect((await patch(id, { terms: 'x' })).status).toBe(409);
		expect((await sync({ origin_id: expense.origin_id, terms: 'x' })).status).toBe(409);
		expect((await sync({ origin_id: expense.origin_id, terms: 'x' })).data.entities).toMatchObject([{ terms: 'x' }]);
		await sim.change({ do: 'busy-direct-cost', id });
		expect((await syncLines({ direct_cost_id: id, wbs_code_id: 401, amount: 1 })).status).toBe(409);
	});

	it('403 where the tool is off', async () => {
		await sim.change({ do: 'set-tool', tool: 'direct_costs', enabled: false, project: 101 });
		expect((await create(expense)).status).toBe(403);
	});
});

describe('sync', () => {
	it('creates with a type, updates without one', async () => {
		const answer = await sync(
			expense,
			{ ...invoice, vendor_id: null },
			{ origin_id: 'x' },
			{ ...invoice, employee_id: 1 },
		);
		expect(answer.data.entities).toMatchObject([{ origin_id: expense.origin_id, direct_cost_type: 'expense' }]);
		expect(rowErrors(answer)).toEqual([
			{ vendor: ["can't be blank"] },
			{ direct_cost_type: ["can't be blank"] },
			{ employee: ['must exist'] },
		]);
		const again = await sync({ origin_id: expense.origin_id, status: 'approved' }, { id: 5 });
		expect([again.data.entities, rowErrors(again)]).toMatchObject([
			[{ status: 'approved' }],
			[{ id: ['Entity with this ID not found'] }],
		]);
		expect(rowErrors(await sync({ origin_id: expense.origin_id, direct_cost_type: 'payroll' }))[0]).toHaveProperty(
			'direct_cost_type',
		);
		expect((await sync({ ...expense, direct_cost_type: 'subcontractor_invoice' })).status).toBe(400);
	});

	it('of lines needs the direct cost of a new line; the WBS code goes before the cost code', async () => {
		const id = await newCost();
		const answer = await syncLines(
			{ direct_cost_id: id, wbs_code_id: 403, cost_code_id: 302, line_item_type_id: 1, amount: 5, origin_id: 'a' },
			{ wbs_code_id: 403, amount: 5 },
			{ direct_cost_id: 9, wbs_code_id: 403, amount: 5 },
			{ direct_cost_id: id, amount: 5 },
			{ direct_cost_id: id, wbs_code_id: 403, quantity: 2, unit_cost: 2, amount: 5 },
		);
		expect(answer.data.entities).toMatchObject([{ amount: '5.0', wbs_code: { id: 403 } }]);
		expect(rowErrors(answer)).toEqual([
			{ direct_cost: ["can't be blank"] },
			{ direct_cost: ['must exist'] },
			{ wbs_code: ["can't be blank"] },
			{ amount: ['is not quantity times unit cost (4.0)'] },
		]);
		expect((await syncLines({ origin_id: 'a', amount: 6 })).data.entities).toMatchObject([{ amount: '6.0' }]);
		const other = await newCost({ origin_id: 'other' });
		expect(rowErrors(await syncLines({ origin_id: 'a', direct_cost_id: other }))).toEqual([
			{ direct_cost_id: ['cannot be changed'] },
		]);
		const made = await sim.api.post(`${v10}/${String(id)}/line_items`, { line_item: { wbs_code_id: 401, amount: 1 } });
		expect(made.status).toBe(201);
		expect((await sim.api.get(`${v10}/${String(id)}/line_items`)).data).toHaveLength(2);
		expect((await sim.api.get(`${v10}/line_items`, { params: { 'filters[cost_code_id]': 303 } })).data).toHaveLength(1);
	});
});

describe('synced with ERP, because it has an origin id', () => {
	const locked = 'This direct cost is synced with ERP and cannot be changed';
	const act = (method: string, path: string, body?: unknown) =>
		sim.change({ do: 'as-person', method, path, body }) as Promise<{ status: number; body: unknown }>;

	it('people can change nothing of it, drafts neither; what has none is theirs', async () => {
		const id = await newCost({ line_items: [line] });
		const path = `${v11}/${String(id)}`;
		expect(await act('PATCH', path, { direct_cost: { status: 'approved' } })).toEqual({
			status: 422,
			body: { errors: { base: [locked] } },
		});
		expect((await act('PATCH', path, { direct_cost: { origin_id: null } })).status).toBe(422);
		const added = { line_item: { wbs_code_id: 401, amount: 1 } };
		expect((await act('POST', `${v10}/${String(id)}/line_items`, added)).status).toBe(422);
		expect((await act('DELETE', path)).status).toBe(422);
		const own = Number((await create({ ...expense, origin_id: undefined })).data.id);
		expect((await act('PATCH', `${v11}/${String(own)}`, { direct_cost: { status: 'approved' } })).status).toBe(200);
		expect((await act('DELETE', `${v11}/${String(own)}`)).status).toBe(204);
	});

	it('programs can, unless the lock is on for them as well: it is complete when it is created, or never', async () => {
		const id = await newCost({ line_items: [line] });
		expect((await patch(id, { status: 'pending' })).status).toBe(200);
		expect((await syncLines({ origin_id: 'l1', amount: 11 })).data.errors).toEqual([]);
		await sim.change({ do: 'set-lock-synced', locked: true });
		expect((await patch(id, { status: 'approved' })).data.errors).toEqual({ base: [locked] });
		expect(rowErrors(await sync({ origin_id: expense.origin_id, terms: 'x' }))).toEqual([{ base: [locked] }]);
		expect(rowErrors(await syncLines({ origin_id: 'l1', amount: 12 }))).toEqual([{ base: [locked] }]);
		expect(rowErrors(await syncLines({ direct_cost_id: id, wbs_code_id: 403, amount: 5 }))).toEqual([
			{ base: [locked] },
		]);
		expect((await sim.api.delete(`${v11}/${String(id)}`)).status).toBe(422);
		expect(
			(await create({ ...expense, origin_id: 'sap:S4P:cost:2', line_items: [{ ...line, origin_id: 'l2' }] })).status,
		).toBe(201);
		expect((await sim.api.get(`${v11}/${String(id)}`)).data).toMatchObject({ status: 'pending', grand_total: '11.0' });
	});

	it.each([
		['accepted', 200, null],
		['refused', 422, expense.origin_id],
		['ignored', 200, expense.origin_id],
	] as const)('taking the origin id away is %s', async (unlink, status, left) => {
		const id = await newCost();
		await sim.change({ do: 'set-lock-synced', locked: true, unlink });
		expect((await patch(id, { origin_id: null })).status).toBe(status);
		expect((await sim.api.get(`${v11}/${String(id)}`)).data.origin_id).toBe(left);
		await sim.change({ do: 'set-lock-synced', locked: false });
		expect((await patch(id, { origin_id: null, terms: 'x' })).status).toBe(status);
	});
});

describe('the Direct Costs tool', () => {
	const tool = (enabled: boolean) => sim.change({ do: 'set-tool', tool: 'direct_costs', enabled, project: 101 });
	/** The line that came with the contracts on this code. */
	const budgetLine = async (wbsCode: number) => {
		const path = '/rest/v1.0/budget_views/436295/detail_rows';
		const { data } = await sim.api.get(path, { params: { project_id: 101 } });
		return (data as Array<{ id: number; wbs_code_id: number }>).find((row) => row.wbs_code_id === wbsCode)?.id ?? 0;
	};
	const set = (id: number, amount: number) =>
		sim.api.patch(`/rest/v1.0/budget_line_items/${String(id)}`, {
			project_id: 101,
			budget_line_item: { direct_costs: amount },
		});
	const shown = async (id: number) =>
		(await sim.api.get(`/rest/v1.0/budget_line_items/${String(id)}`, { params: { project_id: 101 } })).data
			.direct_costs as number;

	it('off: costs stand in the budget line; switched on they become direct costs, switched off these are lost', async () => {
		const id = await budgetLine(401);
		expect((await set(id, 20)).status).toBe(422);
		await tool(false);
		expect((await set(id, 2450.35)).data.direct_costs).toBe(2450.35);
		expect((await sim.api.get(v10)).status).toBe(403);
		await tool(true);
		expect((await sim.api.get(v10)).data).toMatchObject([
			{ status: 'approved', grand_total: '2450.35', origin_id: null },
		]);
		expect(await shown(id)).toBe(2450.35);
		expect((await set(id, 1)).status).toBe(422);
		await tool(false);
		expect(await shown(id)).toBe(0);
		expect(sim.held().directCosts).toEqual([]);
	});

	it.each([
		['draft', 0],
		['pending', 10.5],
		['revise_and_resubmit', 10.5],
		['approved', 10.5],
	])('%s direct costs count in the budget: %d', async (status, amount) => {
		const id = await budgetLine(401);
		await newCost({ status, line_items: [line] });
		expect(await shown(id)).toBe(amount);
	});
});
