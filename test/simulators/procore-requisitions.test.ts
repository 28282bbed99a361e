import { project, startFinancials } from './procore-finance.ts';
import type { Financials } from './procore-finance.ts';

const v10 = '/rest/v1.0/requisitions';
const v11 = '/rest/v1.1/requisitions';
const periodsPath = '/rest/v1.0/projects/101/billing_periods';
const march = { start_date: '2026-03-01', end_date: '2026-03-31', due_date: '2026-03-25', status: 'open' } as const;
const april = { start_date: '2026-04-01', end_date: '2026-04-30', due_date: '2026-04-25', status: 'closed' } as const;

let sim: Financials;
beforeEach(async () => {
	sim = await startFinancials({ billingPeriods: [{ id: 701, project_id: 101, ...march }] });
});
afterEach(() => sim.close());

const post = (requisition: unknown, path = v11, contract = 501) =>
	sim.api.post(path, { ...project, commitment_id: contract, requisition });
const patch = (id: number, requisition: unknown, path = v11) =>
	sim.api.patch(`${path}/${String(id)}`, { ...project, commitment_id: 501, requisition });
const list = (params: Record<string, unknown> = {}, path = v11) =>
	sim.api.get(path, { params: { ...project, ...params } });
const remove = (id: number) => sim.api.delete(`${v10}/${String(id)}`, { params: project });
const bulk = (id: number, ...items: unknown[]) =>
	sim.api.patch(`${v10}/${String(id)}/bulk_item_update`, { requisition_items: items }, { params: project });
const itemsOf = async (id: number) =>
	(await sim.api.get(`${v10}/${String(id)}/contract_items`, { params: project })).data;
const item = (amount: string, extra: Record<string, unknown> = {}) => ({
	line_item_id: 601,
	item_type: 'contract_item',
	work_completed_this_period: amount,
	...extra,
});
const draft = {
	origin_id: 'sap:S4P:pr:10000001:101:4500000001',
	invoice_number: '10000001',
	billing_date: '2026-03-10',
};

describe('billing periods', () => {
	it('only one is open, and days are in order', async () => {
		const create = (period: unknown) => sim.api.post(periodsPath, { billing_period: period });
		expect((await create({ ...april, status: 'open' })).data.errors).toEqual({
			status: ['Only one billing period can be open at a time'],
		});
		expect((await create({ ...april, start_date: '2026-03-31' })).data.errors).toHaveProperty('start_date');
		expect((await create({ ...april, end_date: '2026-03-01' })).data.errors).toHaveProperty('end_date');
		expect((await create({ ...april, due_date: undefined })).status).toBe(400);
		const made = await create(april);
		expect([made.status, made.data]).toMatchObject([201, { position: 2, project_id: 101, status: 'closed' }]);
		const one = `${periodsPath}/${String(made.data.id)}`;
		expect((await sim.api.patch(one, { billing_period: { ...april, status: 'open' } })).status).toBe(422);
		await sim.change({ do: 'set-period-status', id: 701, status: 'closed' });
		expect((await sim.api.patch(one, { billing_period: { ...april, status: 'open' } })).data.status).toBe('open');
		const open = await sim.api.get(periodsPath, { params: { 'filters[status]': 'open' } });
		expect(open.data).toMatchObject([{ start_date: '2026-04-01' }]);
		expect((await sim.api.get('/rest/v1.0/projects/102/billing_periods/701')).status).toBe(404);
	});
});

