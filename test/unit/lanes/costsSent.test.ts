import fc from 'fast-check';
import {
	outcome,
	type CostTarget,
	type Lane,
	type Outcome,
	type OutcomeStatus,
	type ProjectCost,
	type Run,
	type RunMode,
} from '../../../nodes/shared/model';
import { mapCosts, type MappedCost } from '../../../nodes/SapToProcore/lanes/projectCost/map';
import {
	readCostsSent,
	sentAfter,
	takenBefore,
	writeCostsSent,
	type CostsSent,
} from '../../../nodes/SapToProcore/lanes/cost/sent';
import { costCodeMap } from '../../../nodes/SapToProcore/lookup/costCodes';
import { roster } from '../../../nodes/SapToProcore/lookup/roster';
import { laneRow, nextLanes } from '../../../nodes/SapToProcore/sync/lane';
import { record } from '../../../nodes/SapToProcore/sync/record';
import type { CostCodeRow } from '../../../nodes/SapToProcore/ledger/rows';
import { lane, recordInput, run } from '../../support/examples.ts';
import { threeProjects } from '../../support/mapOrders.ts';
import { costCodeRow } from '../../support/orders.ts';

const cost = (wbsElement: string, glAccount: string, amount: string): ProjectCost => ({
	...{ companyCode: '1010', ledger: '0L', costCenter: '', order: '', isBalanceSheet: false, currency: 'USD' },
	...{ wbsElement, glAccount, amount, from: '', to: '' },
});
const usualCodes = [
	costCodeRow({ id: '1', gl_account: '63*' }),
	costCodeRow({ id: '2', gl_account: '64*', cost_code: '05-100', cost_type: 'S' }),
];
const costs = [
	cost('P-1001.1', '630000', '100.00'),
	cost('P-1001.1', '640000', '7.00'),
	cost('P-1002.1', '630000', '5.00'),
];
const map = (
	given: ProjectCost[],
	sent: CostsSent,
	{ codes = usualCodes, target = 'budget' }: { codes?: CostCodeRow[]; target?: CostTarget } = {},
) =>
	mapCosts({
		customer: 'acme',
		costs: given,
		roster: roster(threeProjects),
		costCodes: costCodeMap(codes),
		settings: { system: 'S4P', projectCurrency: 'USD', target, sent },
	}).mapped;
const projectsSent = (mapped: MappedCost[]) => [
	...new Set(mapped.flatMap((each) => ('desired' in each ? [each.desired.projectId] : []))),
];
/** The outcomes of a run whose amounts ended in Procore as told. */
const outcomes = (mapped: MappedCost[], ending: (projectId: string) => OutcomeStatus | undefined): Outcome[] =>
	mapped.flatMap((each) => {
		if ('outcome' in each) return [each.outcome];
		const { projectId, source } = each.desired;
		const status = ending(projectId);
		const key = { entity: 'actual_cost', sapKey: source?.sapKey ?? '', projectId } as const;
		return status === undefined ? [] : [outcome({ ...key, action: 'none', status })];
	});
const sentBy = (mapped: MappedCost[], ending: (projectId: string) => OutcomeStatus | undefined = () => 'synced') =>
	sentAfter({}, outcomes(mapped, ending), true);

/** What happens between two runs, and how the second one goes. */
interface Step {
	amounts: Array<{ at: number; amount: number }>;
	/** Whether the map has its last row. */
	second: boolean;
	/** Projects whose requests fail, whether the amounts arrived or not. */
	fails: string[];
	arrives: boolean;
	/** `killed` = nothing is recorded; `broken` = the lane stopped and nobody knows what arrived. */
	ends: 'well' | 'killed' | 'broken';
}

