import * as fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { compared, sum } from '../../../nodes/shared/decimal';
import type { DesiredBudgetAmount } from '../../../nodes/shared/model';
import { company, costCodes, endsOf } from './contracts';
import type { Fault, Run, Simulated } from './simulated';

jest.mock('../../../nodes/shared/http/pause', () => ({ pause: jest.fn().mockResolvedValue(undefined) }));

interface Line {
	id: number;
	wbs_code_id: number;
	original_budget_amount: string;
}
interface Change {
	id: number;
	title: string;
	status: string;
	adjustments: Array<{ wbs_code_id: number; amount: string; type: string; adjustment_number: number }>;
}
interface State {
	wbsCodes: Array<{ id: number; project_id: number; flat_code: string }>;
	budgetLines: Line[];
	budgetChanges: Change[];
}
const state = (simulated: Simulated) => simulated.state<State>();
/** Flat codes by ID. */
const codesOf = ({ wbsCodes }: State) => new Map(wbsCodes.map(({ id, flat_code }) => [id, flat_code]));
function budgetOf(simulated: Simulated): Record<string, string> {
	const held = state(simulated);
	const codes = codesOf(held);
	return Object.fromEntries(
		held.budgetLines.map((line) => [codes.get(line.wbs_code_id) ?? '', line.original_budget_amount]),
	);
}
function changesOf(simulated: Simulated) {
	const held = state(simulated);
	const codes = codesOf(held);
	return held.budgetChanges.map(({ status, adjustments }) => ({
		status,
		lines: Object.fromEntries(adjustments.map(({ wbs_code_id: id, amount }) => [codes.get(id) ?? '', amount])),
	}));
}

function amount(costCode: string, value: string, more: Partial<DesiredBudgetAmount> = {}): DesiredBudgetAmount {
	const costType = more.costType ?? 'M';
	return {
		originId: `sap:S4P:budget:1:${costCode}:${costType}`,
		projectId: '1',
		costCode,
		costType,
		amount: value,
		currency: 'USD',
		source: { entity: 'budget', sapKey: `${costCode}|${costType}`, sapChangedAt: null },
		...{ remarks: [], mappedAssignments: [], covers: [] },
		...more,
	};
}
const upsert = async (
	simulated: Simulated,
	wanted: DesiredBudgetAmount[],
	parameters: Record<string, unknown> = {},
): Promise<Run> =>
	await simulated.run(
		'budgetLineItem',
		'upsertMany',
		{ dryRun: false, onLockedBudget: 'draft', ...parameters },
		wanted.map((one) => structuredClone(one) as unknown as IDataObject),
	);
const kinds = ({ calls }: Run) =>
	calls.map(({ method, path }) => `${method} ${path.replace(/^.*\/(projects\/1\/)?/, '')}`);

const locked = (more: object = {}) =>
	company([1], {
		projects: [{ id: 1, name: 'One', project_number: 'P-1', active: true, budget_locked: true }],
		budgetLines: [{ project_id: 1, cost_code: '03-310', cost_type: 'M', original_budget_amount: '100' }],
		...more,
	});

