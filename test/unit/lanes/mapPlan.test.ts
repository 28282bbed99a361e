import fc from 'fast-check';
import { sum } from '../../../nodes/shared/decimal';
import { plannedCostSchema, type PlannedCost } from '../../../nodes/shared/model';
import { mapPlan, planKey } from '../../../nodes/SapToProcore/lanes/plannedCost/map';
import { costCodeMap } from '../../../nodes/SapToProcore/lookup/costCodes';
import type { ValueRow } from '../../../nodes/SapToProcore/ledger/rows';
import { roster } from '../../../nodes/SapToProcore/lookup/roster';
import { valueMap } from '../../../nodes/SapToProcore/lookup/values';
import { costCodeRow, rosterRow } from '../../support/orders.ts';

const rows = [
	rosterRow({ project_id: '2201', project_name: 'Harbor', sap_project: 'P-1001', currency: 'USD' }),
	rosterRow({ project_id: '2202', project_name: 'Lakeview', sap_project: 'P-1002', sync_enabled: false }),
];
const codes = [
	costCodeRow({ gl_account: '630000', cost_code: '03-300', cost_type: 'M' }),
	costCodeRow({ gl_account: '6100*', cost_code: '01-100', cost_type: 'L' }),
];
const plan = (changes: Partial<PlannedCost> = {}): PlannedCost =>
	plannedCostSchema.parse({
		...{ companyCode: '1010', wbsElement: 'P-1001.1', costCenter: '', order: '', glAccount: '630000' },
		...{ planCategory: 'PLN', fiscalYear: '2026', currency: 'USD', amount: '100.00' },
		...changes,
	});
const map = (plans: PlannedCost[], sent: Record<string, string> = {}, values: ValueRow[] = []) =>
	mapPlan({
		customer: 'acme',
		plans,
		roster: roster(rows),
		costCodes: costCodeMap(codes),
		values: valueMap(values),
		settings: { system: 'S4P', projectCurrency: '', sent },
	});
const amounts = (plans: PlannedCost[]) =>
	map(plans).mapped.flatMap((each) => ('desired' in each ? [each.desired] : []));
const outcomes = (plans: PlannedCost[], sent = {}) =>
	map(plans, sent).mapped.flatMap((each) => ('outcome' in each ? [each.outcome] : []));

it('adds up the plan of a project by cost code and cost type, over all fiscal years', () => {
	const desired = amounts([
		plan(),
		plan({ fiscalYear: '2027', amount: '50.50' }),
		plan({ wbsElement: 'P-1001.2', amount: '-0.50' }),
		plan({ glAccount: '610010', amount: '7.00' }),
	]);
	expect(desired.map(({ costCode, costType, amount }) => [costCode, costType, amount])).toEqual([
		['01-100', 'L', '7.00'],
		['03-300', 'M', '150.00'],
	]);
	expect(desired[1]).toMatchObject({
		originId: 'sap:S4P:budget:2201:03-300:M',
		source: { entity: 'budget', sapKey: '03-300|M' },
	});
});

it('keeps the decimal places that SAP shows of a currency that it has none of by default', () => {
	const inPesos = (amount: string) => {
		const { mapped } = mapPlan({
			...{ customer: 'acme', plans: [plan({ currency: 'COP', amount })], values: valueMap([]) },
			...{ roster: roster([rosterRow({ currency: 'COP' })]), costCodes: costCodeMap(codes) },
			settings: { system: 'S4P', projectCurrency: '', sent: {} },
		});
		return mapped.flatMap((each) => ('desired' in each ? [each.desired.amount] : []));
	};
	expect([inPesos('1000.55'), inPesos('1000.00')]).toEqual([['1000.55'], ['1000']]);
});

