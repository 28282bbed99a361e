import type { IDataObject } from 'n8n-workflow';
import type { DesiredBudgetAmount } from '../../../nodes/shared/model';
import { adviceOf } from '../../../nodes/shared/reasons';
import { company, endsOf } from './contracts';
import { answering, type Run, type Simulated } from './simulated';

jest.mock('../../../nodes/shared/http/pause', () => ({ pause: jest.fn().mockResolvedValue(undefined) }));

const amount = (costCode: string, value: string, more: Partial<DesiredBudgetAmount> = {}): DesiredBudgetAmount => ({
	...{ originId: `sap:S4P:budget:1:${costCode}:M`, projectId: '1', costCode, costType: 'M', amount: value },
	...{ currency: 'USD', remarks: [], mappedAssignments: [], covers: [] },
	source: { entity: 'budget', sapKey: `${costCode}|M`, sapChangedAt: null },
	...more,
});
const upsert = async (simulated: Simulated, wanted: DesiredBudgetAmount[], parameters: object = {}): Promise<Run> =>
	await simulated.run(
		'budgetLineItem',
		'upsertMany',
		{ dryRun: false, onLockedBudget: 'draft', ...parameters },
		wanted.map((one) => structuredClone(one) as unknown as IDataObject),
	);
const line = { project_id: 1, cost_code: '03-310', cost_type: 'M', original_budget_amount: '100' };
const open = () => company([1], { budgetLines: [line] });
const locked = () =>
	company([1], {
		projects: [{ id: 1, name: 'One', project_number: 'P-1', active: true, budget_locked: true }],
		budgetLines: [line],
	});
interface State {
	wbsCodes: Array<{ id: number; flat_code: string }>;
	budgetLines: Array<{ id: number }>;
	budgetChanges: Array<{ id: number; title: string; status: string }>;
}
const codeId = (simulated: Simulated, code: string) =>
	simulated.state<State>().wbsCodes.find(({ flat_code }) => flat_code === code)?.id;
const sent = ({ writes }: Run) => writes.map(({ body }) => body);
const isRead = (method: string) => method === 'GET';
const rowsOf = (body: IDataObject) => body as unknown as IDataObject[];
/** Whatever is written, Procore answers so. */
const refusing = (simulated: Simulated, isRefused: (body: string) => boolean, errors: unknown, status = 422) => {
	const { simulator } = simulated;
	const handle = simulator.handle.bind(simulator);
	jest
		.spyOn(simulator, 'handle')
		.mockImplementation(async (request) =>
			request.method !== 'GET' && request.path !== '/oauth/token' && isRefused(request.rawBody)
				? { status, body: { errors } }
				: await handle(request),
		);
};

describe('What is read of a budget', () => {
	it('only budgeted lines, and changes without what nobody looks at, in the largest pages', async () => {
		const simulated = locked();
		await upsert(simulated, [amount('03-310', '150.00')], { onLockedBudget: 'approved' });
		const { calls } = await upsert(simulated, [amount('03-310', '150.00')]);
		const read = calls.map(({ url }) => url.replace(/^.*\/(?:projects\/1\/)?/, ''));
		expect(read).toEqual([
			'budget',
			'budget_changes?exclude_custom_fields=true',
			expect.stringMatching(/^adjustment_line_items\?page=1&per_page=100$/),
			expect.stringMatching(/^budget_views\?project_id=1&page=1&per_page=2000$/),
			expect.stringMatching(/^detail_rows\?project_id=1&budget_row_type=budgeted&page=1&per_page=2000$/),
			expect.stringMatching(/^wbs_codes\?/),
		]);
	});

	it('rows of no WBS code and rows without an ID are no lines', async () => {
		const simulated = open();
		answering(
			simulated,
			/\/detail_rows$/,
			(body) => [
				...rowsOf(body),
				{ id: 7, wbs_code_id: null },
				{ id: null, wbs_code_id: codeId(simulated, '05-100.M') },
			],
			isRead,
		);
		const run = await upsert(simulated, [amount('03-310', '100.00'), amount('05-100', '3.00')]);
		expect(endsOf(run)).toEqual(['none unchanged', 'create synced']);
	});

	it('approved changes of a code add up, however Procore names the code; others do not count', async () => {
		const simulated = locked();
		const code = codeId(simulated, '03-310.M');
		const changes = [
			{ id: 1, status: 'approved' },
			{ id: 2, status: 'approved' },
			{ id: 3, status: 'draft' },
		];
		const lines = [
			{ budget_change_id: 1, wbs_code_id: code, amount: '10.50' },
			{ budget_change_id: '2', wbs_code: { id: code }, amount: 4 },
			{ budget_change_id: 3, wbs_code_id: code, amount: '1000' },
			{ budget_change_id: 2, wbs_code_id: code },
		];
		const { simulator } = simulated;
		const handle = simulator.handle.bind(simulator);
		jest.spyOn(simulator, 'handle').mockImplementation(async (request) => {
			if (request.path.endsWith('/budget_changes')) return { status: 200, body: changes };
			if (request.path.endsWith('/adjustment_line_items')) return { status: 200, body: { data: lines } };
			return await handle(request);
		});
		expect(endsOf(await upsert(simulated, [amount('03-310', '114.50')]))).toEqual(['none unchanged']);
	});
});