describe('a budget that is not locked', () => {
	it('is set in one request after five reads; then nothing is written', async () => {
		const simulated = company([1], {
			budgetLines: [{ project_id: 1, cost_code: '03-310', cost_type: 'M', original_budget_amount: '10.5' }],
		});
		const wanted = [amount('03-310', '1234.56'), amount('03-320', '20.00'), amount('05-100', '-3.10')];
		const run = await upsert(simulated, wanted);
		expect(endsOf(run)).toEqual(['update synced', 'create synced', 'create synced']);
		expect(kinds(run)).toEqual([
			...['GET budget', 'GET budget_changes', 'GET budget_views', 'GET detail_rows', 'GET wbs_codes', 'POST sync'],
		]);
		expect(budgetOf(simulated)).toEqual({ '03-310.M': '1234.56', '03-320.M': '20.0', '05-100.M': '-3.1' });
		expect(run.outcomes[0]).toMatchObject({
			entity: 'budget',
			sapKey: '03-310|M',
			detail: { previous: '10.5', now: '1234.56' },
		});
		const again = await upsert(simulated, wanted);
		expect(new Set(endsOf(again))).toEqual(new Set(['none unchanged']));
		expect(again.writes).toEqual([]);
	});

	it('goes back to zero, and needs no line for nothing', async () => {
		const simulated = company([1]);
		await upsert(simulated, [amount('03-310', '5.00')]);
		const run = await upsert(simulated, [amount('03-310', '0.00'), amount('03-320', '0.00'), amount('99', '0.00')]);
		expect(endsOf(run)).toEqual(['update synced', 'none unchanged', 'none unchanged']);
		expect(budgetOf(simulated)).toEqual({ '03-310.M': '0.0' });
	});

	it('takes over a line that Procore created by itself', async () => {
		const simulated = company([1], {
			contracts: [
				{ project_id: 1, number: 'PO', vendor_id: 11, lines: [{ cost_code: '03-310', cost_type: 'M', amount: '7' }] },
			],
		});
		await upsert(simulated, [amount('03-310', '5.00')]);
		expect(budgetOf(simulated)).toEqual({ '03-310.M': '5.0' });
	});

	it('holds what the project has no code for, or creates the code where that is wanted; the others go on', async () => {
		const simulated = company([1]);
		const wanted = [amount('09-900', '1.00', { costType: 'S' }), amount('99', '1.00'), amount('03-310', '2.00')];
		const run = await upsert(simulated, wanted);
		expect(endsOf(run)).toEqual(['none held wbs_code_missing', 'none held cost_code_missing', 'create synced']);
		const next = await upsert(simulated, wanted, { options: { createMissingWbsCodes: true } });
		expect(endsOf(next)).toEqual(['create synced', 'none held cost_code_missing', 'none unchanged']);
	});

	it('that has a line which its view did not show says so in the words of Procore; the rest is sent again', async () => {
		const simulated = company([1], {
			budgetLines: [{ project_id: 1, cost_code: '03-310', cost_type: 'M', original_budget_amount: '1' }],
		});
		const handle = simulated.simulator.handle.bind(simulated.simulator);
		simulated.simulator.handle = (request) =>
			request.path.endsWith('/detail_rows') ? { status: 200, body: [] } : handle(request);
		const run = await upsert(simulated, [amount('03-310', '5.00'), amount('03-320', '6.00')]);
		expect(endsOf(run)).toEqual(['create failed procore_rejected', 'create synced']);
		expect(run.outcomes[0]?.message).toContain('This Budget Code already exists');
		simulated.simulator.handle = handle;
		expect(endsOf(await upsert(simulated, [amount('03-310', '5.00'), amount('03-320', '6.00')]))).toEqual([
			'update synced',
			'none unchanged',
		]);
	});

	it('that kept another amount than was sent says so', async () => {
		const simulated = company([1]);
		const handle = simulated.simulator.handle.bind(simulated.simulator);
		simulated.simulator.handle = async (request) => {
			const answer = await handle(request);
			if (!request.path.endsWith('/sync')) return answer;
			const lines = answer.body as IDataObject[];
			const kept = (line: IDataObject) => (line.original_budget_amount === 5 ? 0 : line.original_budget_amount);
			return { ...answer, body: lines.map((line) => ({ ...line, original_budget_amount: kept(line) })) };
		};
		const run = await upsert(simulated, [amount('03-310', '5.00'), amount('03-320', '6.00')]);
		expect(endsOf(run)).toEqual(['create held budget_not_as_sent', 'create synced']);
		expect(run.outcomes[0]?.message).toBe('The original budget amount is 0 instead of 5.00');
	});

	it('keeps what approved changes add to it, when somebody unlocks it', async () => {
		const simulated = locked();
		await upsert(simulated, [amount('03-310', '150.00')], { onLockedBudget: 'approved' });
		await simulated.call('DELETE', '/rest/v1.0/projects/1/budget/lock?destroy_all_budget_line_item_transfers=false');
		await upsert(simulated, [amount('03-310', '170.00')]);
		expect(budgetOf(simulated)).toEqual({ '03-310.M': '120.0' });
	});

	it('of many lines is sent a thousand at a time', async () => {
		const many = Array.from({ length: 1500 }, (_, index) => `90-${index}`);
		const simulated = company([1], {
			costCodes: many.map((code, index) => ({ id: index + 1, project_id: 1, code, name: code })),
			wbsCodes: many.map((cost_code) => ({ project_id: 1, cost_code, cost_type: 'M' })),
		});
		const run = await upsert(
			simulated,
			many.map((code, index) => amount(code, `${index + 1}.25`)),
		);
		expect(run.outcomes.every(({ status }) => status === 'synced')).toBe(true);
		expect(run.writes).toHaveLength(2);
		expect(sum(Object.values(budgetOf(simulated)))).toBe(sum(many.map((_, index) => `${index + 1}.25`)));
	});

	it('is only planned on a dry run', async () => {
		const simulated = company([1]);
		const before = simulated.snapshot();
		expect(endsOf(await upsert(simulated, [amount('03-310', '5.00')], { dryRun: true }))).toEqual(['create planned']);
		expect(simulated.snapshot()).toBe(before);
	});

	it('whose tool is off fails with one call, and leaves the other projects', async () => {
		const simulated = company([1, 2]);
		simulated.change({ do: 'set-tool', tool: 'budget', enabled: false, project: 1 });
		const other = amount('03-310', '5.00', { projectId: '2', originId: 'sap:S4P:budget:2:03-310:M' });
		const run = await upsert(simulated, [amount('03-310', '5.00'), amount('03-320', '5.00'), other]);
		expect(endsOf(run)).toEqual(['none failed permission_missing', 'none failed permission_missing', 'create synced']);
		expect(run.calls.filter(({ status }) => status === 403)).toHaveLength(1);
	});

	it('refuses a second item for the same line', async () => {
		const twice = amount('03-310', '6.00', { originId: 'sap:S4P:budget:1:other' });
		const run = await upsert(company([1]), [amount('03-310', '5.00'), twice]);
		expect(endsOf(run)).toEqual(['create synced', 'none failed duplicate_item']);
	});
});

