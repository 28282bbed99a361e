import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { compared, fromUnscaled, subtracted, sum } from '../../../nodes/shared/decimal';
import type { ProjectCost } from '../../../nodes/shared/model';
import type { CostSettings } from '../../../nodes/SapToProcore/lanes/projectCost/part';
import versionLeft from '../../fixtures/version-0.1.json';
import { company, contract, endsOf, line, upsert as upsertContracts, voided } from './contracts';
import {
	accounts,
	bySapKey,
	costsOf,
	linesOf as allLinesOf,
	mapped,
	onOrder,
	posting,
	sums,
	sync as syncCosts,
} from './costs';
import type { Run, Simulated } from './simulated';

jest.mock('../../../nodes/shared/http/pause', () => ({ pause: jest.fn().mockResolvedValue(undefined) }));

interface Way {
	title: string;
	/** Whether what is synced is locked for programs, too. */
	locked: boolean;
	/** Whether the panel says so. */
	set: boolean;
	/** Number of the first direct cost of a project, as its origin ID ends, and of the second one if there has to be one. */
	first: string;
	second: string;
}
const ways: Way[] = [
	{ title: 'programs may change what they synced', locked: false, set: false, first: '', second: '' },
	{ title: 'it is found that programs may not', locked: true, set: false, first: ':2', second: ':3' },
	{ title: 'it is known that programs may not', locked: true, set: true, first: '', second: ':2' },
];

