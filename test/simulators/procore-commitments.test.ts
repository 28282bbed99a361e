import { contractsPath, project, startFinancials } from './procore-finance.ts';
import type { Financials } from './procore-finance.ts';

let sim: Financials;
beforeEach(async () => {
	sim = await startFinancials();
});
afterEach(() => sim.close());

const draft = { number: '4500000001', title: 'Rebar', vendor_id: 11, origin_id: 'sap:S4P:po:4500000001:101' };
const line = { wbs_code_id: 401, amount: '100.00', origin_id: 'sap:S4P:poi:4500000001:10:1:101' };
const errors = (answer: { data: { errors?: unknown } }) => answer.data.errors;
const held = (id: number) => sim.held().contracts?.find((contract) => contract.id === id);

async function newContract(extra: Record<string, unknown> = {}): Promise<number> {
	const { data, status } = await sim.create({ ...draft, ...extra });
	expect(status).toBe(201);
	return Number(data.id);
}

describe('list of contracts', () => {
	it('is compact unless asked, and tells sums as texts in the extended view', async () => {
		const compact = await sim.api.get(contractsPath, { params: project });
		expect(Object.keys(compact.data[0])).toEqual([
			...['id', 'number', 'title', 'status', 'vendor', 'project', 'origin_id'],
			...['created_at', 'updated_at', 'deleted_at'],
		]);
		const [contract] = (await sim.contracts()).data;
		expect(contract).toMatchObject({
			id: 501,
			status: 'Approved',
			grand_total: '250.5',
			revised_contract: '250.5',
			total_requisitions_amount: '0.0',
			accounting_method: 'amount',
			vendor: { id: 11, company: 'Alpha Steel' },
			project: { id: 101, name: 'Harbour Bridge' },
			currency_configuration: { currency_iso_code: 'USD' },
		});
		expect(contract).not.toHaveProperty('line_items');
	});

	it('filters, pages, and hides deleted contracts unless asked', async () => {
		for (const number of ['A', 'B', 'C']) await sim.create({ number, origin_id: `o-${number}` });
		const [, a] = (await sim.contracts()).data;
		await sim.remove(a.id);
		const numbers = async (params: Record<string, unknown>) =>
			(await sim.contracts(params)).data.map((contract: { number: string }) => contract.number);
		expect(await numbers({})).toEqual(['HAND-1', 'B', 'C']);
		expect(await numbers({ 'filters[include_deleted]': 'with' })).toEqual(['HAND-1', 'A', 'B', 'C']);
		expect(await numbers({ 'filters[include_deleted]': 'only' })).toEqual(['A']);
		expect(await numbers({ 'filters[status]': 'Approved' })).toEqual(['HAND-1']);
		expect(await numbers({ 'filters[origin_id]': 'o-B' })).toEqual(['B']);
		expect(await numbers({ 'filters[id][]': 501 })).toEqual(['HAND-1']);
		expect(await numbers({ per_page: 2, page: 2 })).toEqual(['C']);
		expect((await sim.contracts({ 'filters[status]': 'Complete' })).status).toBe(400);
	});

	it('404 for a contract of another project', async () => {
		expect((await sim.api.get(`${contractsPath}/502`, { params: project })).status).toBe(404);
		expect((await sim.api.get(`${contractsPath}/501`, { params: project })).data.line_items).toMatchObject([
			{ id: 601 },
		]);
	});

	it('400 without project_id, 403 where the tool is off, in that project only', async () => {
		expect((await sim.api.get(contractsPath)).status).toBe(400);
		await sim.change({ do: 'set-tool', tool: 'commitments', enabled: false, project: 101 });
		const refused = await sim.sync(draft);
		expect([refused.status, refused.data.error]).toEqual([
			403,
			'You do not have sufficient access to complete that action',
		]);
		expect((await sim.contracts({ project_id: 102 })).status).toBe(200);
	});

	it('403 for a write in an inactive project', async () => {
		expect((await sim.contracts({ project_id: 103 })).status).toBe(200);
		expect((await sim.create(draft, 103)).status).toBe(403);
	});
});