describe('a locked budget', () => {
	const wanted = [amount('03-310', '150.00'), amount('03-320', '20.00')];

	it('gets one budget change with the differences, which waits for a person; never a second one for them', async () => {
		const simulated = locked();
		const run = await upsert(simulated, wanted);
		expect(endsOf(run)).toEqual(
			Array(2)
				.fill(0)
				.map((_, index) => `${index ? 'create' : 'update'} waiting budget_change_drafted`),
		);
		expect(changesOf(simulated)).toEqual([{ status: 'draft', lines: { '03-310.M': '50.0', '03-320.M': '20.0' } }]);
		const again = await upsert(simulated, wanted);
		expect(new Set(again.outcomes.map(({ reason }) => reason))).toEqual(new Set(['budget_change_drafted']));
		expect(again.writes).toEqual([]);

		const [change] = state(simulated).budgetChanges;
		simulated.change({ do: 'set-budget-change-status', id: change?.id ?? 0, status: 'approved' });
		const approved = await upsert(simulated, wanted);
		expect(endsOf(approved)).toEqual(['none unchanged', 'none unchanged']);
		expect(approved.writes).toEqual([]);
	});

	it('takes back a draft that is no longer right, so that nothing is counted twice', async () => {
		const simulated = locked();
		await upsert(simulated, wanted);
		await upsert(simulated, [amount('03-310', '160.00'), amount('03-320', '20.00')]);
		expect(changesOf(simulated)).toEqual([
			{ status: 'void', lines: { '03-310.M': '50.0', '03-320.M': '20.0' } },
			{ status: 'draft', lines: { '03-310.M': '60.0', '03-320.M': '20.0' } },
		]);
	});

	it('leaves a change alone that a person took up, until it is decided', async () => {
		const simulated = locked();
		await upsert(simulated, wanted);
		const [change] = state(simulated).budgetChanges;
		simulated.change({ do: 'set-budget-change-status', id: change?.id ?? 0, status: 'under_review' });
		const run = await upsert(simulated, [amount('03-310', '160.00')]);
		expect(endsOf(run)).toEqual(['update waiting budget_change_drafted']);
		expect(run.writes).toEqual([]);
	});

	it('gets each difference as an adjustment of its own, on the side that is added to', async () => {
		const simulated = locked();
		await upsert(simulated, wanted);
		const [change] = state(simulated).budgetChanges;
		expect(change?.adjustments).toMatchObject([
			{ type: 'change_event', adjustment_number: 1, amount: '50.0' },
			{ type: 'change_event', adjustment_number: 2, amount: '20.0' },
		]);
	});

	/** Views get the columns of budget changes by hand. */
	const withoutColumns = (simulated: Simulated, hide: RegExp[] = []) => {
		const handle = simulated.simulator.handle.bind(simulated.simulator);
		simulated.simulator.handle = async (request) => {
			if (hide.some((path) => path.test(request.path))) return { status: 200, body: { data: [] } };
			const answer = await handle(request);
			if (!request.path.endsWith('/detail_rows')) return answer;
			const rows = answer.body as IDataObject[];
			return { ...answer, body: rows.map((row) => ({ ...row, budget_modifications: null, 'Revised Budget': null })) };
		};
	};

	it('whose view has no columns for budget changes: what was approved counts, and the next difference starts from it', async () => {
		const simulated = locked();
		withoutColumns(simulated);
		await upsert(simulated, wanted, { onLockedBudget: 'approved' });
		expect(endsOf(await upsert(simulated, wanted))).toEqual(['none unchanged', 'none unchanged']);
		await upsert(simulated, [amount('03-310', '160.00'), amount('03-320', '20.00')]);
		expect(changesOf(simulated)).toEqual([
			{ status: 'approved', lines: { '03-310.M': '50.0', '03-320.M': '20.0' } },
			{ status: 'draft', lines: { '03-310.M': '10.0' } },
		]);
	});

	it('never gets a change a second time that was approved, even where Procore does not list its lines', async () => {
		const simulated = locked();
		withoutColumns(simulated, [/adjustment_line_items$/]);
		await upsert(simulated, wanted);
		const [change] = state(simulated).budgetChanges;
		simulated.change({ do: 'set-budget-change-status', id: change?.id ?? 0, status: 'approved' });
		const run = await upsert(simulated, wanted);
		expect(run.outcomes.map(({ status, reason }) => [status, reason])).toEqual(
			Array(2).fill(['held', 'budget_change_not_shown']),
		);
		expect(run.writes).toEqual([]);
	});

	it('goes there and back again: each way gets a change of its own', async () => {
		const simulated = locked();
		const settings = { onLockedBudget: 'approved' };
		for (const value of ['150.00', '160.00', '150.00', '160.00'])
			await upsert(simulated, [amount('03-310', value)], settings);
		expect(changesOf(simulated).map(({ lines }) => lines['03-310.M'])).toEqual(['50.0', '10.0', '-10.0', '10.0']);
		expect(endsOf(await upsert(simulated, [amount('03-310', '160.00')], settings))).toEqual(['none unchanged']);
	});

	it('whose change a person voided is held, and not drafted again until that one is deleted or the plan moves', async () => {
		const simulated = locked();
		await upsert(simulated, wanted);
		const [change] = state(simulated).budgetChanges;
		simulated.change({ do: 'set-budget-change-status', id: change?.id ?? 0, status: 'void' });
		const run = await upsert(simulated, wanted);
		expect(endsOf(run)).toEqual(['update held budget_change_voided', 'update held budget_change_voided']);
		expect(run.writes).toEqual([]);
		await simulated.call('DELETE', `/rest/v1.0/projects/1/budget_changes/${change?.id ?? 0}`);
		expect((await upsert(simulated, wanted)).outcomes[0]).toMatchObject({ reason: 'budget_change_drafted' });
		expect((await upsert(simulated, [amount('03-310', '170.00')])).outcomes[0]).toMatchObject({
			reason: 'budget_change_drafted',
		});
	});

	it('is drafted again after a way there and back that nobody decided on: what we withdrew nobody voided', async () => {
		const simulated = locked();
		for (const value of ['150.00', '160.00', '150.00']) await upsert(simulated, [amount('03-310', value)]);
		expect(changesOf(simulated).map(({ status, lines }) => [status, lines['03-310.M']])).toEqual([
			['void', '50.0'],
			['void', '60.0'],
			['draft', '50.0'],
		]);
	});

	it('whose plan went back to what the budget has: the draft is taken back, and the amount waits as long as Procore refuses that', async () => {
		const simulated = locked();
		const budgeted = [amount('03-310', '100.00')];
		await upsert(simulated, [amount('03-310', '150.00')]);
		const handle = simulated.simulator.handle.bind(simulated.simulator);
		simulated.simulator.handle = (request) =>
			request.method === 'PATCH' ? { status: 403, body: { errors: 'Forbidden' } } : handle(request);
		expect(endsOf(await upsert(simulated, budgeted))).toEqual(['none failed permission_missing']);
		simulated.simulator.handle = handle;
		expect(endsOf(await upsert(simulated, budgeted, { onLockedBudget: 'hold' }))).toEqual(['none unchanged']);
		expect(changesOf(simulated)).toMatchObject([{ status: 'draft' }]);
		expect(endsOf(await upsert(simulated, budgeted))).toEqual(['none unchanged']);
		expect(changesOf(simulated)).toMatchObject([{ status: 'void' }]);
		expect((await upsert(simulated, budgeted)).writes).toEqual([]);
	});

	it('leaves the changes of people alone, whatever they are: ours is drafted beside them', async () => {
		const simulated = locked();
		const codes = codesOf(state(simulated));
		const wbsCodeId = [...codes].find(([, code]) => code === '03-310.M')?.[0];
		for (const status of ['draft', 'under_review'])
			await simulated.run('budgetChange', 'create', {
				...{ projectId: '1', title: `By hand, ${status}`, status, additionalFields: {} },
				'adjustments.adjustment': [{ wbsCodeId: String(wbsCodeId), amount: '7' }],
			});
		expect(endsOf(await upsert(simulated, wanted))).toEqual([
			'update waiting budget_change_drafted',
			'create waiting budget_change_drafted',
		]);
		await upsert(simulated, [amount('03-310', '160.00')]);
		expect(state(simulated).budgetChanges.map(({ title, status }) => `${title}: ${status}`)).toEqual([
			'By hand, draft: draft',
			'By hand, under_review: under_review',
			expect.stringMatching(/^SAP planned costs \(.+\), withdrawn: void$/),
			expect.stringMatching(/^SAP planned costs \(.+\): draft$/),
		]);
	});

	it('knows its change again in whatever order the amounts come, and says in it why', async () => {
		const simulated = locked();
		await upsert(simulated, wanted);
		expect((await upsert(simulated, [...wanted].reverse())).writes).toEqual([]);
		expect(state(simulated).budgetChanges[0]?.adjustments).toMatchObject([
			{ comment: 'SAP plans 150.00, the budget has 100.0' },
			{ comment: 'SAP plans 20.00, the budget has 0' },
		]);
	});

	/** Procore refuses a change that has these codes, in these words. */
	const refusing = (simulated: Simulated, bad: string[], words: (index: number) => Record<string, string[]>) => {
		const codes = codesOf(state(simulated));
		const handle = simulated.simulator.handle.bind(simulated.simulator);
		simulated.simulator.handle = (request) => {
			if (request.method !== 'POST' || !request.path.endsWith('/budget_changes')) return handle(request);
			const lines = (request.body as { adjustment_line_items: Array<{ wbs_code_id: number }> }).adjustment_line_items;
			const errors = lines.flatMap(({ wbs_code_id: id }, index) =>
				bad.includes(codes.get(Number(id)) ?? '') ? [words(index)] : [],
			);
			return errors.length === 0
				? handle(request)
				: { status: 422, body: { errors: Object.assign({}, ...errors) as object } };
		};
	};

	it('of which Procore refuses a line by name: the line is told in its words, and the others are drafted', async () => {
		const simulated = locked();
		refusing(simulated, ['03-320.M'], (index) => ({
			[`adjustment_line_items[${index}].wbs_code_id`]: ['is inactive'],
			[`adjustment_line_items[${index}].amount`]: ['is odd'],
		}));
		const run = await upsert(simulated, [amount('03-320', '20.00'), ...wanted.slice(0, 1), amount('05-100', '5.00')]);
		expect(endsOf(run)).toEqual([
			'create failed procore_rejected',
			'update waiting budget_change_drafted',
			'create waiting budget_change_drafted',
		]);
		expect(run.outcomes[0]?.message).toBe('wbs_code_id: is inactive; amount: is odd');
		expect(changesOf(simulated)).toEqual([{ status: 'draft', lines: { '03-310.M': '50.0', '05-100.M': '5.0' } }]);
		expect(run.writes).toHaveLength(2);
	});

	it.each<[string, string[], (index: number) => Record<string, string[]>, string]>([
		[
			'all lines by name',
			['03-310.M', '03-320.M'],
			(index) => ({ [`lines[${index}].amount`]: ['is odd'] }),
			'amount: is odd',
		],
		['the change as a whole', ['03-310.M'], () => ({ title: ['is too long'] }), 'title: is too long'],
	])('of which Procore refuses %s is told once, and not sent again', async (_, bad, words, message) => {
		const simulated = locked();
		refusing(simulated, bad, words);
		const run = await upsert(simulated, wanted);
		expect(endsOf(run)).toEqual(['update failed procore_rejected', 'create failed procore_rejected']);
		expect(run.outcomes.map((each) => each.message)).toEqual([
			expect.stringContaining(message),
			expect.stringContaining(message),
		]);
		expect(run.writes).toHaveLength(1);
	});

	it.each([
		['GET', '/budget_changes', 'Read Only'],
		['GET', '/adjustment_line_items', 'Read Only'],
		['PATCH', '/budget_changes/', 'Admin'],
	])('which the account may not %s %s says what it needs', async (method, path, permission) => {
		const simulated = locked();
		await upsert(simulated, wanted, { onLockedBudget: path.startsWith('/adj') ? 'approved' : 'draft' });
		simulated.fault = (request) =>
			request.method === method && new URL(request.url).pathname.includes(path) ? { status: 403 } : undefined;
		const [refused] = (await upsert(simulated, [amount('03-310', '160.00')])).outcomes;
		expect(refused).toMatchObject({ status: 'failed', reason: 'permission_missing' });
		expect(refused?.detail.advice).toContain(`needs ${permission} on the project-level Budget tool`);
	});

	it('is changed at once where that is wanted', async () => {
		const simulated = locked();
		const run = await upsert(simulated, wanted, { onLockedBudget: 'approved' });
		expect(endsOf(run)).toEqual(['update synced', 'create synced']);
		expect(changesOf(simulated)).toMatchObject([{ status: 'approved' }]);
		expect(endsOf(await upsert(simulated, wanted, { onLockedBudget: 'approved' }))).toEqual([
			'none unchanged',
			'none unchanged',
		]);
	});

	it('is held where that is wanted, on a dry run as well', async () => {
		const simulated = locked();
		for (const dryRun of [false, true]) {
			const run = await upsert(simulated, wanted, { onLockedBudget: 'hold', dryRun });
			expect(endsOf(run)).toEqual(['update held budget_locked', 'create held budget_locked']);
			expect(run.writes).toEqual([]);
		}
		expect(endsOf(await upsert(simulated, wanted, { dryRun: true }))).toEqual(['update planned', 'create planned']);
	});

	it.each(Array.from({ length: 8 }, (_, index) => index + 1))(
		'killed at request %i never gets two changes for one difference',
		async (killedAt) => {
			for (const kill of ['drop-before', 'drop-after'] as const)
				for (const onLockedBudget of ['draft', 'approved']) {
					const simulated = locked();
					await upsert(simulated, [amount('03-310', '120.00')], { onLockedBudget: 'draft' });
					simulated.fault = (_request, count) =>
						count > killedAt ? 'drop-before' : count === killedAt ? kill : undefined;
					await upsert(simulated, wanted, { onLockedBudget });
					simulated.fault = () => undefined;
					await upsert(simulated, wanted, { onLockedBudget });
					await upsert(simulated, wanted, { onLockedBudget });
					const counted = changesOf(simulated).filter(({ status }) => status !== 'void');
					expect(counted).toEqual([{ status: onLockedBudget, lines: { '03-310.M': '50.0', '03-320.M': '20.0' } }]);
				}
		},
	);
});

