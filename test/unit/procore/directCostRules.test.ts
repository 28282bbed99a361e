import type { IDataObject } from 'n8n-workflow';
import type { DesiredDirectCost } from '../../../nodes/shared/model';
import { adviceOf } from '../../../nodes/shared/reasons';
import { company, contract, endsOf, line, upsert as upsertContracts } from './contracts';
import { costsOf, mapped, onOrder, posting, sync } from './costs';
import { answering, type Run, type Simulated } from './simulated';

jest.mock('../../../nodes/shared/http/pause', () => ({ pause: jest.fn().mockResolvedValue(undefined) }));

const sent = ({ writes }: Run) => writes.map(({ body }) => body);
const codeId = (simulated: Simulated, code: string) =>
	simulated
		.state<{ wbsCodes: Array<{ id: number; flat_code: string }> }>()
		.wbsCodes.find(({ flat_code }) => flat_code === code)?.id;
const upsert = async (simulated: Simulated, wanted: DesiredDirectCost[], parameters: object = {}) =>
	await simulated.run(
		'directCost',
		'upsertMany',
		{ dryRun: false, status: 'pending', ...parameters },
		wanted.map((one) => structuredClone(one) as unknown as IDataObject),
	);
const entitiesAs = (simulated: Simulated, path: RegExp, change: object) => {
	answering(simulated, path, (body) => ({
		...body,
		entities: ((body as IDataObject).entities as IDataObject[]).map((each) => ({ ...each, ...change })),
	}));
};
const lines = /\/direct_costs\/line_items\/sync$/;

describe('What is sent of direct costs', () => {
	it('a direct cost of the period, then its lines; later only the amount that changed', async () => {
		const simulated = company([1]);
		const first = await sync(simulated, [posting('600310', '1.10')]);
		const [{ id = 0 } = {}] = costsOf(simulated);
		const code = { wbs_code_id: String(codeId(simulated, '03-310.M')), extended_type: 'manual' };
		const origin_id = expect.stringMatching(/^sap:S4P:\w+:1:2026-09:03-310:M$/) as unknown;
		expect(JSON.parse(JSON.stringify(sent(first)).replace(/"wbs_code_id":(\d+)/g, '"wbs_code_id":"$1"'))).toEqual([
			{
				updates: [
					{
						...{ origin_id: 'sap:S4P:directcost:1:2026-09', direct_cost_type: 'expense', status: 'pending' },
						description: 'Actual costs of SAP 2026-09',
					},
				],
			},
			{ updates: [{ ...code, origin_id, direct_cost_id: id, description: '03-310 · M', amount: 1.1 }] },
		]);
		const second = await sync(simulated, [posting('600310', '2.30')]);
		expect(JSON.parse(JSON.stringify(sent(second)).replace(/"wbs_code_id":(\d+)/g, '"wbs_code_id":"$1"'))).toEqual([
			{ updates: [{ ...code, origin_id, amount: 2.3 }] },
		]);
		expect(first.outcomes[0]).toMatchObject({ entity: 'actual_cost', procoreId: String(id) });
		expect(first.outcomes[0]?.detail).toMatchObject({ remarks: [], total: '1.10', currency: 'USD', now: '1.10' });
		expect(first.outcomes[0]?.detail).not.toHaveProperty('previous');
		expect(second.outcomes[0]).toMatchObject({ procoreId: String(id), detail: { previous: '1.1', now: '2.30' } });
	});

	it('where Procore locks direct costs, the difference with its lines in one', async () => {
		const simulated = company([1]);
		await sync(simulated, [posting('600310', '1.00')]);
		simulated.change({ do: 'set-lock-synced', locked: true });
		const run = await sync(simulated, [posting('600310', '1.50')]);
		expect(sent(run).at(-1)).toMatchObject({
			direct_cost: {
				...{ origin_id: 'sap:S4P:directcost:1:2026-09:2', direct_cost_type: 'expense', status: 'pending' },
				...{ description: 'Actual costs of SAP 2026-09, difference 1', vendor_id: null, invoice_number: null },
				line_items: [{ manual_amount: 0.5, description: '03-310 · M', origin_data: 'locked' }],
			},
		});
		expect(endsOf(run)).toEqual(['update synced']);
		// It stands in two of them now.
		expect(run.outcomes[0]).toMatchObject({ procoreId: '', detail: { previous: '1.0', now: '1.50' } });
	});

	it('lines of other systems, of other projects and of no direct cost are not ours', async () => {
		const simulated = company([1]);
		await sync(simulated, [posting('600310', '1.00')]);
		answering(
			simulated,
			/\/direct_costs\/line_items$/,
			(body) => {
				const rows = (Array.isArray(body) ? body : body.data) as IDataObject[];
				const [own = {}] = rows;
				const origin = String(own.origin_id);
				const others = [
					{ ...own, origin_id: origin.replace(':S4P:', ':S4Q:') },
					{ ...own, origin_id: origin.replace(':1:', ':2:') },
					{ ...own, origin_id: null },
					{ ...own, direct_cost_id: undefined },
				];
				return Array.isArray(body) ? [...rows, ...others] : { ...body, data: [...rows, ...others] };
			},
			(method) => method === 'GET',
		);
		const run = await sync(simulated, [posting('600310', '1.00')]);
		expect([endsOf(run), run.writes]).toEqual([['none unchanged'], []]);
	});
});

