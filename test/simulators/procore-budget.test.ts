import { companyId } from './procore-harness.ts';
import { project, startFinancials } from './procore-finance.ts';
import type { Financials } from './procore-finance.ts';

const v10 = '/rest/v1.0/budget_line_items';
const v11 = '/rest/v1.1/budget_line_items';
const budgetPath = '/rest/v1.0/projects/101/budget';
const changesPath = '/rest/v1.0/projects/101/budget_changes';
const modificationsPath = '/rest/v1.0/projects/101/budget_modifications';

let sim: Financials;
beforeEach(async () => {
	sim = await startFinancials({
		budgetLines: [{ id: 801, project_id: 101, cost_code: '03-310', cost_type: 'M', original_budget_amount: '1000' }],
	});
});
afterEach(() => sim.close());

const create = (line: unknown, path = v11) => sim.api.post(path, { ...project, budget_line_item: line });
const patch = (id: number, line: unknown, path = v11) =>
	sim.api.patch(`${path}/${String(id)}`, { ...project, budget_line_item: line });
const sync = (...lines: unknown[]) => sim.api.post(`${v10}/sync`, { ...project, budget_line_items: lines });
const lock = () => sim.change({ do: 'edit-project', id: 101, set: { budget_locked: true } });
const change = (body: object) => sim.api.post(changesPath, body);
const patchChange = (id: number, body: unknown) => sim.api.patch(`${changesPath}/${String(id)}`, body);
const locked = { original_budget_amount: ['The original_budget_amount cannot be updated for a locked budget.'] };

async function rows(params: Record<string, unknown> = {}) {
	const [view] = (await sim.api.get('/rest/v1.0/budget_views', { params: project })).data;
	const answer = await sim.api.get(String(view.links.detail_rows), { params: { ...project, ...params } });
	return answer.data;
}