describe('a requisition', () => {
	it('is a draft in the open period with one item for each contract line', async () => {
		const { status, data } = await post({ ...draft, items: [item('100.25')] });
		expect([status, data]).toMatchObject([
			201,
			{
				status: 'draft',
				number: 1,
				period_id: 701,
				requisition_start: '2026-03-01',
				requisition_end: '2026-03-31',
				commitment_id: 501,
				commitment_type: 'PurchaseOrderContract',
				vendor_name: 'Alpha Steel',
				total_claimed_amount: '100.25',
				deletable: true,
				summary: { original_contract_sum: '250.5', total_completed_and_stored_to_date: '100.25' },
			},
		]);
		expect(data).not.toHaveProperty('items');
		expect(await itemsOf(data.id)).toMatchObject([
			{
				item_type: 'contract_item',
				line_item_id: 601,
				cost_code_id: 302,
				scheduled_value: '250.5',
				work_completed_this_period: '100.25',
				wbs_code: { flat_code: '03-310.M' },
			},
		]);
		expect((await sim.contracts()).data[0]).toMatchObject({
			grand_total: '250.5',
			total_requisitions_amount: '100.25',
		});
	});

	it('version 1.0 takes no items: they are allocated afterwards', async () => {
		expect((await post({ ...draft, items: [item('1')] }, v10)).status).toBe(400);
		const { data } = await post({ ...draft, comment: 'By hand' }, v10);
		expect(data.comment).toBe('By hand');
		const [first] = await itemsOf(data.id);
		const updated = await bulk(data.id, { id: first.id, item_type: 'contract_item', work_completed_this_period: '50' });
		expect([updated.status, updated.data]).toMatchObject([200, [{ work_completed_this_period: '50.0' }]]);
		const next = await post({ ...draft, origin_id: 'second', invoice_number: '2', items: [item('20')] });
		expect((await itemsOf(next.data.id))[0]).toMatchObject({
			work_completed_from_previous_application: '50.0',
			total_completed_and_stored_to_date: '70.0',
		});
		expect(next.data.previous_requisition_id).toBe(data.id);
	});

	it('is not made without an open period, unless an admin names one', async () => {
		await sim.change({ do: 'set-period-status', id: 701, status: 'closed' });
		const text = 'The project must have an open billing period (or admin can specify a period_id) to create an invoice';
		const refused = await post(draft);
		expect([refused.status, refused.data.errors]).toEqual([422, { base: [text] }]);
		expect((await post({ ...draft, period_id: 999 })).data.errors).toEqual({ period: ['must exist'] });
		expect((await post({ ...draft, period_id: 701 })).status).toBe(201);
	});

	it('is not made for a contract that is not approved, takes no invoices, or is not there', async () => {
		for (const status of ['Draft', 'Closed'] as const) {
			await sim.change({ do: 'set-contract-status', id: 501, status });
			expect((await post(draft)).data.errors).toEqual({
				base: ['Invoices can only be created for an approved commitment'],
			});
		}
		await sim.change({ do: 'edit-contract', id: 501, set: { status: 'Approved', requisitions_are_enabled: false } });
		expect((await post(draft)).data.errors).toEqual({ base: ['Invoices are not enabled on this commitment'] });
		expect((await post(draft, v11, 502)).data.errors).toEqual({ commitment: ['must exist'] });
	});

	const over = {
		base: ['This invoice could not be saved because a line item was over billed. Please adjust your billing amount'],
	};
	it('does not bill more than a line is worth, all requisitions together, unless the project allows it', async () => {
		expect((await post({ ...draft, items: [item('250.51')] })).data.errors).toEqual(over);
		expect(sim.held().requisitions).toEqual([]);
		await post({ ...draft, items: [item('200')] });
		const second = { ...draft, origin_id: 'b', invoice_number: 'b' };
		expect((await post({ ...second, items: [item('50.51')] })).data.errors).toEqual(over);
		const { data } = await post({ ...second, items: [item('50.50')] });
		const [first] = await itemsOf(data.id);
		const more = { id: first.id, item_type: 'contract_item', materials_presently_stored: '0.01' };
		expect((await bulk(data.id, more)).data.errors).toEqual(over);
		await sim.change({ do: 'edit-project', id: 101, set: { prevent_overbilling: false } });
		expect((await bulk(data.id, more)).status).toBe(200);
	});

	it.each([
		['a line of no or another contract', [item('1', { line_item_id: 5 })], 'items'],
		['a line twice', [item('1'), item('2')], 'items'],
		['an item of a subcontractor detail', [item('1', { item_type: 'contract_detail_item' })], 'items'],
		['an amount that is no number', [item('many')], 'work_completed_this_period'],
		['a third decimal place', [item('1.001')], 'work_completed_this_period'],
		[
			'a quantity where amounts count',
			[item('1', { work_completed_this_period_quantity: '1' })],
			'work_completed_this_period_quantity',
		],
		[
			'retainage of nothing',
			[item('0', { work_completed_retainage_retained_this_period: '1' })],
			'work_completed_retainage_retained_this_period',
		],
	])('422 for %s', async (_name, items, field) => {
		const { status, data } = await post({ ...draft, items });
		expect([status, Object.keys(data.errors)]).toEqual([422, [field]]);
		expect(sim.held().requisitions).toEqual([]);
	});

	it.each([
		['an unknown field', { ...draft, billing_period_id: 1 }],
		['a status of another object', { ...draft, status: 'submitted' }],
		['a comment, which only version 1.0 has', { ...draft, comment: 'x' }],
		['an item without a type', { ...draft, items: [{ line_item_id: 601 }] }],
		['a day that is none', { ...draft, billing_date: '10.03.2026' }],
	])('400 for %s', async (_name, requisition) => {
		expect((await post(requisition)).status).toBe(400);
	});

	it('has an origin id of its own in the company and a number of its own in the contract', async () => {
		await post(draft);
		expect((await post(draft)).data.errors).toEqual({
			invoice_number: ['has already been taken'],
			origin_id: ['has already been taken'],
		});
	});

	it('unit based: the quantity decides', async () => {
		const unit = await sim.create({ number: 'U', vendor_id: 11, accounting_method: 'unit' });
		const id = Number(unit.data.id);
		const line = await sim.addLine(id, { wbs_code_id: 401, quantity: '10', unit_cost: '3.335', uom: 'kg' });
		await sim.patch(id, { status: 'Approved' });
		const row = { line_item_id: line.data.id, item_type: 'contract_item', work_completed_this_period_quantity: '3' };
		const bad = await post({ ...draft, items: [{ ...row, work_completed_this_period: '10' }] }, v11, id);
		expect(bad.data.errors).toHaveProperty('work_completed_this_period');
		const good = await post({ ...draft, items: [row] }, v11, id);
		expect(await itemsOf(good.data.id)).toMatchObject([
			{ work_completed_this_period: '10.01', work_completed_this_period_quantity: '3.0', scheduled_quantity: '10.0' },
		]);
	});

	it('is listed, 30 a page, and found by contract, status, origin id and whether it is the last', async () => {
		for (let i = 0; i < 31; i++) await post({ origin_id: `o${String(i)}` });
		expect((await list()).data).toHaveLength(30);
		expect((await list({ per_page: 500 })).headers['per-page']).toBe('100');
		expect((await list({}, v10)).data).toHaveLength(31);
		expect((await list({ 'filters[origin_id]': 'o7', view: 'items' })).data).toMatchObject([
			{ origin_id: 'o7', items: [{ line_item_id: 601 }] },
		]);
		expect((await list({ 'filters[is_last]': true })).data).toMatchObject([{ origin_id: 'o30' }]);
		expect((await list({ 'filters[commitment_id]': 502 })).data).toEqual([]);
		expect((await list({ 'filters[status]': 'approved' })).data).toEqual([]);
		expect((await list({ view: 'items' }, v10)).status).toBe(400);
	});

	it('is updated with its items by id, and keeps its contract', async () => {
		const { data } = await post({ ...draft, items: [item('10')] });
		const [first] = await itemsOf(data.id);
		expect((await patch(data.id, { items: [item('20')] })).status).toBe(400);
		const updated = await patch(data.id, { origin_data: 'Twenty', items: [item('20', { id: first.id })] });
		expect(updated.data).toMatchObject({ origin_data: 'Twenty', total_claimed_amount: '20.0' });
		const other = await sim.api.patch(`${v11}/${String(data.id)}`, { ...project, commitment_id: 502, requisition: {} });
		expect(other.status).toBe(422);
	});

	it('is deleted while it is the latest and open', async () => {
		const first = (await post({ origin_id: 'a' })).data.id;
		const second = (await post({ origin_id: 'b' })).data.id;
		expect((await remove(first)).status).toBe(422);
		await sim.change({ do: 'set-requisition-status', id: second, status: 'approved' });
		expect((await remove(second)).status).toBe(422);
		await sim.change({ do: 'set-requisition-status', id: second, status: 'revise_and_resubmit' });
		expect((await remove(second)).status).toBe(200);
		expect((await remove(first)).status).toBe(200);
		expect(sim.held().requisitions).toEqual([]);
	});
});