describe('what Procore has of budgets', () => {
	const known = sentBy(map(costs, {}));

	it('is not sent again; it is told as unchanged, with its allocations', () => {
		const again = map(costs, known);
		expect(projectsSent(again)).toEqual([]);
		const told = again.flatMap((each) =>
			'outcome' in each ? [[each.outcome.projectId, each.outcome.sapKey, each.outcome.status]] : [],
		);
		expect(told).toEqual([
			['2201', '03-300|M', 'unchanged'],
			['2201', '05-100|S', 'unchanged'],
			['2201', '|', 'unchanged'],
			['2202', '03-300|M', 'unchanged'],
			['2202', '|', 'unchanged'],
			['', '|', 'unchanged'],
		]);
		expect(again.flatMap((each) => ('allocations' in each ? (each.allocations ?? []) : []))).toHaveLength(3);
	});

	it.each<[string, ProjectCost[], object]>([
		['a cost moved', [...costs, cost('P-1001.2', '630001', '0.01')], {}],
		['a row of the map was added', costs, { codes: [...usualCodes, costCodeRow({ gl_account: '640000' })] }],
	])('is sent with all its amounts, and no other project, when %s', (_, given, more) => {
		expect(projectsSent(map(given, known, more))).toEqual(['2201']);
	});

	it('is sent when it is to become something else in Procore', () => {
		expect(projectsSent(map(costs, known, { target: 'directCost' }))).toEqual(['2201', '2202']);
	});

	it('a cost that got a cost code is sent: nobody had sent it before', () => {
		const unmapped = [...costs, cost('P-1002.1', '700000', '9.00')];
		const before = sentBy(map(unmapped, {}));
		expect(projectsSent(map(unmapped, before))).toEqual([]);
		const filled = { codes: [...usualCodes, costCodeRow({ gl_account: '700000' })] };
		expect(projectsSent(map(unmapped, before, filled))).toEqual(['2202']);
	});

	it.each<OutcomeStatus | undefined>(['failed', 'held', 'waiting', 'planned', undefined])(
		'does not hold a project of which an amount ended as %s',
		(status) => {
			const after = sentBy(map(costs, {}), (projectId) => (projectId === '2201' ? status : 'unchanged'));
			expect(Object.keys(after)).toEqual(['2202']);
		},
	);

	it('keeps projects that nobody looked at, unless the lane did not come through', () => {
		const before = { 2209: 'abc', 2201: 'def' };
		const only = outcomes(map(costs.slice(2), {}), () => 'synced');
		expect(Object.keys(sentAfter(before, only, true))).toEqual(['2201', '2202', '2209']);
		expect(Object.keys(sentAfter(before, only, false))).toEqual(['2202']);
	});

	it('goes through the cell of the table; one that cannot be read says nothing', () => {
		expect(readCostsSent(writeCostsSent(known))).toEqual(known);
		for (const text of ['', 'x', '[1]', '{"a":1}', writeCostsSent({})]) expect(readCostsSent(text)).toEqual({});
	});

	it.each<[RunMode, Partial<Lane>, boolean]>([
		['delta', {}, true],
		['preview', {}, true],
		['backfill', {}, false],
		['replay', {}, false],
		['delta', { window: { from: null, to: '2026-10-01T05:58:00.000Z' } }, false],
		['delta', { unfinished: { from: '2026-01-01', to: '2026-10-01', after: '' } }, false],
	])('counts in a run that reads what changed, not in one that reads all again: %s %j', (mode, fields, counts) => {
		expect(takenBefore(mode, lane('actual_cost', { sent: known, ...fields }))).toEqual(counts ? known : {});
	});

	it('is in the state of the lane and in the next batch; a preview leaves it', () => {
		const of = (fields: Partial<Run>) => {
			const before = run(fields);
			const given = lane('actual_cost', { sent: { 2209: 'abc' } });
			const ended = outcomes(map(costs, {}), () => 'synced');
			const { lane: after } = record(recordInput({ run: before, lane: given, outcomes: ended }));
			const [next] = nextLanes(before, [after]);
			return [readCostsSent(laneRow(before, after).costs_sent), next?.sent];
		};
		const all = { 2209: 'abc', ...known };
		expect(of({})).toEqual([all, all]);
		expect(of({ dryRun: true })).toEqual([{ 2209: 'abc' }, { 2209: 'abc' }]);
	});

	it('is only in the state of its own lane', () => {
		expect(laneRow(run(), lane('supplier', { sent: known })).costs_sent).toBe('');
	});

	it('however costs, map and faults come: once no run fails, Procore has every amount', () => {
		const step = fc.record<Step>({
			amounts: fc.array(fc.record({ at: fc.constantFrom(0, 2, 3), amount: fc.integer({ min: 1, max: 2 }) }), {
				maxLength: 3,
			}),
			second: fc.boolean(),
			fails: fc.subarray(['2201', '2202', '2203']),
			arrives: fc.boolean(),
			ends: fc.constantFrom<Step['ends'][]>('well', 'well', 'killed', 'broken'),
		});
		fc.assert(
			fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
				const places = ['P-1001.1', 'P-1002.1', 'P-1003.1'];
				const accounts = ['630000', '640000', '650000'];
				const amounts = new Map<number, number>();
				const procore = new Map<string, string>();
				let state = '';
				const run = ({ second, fails, arrives, ends }: Omit<Step, 'amounts'>) => {
					const given = [...amounts].map(([at, amount]) =>
						cost(places[Math.floor(at / 3)] ?? '', accounts[at % 3] ?? '', String(amount)),
					);
					const codes = second
						? [...usualCodes, costCodeRow({ id: '3', gl_account: '65*', cost_code: '06' })]
						: usualCodes;
					const before = readCostsSent(state);
					const mapped = map(given, before, { codes });
					// As the template does it: forgotten before anything is written.
					if (projectsSent(mapped).length > 0) state = '';
					for (const each of mapped)
						if ('desired' in each && (arrives || !fails.includes(each.desired.projectId)))
							procore.set(each.desired.originId, each.desired.amount);
					if (ends === 'killed') return mapped;
					const told = ends === 'broken' ? [] : outcomes(mapped, (id) => (fails.includes(id) ? 'failed' : 'synced'));
					state = writeCostsSent(sentAfter(before, told, ends === 'well'));
					return map(given, {}, { codes });
				};
				for (const { amounts: moved, ...how } of steps) {
					for (const { at, amount } of moved) amounts.set(at, amount);
					run(how);
				}
				const wanted = run({ second: true, fails: [], arrives: true, ends: 'well' });
				for (const each of wanted)
					if ('desired' in each) expect(procore.get(each.desired.originId)).toBe(each.desired.amount);
			}),
			{ numRuns: 1000 },
		);
	});
});
