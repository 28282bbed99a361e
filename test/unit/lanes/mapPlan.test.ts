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
	expect(outcomes([plan({ currency: 'EUR' })])[0]).toMatchObject({ reason: 'currency_mismatch', projectId: '2201' });
	const closed = map([plan({ wbsElement: 'P-1002.1' })]).mapped;
	expect(closed.some((each) => 'desired' in each)).toBe(false);
	expect(closed[0]).toMatchObject({ outcome: { reason: 'project_sync_off', projectId: '2202' } });
});

it('does not send again what Procore took, all of it', () => {
	const told = outcomes([plan()]).find(({ sapKey, projectId }) => sapKey === '|' && projectId === '2201');
	const sent = { 2201: told?.fingerprint ?? '' };
	expect(map([plan()], sent).mapped.some((each) => 'desired' in each)).toBe(false);
	expect(outcomes([plan()], sent)[0]).toMatchObject({ status: 'unchanged', sapKey: '03-300|M' });
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