describe('budget lines', () => {
	it('are read through a view, with amounts as texts', async () => {
		expect(await rows()).toMatchObject([
			{
				id: 801,
				wbs_code_id: 401,
				cost_code_id: 302,
				cost_code: '03-310 - Formwork',
				root_cost_code_id: 301,
				category_id: 2,
				original_budget_amount: '1000.0',
				budget_modifications: '0.0',
				'Committed Costs': '250.5',
				deletable: false,
			},
		]);
		expect(await rows({ 'category_id[]': 1 })).toEqual([]);
		expect(await rows({ budget_row_type: 'unbudgeted' })).toEqual([]);
		expect((await sim.api.get('/rest/v1.0/budget_views')).status).toBe(400);
		expect((await sim.api.get('/rest/v1.0/budget_views/1/detail_rows', { params: project })).status).toBe(404);
	});

	it('are created by cost code and type or by WBS code, shown with amounts as numbers', async () => {
		const coded = await create({ cost_code_id: 302, line_item_type_id: 1, original_budget_amount: 12.5 }, v10);
		expect([coded.status, coded.data]).toMatchObject([
			201,
			{ original_budget_amount: 12.5, revised_budget: 12.5, committed_costs: 0, cost_code: { full_code: '03-310' } },
		]);
		const other = await create({ wbs_code_id: 403, quantity: 3, unit_cost: 1.25, uom: 'ea' });
		expect(other.data).toMatchObject({
			original_budget_amount: 3.75,
			calculation_strategy: 'automatic',
			wbs_code: { flat_code: '05-100.M' },
		});
		const shown = await sim.api.get(`${v11}/801`, { params: project });
		expect(shown.data).toMatchObject({ id: 801, original_budget_amount: 1000 });
		expect((await patch(801, { original_budget_amount: 900 }, v10)).data).toMatchObject({
			original_budget_amount: 900,
			committed_costs: 250.5,
			projected_over_under: 649.5,
		});
		expect((await sim.api.get(`${v11}/801`, { params: { project_id: 102 } })).status).toBe(404);
	});

	it.each([
		['a budget code twice', { wbs_code_id: 401 }, { wbs_code_id: ['This Budget Code already exists'] }],
		['a WBS code of another project', { wbs_code_id: 411 }, { wbs_code: ['must exist'] }],
		['an inactive WBS code', { wbs_code_id: 404 }, { wbs_code: ['is inactive'] }],
		[
			'a third decimal place',
			{ wbs_code_id: 403, original_budget_amount: 1.005 },
			{ original_budget_amount: [expect.any(String)] },
		],
		[
			'an amount that is not the product',
			{ wbs_code_id: 403, quantity: 2, unit_cost: 2, original_budget_amount: 5, calculation_strategy: 'automatic' },
			{ original_budget_amount: ['is not quantity times unit cost (4.0)'] },
		],
		['a unit nobody knows', { wbs_code_id: 403, uom: 'furlong' }, { uom: ['is not included in the list'] }],
	])('422 for %s', async (_name, line, expected) => {
		const { status, data } = await create(line);
		expect([status, data.errors]).toEqual([422, expected]);
	});

	it.each([
		['no WBS code', {}],
		['a cost code where the WBS code is expected', { cost_code_id: 302, line_item_type_id: 1 }],
		['an origin id', { wbs_code_id: 403, origin_id: 'x' }],
		['an amount that is no number', { wbs_code_id: 403, original_budget_amount: 'much' }],
	])('400 for %s', async (_name, line) => {
		expect((await create(line)).status).toBe(400);
	});

	it('direct costs are only set by hand where that tool is off', async () => {
		expect((await patch(801, { direct_costs: 5 }, v10)).data.errors).toHaveProperty('direct_costs');
		await sim.change({ do: 'set-tool', tool: 'direct_costs', enabled: false, project: 101 });
		expect((await patch(801, { direct_costs: 5 }, v10)).data.direct_costs).toBe(5);
	});

	it('a locked budget keeps its original amounts', async () => {
		await lock();
		expect((await patch(801, { original_budget_amount: 900 })).data.errors).toEqual(locked);
		expect((await create({ wbs_code_id: 403, original_budget_amount: 1 })).data.errors).toEqual(locked);
		expect((await patch(801, { original_budget_amount: 1000 })).status).toBe(200);
		expect((await create({ wbs_code_id: 403 })).status).toBe(201);
	});

	it('are synced by id: a plain array, everything or nothing', async () => {
		const good = await sync(
			{ id: 801, wbs_code_id: 401, original_budget_amount: 5 },
			{ wbs_code_id: 403, original_budget_amount: 6 },
		);
		expect([good.status, good.data]).toMatchObject([
			200,
			[
				{ wbs_code: { id: 403 }, original_budget_amount: 6 },
				{ id: 801, original_budget_amount: 5 },
			],
		]);
		const bad = await sync(
			{ id: 801, wbs_code_id: 401, original_budget_amount: 7 },
			{ wbs_code_id: 403 },
			{ id: 9, wbs_code_id: 402 },
		);
		expect([bad.status, bad.data.errors]).toEqual([
			422,
			{
				'budget_line_items[1].wbs_code_id': ['This Budget Code already exists'],
				'budget_line_items[2].id': ['Entity with this ID not found'],
			},
		]);
		expect((await sync({ wbs_code_id: 402 }, { wbs_code_id: 402 })).status).toBe(422);
		expect((await rows())[0].original_budget_amount).toBe('5.0');
		expect((await sync({ original_budget_amount: 1 })).status).toBe(400);
		expect((await sync()).status).toBe(400);
	});

	it('are deleted while nothing is booked on them', async () => {
		const path = (id: number) =>
			`/rest/v2.0/companies/${String(companyId)}/projects/101/budget_line_items/${String(id)}`;
		const { data } = await create({ wbs_code_id: 403 });
		expect((await sim.api.delete(path(Number(data.id)))).status).toBe(204);
		const used = await sim.api.delete(path(801));
		expect([used.status, used.data.error.code]).toEqual([422, 'UNPROCESSABLE_ENTITY']);
	});
});