describe('What Procore answers about direct costs', () => {
	it.each<[string, object, string]>([
		['another amount', { amount: '7.0' }, '1.00 was sent, Procore answered 7.0'],
		['no amount that can be read', { amount: null }, '1.00 was sent, Procore answered 0'],
		['another budget code', { wbs_code: { id: 4242 } }, 'Procore took it, but wbs_code_id is 4242 instead of '],
	])('%s: the cost is not called synced', async (_, change, message) => {
		const simulated = company([1]);
		entitiesAs(simulated, lines, change);
		const run = await sync(simulated, [posting('600310', '1.00')]);
		expect(endsOf(run)).toEqual(['create failed cost_not_taken']);
		expect(run.outcomes[0]?.message).toContain(message);
	});

	it('a status that it does not name was not taken', async () => {
		const simulated = company([1]);
		entitiesAs(simulated, /\/direct_costs\/sync$/, { status: null });
		const run = await sync(simulated, [posting('600310', '1.00')]);
		expect(run.outcomes[0]).toMatchObject({
			...{ status: 'failed', message: 'Status pending was sent, Procore answered none' },
		});
	});

	it('a refusal without a reason says that there was none', async () => {
		const simulated = company([1]);
		answering(simulated, lines, (body) => ({
			entities: [],
			errors: ((body as IDataObject).entities as IDataObject[]).map(({ origin_id }) => ({ origin_id, errors: {} })),
		}));
		const [failed] = (await sync(simulated, [posting('600310', '1.00')])).outcomes;
		expect(failed).toMatchObject({
			...{ reason: 'procore_rejected', message: 'Procore rejected this cost and gave no reason' },
		});
	});
});

describe('What people are told of costs', () => {
	const ordered = async () => {
		const simulated = company([1]);
		await upsertContracts(simulated, [contract(4500000001, 1)]);
		return simulated;
	};
	const posted = (amount: string) =>
		`Purchase order 4500000001: SAP posted ${amount} USD, its contract amounts to 200.00 USD`;

	it('covered by the contract: both amounts', async () => {
		const [one] = (await sync(await ordered(), [onOrder('600310', '60.00')])).outcomes;
		expect(one).toMatchObject({
			...{ status: 'ignored', message: `${posted('60.00')}.`, detail: { contractAmount: '200.00', now: '0.00' } },
		});
	});

	it('beyond the contract, and only named: what is missing there', async () => {
		const [one] = (await sync(await ordered(), [onOrder('600310', '250.00')])).outcomes;
		expect(one).toMatchObject({
			...{ status: 'held', reason: 'posted_beyond_contract', message: `${posted('250.00')}, 50.00 USD less.` },
			detail: { amount: '50.00', contractAmount: '200.00', advice: adviceOf('posted_beyond_contract') },
		});
	});

	it('beyond the contract, and sent: what was sent', async () => {
		const [one] = (await sync(await ordered(), [onOrder('600310', '250.00')], { overContract: 'send' })).outcomes;
		expect(one).toMatchObject({ action: 'create', status: 'synced' });
		expect(one?.detail.remarks).toEqual([`${posted('250.00')}: 50.00 USD is sent.`]);
	});

	it('on an order without a contract: that it has none', async () => {
		const [one] = (await sync(company([1]), [onOrder('600310', '60.00')])).outcomes;
		expect(one).toMatchObject({ status: 'synced' });
		expect(one?.detail.remarks).toEqual([
			'Purchase order 4500000001 has no contract in this project that counts as committed.',
		]);
	});

	it.each([
		[['98'], 'The project has no cost code 98'],
		[['98', '99'], 'The project has no cost code 98 (in all 2 cost codes)'],
	])('the project lacks %j: %s', async (codes, message) => {
		const [template] = mapped([posting('600310', '1.00')]);
		if (!template) throw new Error('Nothing was mapped');
		const part = (costCode: string) => ({ period: '2026-09', costCode, costType: 'M', amount: '1.00' });
		const run = await upsert(company([1]), [{ ...template, parts: ['03-310', ...codes].map(part) }]);
		expect(run.outcomes[0]).toMatchObject({ status: 'held', reason: 'cost_code_missing', message });
		// What can be sent is sent all the same.
		expect(run.writes).toHaveLength(2);
	});
});