it('comes in the order of project numbers and cost codes, whatever WBS elements and accounts are called', () => {
	const { mapped } = mapPlan({
		customer: 'acme',
		plans: [plan({ wbsElement: 'A.1', glAccount: '610010' }), plan({ wbsElement: 'A.1' }), plan({ wbsElement: 'B.1' })],
		roster: roster([
			rosterRow({ project_id: '10', sap_project: 'A' }),
			rosterRow({ project_id: '9', sap_project: 'B', project_name: '' }),
		]),
		costCodes: costCodeMap([
			costCodeRow({ gl_account: '61*', cost_code: '05-100' }),
			costCodeRow({ gl_account: '63*', cost_code: '01-100' }),
		]),
		values: valueMap([]),
		settings: { system: 'S4P', projectCurrency: 'USD', sent: {} },
	});
	expect(
		mapped.flatMap((each) => ('desired' in each ? [`${each.desired.projectId} ${each.desired.costCode}`] : [])),
	).toEqual(['9 01-100', '10 01-100', '10 05-100']);
});

it('says of each amount which category, year and rows decided', () => {
	const [first] = map([plan()]).mapped;
	expect(first && 'desired' in first ? first.allocations : []).toMatchObject([
		{ amount: '100.00', rule: expect.stringMatching(/^plan category PLN, fiscal year 2026; cost code by /) as string },
	]);
});

it('tells what no budget line takes as actual costs are told, and adds a row to fill', () => {
	const { mapped, toFill } = map([plan({ glAccount: '699999' }), plan({ wbsElement: 'X-1' }), plan()]);
	const told = mapped.flatMap((each) => ('outcome' in each ? [each.outcome] : []));
	expect(told.map(({ projectId, status, reason }) => [projectId, status, reason])).toEqual([
		['2201', 'held', 'unmapped_cost_code'],
		['', 'held', 'unmapped_project'],
	]);
	expect(told.every(({ entity }) => entity === 'budget')).toBe(true);
	expect(toFill.costCodes).toHaveLength(1);
});

it('holds a plan in another currency than the project, and sends nothing to a project that is not synced', () => {
	expect(outcomes([plan({ currency: 'EUR' })])[0]).toMatchObject({
		...{ entity: 'budget', reason: 'currency_mismatch', projectId: '2201' },
	});
	const closed = map([plan({ wbsElement: 'P-1002.1' })]).mapped;
	expect(closed.some((each) => 'desired' in each)).toBe(false);
	expect(closed[0]).toMatchObject({ outcome: { entity: 'budget', reason: 'project_sync_off', projectId: '2202' } });
});

it('does not send again what Procore took, all of it', () => {
	const told = outcomes([plan()]).find(({ sapKey, projectId }) => sapKey === '|' && projectId === '2201');
	const sent = { 2201: told?.fingerprint ?? '' };
	expect(map([plan()], sent).mapped.some((each) => 'desired' in each)).toBe(false);
	expect(outcomes([plan()], sent)[0]).toMatchObject({
		...{ entity: 'budget', action: 'none', status: 'unchanged', sapKey: '03-300|M' },
		originId: 'sap:S4P:budget:2201:03-300:M',
	});
	expect(map([plan({ amount: '100.01' })], sent).mapped.some((each) => 'desired' in each)).toBe(true);
});

it('counts a plan that came twice once, as it was last read', () => {
	expect(amounts([plan({ amount: '1.00' }), plan({ amount: '2.00' })]).map(({ amount }) => amount)).toEqual(['2.00']);
});