describe('the lock', () => {
	it('is set and taken away once', async () => {
		expect((await sim.api.get(budgetPath)).data).toEqual({ locked: false });
		expect((await sim.api.delete(`${budgetPath}/lock`)).status).toBe(400);
		expect((await sim.api.post(`${budgetPath}/lock`)).data).toEqual({ locked: true });
		expect((await sim.api.post(`${budgetPath}/lock`)).status).toBe(400);
		expect((await sim.api.delete(`${budgetPath}/lock`)).data).toEqual({ locked: false });
	});

	it('taken away, it takes the budget changes with it unless told not to', async () => {
		await lock();
		await change({ status: 'draft' });
		await sim.api.delete(`${budgetPath}/lock`, { params: { destroy_all_budget_line_item_transfers: false } });
		expect(sim.held().budgetChanges).toHaveLength(1);
		await lock();
		await sim.api.delete(`${budgetPath}/lock`);
		expect(sim.held().budgetChanges).toEqual([]);
	});
});

describe('budget changes', () => {
	beforeEach(lock);
	const line = { ref: 'a', type: 'change_event', wbs_code_id: 401, amount: 50.25, adjustment_number: 1 };

	it('move the budget once they are approved, and are listed without their lines', async () => {
		const { status, data } = await change({ status: 'draft', title: 'SAP', adjustment_line_items: [line] });
		expect([status, data.data]).toMatchObject([
			201,
			{ number: 1, status: 'draft', adjustment_line_items: [{ ref: 'a', amount: 50.25, wbs_code: { id: 401 } }] },
		]);
		const id = Number(data.data.id);
		expect((await sim.api.get(`${changesPath}/${String(id)}`)).data.data).not.toHaveProperty('adjustment_line_items');
		expect((await sim.api.get(changesPath)).data.data).toMatchObject([{ id, title: 'SAP', adjustment_total: 50.25 }]);
		const v2 = await sim.api.get(
			`/rest/v2.0/companies/${String(companyId)}/projects/101/budget_changes/adjustment_line_items`,
		);
		expect(v2.data.data).toMatchObject([{ budget_change_id: String(id), amount: 50.25 }]);
		expect((await rows())[0]).toMatchObject({ budget_modifications: '0.0', 'Revised Budget': '1000.0' });
		await sim.change({ do: 'set-budget-change-status', id, status: 'approved' });
		expect((await rows())[0]).toMatchObject({
			original_budget_amount: '1000.0',
			budget_modifications: '50.25',
			'Revised Budget': '1050.25',
		});
	});

	it('change and lose lines by id; approved ones keep them', async () => {
		const { data } = await change({
			status: 'draft',
			adjustment_line_items: [line, { ...line, ref: 'b', wbs_code_id: 403 }],
		});
		const id = Number(data.data.id);
		const [first, second] = data.data.adjustment_line_items as { id: number }[];
		const updated = await patchChange(id, {
			id,
			adjustment_line_items: [
				{ id: first?.id, amount: -3 },
				{ id: second?.id, _delete: true },
				{ ...line, wbs_code_id: 402 },
			],
		});
		expect(updated.data.data.adjustment_line_items).toMatchObject([{ amount: -3 }, { wbs_code: { id: 402 } }]);
		expect(sim.held().budgetLines?.map((budgetLine) => budgetLine.flat_code)).toEqual([
			'03-310.M',
			'05-100.M',
			'03-310.L',
		]);
		await patchChange(id, { status: 'approved' });
		expect((await patchChange(id, { adjustment_line_items: [line] })).status).toBe(400);
		expect((await sim.api.delete(`${changesPath}/${String(id)}`)).status).toBe(400);
		expect((await patchChange(id, { id: 1, title: 'x' })).status).toBe(400);
	});

	it.each([
		['no WBS code', { wbs_code_id: undefined }, 'adjustment_line_items[a].wbs_code_id'],
		['an inactive WBS code', { wbs_code_id: 404 }, 'adjustment_line_items[a].wbs_code'],
		['no amount', { amount: undefined }, 'adjustment_line_items[a].amount'],
		['no type', { type: undefined }, 'adjustment_line_items[a].type'],
		[
			'a change event nobody knows',
			{ change_event_line_item_id: 1 },
			'adjustment_line_items[a].change_event_line_item',
		],
		['a unit nobody knows', { uom: 'furlong' }, 'adjustment_line_items[a].uom'],
	])('400 as a list for %s', async (_name, extra, field) => {
		const { status, data } = await change({ status: 'draft', adjustment_line_items: [{ ...line, ...extra }] });
		expect([status, data]).toEqual([400, { errors: [{ field, message: expect.any(String) }] }]);
		expect(sim.held().budgetChanges).toEqual([]);
	});

	it('have a number of their own, and a status', async () => {
		await change({ status: 'draft', number: 7 });
		expect((await change({ status: 'draft', number: 7 })).data.errors).toEqual([
			{ field: 'number', message: 'has already been taken' },
		]);
		expect((await change({ status: 'draft' })).data.data.number).toBe(8);
		expect((await change({ title: 'x' })).status).toBe(400);
		expect((await change({ status: 'open' })).status).toBe(400);
	});

	it('balance where the project wants it, and need a locked budget', async () => {
		await sim.change({ do: 'edit-project', id: 101, set: { budget_changes_must_balance: true } });
		expect((await change({ status: 'draft', adjustment_line_items: [line] })).status).toBe(400);
		const both = [line, { ...line, ref: 'b', wbs_code_id: 402, amount: -50.25 }];
		expect((await change({ status: 'draft', adjustment_line_items: both })).status).toBe(201);
		await sim.change({ do: 'edit-project', id: 101, set: { budget_locked: false } });
		expect((await change({ status: 'draft' })).data.errors[0].message).toMatch(/must be locked/);
	});

	it('have replaced modifications: 405', async () => {
		const budget_modification = { to_budget_line_item_id: 801, transfer_amount: '5' };
		const { status, headers } = await sim.api.post(modificationsPath, { budget_modification });
		expect([status, headers.allow]).toEqual([405, 'GET']);
		expect((await sim.api.patch(`${modificationsPath}/1`, { budget_modification })).status).toBe(405);
		expect((await sim.api.delete(`${modificationsPath}/1`)).status).toBe(405);
		expect((await sim.api.get(modificationsPath)).data).toEqual([]);
	});
});

