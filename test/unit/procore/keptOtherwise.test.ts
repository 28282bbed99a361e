// What Procore takes without an error, and keeps otherwise than it was sent: nothing of it may be called synced.
import type { IDataObject } from 'n8n-workflow';
import type { DesiredBudgetAmount, DesiredCostCode } from '../../../nodes/shared/model';
import { requisition, started, upsert as upsertRequisitions, amountsOf } from './billing';
import { company, endsOf } from './contracts';
import { posting, sync as syncCosts, sums } from './costs';
import { desired as vendor } from './fakes';
import { answering, type Run, type Simulated } from './simulated';

jest.mock('../../../nodes/shared/http/pause', () => ({ pause: jest.fn().mockResolvedValue(undefined) }));

const write = async (simulated: Simulated, resource: string, wanted: object, parameters: object = {}): Promise<Run> =>
	await simulated.run(resource, 'upsertMany', { dryRun: false, ...parameters }, [
		structuredClone(wanted) as IDataObject,
	]);
const keep = (simulated: Simulated, path: string, ...fields: string[]) => {
	simulated.change({ do: 'keep-fields', path, fields });
};

describe('a vendor', () => {
	const vendorOf = (simulated: Simulated) =>
		simulated
			.state<{ vendors: Array<{ name: string; city: string; origin_id: string | null }> }>()
			.vendors.find(({ origin_id }) => origin_id !== null);

	it('whose name Procore keeps is held, and written again by every run until it has it', async () => {
		const simulated = company([1]);
		expect(endsOf(await write(simulated, 'vendor', vendor(1)))).toEqual(['create synced']);
		keep(simulated, '/vendors/sync', 'name');
		for (let run = 0; run < 2; run++) {
			const kept = await write(simulated, 'vendor', vendor(1, { name: 'New name' }));
			expect(endsOf(kept)).toEqual(['update failed not_as_sent']);
			expect(kept.outcomes[0]?.message).toBe('Procore took it, but name is Supplier 1 instead of New name');
		}
		keep(simulated, '/vendors/sync');
		expect(endsOf(await write(simulated, 'vendor', vendor(1, { name: 'New name' })))).toEqual(['update synced']);
		expect(vendorOf(simulated)?.name).toBe('New name');
	});

	it('that Procore spells in its own way is synced, with a remark', async () => {
		const simulated = company([1]);
		await write(simulated, 'vendor', vendor(1));
		keep(simulated, '/vendors/sync', 'city');
		const run = await write(simulated, 'vendor', vendor(1, { city: 'Bonn' }));
		expect(endsOf(run)).toEqual(['update synced']);
		expect(run.outcomes[0]?.detail.remarks).toEqual(['Procore took it, but city is Walldorf instead of Bonn.']);
		expect((await write(simulated, 'vendor', vendor(1, { city: 'Bonn' }))).writes).toEqual([]);
	});
});

it('a cost code whose name Procore keeps is held, and written again', async () => {
	const simulated = company([1]);
	const code = (name: string): DesiredCostCode => ({
		...{ originId: 'sap:S4P:costcode:1:06-100', projectId: '1', code: '06-100', name, costTypes: ['M'], remarks: [] },
		source: { entity: 'cost_code', sapKey: '06-100', sapChangedAt: null },
	});
	await write(simulated, 'costCode', code('Old'));
	keep(simulated, '/cost_codes/sync', 'name');
	for (let run = 0; run < 2; run++) {
		const kept = await write(simulated, 'costCode', code('New'));
		expect(endsOf(kept)).toEqual(['update failed not_as_sent']);
		expect(kept.outcomes[0]?.message).toBe('Procore took it, but name is Old instead of New');
	}
	keep(simulated, '/cost_codes/sync');
	expect(endsOf(await write(simulated, 'costCode', code('New')))).toEqual(['update synced']);
});