describe('What is written to a budget that is not locked', () => {
	it('an amount with its code, and the line where there is one', async () => {
		const simulated = open();
		const run = await upsert(simulated, [amount('03-310', '150.10'), amount('05-100', '3.00')]);
		const [{ id = 0 } = {}] = simulated.state<State>().budgetLines;
		expect(sent(run)).toEqual([
			{
				project_id: 1,
				budget_line_items: [
					{
						...{ id, wbs_code_id: codeId(simulated, '03-310.M') },
						...{ original_budget_amount: 150.1, calculation_strategy: 'manual' },
					},
					{
						wbs_code_id: codeId(simulated, '05-100.M'),
						...{ original_budget_amount: 3, calculation_strategy: 'manual' },
					},
				],
			},
		]);
		const [changed, created] = run.outcomes;
		expect(changed).toMatchObject({ procoreId: String(id), action: 'update' });
		expect(changed?.detail).toMatchObject({
			...{ previous: '100.0', now: '150.10', total: '150.10', currency: 'USD', remarks: [] },
		});
		expect(created?.procoreId).toBe('');
		expect(created?.detail).not.toHaveProperty('previous');
	});

	it('two amounts for one budget line: the second is no amount of its own', async () => {
		const twice = amount('03-310', '7.00', { originId: 'sap:S4P:budget:1:other:M' });
		const run = await upsert(open(), [amount('03-310', '150.00'), twice]);
		expect(endsOf(run)).toEqual(['update synced', 'none failed duplicate_item']);
		expect(run.outcomes[1]?.detail.advice).toBe(adviceOf('duplicate_item', 'sameBudgetLine'));
	});

	it('what Procore refuses without a name is found by halves, and sent alone', async () => {
		const simulated = open();
		const bad = codeId(simulated, '05-100.M');
		refusing(simulated, (body) => body.includes(`"wbs_code_id":${bad},`), { base: ['Something is odd'] });
		const run = await upsert(simulated, [amount('03-310', '1.00'), amount('03-320', '2.00'), amount('05-100', '3.00')]);
		expect(endsOf(run)).toEqual(['update synced', 'create synced', 'create failed procore_rejected']);
		expect(run.writes).toHaveLength(3);
	});

	it.each([
		[{}, 'failed', 'procore_rejected', 'Procore rejected this amount and gave no reason'],
		[{ base: ['Not in a locked budget'] }, 'held', 'budget_locked', 'Not in a locked budget'],
	])('a refusal by %j: %s, %s', async (errors, status, reason, message) => {
		const simulated = open();
		refusing(simulated, () => true, errors);
		const [one] = (await upsert(simulated, [amount('03-310', '1.00')])).outcomes;
		expect(one).toMatchObject({ status, reason, message: expect.stringContaining(message) as unknown });
		if (reason === 'budget_locked') expect(one?.detail.advice).toBe(adviceOf('budget_locked', 'meanwhile'));
	});

	it.each<[string, unknown]>([
		['other lines', [{ id: 424242, original_budget_amount: 1 }]],
		['no list', { ok: true }],
	])('an answer of %s says nothing of the amount: it is not called written', async (_, body) => {
		const simulated = open();
		answering(simulated, /budget_line_items\/sync$/, () => body as object);
		expect(endsOf(await upsert(simulated, [amount('03-310', '1.00'), amount('05-100', '2.00')]))).toEqual([
			'update failed no_answer',
			'create failed no_answer',
		]);
	});

	it.each([
		[null, 'The original budget amount is empty instead of 1.00'],
		['n/a', 'The original budget amount is n/a instead of 1.00'],
	])('an answer with the amount %j is told as that', async (original_budget_amount, message) => {
		const simulated = open();
		answering(simulated, /budget_line_items\/sync$/, (body) =>
			rowsOf(body).map((each) => ({ ...each, original_budget_amount })),
		);
		const run = await upsert(simulated, [amount('03-310', '1.00')]);
		expect(endsOf(run)).toEqual(['update held budget_not_as_sent']);
		expect(run.outcomes[0]?.message).toBe(message);
	});

	it('while Procore is down nothing more is sent, and all wait', async () => {
		const simulated = open();
		simulated.fault = ({ method }) => (method === 'GET' ? undefined : { status: 503 });
		const wanted = [amount('03-310', '1.00'), amount('03-320', '2.00'), amount('05-100', '3.00')];
		const run = await upsert(simulated, wanted, { options: { batchSize: 1 } });
		expect(run.outcomes.map(({ status }) => status)).toEqual(['waiting', 'waiting', 'waiting']);
		expect(new Set(sent(run).map((body) => JSON.stringify(body))).size).toBe(1);
	});
});