describe.each(ways)('direct costs where $title', ({ locked, set, first, second }) => {
	const world = (projects = [1, 2], options: Parameters<typeof company>[1] = {}) => {
		const simulated = company(projects, options);
		simulated.change({ do: 'set-lock-synced', locked });
		return simulated;
	};
	const options = { directCostsLocked: set };
	const sync = async (simulated: Simulated, costs: ProjectCost[], settings: Partial<CostSettings> = {}) =>
		await syncCosts(simulated, costs, settings, { options });
	/** Lines by direct cost, but for direct costs that were locked before they had any. */
	const linesOf = (simulated: Simulated) =>
		Object.fromEntries(Object.entries(allLinesOf(simulated)).filter(([, lines]) => lines.length > 0));
	/** Amounts are right, and the next run finds nothing to do. */
	async function expectSettled(simulated: Simulated, costs: ProjectCost[], expected: Record<string, string>) {
		expect(sums(simulated)).toEqual(expected);
		expect((await sync(simulated, costs)).writes).toEqual([]);
	}

	it('a month is closed: one direct cost, pending, and its lines', async () => {
		const simulated = world();
		const costs = [posting('600310', '10.10'), posting('600320', '-2.00'), posting('605100', '0.00')];
		const run = await sync(simulated, costs);
		expect(endsOf(run)).toEqual(['create synced', 'create synced', 'none unchanged']);
		expect(run.writes).toHaveLength(set ? 1 : locked ? 3 : 2);
		for (const cost of costsOf(simulated))
			expect(cost).toMatchObject({ status: 'pending', direct_cost_type: 'expense' });
		expect(costsOf(simulated)).toHaveLength(locked && !set ? 2 : 1);
		expect(linesOf(simulated)).toEqual({ [`1:2026-09${first}`]: ['03-310 M: 10.1', '03-320 M: -2.0'] });
		await expectSettled(simulated, costs, { '03-310|M': '10.10', '03-320|M': '-2.00' });
		const october = [...costs, posting('600310', '1.00', { fiscalPeriod: '10' })];
		expect((await sync(simulated, october)).writes).toHaveLength(locked ? 1 : 2);
		expect(Object.keys(linesOf(simulated))).toEqual([`1:2026-09${first}`, '1:2026-10']);
		await expectSettled(simulated, october, { '03-310|M': '11.10', '03-320|M': '-2.00' });
	});

	it('a late posting arrives, on a cost code of the month and on a new one', async () => {
		const simulated = world();
		await sync(simulated, [posting('600310', '10.10')]);
		const late = [posting('600310', '12.35'), posting('605100', '3.00')];
		const run = await sync(simulated, late);
		expect(run.outcomes.map(({ status }) => status)).toEqual(['synced', 'synced']);
		expect(linesOf(simulated)).toEqual(
			locked
				? {
						[`1:2026-09${first}`]: ['03-310 M: 10.1'],
						[`1:2026-09${second}`]: ['03-310 M: 2.25', '05-100 S: 3.0'],
					}
				: { '1:2026-09': ['03-310 M: 12.35', '05-100 S: 3.0'] },
		);
		await expectSettled(simulated, late, { '03-310|M': '12.35', '05-100|S': '3.00' });
	});

	it('once a direct cost was locked, the difference is sent without asking again', async () => {
		const simulated = world();
		await sync(simulated, [posting('600310', '1.00')]);
		await sync(simulated, [posting('600310', '2.00')]);
		const third = await sync(simulated, [posting('600310', '3.50')]);
		expect(third.writes).toHaveLength(1);
		expect(Object.keys(linesOf(simulated))).toHaveLength(locked ? 3 : 1);
		await expectSettled(simulated, [posting('600310', '3.50')], { '03-310|M': '3.50' });
	});

	it('a posting is reversed in the same month, and in the next one', async () => {
		const simulated = world();
		await sync(simulated, [posting('600310', '10.10')]);
		await sync(simulated, [posting('600310', '0.00')]);
		await expectSettled(simulated, [posting('600310', '0.00')], {});
		const next = [posting('600320', '5.00'), posting('600320', '-5.00', { fiscalPeriod: '10' })];
		await sync(simulated, [posting('600310', '0.00'), ...next]);
		await expectSettled(simulated, [posting('600310', '0.00'), ...next], {});
	});

	it('a cost moves to another WBS element: of another project, of another cost code', async () => {
		const simulated = world();
		await sync(simulated, [posting('600310', '10.10'), posting('600320', '7.00')]);
		const moved = [
			...[posting('600310', '0.00'), posting('600320', '0.00'), posting('605100', '7.00')],
			posting('600310', '10.10', { wbsElement: 'P-2.1' }),
		];
		await sync(simulated, moved);
		expect(sums(simulated, 2)).toEqual({ '03-310|M': '10.10' });
		await expectSettled(simulated, moved, { '05-100|S': '7.00' });
	});

	it('an order gets its contract after its costs were sent as direct costs: they leave', async () => {
		const simulated = world();
		const costs = [posting('600310', '4.00'), onOrder('600310', '60.00'), onOrder('600320', '40.00')];
		const before = await sync(simulated, costs);
		expect(bySapKey(before)).toEqual({ '1 03-310|M': 'create synced', '1 4500000001': 'create synced' });
		expect(before.outcomes[1]?.detail.remarks).toEqual([
			'Purchase order 4500000001 has no contract in this project that counts as committed.',
		]);
		expect(sums(simulated)).toEqual({ '03-310|M': '64.00', '03-320|M': '40.00' });

		await upsertContracts(simulated, [contract(4500000001, 1, { status: 'Draft' })]);
		expect((await sync(simulated, costs)).writes).toEqual([]);
		await upsertContracts(simulated, [contract(4500000001, 1, { status: 'Approved' })]);
		const after = await sync(simulated, costs);
		expect(bySapKey(after)).toMatchObject({ '1 4500000001': 'update ignored covered_by_contract' });
		await expectSettled(simulated, costs, { '03-310|M': '4.00' });

		await upsertContracts(simulated, [voided(4500000001, 1)]);
		await sync(simulated, costs);
		await expectSettled(simulated, costs, { '03-310|M': '64.00', '03-320|M': '40.00' });
	});

	it('costs on orders are all sent where that is set', async () => {
		const simulated = world();
		await upsertContracts(simulated, [contract(4500000001, 1)]);
		await sync(simulated, [onOrder('600310', '60.00')], { onOrders: 'send' });
		expect(sums(simulated)).toEqual({ '03-310|M': '60.00' });
	});

	it('a contract in another project covers nothing here', async () => {
		const simulated = world();
		await upsertContracts(simulated, [contract(4500000001, 2)]);
		await sync(simulated, [onOrder('600310', '60.00')]);
		expect(sums(simulated)).toEqual({ '03-310|M': '60.00' });
	});

	it('what was posted beyond the contract is named, or sent in the period in which it went beyond', async () => {
		const simulated = world();
		await upsertContracts(simulated, [contract(4500000001, 1)]);
		const costs = [
			onOrder('600310', '150.00'),
			onOrder('600320', '55.55', { fiscalPeriod: '10' }),
			onOrder('600310', '4.46', { fiscalPeriod: '11' }),
		];
		const named = await sync(simulated, costs);
		expect(named.outcomes).toMatchObject([
			{
				...{ status: 'held', reason: 'posted_beyond_contract', sapKey: '4500000001' },
				detail: { amount: '10.01', currency: 'USD', contractAmount: '200.00' },
				message: expect.stringContaining('SAP posted 210.01 USD, its contract amounts to 200.00 USD, 10.01 USD less'),
			},
		]);
		expect(sums(simulated)).toEqual({});
		const sent = await sync(simulated, costs, { overContract: 'send' });
		expect(endsOf(sent)).toEqual(['create synced']);
		expect(linesOf(simulated)).toEqual({
			[`1:2026-10${first}`]: ['03-310 M: 4.05', '03-320 M: 1.5'],
			[`1:2026-11${first}`]: ['03-310 M: 3.31', '03-320 M: 1.15'],
		});
		await sync(simulated, costs);
		expect(sums(simulated)).toEqual({});
	});

	it('one direct cost a project, where that is set', async () => {
		const simulated = world();
		const costs = [posting('600310', '1.00'), posting('600310', '2.00', { fiscalPeriod: '10' })];
		await sync(simulated, costs, { per: 'project' });
		expect(linesOf(simulated)).toEqual({ [`1:all${first}`]: ['03-310 M: 3.0'] });
		await sync(simulated, costs);
		await expectSettled(simulated, costs, { '03-310|M': '3.00' });
	});

	it('a hundred lines at most are sent at once', async () => {
		const many = Array.from({ length: 250 }).map((_none, index) => `90-${index}`);
		const simulated = world([1], {
			costCodes: many.map((code, index) => ({ id: index + 1, project_id: 1, code, name: code })),
			wbsCodes: many.map((cost_code) => ({ project_id: 1, cost_code, cost_type: 'M' })),
		});
		const [template] = mapped([posting('600310', '1.00')]);
		const items = many.map((costCode) => ({
			...template,
			originId: `sap:S4P:costs:1:${costCode}:M`,
			parts: [{ period: '2026-09', costCode, costType: 'M', amount: '1.00' }],
		}));
		const run = await simulated.run(
			'directCost',
			'upsertMany',
			{ dryRun: false, status: 'pending', options },
			items as unknown as IDataObject[],
		);
		expect(run.writes).toHaveLength(set ? 3 : locked ? 5 : 4);
		expect(run.outcomes.every(({ status }) => status === 'synced')).toBe(true);
		expect(costsOf(simulated).flatMap(({ lines }) => lines)).toHaveLength(250);
	});

	it('a cost code that the project lacks holds what is posted on it, and nothing else', async () => {
		const simulated = world();
		const run = await sync(simulated, [
			posting('600310', '1.00'),
			posting('677000', '9.00'),
			onOrder('677000', '2.00'),
		]);
		expect(bySapKey(run)).toEqual({
			'1 03-310|M': 'create synced',
			'1 4500000001': 'none held cost_code_missing',
			'1 77|M': 'none held cost_code_missing',
		});
		expect(sums(simulated)).toEqual({ '03-310|M': '1.00' });
	});

	it('a project whose costs people moved elsewhere in the tables keeps none', async () => {
		const simulated = world();
		await sync(simulated, [posting('600310', '1.00')]);
		const sent = { 1: { hash: 'x', day: '2026-10-01', sapProjects: [] } };
		await sync(simulated, [posting('600310', '1.00', { wbsElement: 'P-2.1' })], { sent });
		expect([sums(simulated), sums(simulated, 2)]).toEqual([{}, { '03-310|M': '1.00' }]);
	});

	it.each([1, 2, 3, 4, 5, 6, 7, 8])(
		'killed at request %i is completed: nothing twice, nothing lost',
		async (killedAt) => {
			for (const kill of ['drop-before', 'drop-after'] as const) {
				const simulated = world();
				const first = [posting('600310', '1.00'), onOrder('600320', '2.00')];
				await sync(simulated, first);
				await upsertContracts(simulated, [contract(4500000001, 1)]);
				const second = [
					...first,
					posting('600310', '0.25', { wbsElement: 'P-1.2' }),
					posting('605100', '5.00'),
					posting('605100', '6.00', { fiscalPeriod: '10' }),
				];
				simulated.fault = (_request, count) =>
					count > killedAt ? 'drop-before' : count === killedAt ? kill : undefined;
				await sync(simulated, second);
				simulated.fault = () => undefined;
				await sync(simulated, second);
				await expectSettled(simulated, second, { '03-310|M': '1.25', '05-100|S': '11.00' });
			}
		},
	);

	it.each([1, 2, 3, 4, 5, 6])('a first load killed at request %i is completed as well', async (killedAt) => {
		for (const kill of ['drop-before', 'drop-after'] as const) {
			const simulated = world();
			const costs = [
				posting('600310', '1.00'),
				posting('605100', '5.00', { fiscalPeriod: '10' }),
				posting('600320', '-6.05', { fiscalPeriod: '11' }),
				posting('600310', '7.00', { wbsElement: 'P-2.1' }),
			];
			simulated.fault = (_request, count) => (count > killedAt ? 'drop-before' : count === killedAt ? kill : undefined);
			await sync(simulated, costs);
			simulated.fault = () => undefined;
			await sync(simulated, costs);
			expect(sums(simulated, 2)).toEqual({ '03-310|M': '7.00' });
			await expectSettled(simulated, costs, { '03-310|M': '1.00', '05-100|S': '5.00', '03-320|M': '-6.05' });
		}
	});

	it('costs of SAP = direct costs + what contracts cover, by project and cost code, to the cent', async () => {
		const orders = ['4500000001', '4500000002'];
		const cost = fc.record({
			glAccount: fc.constantFrom('600310', '600320', '605100'),
			wbsElement: fc.constantFrom('P-1.1', 'P-1.2', 'P-2.1'),
			fiscalPeriod: fc.constantFrom('08', '09', '10'),
			purchaseOrder: fc.constantFrom('', ...orders),
			amount: fc.integer({ min: -5000, max: 20_000 }).map((cents) => fromUnscaled(BigInt(cents), 2)),
		});
		const step = fc.record({
			posted: fc.array(cost, { maxLength: 4 }),
			/** Contracts that are made or voided, by project and order. */
			covered: fc.array(
				fc.record({ order: fc.constantFrom(...orders), project: fc.constantFrom(1, 2), isVoid: fc.boolean() }),
				{ maxLength: 2 },
			),
			over: fc.constantFrom<CostSettings['overContract'][]>('name', 'send'),
			killedAt: fc.constantFrom(0, 0, 0, 2, 3, 5),
		});
		await fc.assert(
			fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 4 }), async (steps) => {
				const simulated = world();
				const inSap = new Map<string, ProjectCost>();
				for (const { posted: more, covered, over, killedAt } of steps) {
					for (const each of more) {
						const kind = each.purchaseOrder ? ('order' as const) : ('other' as const);
						const one = posting(each.glAccount, each.amount, { ...each, kind });
						const key = [each.glAccount, each.wbsElement, each.fiscalPeriod, each.purchaseOrder].join('|');
						inSap.set(key, { ...one, amount: sum([inSap.get(key)?.amount ?? '0.00', each.amount]) });
					}
					for (const { order, project, isVoid } of covered)
						await upsertContracts(simulated, [
							isVoid
								? voided(order, project)
								: contract(order, project, {
										lines: [line(order, 10, project, { amount: '120.00' })],
										total: '120.00',
									}),
						]);
					if (killedAt > 0) {
						simulated.fault = (_request, count) => (count >= killedAt ? 'drop-after' : undefined);
						await sync(simulated, [...inSap.values()], { overContract: over });
						simulated.fault = () => undefined;
					}
					const run = await sync(simulated, [...inSap.values()], { overContract: over });
					checkEverything(simulated, [...inSap.values()], run, over);
					expect((await sync(simulated, [...inSap.values()], { overContract: over })).writes).toEqual([]);
				}
			}),
			{ numRuns: 60 },
		);
	});
});