describe('Costs in the column Direct Costs of budget lines', () => {
	const target = 'budgetLine' as const;
	const budget = async () => {
		const simulated = company([1]);
		await upsertContracts(simulated, [
			contract(1, 1, { lines: [line(1, 10, 1), line(1, 20, 1, { costCode: '03-320' })] }),
		]);
		simulated.change({ do: 'set-tool', tool: 'direct_costs', enabled: false, project: 1 });
		return simulated;
	};
	const two = [posting('600310', '1.10'), posting('600320', '2.00')];

	it('are sent as an amount of the line', async () => {
		const simulated = await budget();
		const run = await sync(simulated, two.slice(0, 1), { target });
		const [write] = run.writes;
		expect(write).toMatchObject({
			...{ method: 'PATCH', body: { project_id: 1, budget_line_item: { direct_costs: 1.1 } } },
		});
		expect(run.outcomes[0]).toMatchObject({ action: 'update', procoreId: write?.path.split('/').at(-1) });
		expect(run.calls.find(({ path }) => path.endsWith('/detail_rows'))?.url).toContain('budget_row_type=budgeted');
	});

	it('are planned on a dry run', async () => {
		const simulated = await budget();
		const run = await sync(simulated, two, { target }, { dryRun: true });
		expect([endsOf(run), run.writes]).toEqual([['update planned', 'update planned'], []]);
	});

	it.each<[unknown, string]>([
		['7.0', 'failed cost_not_taken'],
		[undefined, 'failed no_answer'],
	])('that Procore answers as %j: %s', async (direct_costs, end) => {
		const simulated = await budget();
		answering(simulated, /\/budget_line_items\/\d+$/, (body) => ({ ...body, direct_costs }));
		expect(endsOf(await sync(simulated, two.slice(0, 1), { target }))).toEqual([`update ${end}`]);
	});

	it('need a view that shows the column', async () => {
		const simulated = await budget();
		answering(
			simulated,
			/\/detail_rows$/,
			(body) => (body as unknown as IDataObject[]).map(({ id, wbs_code_id }) => ({ id, wbs_code_id })),
			(method) => method === 'GET',
		);
		const run = await sync(simulated, two.slice(0, 1), { target });
		expect(run.outcomes[0]).toMatchObject({
			...{ status: 'failed', reason: 'budget_view_missing' },
			message: 'The budget view of the project has no column "Direct Costs"',
			detail: { advice: adviceOf('budget_view_missing', 'column') },
		});
		expect(run.writes).toEqual([]);
	});

	it('without a budget line say which one', async () => {
		const simulated = await budget();
		const run = await sync(simulated, [posting('605100', '3.00')], { target });
		expect(endsOf(run)).toEqual(['none held budget_line_missing']);
		expect(run.outcomes[0]?.message).toMatch(/: 05-100 S$/);
	});

	it('are not asked for one by one while Procore is down', async () => {
		const simulated = await budget();
		simulated.fault = ({ method }) => (method === 'GET' ? undefined : { status: 503 });
		const run = await sync(simulated, two, { target });
		expect(endsOf(run)).toEqual(['update waiting system_unavailable', 'update waiting system_unavailable']);
		expect(new Set(run.writes.map(({ path }) => path)).size).toBe(1);
	});

	it('that one line refuses are set on the others', async () => {
		const simulated = await budget();
		let first: string | undefined;
		simulated.fault = ({ method, url }) =>
			method === 'PATCH' && (first ??= url) === url ? { status: 422 } : undefined;
		expect(endsOf(await sync(simulated, two, { target }))).toEqual(['update failed procore_rejected', 'update synced']);
	});
});