describe('without admin permission', () => {
	beforeEach(() => sim.change({ do: 'set-commitments-admin', admin: false }));

	it('only the latest open requisition changes, and no status beyond review is set', async () => {
		const first = await post({ ...draft, items: [item('10')] });
		await sim.change({ do: 'add-period', period: { project_id: 101, ...april } });
		await sim.change({ do: 'add-requisition', contract: 501, set: { origin_id: 'other:7', status: 'draft' } });
		const last = sim.held().requisitions?.at(-1)?.id as number;
		const refused = { base: ['Only the latest open invoice of a commitment can be changed'] };
		expect((await patch(first.data.id, { origin_data: 'x' })).data.errors).toEqual(refused);
		expect((await patch(last, { origin_data: 'x' })).status).toBe(200);
		expect((await patch(last, { status: 'approved' })).data.errors).toHaveProperty('status');
		await sim.change({ do: 'set-requisition-status', id: last, status: 'approved' });
		expect((await patch(last, { origin_data: 'y' })).data.errors).toEqual(refused);
	});

	it('one requisition a contract and period, before its due date, without retainage', async () => {
		const retained = item('10', { work_completed_retainage_retained_this_period: '1' });
		expect((await post({ ...draft, items: [retained] })).data.errors).toHaveProperty(
			'work_completed_retainage_retained_this_period',
		);
		await post(draft);
		const second = { origin_id: 'b', invoice_number: 'b' };
		expect((await post(second)).data.errors).toEqual({ period_id: ['has already been taken'] });
		sim.server.simulator.clock.set('2026-03-26T08:00:00Z');
		const token = await sim.bare.post('/oauth/token', {
			grant_type: 'client_credentials',
			client_id: 'the-client',
			client_secret: 'the-secret',
		});
		sim.api.defaults.headers.authorization = `Bearer ${String(token.data.access_token)}`;
		expect((await post(second)).data.errors).toEqual({ base: ['The due date of the billing period has passed'] });
	});
});