it('loses no cent and no plan, whatever is planned', () => {
	const arbitrary = fc.record({
		wbsElement: fc.constantFrom('P-1001.1', 'P-1001.2', 'P-1002.1', 'X-9', ''),
		costCenter: fc.constantFrom('', '4711'),
		glAccount: fc.constantFrom('630000', '610010', '699999'),
		fiscalYear: fc.constantFrom('2025', '2026', '2027'),
		amount: fc.integer({ min: -100_000, max: 100_000 }).map((cents) => (cents / 100).toFixed(2)),
	});
	fc.assert(
		fc.property(fc.uniqueArray(arbitrary, { selector: (each) => planKey(plan(each)), maxLength: 30 }), (given) => {
			const plans = given.map(plan);
			const { mapped } = map(plans);
			expect(mapped.flatMap(({ covers }) => covers).sort()).toEqual(plans.map(planKey).sort());
			for (const each of mapped)
				if ('desired' in each) {
					const own = plans.filter((one) => each.covers.includes(planKey(one)));
					expect(Number(each.desired.amount)).toBeCloseTo(Number(sum(own.map(({ amount }) => amount))), 9);
				}
		}),
	);
});

describe('rows of sap_procore_values about currencies', () => {
	const sent = (currency: string, values: ValueRow[]) => map([plan({ currency, amount: '7' })], {}, values).mapped[0];

	it('another key counts as the mapped currency; the plan is covered by its own key', () => {
		const values = [{ kind: 'currency', sap_value: 'ZUS', procore_value: 'USD' }];
		expect(sent('ZUS', [])).toMatchObject({ outcome: { reason: 'currency_mismatch' } });
		expect(sent('ZUS', values)).toMatchObject({
			desired: { currency: 'USD', amount: '7.00' },
			covers: [planKey(plan({ currency: 'ZUS' }))],
		});
	});

	it('decimal places are those of the row', () => {
		const values = [{ kind: 'currency_decimals', sap_value: 'USD', procore_value: '3' }];
		expect(sent('USD', values)).toMatchObject({ desired: { amount: '7.000' }, allocations: [{ amount: '7.000' }] });
	});
});