it('under any faults and kills: every amount as SAP has it, then silence', async () => {
	const aRound = fc.record({
		amounts: fc.uniqueArray(
			fc.record({ code: fc.constantFrom(...costCodes), cents: fc.integer({ min: -900, max: 9000 }) }),
			{
				selector: ({ code }) => code,
			},
		),
		faults: fc.array(
			fc.record({
				nth: fc.integer({ min: 1, max: 10 }),
				fault: fc.constantFrom<Fault>('drop-before', 'drop-after', { status: 500 }, { status: 502, processed: true }),
			}),
			{ maxLength: 3 },
		),
		killedAt: fc.option(fc.integer({ min: 1, max: 8 }), { nil: Infinity }),
	});
	await fc.assert(
		fc.asyncProperty(fc.boolean(), fc.array(aRound, { minLength: 1, maxLength: 3 }), async (isLocked, rounds) => {
			const simulated = isLocked ? locked() : company([1]);
			const settings = { onLockedBudget: 'approved' };
			const known = new Map<string, DesiredBudgetAmount>();
			for (const { amounts, faults, killedAt } of rounds) {
				for (const { code, cents } of amounts) known.set(code, amount(code, (cents / 100).toFixed(2)));
				simulated.fault = (_request, count) =>
					count >= killedAt ? 'drop-before' : faults.find(({ nth }) => nth === count)?.fault;
				expect((await upsert(simulated, [...known.values()], settings)).outcomes).toHaveLength(known.size);
			}
			simulated.fault = () => undefined;
			await upsert(simulated, [...known.values()], settings);
			const rows = await simulated.run('budgetLineItem', 'getAll', { projectId: '1', returnAll: true, simplify: true });
			for (const { costCode, amount: value } of known.values()) {
				const row = rows.rows.find((one) => String(one.costCode).startsWith(costCode));
				const now = row ? sum([String(row.originalBudgetAmount), String(row.budgetModifications)]) : '0';
				expect([costCode, compared(now, value)]).toEqual([costCode, 0]);
			}
			expect((await upsert(simulated, [...known.values()], settings)).writes).toEqual([]);
		}),
		{ numRuns: 60 },
	);
});