describe('synced with ERP, because it has an origin id', () => {
	const locked = { base: ['This invoice is synced with ERP and cannot be changed'] };
	const act = (method: string, id: number, requisition?: unknown) =>
		sim.change({
			do: 'as-person',
			method,
			path: `${v11}/${String(id)}`,
			...(requisition === undefined ? { query: project } : { body: { ...project, commitment_id: 501, requisition } }),
		}) as Promise<{ status: number; body: { errors?: unknown } }>;

	it('people can neither submit, approve nor delete it, a draft neither', async () => {
		const { data } = await post({ ...draft, items: [item('10')] });
		const [own] = await itemsOf(data.id);
		for (const status of ['under_review', 'approved']) {
			expect(await act('PATCH', data.id, { status })).toMatchObject({ status: 422, body: { errors: locked } });
		}
		expect((await act('PATCH', data.id, { items: [item('20', { id: own.id })] })).status).toBe(422);
		expect((await act('PATCH', data.id, { origin_id: null })).status).toBe(422);
		expect((await act('DELETE', data.id)).status).toBe(422);
	});

	it('people submit, approve, edit and delete what has none', async () => {
		const { data } = await post({ invoice_number: '1', origin_data: '{}', items: [item('10')] });
		const [own] = await itemsOf(data.id);
		expect((await act('PATCH', data.id, { items: [item('20', { id: own.id })] })).status).toBe(200);
		expect((await act('PATCH', data.id, { status: 'under_review' })).status).toBe(200);
		expect((await act('PATCH', data.id, { status: 'approved' })).status).toBe(200);
		expect((await act('DELETE', data.id)).status).toBe(422);
		expect((await act('PATCH', data.id, { status: 'revise_and_resubmit' })).status).toBe(200);
		expect((await act('DELETE', data.id)).status).toBe(200);
	});

	it('programs can change it, unless the lock is on for them as well', async () => {
		const { data } = await post({ ...draft, items: [item('10')] });
		const [own] = await itemsOf(data.id);
		expect((await patch(data.id, { origin_data: 'x' })).status).toBe(200);
		await sim.change({ do: 'set-lock-synced', locked: true });
		expect((await patch(data.id, { origin_data: 'y' })).data.errors).toEqual(locked);
		const work = { id: own.id, item_type: 'contract_item', work_completed_this_period: '20' };
		expect((await bulk(data.id, work)).data.errors).toEqual(locked);
		expect((await remove(data.id)).data.errors).toEqual(locked);
		expect((await patch(data.id, { origin_id: null, items: [item('20', { id: own.id })] })).status).toBe(422);
		expect((await patch(data.id, { origin_id: null, origin_data: 'z' })).data).toMatchObject({
			origin_id: null,
			origin_data: 'z',
		});
		expect((await act('PATCH', data.id, { status: 'under_review' })).status).toBe(200);
	});

	it.each([
		['refused', 422],
		['ignored', 200],
	] as const)('the origin id stays where taking it away is %s', async (unlink, status) => {
		const { data } = await post(draft);
		await sim.change({ do: 'set-lock-synced', locked: false, unlink });
		expect((await patch(data.id, { origin_id: null })).status).toBe(status);
		expect((await list()).data[0].origin_id).toBe(draft.origin_id);
	});
});