/** By arithmetic of its own. */
function checkEverything(
	simulated: Simulated,
	costs: ProjectCost[],
	run: Run,
	over: CostSettings['overContract'],
): void {
	for (const project of [1, 2]) {
		const own = costs.filter(({ wbsElement }) => wbsElement.startsWith(`P-${project}`));
		const committed = new Map(
			simulated
				.contracts()
				.filter(({ project_id, status }) => project_id === project && status === 'Approved')
				.map(({ origin_id, grand_total }) => [String(origin_id).split(':')[3], grand_total]),
		);
		const total = (some: ProjectCost[]) => sum(['0.00', ...some.map(({ amount }) => amount)]);
		const free = own.filter(({ purchaseOrder }) => !committed.has(purchaseOrder));
		const direct = sums(simulated, project);
		const beyond: string[] = [];
		for (const [order, amount] of committed) {
			const posted = total(own.filter(({ purchaseOrder }) => purchaseOrder === order));
			const excess = compared(posted, amount) > 0 ? subtracted(posted, amount) : '0.00';
			beyond.push(excess);
			const outcome = run.outcomes.find(({ sapKey, projectId }) => sapKey === order && projectId === String(project));
			if (outcome && compared(excess, '0') !== 0 && over === 'name')
				expect(outcome).toMatchObject({ reason: 'posted_beyond_contract', detail: { amount: excess } });
		}
		const sentBeyond = over === 'send' ? sum(['0.00', ...beyond]) : '0.00';
		expect(compared(sum(['0', ...Object.values(direct)]), sum([total(free), sentBeyond]))).toBe(0);
		if (compared(sentBeyond, '0') === 0)
			for (const [glAccount, [costCode, costType]] of Object.entries(accounts)) {
				const expected = total(free.filter((each) => each.glAccount === glAccount));
				expect(compared(direct[`${costCode}|${costType}`] ?? '0', expected)).toBe(0);
			}
	}
}