it('403 where the tool is off; a person edits a line past the rules', async () => {
	await sim.change({ do: 'edit-budget-line', id: 801, original_budget_amount: '77.10' });
	expect((await rows())[0].original_budget_amount).toBe('77.1');
	await sim.change({ do: 'set-tool', tool: 'budget', enabled: false, project: 101 });
	expect((await sim.api.get(budgetPath)).status).toBe(403);
	expect((await create({ wbs_code_id: 403 })).status).toBe(403);
});

describe('the arithmetic of the standard view', () => {
	const columns = async () => {
		const [row] = await rows({ 'category_id[]': 2, 'cost_code_id[]': 302 });
		const names = [
			...['Committed Costs', 'Pending Cost Changes', 'Direct Costs'],
			...['Job to Date Costs', 'Projected Costs', 'Projected over/under'],
		];
		return names.map((name) => String((row as Record<string, unknown>)[name]));
	};

	it('committed, pending, direct and invoiced stand where they belong, and are added up', async () => {
		expect(await columns()).toEqual(['250.5', '0.0', '0.0', '0.0', '250.5', '749.5']);
		const order = { number: 'P', vendor_id: 11, status: 'Processing' };
		const { data } = await sim.create(order);
		await sim.addLine(Number(data.id), { wbs_code_id: 401, amount: '40.00' });
		await sim.api.post('/rest/v1.1/projects/101/direct_costs', {
			direct_cost: {
				direct_cost_type: 'expense',
				status: 'pending',
				line_items: [{ wbs_code_id: 401, manual_amount: 7 }],
			},
		});
		await sim.change({ do: 'bill', contract: 501, lines: [{ id: 601, amount: '100.50' }], status: 'under_review' });
		expect(await columns()).toEqual(['250.5', '40.0', '7.0', '7.0', '297.5', '702.5']);
		const requisition = sim.held().requisitions?.at(-1)?.id as number;
		await sim.change({ do: 'set-requisition-status', id: requisition, status: 'approved' });
		expect(await columns()).toEqual(['250.5', '40.0', '7.0', '107.5', '297.5', '702.5']);
		const line = await sim.api.get(`${v10}/801`, { params: project });
		expect(line.data).toMatchObject({
			committed_costs: 250.5,
			pending_cost_changes: 40,
			direct_costs: 7,
			projected_costs: 297.5,
		});
	});

	it.each([
		['Draft', '0.0', '0.0'],
		['Processing', '40.0', '40.0'],
		['Submitted', '40.0', '0.0'],
		['Received', '40.0', '0.0'],
	] as const)('an order that is %s is pending by one rule: %s, by the other: %s', async (status, until, processing) => {
		const { data } = await sim.create({ number: 'P', vendor_id: 11, status });
		await sim.addLine(Number(data.id), { wbs_code_id: 401, amount: '40.00' });
		expect((await columns())[1]).toBe(until);
		await sim.change({ do: 'set-budget-rules', pendingOrders: 'processing' });
		expect((await columns())[1]).toBe(processing);
	});
});