describe('one contract', () => {
	it('is created as a draft with the next number when it has none', async () => {
		const { data } = await sim.create({ title: 'Nothing but a title' });
		expect(data).toMatchObject({ number: 'PO-002', status: 'Draft', accounting_method: 'amount', line_items: [] });
	});

	it.each([
		['a number that is taken', { number: 'HAND-1' }, { number: ['has already been taken'] }],
		['an origin id of another project', { origin_id: 'other:1' }, { origin_id: ['has already been taken'] }],
		['a vendor that does not exist', { vendor_id: 99 }, { vendor: ['must exist'] }],
		['a vendor of another company', { vendor_id: 14 }, { vendor: ['must exist'] }],
		['an inactive vendor', { vendor_id: 12 }, { vendor: ['is inactive'] }],
		['approval without a vendor', { vendor_id: null, status: 'Approved' }, { vendor: ["can't be blank"] }],
		['a retainage beyond 100', { retainage_percent: '101' }, { retainage_percent: ['must be between 0 and 100'] }],
		['a currency', { currency_iso_code: 'EUR' }, { currency_iso_code: ['must exist'] }],
		['an assignee nobody knows', { assignee_id: 5 }, { assignee: ['must exist'] }],
	])('422 for %s', async (_name, extra, expected) => {
		const answer = await sim.create({ ...draft, ...extra });
		expect([answer.status, errors(answer)]).toEqual([422, expected]);
	});

	it.each([
		['an unknown field', { ...draft, currency: 'USD' }],
		['an unknown status', { ...draft, status: 'Complete' }],
		['a day that does not exist', { ...draft, contract_date: '2026-02-30' }],
		['a date-time for a day', { ...draft, contract_date: '2026-02-03T00:00:00Z' }],
	])('400 for %s', async (_name, contract) => {
		expect((await sim.create(contract)).status).toBe(400);
	});

	it('the same number is free in another project', async () => {
		expect((await sim.create({ number: 'HAND-1' }, 102)).status).toBe(201);
	});

	it('approved: the vendor stays, the rest may change, the status as well', async () => {
		expect(errors(await sim.patch(501, { vendor_id: 13 }))).toEqual({
			vendor: ['cannot be changed while the contract is Approved; set its status back to Draft first'],
		});
		expect(errors(await sim.patch(501, { vendor_id: 13, status: 'Draft' }))).toHaveProperty('vendor');
		expect((await sim.patch(501, { vendor_id: 11, title: 'New title' })).status).toBe(200);
		expect((await sim.patch(501, { status: 'Draft' })).status).toBe(200);
		expect((await sim.patch(501, { vendor_id: 13, status: 'Approved' })).status).toBe(200);
		expect(held(501)).toMatchObject({ vendor_id: 13, status: 'Approved', title: 'New title' });
	});

	it('is not deleted while approved, closed or invoiced; deleted it keeps number and origin id', async () => {
		expect((await sim.remove(501)).status).toBe(422);
		await sim.change({ do: 'set-contract-status', id: 501, status: 'Closed' });
		expect((await sim.remove(501)).status).toBe(422);
		await sim.change({ do: 'set-contract-status', id: 501, status: 'Draft' });
		await sim.change({ do: 'bill', contract: 501, lines: [{ id: 601, amount: '10' }] });
		expect(errors(await sim.remove(501))).toEqual({
			base: ['The contract cannot be deleted because it has invoices'],
		});
		const id = await newContract();
		expect((await sim.remove(id)).status).toBe(200);
		expect((await sim.remove(id)).status).toBe(404);
		expect(errors(await sim.create(draft))).toEqual({
			number: ['has already been taken'],
			origin_id: ['has already been taken'],
		});
		const { data } = await sim.sync({ ...draft, title: 'Back again' }, { id, title: 'By id' });
		expect(data.errors).toMatchObject([
			{ errors: { origin_id: ['has already been taken'] } },
			{ errors: { id: ['Entity with this ID not found'] } },
		]);
	});

	it('keeps its accounting method once it has lines', async () => {
		expect((await sim.patch(501, { accounting_method: 'amount' })).status).toBe(200);
		expect(errors(await sim.patch(501, { accounting_method: 'unit' }))).toHaveProperty('accounting_method');
	});
});