describe('a requisition', () => {
	it('whose amounts Procore leaves out is not called synced', async () => {
		const simulated = await started();
		keep(simulated, '/requisitions', 'work_completed_this_period');
		const run = await upsertRequisitions(simulated, [requisition(7)]);
		expect(endsOf(run)).toEqual(['create failed total_mismatch']);
		expect(run.outcomes[0]?.message).toMatch(/^The requisition bills 0(\.0)?, SAP's total is 100\.00$/);
	});

	it('whose number Procore keeps is held', async () => {
		const simulated = await started();
		answering(simulated, /\/requisitions$/, (body) => ({ ...body, invoice_number: '1' }));
		const run = await upsertRequisitions(simulated, [requisition(7)]);
		expect(endsOf(run)).toEqual(['create failed not_as_sent']);
		expect(run.outcomes[0]?.message).toBe('Procore took it, but invoice_number is 1 instead of 7');
	});

	it('that is answered without its items is read, and synced by what it is', async () => {
		const simulated = await started();
		answering(simulated, /\/requisitions$/, (body) => ({ ...body, items: undefined }));
		const run = await upsertRequisitions(simulated, [requisition(7)]);
		expect(endsOf(run)).toEqual(['create synced']);
		expect(run.calls.at(-1)).toMatchObject({
			method: 'GET',
			path: expect.stringMatching(/requisitions\/\d+$/) as string,
		});
		expect(amountsOf(simulated)).toEqual([['60.0', '40.0']]);
	});

	it('that cannot be read then waits, and is not created a second time', async () => {
		const simulated = await started();
		answering(simulated, /\/requisitions$/, (body) => ({ ...body, items: undefined }));
		simulated.fault = ({ method, url }) =>
			method === 'GET' && /requisitions\/\d+/.test(url) ? { status: 503 } : undefined;
		expect(endsOf(await upsertRequisitions(simulated, [requisition(7)]))).toEqual([
			'create waiting system_unavailable',
		]);
		simulated.fault = () => undefined;
		expect(endsOf(await upsertRequisitions(simulated, [requisition(7)]))).toEqual(['none unchanged']);
		expect(amountsOf(simulated)).toHaveLength(1);
	});

	it('that requires another one is wanted where Procore has that, also where its list does not tell', async () => {
		for (const shown of [true, false]) {
			const simulated = await started();
			simulated.change({ do: 'set-list-origin-data', shown });
			await upsertRequisitions(simulated, [requisition(7, ['60.00', '0.00'])]);
			const [first] = simulated.state<{ requisitions: Array<{ id: number }> }>().requisitions;
			simulated.change({ do: 'set-requisition-status', id: first?.id ?? 0, status: 'approved' });
			const after = (n: number) => requisition(8, ['0.00', '40.00'], { requires: requisition(n).originId });
			expect(endsOf(await upsertRequisitions(simulated, [after(9)]))[0]).toMatch(/^none ignored /);
			expect(endsOf(await upsertRequisitions(simulated, [after(7)]))).toEqual(['create synced']);
		}
	});
});

describe('direct costs', () => {
	const lines = /\/line_items\/sync$/;
	const amountTo = (amount: string) => (body: IDataObject) => ({
		...body,
		entities: ((body.entities ?? []) as IDataObject[]).map((entity) => ({ ...entity, amount })),
	});

	it('of which Procore keeps another amount are told with both', async () => {
		const simulated = company([1]);
		answering(simulated, lines, amountTo('1.0'));
		const run = await syncCosts(simulated, [posting('600310', '10.10')]);
		expect(endsOf(run)).toEqual(['create failed cost_not_taken']);
		expect(run.outcomes[0]?.message).toBe('10.10 was sent, Procore answered 1.0');
	});

	it('of which Procore keeps another code are told', async () => {
		const simulated = company([1]);
		answering(simulated, lines, (body) => ({
			...body,
			entities: ((body.entities ?? []) as IDataObject[]).map((entity) => ({ ...entity, wbs_code_id: 77 })),
		}));
		const run = await syncCosts(simulated, [posting('600310', '10.10')]);
		expect(endsOf(run)).toEqual(['create failed cost_not_taken']);
		expect(run.outcomes[0]?.message).toMatch(/^Procore took it, but wbs_code_id is 77 instead of \d+$/);
	});

	it('whose lines an answer leaves out are told, and there the next time', async () => {
		const simulated = company([1]);
		let isOn = true;
		answering(simulated, lines, (body) => (isOn ? { ...body, entities: [] } : body));
		expect(endsOf(await syncCosts(simulated, [posting('600310', '10.10')]))).toEqual(['create failed no_answer']);
		isOn = false;
		expect(endsOf(await syncCosts(simulated, [posting('600310', '10.10')]))[0]).toMatch(/unchanged$/);
		expect(sums(simulated)).toEqual({ '03-310|M': '10.10' });
	});
});

describe('a budget', () => {
	const amount = (costCode: string, value: string): DesiredBudgetAmount => ({
		...{ originId: `sap:S4P:budget:1:${costCode}:M`, projectId: '1', costCode, costType: 'M', amount: value },
		...{ currency: 'USD', remarks: [], mappedAssignments: [], covers: [] },
		source: { entity: 'budget', sapKey: `${costCode}|M`, sapChangedAt: null },
	});
	const upsert = async (simulated: Simulated, wanted: DesiredBudgetAmount[], onLockedBudget = 'draft') =>
		await simulated.run(
			'budgetLineItem',
			'upsertMany',
			{ dryRun: false, onLockedBudget },
			wanted.map((one) => structuredClone(one) as unknown as IDataObject),
		);
	const locked = () =>
		company([1], {
			projects: [{ id: 1, name: 'One', project_number: 'P-1', active: true, budget_locked: true }],
			budgetLines: [{ project_id: 1, cost_code: '03-310', cost_type: 'M', original_budget_amount: '100' }],
		});
	const changed = (otherwise: (change: IDataObject) => IDataObject) => (body: IDataObject) => ({
		...body,
		data: otherwise((body.data ?? body) as IDataObject),
	});

	it.each<[string, (change: IDataObject) => IDataObject, string]>([
		[
			'amount',
			(change) => ({
				...change,
				adjustment_line_items: (change.adjustment_line_items as IDataObject[]).map((line) => ({
					...line,
					amount: '1',
				})),
			}),
			'has 1 instead of 50.00',
		],
		['line', (change) => ({ ...change, adjustment_line_items: [] }), 'has 0 instead of 50.00'],
		['status', (change) => ({ ...change, status: 'under_review' }), 'has the status under_review instead of draft'],
	])('change of which Procore keeps another %s is held', async (_, otherwise, words) => {
		const simulated = locked();
		answering(simulated, /\/budget_changes$/, changed(otherwise));
		const run = await upsert(simulated, [amount('03-310', '150.00')]);
		expect(endsOf(run)).toEqual(['update held budget_not_as_sent']);
		expect(run.outcomes[0]?.message).toMatch(new RegExp(`^Budget change \\d+ ${words}$`));
	});

	it('that somebody locks while it is written is held, and gets a change the next time', async () => {
		const simulated = company([1]);
		simulated.fault = ({ method }) => {
			if (method === 'POST') simulated.change({ do: 'edit-project', id: 1, set: { budget_locked: true } });
			return undefined;
		};
		expect(endsOf(await upsert(simulated, [amount('03-310', '150.00')]))).toEqual(['create held budget_locked']);
		simulated.fault = () => undefined;
		expect(endsOf(await upsert(simulated, [amount('03-310', '150.00')]))).toEqual([
			'create waiting budget_change_drafted',
		]);
	});

	it.each([
		['waits as a whole, with one request', true, 'update waiting system_unavailable'],
		['is not sent twice where lines are new, which Procore does not tell apart', false, 'create failed no_answer'],
	])('that Procore cannot take now %s', async (_, isThere, end) => {
		const budgetLines = ['03-310', '03-320'].map((cost_code) => ({
			...{ project_id: 1, cost_code, cost_type: 'M', original_budget_amount: '9' },
		}));
		const simulated = company([1], isThere ? { budgetLines } : {});
		simulated.fault = ({ method }) => (method === 'POST' ? { status: 503 } : undefined);
		const run = await upsert(simulated, [amount('03-310', '1.00'), amount('03-320', '2.00')]);
		expect(endsOf(run)).toEqual([end, end]);
		expect(new Set(run.writes.map(({ path }) => path)).size).toBe(1);
		if (!isThere) expect(run.writes).toHaveLength(1);
	});

	it('of which Procore refuses a line without naming it: the line is found, and the others are set', async () => {
		const simulated = company([1]);
		const { wbsCodes } = simulated.state<{ wbsCodes: Array<{ id: number; flat_code: string }> }>();
		const bad = wbsCodes.find(({ flat_code }) => flat_code === '05-100.M')?.id ?? 0;
		simulated.fault = ({ method, body }) =>
			method === 'POST' && JSON.stringify(body).includes(`"wbs_code_id":${bad}`) ? { status: 422 } : undefined;
		const run = await upsert(
			simulated,
			['03-310', '03-320', '05-100', '09-900'].map((costCode) => amount(costCode, '1.00')),
		);
		expect(endsOf(run)).toEqual(['create synced', 'create synced', 'create failed procore_rejected', 'create synced']);
		const sent = run.writes.map(({ body }) => (body as { budget_line_items: unknown[] }).budget_line_items.length);
		expect(sent).toEqual([4, 2, 2, 1, 1]);
	});

	it('whose answer leaves a line out says so', async () => {
		const simulated = company([1]);
		answering(simulated, /\/budget_line_items\/sync$/, (body) => (body as unknown as object[]).slice(1));
		const run = await upsert(simulated, [amount('03-310', '1.00'), amount('03-320', '2.00')]);
		expect(endsOf(run).sort()).toEqual(['create failed no_answer', 'create synced']);
	});
});