describe('What is written to a locked budget', () => {
	it('one change, with an adjustment for each difference', async () => {
		const simulated = locked();
		const run = await upsert(simulated, [amount('03-310', '150.00'), amount('05-100', '-3.10')]);
		const comment = (text: string) => ({ type: 'change_event', calculation_strategy: 'manual', comment: text });
		expect(sent(run)).toEqual([
			{
				...{
					status: 'draft',
					title: expect.stringMatching(/^SAP planned costs \(sap:S4P:\S+ [0-9a-f]{12}\)$/) as unknown,
				},
				adjustment_line_items: [
					{
						...{ ref: '0', adjustment_number: 1, wbs_code_id: codeId(simulated, '03-310.M'), amount: 50 },
						...comment('SAP plans 150.00, the budget has 100.0'),
					},
					{
						...{ ref: '1', adjustment_number: 2, wbs_code_id: codeId(simulated, '05-100.M'), amount: -3.1 },
						...comment('SAP plans -3.10, the budget has 0'),
					},
				],
			},
		]);
		const [{ id = 0 } = {}] = simulated.state<State>().budgetChanges;
		const drafted = { message: `The difference was drafted as budget change ${id}` };
		expect(run.outcomes).toMatchObject([drafted, drafted]);
		expect(run.outcomes.map(({ detail }) => detail.budgetChangeId)).toEqual([String(id), String(id)]);
		const [later] = (await upsert(simulated, [amount('03-310', '150.00'), amount('05-100', '-3.10')])).outcomes;
		expect(later).toMatchObject({
			...{ status: 'waiting', message: `Budget change ${id} of an earlier run is draft` },
			detail: { budgetChangeId: String(id) },
		});
	});

	it('no further change while somebody has one of ours under review', async () => {
		const simulated = locked();
		await upsert(simulated, [amount('03-310', '150.00')]);
		const [{ id = 0 } = {}] = simulated.state<State>().budgetChanges;
		simulated.change({ do: 'set-budget-change-status', id, status: 'under_review' });
		const run = await upsert(simulated, [amount('03-310', '170.00')]);
		expect(run.outcomes[0]?.message).toBe(`Budget change ${id} of an earlier run is under_review`);
		expect(run.writes).toEqual([]);
	});

	it.each<[string, (change: IDataObject) => IDataObject, string]>([
		['another status', (change) => ({ ...change, status: 'approved' }), 'has the status approved instead of draft'],
		['no line of it', (change) => ({ ...change, adjustment_line_items: [] }), 'has 0 instead of 50.00'],
		['no lines at all', ({ id, status }) => ({ id, status }), 'has 0 instead of 50.00'],
	])('a change that Procore made with %s is told as that', async (_, otherwise, what) => {
		const simulated = locked();
		let id: unknown;
		answering(simulated, /\/budget_changes$/, (body) => {
			const made = (body.data ?? body) as IDataObject;
			id = made.id;
			return otherwise(made);
		});
		const run = await upsert(simulated, [amount('03-310', '150.00')]);
		expect(endsOf(run)).toEqual(['update held budget_not_as_sent']);
		expect(run.outcomes[0]?.message).toBe(`Budget change ${String(id)} ${what}`);
	});
});

describe('Get Many, simplified', () => {
	it.each([
		['budgetChange', /\/budget_changes$/, 'id number title status description amount createdAt updatedAt'],
		[
			'budgetLineItem',
			/\/detail_rows$/,
			'id costCode costType originalBudgetAmount budgetModifications wbsCodeId costCodeId costTypeId subJob unbudgetedReason',
		],
	])('%s has its fields, empty where Procore tells nothing but the ID', async (resource, path, fields) => {
		const simulated = locked();
		answering(simulated, path, () => [{ id: 5 }], isRead);
		const parameters = { projectId: '1', returnAll: true, simplify: true, filters: {} };
		expect((await simulated.run(resource, 'getAll', parameters)).rows).toEqual([
			{ ...Object.fromEntries(fields.split(' ').map((field) => [field, null])), id: 5 },
		]);
	});

	it('budget lines have the IDs of their parts', async () => {
		const simulated = locked();
		const more = { cost_code_id: 8, category_id: 9, unbudgeted_reason: 'change', budget_modifications: '2.5' };
		answering(simulated, /\/detail_rows$/, (body) => rowsOf(body).map((row) => ({ ...row, ...more })), isRead);
		const parameters = { projectId: '1', returnAll: true, simplify: true, filters: {} };
		expect((await simulated.run('budgetLineItem', 'getAll', parameters)).rows).toMatchObject([
			{
				...{ wbsCodeId: codeId(simulated, '03-310.M'), costCodeId: 8, costTypeId: 9, budgetModifications: '2.5' },
				unbudgetedReason: 'change',
			},
		]);
	});
});