describe('sync of contracts', () => {
	it('creates and updates by origin id, answers newest first, and gives refused rows back', async () => {
		const first = await sim.sync(
			{ ...draft, title: 'One' },
			{ ...draft, number: '2', origin_id: 'b' },
			{ number: 'HAND-1' },
		);
		expect(first.data.entities.map((entity: { number: string }) => entity.number)).toEqual(['2', '4500000001']);
		expect(first.data.errors).toEqual([{ number: 'HAND-1', errors: { number: ['has already been taken'] } }]);
		const again = await sim.sync({ origin_id: draft.origin_id, title: 'Two', status: 'Approved' });
		expect(again.data.entities).toMatchObject([{ title: 'Two', status: 'Approved', number: draft.number }]);
		expect((await sim.contracts()).data).toHaveLength(3);
	});

	it('does not touch a contract of another project, nor the same origin id twice', async () => {
		const { data } = await sim.sync({ origin_id: 'other:1', title: 'X' }, { id: 502, title: 'X' }, draft, draft);
		expect(data.entities).toHaveLength(1);
		expect(data.errors.map((row: { errors: unknown }) => row.errors)).toEqual([
			{ origin_id: ['has already been taken'] },
			{ id: ['Entity with this ID not found'] },
			{ origin_id: ['has already been taken'] },
		]);
	});

	it('takes neither custom fields nor an empty or oversized batch', async () => {
		expect((await sim.sync({ ...draft, custom_field_1: 'x' })).status).toBe(400);
		expect((await sim.sync()).status).toBe(400);
		expect((await sim.sync(...Array.from({ length: 1001 }, () => draft))).status).toBe(400);
	});

	it('leaves the stamp of what it does not change', async () => {
		await newContract();
		const before = JSON.stringify(sim.held());
		sim.server.simulator.clock.advance(60_000);
		const { data } = await sim.sync(draft);
		expect(data.entities).toHaveLength(1);
		expect(JSON.stringify(sim.held())).toBe(before);
	});
});