describe('direct costs', () => {
	it('are tried again while somebody else is writing the same one', async () => {
		const simulated = company([1]);
		await syncCosts(simulated, [posting('600310', '1.00')]);
		simulated.change({ do: 'busy-direct-cost', id: costsOf(simulated)[0]?.id ?? 0, times: 2 });
		const run = await syncCosts(simulated, [posting('600310', '2.00'), posting('600320', '3.00')]);
		expect(endsOf(run)).toEqual(['update synced', 'create synced']);
		expect(run.writes.map(({ status }) => status)).toEqual([409, 409, 200]);
	});

	it('are planned in a dry run, and get the status that is set', async () => {
		const simulated = company([1]);
		const costs = [posting('600310', '1.00')];
		expect(endsOf(await syncCosts(simulated, costs, {}, { dryRun: true }))).toEqual(['create planned']);
		expect(costsOf(simulated)).toEqual([]);
		await syncCosts(simulated, costs, {}, { status: 'approved' });
		expect(costsOf(simulated)).toMatchObject([{ status: 'approved' }]);
	});

	it('that an earlier run put on record as covered are told as unchanged', async () => {
		const simulated = company([1]);
		await upsertContracts(simulated, [contract(4500000001, 1)]);
		const costs = [onOrder('600310', '60.00')];
		const items = (isRecorded: boolean) =>
			mapped(costs).map((each) => ({ ...each, isRecorded }) as unknown as IDataObject);
		const parameters = { dryRun: false, status: 'pending' };
		const first = await simulated.run('directCost', 'upsertMany', parameters, items(false));
		const again = await simulated.run('directCost', 'upsertMany', parameters, items(true));
		expect([...endsOf(first), ...endsOf(again)]).toEqual([
			'none ignored covered_by_contract',
			'none unchanged covered_by_contract',
		]);
	});

	it('cost two reads a project, one where nothing was posted on orders', async () => {
		const simulated = company([1]);
		const reads = ({ calls }: Run) =>
			calls.filter(({ method, path }) => method === 'GET' && !path.includes('wbs_codes'));
		expect(reads(await syncCosts(simulated, [posting('600310', '1.00')]))).toHaveLength(1);
		expect(reads(await syncCosts(simulated, [posting('600310', '1.00'), onOrder('600310', '1.00')]))).toHaveLength(2);
	});
});