it.each([true, false])('lists of version 1.1 show origin data: %s', async (shown) => {
	const { data } = await post({ origin_data: 'mine' });
	await sim.change({ do: 'set-list-origin-data', shown });
	expect((await list()).data[0].origin_data).toBe(shown ? 'mine' : undefined);
	const one = await sim.api.get(`${v11}/${String(data.id)}`, { params: project });
	expect(one.data.origin_data).toBe('mine');
});

describe('a subcontractor schedule of values', () => {
	const line = { wbs_code_id: 401, amount: '100.00' };
	async function contract(method: 'amount' | 'unit' = 'amount'): Promise<number> {
		await sim.change({ do: 'edit-project', id: 101, set: { subcontractor_sov: true } });
		const { data } = await sim.create({ number: 'SOV', vendor_id: 11, accounting_method: method });
		const own = method === 'unit' ? { wbs_code_id: 401, quantity: '1', unit_cost: '100' } : line;
		expect((await sim.addLine(data.id, own)).status).toBe(201);
		expect((await sim.patch(data.id, { status: 'Approved' })).status).toBe(200);
		return Number(data.id);
	}
	const lineIdOf = async (id: number) => Number((await sim.lines(id)).data[0].id);

	it('takes the place of contract lines: what is meant for them bills nothing, without an error', async () => {
		const id = await contract();
		const work = { ...item('40'), line_item_id: await lineIdOf(id) };
		const { status, data } = await post({ items: [work] }, `${v11}?view=items`, id);
		expect([status, data]).toMatchObject([201, { items: [], total_claimed_amount: '0.0' }]);
		expect(await itemsOf(data.id)).toEqual([]);
		const answer = await bulk(data.id, { id: 1, item_type: 'contract_item', work_completed_this_period: '40' });
		expect([answer.status, answer.data]).toEqual([200, []]);
	});

	it('filled in, its lines are the items: without a contract line, and billed by their own ids', async () => {
		const id = await contract();
		await sim.change({ do: 'edit-contract', id, set: { subcontractor_sov: 'filled' } });
		const { data } = await post({}, `${v11}?view=items`, id);
		expect(data.items).toMatchObject([
			{ item_type: 'contract_detail_item', line_item_id: null, detail_line_item_id: expect.any(Number) as number },
		]);
		const [detail] = data.items;
		const work = { id: detail.id, item_type: 'contract_detail_item', work_completed_this_period: '40' };
		expect((await bulk(data.id, work)).data).toMatchObject([{ work_completed_this_period: '40.0' }]);
		expect((await bulk(data.id, { ...work, work_completed_this_period: '140' })).status).toBe(422);
		expect(await itemsOf(data.id)).toEqual([]);
	});

	it('switched off by a person: the next requisition has items again, the one before stays as it is', async () => {
		const id = await contract();
		const { data } = await post({}, v11, id);
		await sim.change({ do: 'edit-contract', id, set: { subcontractor_sov: 'off' } });
		expect(await itemsOf(data.id)).toEqual([]);
		expect((await remove(data.id)).status).toBe(200);
		const again = await post({ items: [{ ...item('40'), line_item_id: await lineIdOf(id) }] }, v11, id);
		expect(again.data.total_claimed_amount).toBe('40.0');
	});

	it('is only on amount based contracts; version 1.0 does not tell of it', async () => {
		const id = await contract('unit');
		const { data } = await post({}, `${v11}?view=items`, id);
		expect(data.items).toMatchObject([{ item_type: 'contract_item' }]);
		const shown = await sim.api.get(`/rest/v1.0/purchase_order_contracts/${String(id)}`, { params: project });
		expect(shown.data).not.toHaveProperty('subcontractor_sov');
	});
});

it('403 where the tool is off', async () => {
	await sim.change({ do: 'set-tool', tool: 'commitments', enabled: false, project: 101 });
	expect((await list()).status).toBe(403);
	expect((await sim.api.get(periodsPath)).status).toBe(403);
});

describe('what people and versions do', () => {
	it('somebody changes an amount; a requisition is taken without its items where only headers are', async () => {
		const { data } = await post({ ...draft, items: [item('10.00')] });
		const [own] = await itemsOf(data.id);
		await sim.change({ do: 'edit-requisition-item', id: own.id, amount: '4.5' });
		expect((await itemsOf(data.id))[0]).toMatchObject({ work_completed_this_period: '4.5' });
		await sim.change({ do: 'set-header-only-requisitions', on: true });
		const bare = await post({ items: [item('10.00')] });
		expect(bare.status).toBe(201);
		expect((await itemsOf(bare.data.id))[0]).toMatchObject({ work_completed_this_period: '0.0' });
	});
});