describe('lines', () => {
	it('are matched by origin id, add up to the grand total and show their coding', async () => {
		const id = await newContract();
		await sim.syncLines(id, line, {
			...line,
			origin_id: 'l2',
			wbs_code_id: undefined,
			cost_code_id: 303,
			line_item_type_id: 2,
		});
		const { data } = await sim.syncLines(id, { ...line, amount: '0.10' }, { origin_id: 'l2', amount: '-100.30' });
		expect(data.errors).toEqual([]);
		expect(data.entities.map((entity: { amount: string }) => entity.amount)).toEqual(['-100.3', '0.1']);
		expect(held(id)).toMatchObject({
			grand_total: '-100.2',
			lines: [{ flat_code: '03-310.M' }, { flat_code: '05-100.M' }],
		});
		const [shown] = (await sim.lines(id, { 'filters[cost_code_id]': 303 })).data;
		expect(shown).toMatchObject({
			cost_code: { id: 303, full_code: '05-100', budgeted: true },
			line_item_type: { id: 2, code: 'M' },
			wbs_code: { id: 403, flat_code: '05-100.M', description: 'Steel by weight' },
			holder: { id, holder_type: 'PurchaseOrderContract' },
			quantity: null,
		});
	});

	it('make a budget line of 0 for what is not budgeted', async () => {
		const id = await newContract();
		await sim.syncLines(id, line);
		await sim.syncLines(id, line);
		expect(sim.held().budgetLines).toMatchObject([{ wbs_code_id: 401, original_budget_amount: '0.0' }]);
	});

	it.each([
		['no WBS code', { wbs_code_id: undefined }, { wbs_code: ["can't be blank"] }],
		['a WBS code of another project', { wbs_code_id: 411 }, { wbs_code: ['must exist'] }],
		['an inactive WBS code', { wbs_code_id: 404 }, { wbs_code: ['is inactive'] }],
		[
			'a combination that is no WBS code',
			{ wbs_code_id: undefined, cost_code_id: 302, line_item_type_id: 3 },
			{ wbs_code: ['must exist'] },
		],
		[
			'a cost code without a type',
			{ wbs_code_id: undefined, cost_code_id: 302 },
			{ line_item_type: ["can't be blank"] },
		],
		[
			'a cost code of another project',
			{ wbs_code_id: undefined, cost_code_id: 311, line_item_type_id: 2 },
			{ cost_code: ['must exist'] },
		],
		['no amount', { amount: '' }, { amount: ["can't be blank"] }],
		['an amount that is no number', { amount: '1,000.00' }, { amount: ['is not a number'] }],
		['a third decimal place of dollars', { amount: '1.005' }, { amount: ['has more than 2 decimal places'] }],
		['a unit nobody knows', { uom: 'EA' }, { uom: ['is not included in the list'] }],
		[
			'a quantity in an amount based contract',
			{ quantity: '1' },
			{ quantity: [expect.stringContaining('unit quantity')] },
		],
		['a tax code', { tax_code_id: 1 }, { tax_code: ['must exist'] }],
	])('are refused with %s', async (_name, extra, expected) => {
		const id = await newContract();
		const { data, status } = await sim.syncLines(id, { ...line, ...extra });
		expect([status, data.entities, data.errors[0].errors]).toEqual([200, [], expected]);
		expect(errors(await sim.addLine(id, { ...line, ...extra }))).toEqual(expected);
	});

	it('have origin ids of their own in the whole company', async () => {
		const first = await newContract();
		const second = await newContract({ number: '2', origin_id: 'second' });
		await sim.syncLines(first, line);
		const { data } = await sim.syncLines(second, line);
		expect(data.errors[0].errors).toEqual({ origin_id: ['has already been taken'] });
		const [stored] = (await sim.lines(first)).data;
		expect((await sim.syncLines(second, { id: stored.id, amount: '1' })).data.errors[0].errors).toHaveProperty('id');
		expect((await sim.removeLine(second, stored.id)).status).toBe(404);
		expect((await sim.removeLine(first, stored.id)).status).toBe(200);
		expect((await sim.syncLines(second, line)).data.errors).toEqual([]);
	});

	it('unit based: the amount is quantity times unit cost, to the minor unit', async () => {
		const id = await newContract({ accounting_method: 'unit' });
		const unit = { wbs_code_id: 401, quantity: '3', unit_cost: '33.335', uom: 'kg' };
		const { data } = await sim.addLine(id, unit);
		expect(data).toMatchObject({ amount: '100.01', extended_type: 'calculated', quantity: '3.0', unit_cost: '33.335' });
		expect((await sim.addLine(id, { ...unit, amount: '100.01' })).status).toBe(201);
		expect(errors(await sim.addLine(id, { ...unit, amount: '100.00' }))).toEqual({
			amount: ['is not quantity times unit cost (100.01)'],
		});
		expect((await sim.addLine(id, { ...unit, amount: '100.00', extended_type: 'manual' })).data.amount).toBe('100.0');
		expect(errors(await sim.addLine(id, { wbs_code_id: 401, extended_type: 'calculated', quantity: '1' }))).toEqual({
			unit_cost: ["can't be blank"],
		});
		expect((await sim.patchLine(id, data.id, { quantity: '4' })).data.amount).toBe('133.34');
	});

	it('of an approved or closed contract stay', async () => {
		const refused = {
			base: [expect.stringContaining('The schedule of values cannot be changed while the contract is')],
		};
		for (const status of ['Approved', 'Closed'] as const) {
			await sim.change({ do: 'set-contract-status', id: 501, status });
			const { data } = await sim.syncLines(501, { id: 601, amount: '1' }, line);
			expect(data).toMatchObject({ entities: [], errors: [{ errors: refused }, { errors: refused }] });
			expect(errors(await sim.addLine(501, line))).toEqual(refused);
			expect(errors(await sim.patchLine(501, 601, { amount: '1' }))).toEqual(refused);
			expect(errors(await sim.removeLine(501, 601))).toEqual(refused);
		}
	});

	it('never fall below what was billed, and stay when billed', async () => {
		await sim.change({ do: 'set-contract-status', id: 501, status: 'Draft' });
		await sim.change({ do: 'bill', contract: 501, lines: [{ id: 601, amount: '100' }] });
		expect(errors(await sim.patchLine(501, 601, { amount: '99.99' }))).toEqual({
			amount: ['cannot be less than the amount already billed'],
		});
		expect(errors(await sim.removeLine(501, 601))).toEqual({ base: [expect.stringContaining('billed')] });
		expect((await sim.patchLine(501, 601, { amount: '100' })).status).toBe(200);
		expect((await sim.contracts()).data[0]).toMatchObject({ grand_total: '100.0', total_requisitions_amount: '100.0' });
	});

	it('413 for a body beyond the limit', async () => {
		const id = await newContract();
		await sim.change({ do: 'set-max-body', bytes: 300 });
		expect((await sim.syncLines(id, line, { ...line, description: 'x'.repeat(300) })).status).toBe(413);
		expect((await sim.syncLines(id, line)).status).toBe(200);
	});
});