describe('actual costs of projects whose Direct Costs tool is off', () => {
	interface BudgetLine {
		wbs_code_id: number;
		direct_costs: string;
	}
	const target = 'budgetLine' as const;

	it('are the column Direct Costs of budget lines, one request a line that changes', async () => {
		const simulated = company([1]);
		await upsertContracts(simulated, [
			contract(4500000001, 1, { lines: [line(1, 10, 1), line(1, 20, 1, { costCode: '03-320' })] }),
		]);
		simulated.change({ do: 'set-tool', tool: 'direct_costs', enabled: false, project: 1 });
		const costs = [
			posting('600310', '1.00'),
			posting('600310', '2.50', { fiscalPeriod: '10' }),
			posting('605100', '3.00'),
		];
		const run = await syncCosts(simulated, costs, { target });
		expect(bySapKey(run)).toEqual({ '1 03-310|M': 'update synced', '1 05-100|S': 'none held budget_line_missing' });
		expect(run.writes.map(({ method }) => method)).toEqual(['PATCH']);
		const set = () =>
			simulated
				.state<{ budgetLines: BudgetLine[] }>()
				.budgetLines.map(({ direct_costs }) => Number(direct_costs))
				.filter((amount) => amount !== 0);
		expect(set()).toEqual([3.5]);
		expect((await syncCosts(simulated, costs.slice(0, 2), { target })).writes).toEqual([]);
		await syncCosts(simulated, [posting('600320', '1.00')], { target });
		expect(set()).toEqual([1]);
	});
});