describe('in full', () => {
	const name = 'project 2201 Harbor';

	it('an amount is what Procore takes, with what it is made of', () => {
		const [amount] = map([plan({ costCenter: '10101' })]).mapped;
		expect(amount).toEqual({
			index: 0,
			covers: [planKey(plan({ costCenter: '10101' }))],
			desired: {
				...{ originId: 'sap:S4P:budget:2201:03-300:M', projectId: '2201', costCode: '03-300', costType: 'M' },
				...{ amount: '100.00', currency: 'USD', remarks: [] },
				source: { entity: 'budget', sapKey: '03-300|M', sapChangedAt: null },
			},
			allocations: [
				{
					...{ sapItem: '', assignment: '', lineOriginId: '', companyCode: '1010', glAccount: '630000' },
					...{ costCenter: '10101', wbsElement: 'P-1001.1', amount: '100.00', currency: 'USD' },
					...{ costCode: '03-300', costType: 'M', rule: expect.any(String) as string },
				},
			],
		});
	});

	it('what a project cannot take says how many and how much of what', () => {
		const plans = [plan({ glAccount: '699999' }), plan({ glAccount: '699998', costCenter: '7', order: '8' }), plan()];
		const [, told] = map(plans).mapped.flatMap((each) => ('outcome' in each ? [each.outcome] : []));
		const [first] = map(plans).mapped.flatMap((each) => ('outcome' in each ? [each.outcome] : []));
		expect(first).toMatchObject({
			...{ entity: 'budget', sapKey: '|', projectId: '2201', action: 'none', reason: 'unmapped_cost_code' },
			detail: {
				...{ costs: 2, total: '200.00', currency: 'USD', amounts: 1 },
				unmapped: [
					['1010', '699998', '7', 'P-1001.1', '100.00', 'USD', ''],
					['1010', '699999', '', 'P-1001.1', '100.00', 'USD', ''],
				],
			},
		});
		expect(first?.message).toContain(
			`: ${name}. G/L account 699998 of company code 1010, cost center 7, order 8, WBS element P-1001.1 (100.00 USD); G/L account 699999`,
		);
		expect(map(plans).toFill.costCodes.map(({ row }) => row.note)).toEqual([
			`Planned costs of ${name}`,
			`Planned costs of ${name}`,
		]);
		expect(told).toMatchObject({ projectId: '', status: 'unchanged', action: 'none', sapKey: '|' });
	});

	it('a project without a name is called by its number; only what lacks a cost code is said to', () => {
		const unnamed = [rosterRow({ project_id: '2201', project_name: '', sap_project: 'P-1001' })];
		const two = [...codes, costCodeRow({ gl_account: '630000', cost_code: '09-900' })];
		const plans = [plan(), plan({ glAccount: '699999' }), plan({ wbsElement: 'X-1' })];
		const { mapped: found, toFill } = mapPlan({
			...{ customer: 'acme', plans, roster: roster(unnamed), costCodes: costCodeMap(two), values: valueMap([]) },
			settings: { system: 'S4P', projectCurrency: 'USD', sent: {} },
		});
		const [own, outside] = found.flatMap((each) => ('outcome' in each ? [each.outcome] : []));
		expect(own?.message).toContain(': project 2201. ');
		expect(own?.detail).toMatchObject({
			costs: 2,
			unmapped: [['1010', '699999', '', 'P-1001.1', '100.00', 'USD', '']],
		});
		expect(toFill.costCodes.map(({ row }) => row.note)).toEqual(['Planned costs of project 2201']);
		expect(outside?.message).toMatch(/: planned costs?\. G\/L account/i);
	});

	it('a cost code in another currency is held alone, with its amount', () => {
		const [held, told] = outcomes([plan({ currency: 'EUR' }), plan({ currency: 'EUR', fiscalYear: '2027' })]);
		expect(held).toMatchObject({
			...{ sapKey: '03-300|M', originId: 'sap:S4P:budget:2201:03-300:M', detail: { total: '200.00', currency: 'EUR' } },
			message: expect.stringMatching(
				/: cost code 03-300 M, project 2201 Harbor\. The plan of company code 1010 is in EUR, the project is in USD\.$/,
			) as string,
		});
		expect(told?.detail).toEqual({ amounts: 0, stopped: 1 });
	});

	it('a project that is switched off has all of its plan at stake, and covers it', () => {
		const off = { wbsElement: 'P-1002.1' };
		const plans = [plan(off), plan({ ...off, glAccount: '699999', amount: '5.00' })];
		const [closed] = map(plans).mapped;
		expect(closed).toMatchObject({ outcome: { detail: { total: '105.00', currency: 'USD' } } });
		expect([...(closed?.covers ?? [])].sort()).toEqual(plans.map(planKey).sort());
		expect(map(plans).toFill.costCodes).toEqual([]);
	});

	it('points to the first plan that it is about, projects by their numbers', () => {
		const plans = [
			plan({ wbsElement: 'P-1002.1' }),
			plan({ glAccount: '610010' }),
			plan({ fiscalYear: '2027' }),
			plan(),
		];
		expect(
			map(plans).mapped.map(({ index, ...each }) => [
				index,
				'desired' in each ? each.desired.costCode : each.outcome.projectId,
			]),
		).toEqual([
			[1, '01-100'],
			[2, '03-300'],
			[expect.any(Number), '2201'],
			[0, '2202'],
			[0, ''],
		]);
		expect(map([]).mapped).toEqual([]);
	});

	it('of two rows that say different things, names both', () => {
		const two = [...rows, rosterRow({ project_id: '2203', sap_project: 'P-1001' })];
		const given = {
			customer: 'acme',
			plans: [plan()],
			roster: roster(two),
			costCodes: costCodeMap(codes),
			values: valueMap([]),
		};
		const { mapped: found } = mapPlan({ ...given, settings: { system: 'S4P', projectCurrency: '', sent: {} } });
		expect(found).toMatchObject([
			{ outcome: { reason: 'project_ambiguous', message: expect.stringMatching(/: row .+ and row .+\.$/) as string } },
		]);
	});
});