describe('control', () => {
	it('a person adds, edits and deletes past the rules', async () => {
		await sim.change({ do: 'edit-contract', id: 501, set: { title: 'Edited', vendor_id: 13, origin_id: 'mine' } });
		await sim.change({ do: 'edit-line', id: 601, set: { amount: '9.90', cost_code: '05-100', cost_type: 'M' } });
		await sim.change({ do: 'add-line', contract: 501, line: { cost_code: '03-310', cost_type: 'L', amount: '5' } });
		expect(held(501)).toMatchObject({
			title: 'Edited',
			vendor_id: 13,
			grand_total: '14.9',
			lines: [{ flat_code: '05-100.M', amount: '9.9' }, { flat_code: '03-310.L' }],
		});
		await sim.change({ do: 'delete-line', id: 601 });
		await sim.change({ do: 'delete-contract', id: 501 });
		expect(held(501)).toMatchObject({ deleted_at: '2026-03-01T08:00:00.000Z', grand_total: '5.0' });
		await sim.change({ do: 'add-contract', contract: { project_id: 101, number: '7', vendor_id: null } });
		for (const bad of [
			{ do: 'add-contract', contract: { project_id: 101, number: '7', vendor_id: null } },
			{ do: 'edit-contract', id: 502, set: { origin_id: 'mine' } },
			{ do: 'edit-contract', id: 1, set: {} },
			{ do: 'add-line', contract: 501, line: { cost_code: 'no', cost_type: 'L', amount: '5' } },
			{ do: 'bill', contract: 502, lines: [{ id: 601, amount: '1' }] },
		]) {
			expect((await sim.admin('POST', 'change', bad)).status).toBe(400);
		}
	});

	it('a fault hits the second sync of lines, carried out or not', async () => {
		const id = await newContract();
		const path = '/line_items/sync';
		await sim.admin('POST', 'faults', { kind: 'status', status: 503, method: 'PATCH', path, nth: 2, processed: true });
		expect((await sim.syncLines(id, line)).status).toBe(200);
		expect((await sim.syncLines(id, { ...line, amount: '7' })).status).toBe(503);
		expect(held(id)).toMatchObject({ grand_total: '7.0' });
	});

	it('a rate window opens by the simulated clock alone', async () => {
		await sim.change({ do: 'set-limits', limits: true, spikeLimit: 1, hourlyLimit: 100 });
		const first = await sim.contracts();
		const refused = await sim.contracts();
		expect([first.status, refused.status]).toEqual([200, 429]);
		const reset = Number(refused.headers['x-rate-limit-reset']) * 1000;
		sim.server.simulator.clock.advance(reset - sim.server.simulator.clock.now());
		expect((await sim.contracts()).status).toBe(200);
	});

	it('the state is a copy, and the same text as long as nothing changes', async () => {
		const before = sim.held();
		await sim.contracts();
		await sim.lines(501);
		expect(JSON.stringify(sim.held())).toBe(JSON.stringify(before));
		await newContract();
		expect(before.contracts).toHaveLength(2);
	});
});