describe('Budget Line Item and Budget Change', () => {
	it('Get Many of lines, through a view', async () => {
		const simulated = locked();
		const run = await simulated.run('budgetLineItem', 'getAll', { projectId: '1', returnAll: true, simplify: true });
		expect(run.rows).toMatchObject([
			{ costCode: expect.stringContaining('03-310') as unknown, originalBudgetAmount: '100.0' },
		]);
		const filters = { viewId: '436295', rowType: 'all' };
		const other = await simulated.run('budgetLineItem', 'getAll', {
			projectId: '1',
			limit: 1,
			simplify: false,
			filters,
		});
		expect(other.calls).toHaveLength(1);
		expect(other.rows).toMatchObject([{ 'Revised Budget': '100.0' }]);
	});

	it('a project without a budget view says so', async () => {
		const simulated = company([1]);
		const handle = simulated.simulator.handle.bind(simulated.simulator);
		simulated.simulator.handle = (request) =>
			request.path.endsWith('/budget_views') ? { status: 200, body: [] } : handle(request);
		expect(endsOf(await upsert(simulated, [amount('03-310', '1.00')]))).toEqual(['none failed budget_view_missing']);
	});

	it('Create and Get Many of changes', async () => {
		const simulated = locked();
		const wbsCodeId = String(state(simulated).wbsCodes[0]?.id);
		const change = {
			projectId: '1',
			title: 'More',
			status: 'draft',
			'adjustments.adjustment': [{ wbsCodeId, amount: '-12.50', comment: 'Less steel' }],
			additionalFields: { description: 'Because' },
		};
		const made = await simulated.run('budgetChange', 'create', change);
		expect(made.rows).toMatchObject([{ title: 'More', status: 'draft', adjustment_line_items: [{ amount: -12.5 }] }]);
		const list = await simulated.run('budgetChange', 'getAll', { projectId: '1', returnAll: true, simplify: true });
		expect(list.rows).toMatchObject([{ title: 'More', status: 'draft', amount: -12.5, description: 'Because' }]);
		const { number, createdAt, updatedAt } = list.rows[0] ?? {};
		expect([number, createdAt, updatedAt]).toEqual([expect.anything(), expect.anything(), expect.anything()]);
		const wrong = { ...change, 'adjustments.adjustment': [{ wbsCodeId, amount: '1,5' }] };
		expect((await simulated.run('budgetChange', 'create', wrong)).rows).toMatchObject([
			{ reason: 'configuration_invalid' },
		]);
	});
});