it('a view without columns for budget changes does not show an approved one', async () => {
	await lock();
	const line = { ref: 'a', type: 'change_event', wbs_code_id: 401, amount: 50.25, adjustment_number: 1 };
	await change({ status: 'approved', adjustment_line_items: [line] });
	expect((await rows())[0]).toMatchObject({ budget_modifications: '50.25', 'Revised Budget': '1050.25' });
	await sim.change({ do: 'set-budget-rules', budgetChangeColumns: false });
	const [row] = await rows();
	expect(row).toMatchObject({ budget_modifications: '0.0', 'Revised Budget': '1000.0' });
	expect(row).not.toHaveProperty('Pending Budget Changes');
});

it('the first view need not be the standard one; no view tells its role', async () => {
	await sim.change({ do: 'set-budget-rules', ownBudgetViewFirst: true });
	const views = await sim.api.get('/rest/v1.0/budget_views', { params: project });
	expect(views.data).toMatchObject([{ name: 'Executive summary' }, { name: 'Procore Standard Budget' }]);
	expect(views.data[1]).not.toHaveProperty('role');
	const [row] = await rows();
	expect(row).toMatchObject({ original_budget_amount: '1000.0', Commitments: '250.5' });
	expect(row).not.toHaveProperty('budget_modifications');
});

it('a project has the budget view that somebody has assigned to it, or none', async () => {
	const named = async () =>
		(await sim.api.get<Array<{ name: string }>>('/rest/v1.0/budget_views', { params: project })).data.map(
			({ name }) => name,
		);
	await sim.change({ do: 'edit-project', id: project.project_id, set: { budget_view: 'own' } });
	expect(await named()).toEqual(['Executive summary']);
	await sim.change({ do: 'edit-project', id: project.project_id, set: { budget_view: 'none' } });
	expect(await named()).toEqual([]);
	await sim.change({ do: 'edit-project', id: project.project_id, set: { budget_view: 'standard' } });
	expect(await named()).toEqual(['Procore Standard Budget']);
});

describe('lines of a budget change', () => {
	const line = { ref: 'a', type: 'budget_change', wbs_code_id: 401, amount: 50.25, adjustment_number: 1 };
	const event = { ...line, ref: 'b', type: 'change_event', wbs_code_id: 402, amount: -50.25 };
	const create = (...items: unknown[]) => change({ status: 'draft', adjustment_line_items: items });
	beforeEach(lock);

	it('of type budget_change need one of type change_event with their adjustment number', async () => {
		const { status, data } = await create(line);
		expect([status, data]).toEqual([
			400,
			{ errors: [{ field: 'adjustment_line_items', message: expect.stringContaining('change_event') as string }] },
		]);
		expect((await create(line, { ...event, adjustment_number: 2 })).status).toBe(400);
		expect((await create({ ...line, adjustment_number: undefined }, event)).status).toBe(400);
		expect((await create(event)).status).toBe(201);
		expect((await create(line, event)).status).toBe(201);
	});

	it('and keep it', async () => {
		const { data } = await create(line, event);
		const id = Number(data.data.id);
		const [, second] = data.data.adjustment_line_items as { id: number }[];
		const without = { adjustment_line_items: [{ id: second?.id, _delete: true }] };
		expect((await patchChange(id, without)).status).toBe(400);
		expect((await patchChange(id, { adjustment_line_items: [{ id: second?.id, amount: -50 }] })).status).toBe(200);
	});

	it('stand alone where no change event is asked for', async () => {
		await sim.change({ do: 'set-budget-rules', changeEventRequired: false });
		expect((await create(line)).status).toBe(201);
	});
});