describe('the cumulative direct cost that version 0.1 kept for a project', () => {
	const [left] = versionLeft.procore.directCosts;

	/** A company with what version 0.1 left, in project 1; and one cost that SAP has posted since. */
	async function leftBy01(status: 'draft' | 'pending', locked: boolean) {
		const simulated = company([1]);
		const codes = simulated.state<{ wbsCodes: Array<{ id: number; flat_code: string }> }>().wbsCodes;
		await simulated.call('POST', '/rest/v1.1/projects/1/direct_costs', {
			direct_cost: {
				...{ origin_id: String(left?.origin_id).replace(/3$/, '1'), direct_cost_type: 'expense', status },
				line_items: (left?.lines ?? []).map(({ origin_id, description, amount }) => ({
					origin_id: origin_id.replace(':3:', ':1:'),
					wbs_code_id: codes.find(({ flat_code }) => flat_code === description.replace(' · ', '.'))?.id,
					manual_amount: Number(amount),
				})),
			},
		});
		simulated.change({ do: 'set-lock-synced', locked });
		return simulated;
	}
	/** What of a project counts in Procore. */
	const counting = (simulated: Simulated) =>
		sum([
			'0.00',
			...costsOf(simulated)
				.filter(({ status }) => status !== 'draft')
				.flatMap(({ lines }) => lines.map(({ amount }) => amount)),
		]);

	it.each(['draft', 'pending'] as const)('becomes 0 where Procore lets us change it (%s)', async (status) => {
		const simulated = await leftBy01(status, false);
		await syncCosts(simulated, [posting('600310', '300.00')]);
		expect(costsOf(simulated)[0]?.lines.map(({ amount }) => Number(amount))).toEqual([0, 0]);
		expect(counting(simulated)).toBe('300.00');
		expect((await syncCosts(simulated, [posting('600310', '300.00')])).writes).toEqual([]);
	});

	it('is set against where Procore has locked it, so that nothing counts twice', async () => {
		const simulated = await leftBy01('pending', true);
		await syncCosts(simulated, [posting('600310', '300.00')]);
		expect(counting(simulated)).toBe('300.00');
		await syncCosts(simulated, [posting('600310', '300.00')]);
		expect(counting(simulated)).toBe('300.00');
	});

	it('is named where Procore has locked it as a draft, which counts nowhere', async () => {
		const simulated = await leftBy01('draft', true);
		const run = await syncCosts(simulated, [posting('600310', '300.00')]);
		expect(run.outcomes.map(({ message }) => message).join()).toContain('locked the direct cost of an early version');
		expect(counting(simulated)).toBe('300.00');
	});
});