describe('a workflow that holds the status', () => {
	const workflow = (how: 'refused' | 'ignored') =>
		sim.change({ do: 'edit-project', id: 101, set: { commitment_workflow: how } });

	it('refuses a program that sets it, on its own and in a sync; the rest of a contract it may write', async () => {
		const id = await newContract();
		await workflow('refused');
		const text = ['is set by the workflow of the commitment'];
		expect(errors(await sim.patch(id, { status: 'Approved' }))).toEqual({ status: text });
		const { data } = await sim.sync({ origin_id: draft.origin_id, status: 'Approved' });
		expect(data.errors).toMatchObject([{ errors: { status: text } }]);
		expect((await sim.create({ number: 'N', status: 'Approved', vendor_id: 11 })).status).toBe(422);
		expect((await sim.patch(id, { title: 'Rebar 2', status: 'Draft' })).status).toBe(200);
	});

	it('or keeps it without a word, also of a new contract', async () => {
		const id = await newContract();
		await workflow('ignored');
		expect((await sim.patch(id, { status: 'Approved', title: 'Rebar 2' })).data).toMatchObject({
			status: 'Draft',
			title: 'Rebar 2',
		});
		expect((await sim.create({ number: 'N', status: 'Approved', vendor_id: 11 })).data.status).toBe('Draft');
	});

	it('people step it on; a contract may differ from its project', async () => {
		const id = await newContract();
		await workflow('refused');
		const path = `${contractsPath}/${String(id)}`;
		const approve = { ...project, purchase_order_contract: { status: 'Approved' } };
		expect(await sim.change({ do: 'as-person', method: 'PATCH', path, body: approve })).toMatchObject({ status: 200 });
		expect((await sim.patch(id, { status: 'Draft' })).status).toBe(422);
		await sim.change({ do: 'edit-contract', id, set: { workflow: 'none' } });
		expect((await sim.patch(id, { status: 'Draft' })).status).toBe(200);
		expect((await sim.contracts()).data[0]).not.toHaveProperty('workflow');
	});
});

describe('what else stands in the way', () => {
	it('an executed contract says so', async () => {
		const id = await newContract({ executed: true });
		expect((await sim.contracts({ 'filters[id]': id })).data[0].executed).toBe(true);
		await sim.change({ do: 'edit-contract', id: 501, set: { executed: true } });
		expect((await sim.contracts({ 'filters[id]': 501 })).data[0].executed).toBe(true);
	});

	it('one line of several is refused, as often as told', async () => {
		const id = await newContract();
		await sim.change({ do: 'refuse-line', origin_id: 'b', times: 2 });
		const rows = [
			{ ...line, origin_id: 'a' },
			{ ...line, origin_id: 'b' },
		];
		for (let i = 0; i < 2; i++) {
			const { data } = await sim.syncLines(id, ...rows);
			expect(data.entities).toMatchObject([{ origin_id: 'a' }]);
			expect(data.errors).toMatchObject([{ origin_id: 'b', errors: { base: ['The line item could not be saved'] } }]);
		}
		expect((await sim.syncLines(id, ...rows)).data.errors).toEqual([]);
	});

	it('a line without tax code where the project wants one; tax codes are those of the company', async () => {
		await sim.close();
		sim = await startFinancials({ taxCodes: [{ id: 71, code: 'I1', rate: 8.5 }] });
		const codes = await sim.api.get('/rest/v1.0/tax_codes', { params: { company_id: 4711 } });
		expect(codes.data).toMatchObject([{ id: 71, code: 'I1', rate1: 8.5 }]);
		const id = await newContract();
		await sim.change({ do: 'edit-project', id: 101, set: { tax_code_required: true } });
		expect(errors(await sim.addLine(id, line))).toEqual({ tax_code: ["can't be blank"] });
		expect(errors(await sim.addLine(id, { ...line, tax_code_id: 72 }))).toEqual({ tax_code: ['must exist'] });
		expect((await sim.addLine(id, { ...line, tax_code_id: 71 })).data.tax_code_id).toBe(71);
		expect((await sim.syncLines(id, { origin_id: line.origin_id, amount: '90.00' })).data.errors).toEqual([]);
	});
});
