import fc from 'fast-check';
import {
	outcome,
	type CostTarget,
	type DesiredDirectCost,
	type Lane,
	type Outcome,
	type ProjectCost,
	type Run,
	type RunMode,
} from '../../../nodes/shared/model';
import { mapCosts, type MappedCosts } from '../../../nodes/SapToProcore/lanes/projectCost/map';
import type { MappedCost } from '../../../nodes/SapToProcore/lanes/projectCost/part';
import { readCostsSent, writeCostsSent } from '../../../nodes/SapToProcore/lanes/cost/sent';
import {
	dueProjects,
	neededSapProjects,
	sentAfter,
	takenBefore,
	toCompareAgain,
	type CostsCell,
} from '../../../nodes/SapToProcore/lanes/projectCost/sent';
import { costCodeMap } from '../../../nodes/SapToProcore/lookup/costCodes';
import { valueMap } from '../../../nodes/SapToProcore/lookup/values';
import { roster } from '../../../nodes/SapToProcore/lookup/roster';
import { laneRow, nextLanes } from '../../../nodes/SapToProcore/sync/lane';
import { record } from '../../../nodes/SapToProcore/sync/record';
import type { CostCodeRow, RosterRow } from '../../../nodes/SapToProcore/ledger/rows';
import { posted } from '../../support/costs.ts';
import { lane, recordInput, run } from '../../support/examples.ts';
import { threeProjects } from '../../support/mapOrders.ts';
import { costCodeRow } from '../../support/orders.ts';

const cost = (wbsElement: string, glAccount: string, amount: string, purchaseOrder = ''): ProjectCost => ({
	...{ companyCode: '1010', ledger: '0L', costCenter: '', order: '', isBalanceSheet: false, currency: 'USD' },
	...posted,
	...{ wbsElement, glAccount, amount, purchaseOrder, from: '', to: '' },
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
const today = '2026-10-02';
const delta = lane('actual_cost');

interface Tables {
	codes?: CostCodeRow[];
	target?: CostTarget;
	projects?: RosterRow[];
	day?: string;
	mode?: RunMode;
}
const mappedBy = (
	given: ProjectCost[],
	cell: CostsCell,
	{ codes = usualCodes, target = 'directCost', projects = threeProjects, day = today, mode = 'delta' }: Tables = {},
): MappedCosts =>
	mapCosts({
		customer: 'acme',
		costs: given,
		roster: roster(projects),
		costCodes: costCodeMap(codes),
		values: valueMap([]),
		settings: {
			...{ system: 'S4P', projectCurrency: 'USD', target, per: 'month', overContract: 'name' },
			...{ onOrders: 'leaveOut', sent: takenBefore(mode, { ...delta, sent: cell }), today: day },
		},
	});
const map = (...given: Parameters<typeof mappedBy>) => mappedBy(...given).mapped;
const projectsSent = (mapped: MappedCost[]) => [
	...new Set(mapped.flatMap((each) => ('desired' in each ? [each.desired.projectId] : []))),
];

type Ending = Pick<Outcome, 'status'> & Partial<Outcome>;
const well: Ending = { status: 'synced' };
/** The outcomes of a run whose amounts ended in Procore as told. */
const outcomes = (mapped: MappedCost[], ending: (desired: DesiredDirectCost) => Ending | undefined): Outcome[] =>
	mapped.flatMap((each) => {
		if ('outcome' in each) return [each.outcome];
		const { projectId, source } = each.desired;
		const ended = ending(each.desired);
		const key = { entity: 'actual_cost', sapKey: source?.sapKey ?? '', projectId } as const;
		return ended === undefined ? [] : [outcome({ ...key, action: 'none', ...ended })];
	});
const sentBy = (mapped: MappedCost[], ending: (desired: DesiredDirectCost) => Ending | undefined = () => well) =>
	sentAfter({}, outcomes(mapped, ending), true, today);

describe('what Procore has of actual costs', () => {
	const known = sentBy(map(costs, {}));

	it('is not sent again: one outcome a project stands for all its costs', () => {
		const again = map(costs, known);
		expect(projectsSent(again)).toEqual([]);
		const told = again.map((each) =>
			'outcome' in each ? [each.outcome.projectId, each.outcome.sapKey, each.outcome.status, each.covers.length] : [],
		);
		expect(told).toEqual([
			['2201', '|', 'unchanged', 2],
			['2202', '|', 'unchanged', 1],
			['', '|', 'unchanged', 0],
		]);
		expect(
			sentAfter(
				known,
				outcomes(again, () => well),
				true,
				'2026-10-03',
			),
		).toEqual(known);
	});

	it.each<[string, ProjectCost[], object]>([
		['a cost moved', [...costs, cost('P-1001.2', '630001', '0.01')], {}],
		['a row of the map was added', costs, { codes: [...usualCodes, costCodeRow({ gl_account: '640000' })] }],
	])('is sent with all its amounts, and no other project, when %s', (_, given, more) => {
		expect(projectsSent(map(given, known, more))).toEqual(['2201']);
	});

	it('is sent when it is to become something else in Procore', () => {
		expect(projectsSent(map(costs, known, { target: 'budgetLine' }))).toEqual(['2201', '2202']);
	});

	it('a cost that got a cost code is sent: nobody had sent it before', () => {
		const unmapped = [...costs, cost('P-1002.1', '700000', '9.00')];
		const before = sentBy(map(unmapped, {}));
		expect(projectsSent(map(unmapped, before))).toEqual([]);
		const filled = { codes: [...usualCodes, costCodeRow({ gl_account: '700000' })] };
		expect(projectsSent(map(unmapped, before, filled))).toEqual(['2202']);
	});

	it.each<[string, Ending | undefined]>([
		['failed', { status: 'failed' }],
		['held', { status: 'held', reason: 'cost_code_missing' }],
		['waiting', { status: 'waiting' }],
		['planned', { status: 'planned' }],
		['lost', undefined],
	])('does not hold a project of which a part ended as %s', (_, ending) => {
		const after = sentBy(map(costs, {}), ({ projectId }) => (projectId === '2201' ? ending : well));
		expect([after['2201'], after['2202']]).toEqual(['  -', expect.stringMatching(/^\w{16} 2026-10-02 -$/)]);
		expect(projectsSent(map(costs, after))).toEqual(['2201']);
	});

	it('does not hold a project of which one part is told and another is lost', () => {
		const after = sentBy(map(costs, {}), ({ source }) => (source?.sapKey.startsWith('05') ? undefined : well));
		expect(after['2201']).toBe('  -');
	});

	it.each<[string, Ending]>([
		['covered by a contract', { status: 'ignored', reason: 'covered_by_contract' }],
		['posted beyond the contract', { status: 'held', reason: 'posted_beyond_contract' }],
	])('holds a project with an order that is %s', (_, ending) => {
		const given = [...costs, cost('P-1002.1', '630000', '3.00', '4500000001')];
		const after = sentBy(map(given, {}), ({ order }) => (order ? ending : well));
		expect(projectsSent(map(given, after))).toEqual([]);
	});

	it('of which a part was not taken is sent again as something that is on record, except the first time', () => {
		const given = [...costs, cost('P-1001.1', '630000', '3.00', '4500000001')];
		const covered: Ending = { status: 'ignored', reason: 'covered_by_contract' };
		const ending = ({ order, source }: DesiredDirectCost): Ending =>
			order ? covered : { status: source?.sapKey.startsWith('05') ? 'held' : 'synced', reason: 'cost_code_missing' };
		const first = map(given, {});
		const after = sentBy(first, ending);
		const recorded = (mapped: MappedCost[]) =>
			mapped.flatMap((each) =>
				'desired' in each && each.desired.projectId === '2201' ? [each.desired.isRecorded] : [],
			);
		expect([recorded(first), recorded(map(given, after))]).toEqual([
			[false, false, false],
			[true, true, true],
		]);
		expect(projectsSent(map(given, after))).toEqual(['2201']);
	});

	it('is compared again when a contract of the project is about to change, as something that is on record', () => {
		const marked = toCompareAgain(known, ['2202', '2299']);
		expect(Object.keys(marked)).toEqual(['2201', '2202']);
		const again = map(costs, marked);
		expect(projectsSent(again)).toEqual(['2202']);
		expect(again.flatMap((each) => ('desired' in each ? [each.desired.isRecorded] : []))).toEqual([true]);
		expect(map([...costs.slice(2), cost('P-1002.1', '640000', '1.00')], marked)[0]).toMatchObject({
			desired: { isRecorded: false },
		});
		expect(dueProjects(marked, today)).toEqual(['2202']);
	});

	it('is compared once a day, a few projects in a run: people approve contracts in Procore', () => {
		expect(dueProjects(known, today)).toEqual([]);
		expect(dueProjects(known, '2026-10-03')).toEqual(['2201', '2202']);
		const tomorrow = { day: '2026-10-03' };
		const first = map(costs, known, tomorrow);
		expect(projectsSent(first)).toEqual(['2201']);
		const after = sentAfter(
			known,
			outcomes(first, () => ({ status: 'unchanged' })),
			true,
			'2026-10-03',
		);
		expect(projectsSent(map(costs, after, tomorrow))).toEqual(['2202']);
	});

	it('is compared in turn: those that wait the longest come first, whatever their numbers', () => {
		const hashes = { 2201: known['2201']?.split(' ')[0] ?? '', 2202: known['2202']?.split(' ')[0] ?? '' };
		for (const [day1, day2, first] of [
			['2026-10-02', '2026-10-01', '2202'],
			['2026-10-01', '2026-10-02', '2201'],
		] as const) {
			const cell = { 2201: `${hashes[2201]} ${day1}`, 2202: `${hashes[2202]} ${day2}` };
			expect(projectsSent(map(costs, cell, { day: '2026-10-03' }))).toEqual([first]);
		}
	});

	it('of a project without any costs is looked at again, as long as its row is there', () => {
		const none = mappedBy(costs.slice(0, 2), known);
		expect(none.projects).toEqual(['2202']);
		expect(none.mapped.at(-2)).toMatchObject({ desired: { projectId: '2202', parts: [] } });
		const after = sentAfter(
			known,
			outcomes(none.mapped, () => well),
			true,
			today,
		);
		expect(mappedBy(costs.slice(0, 2), after).projects).toEqual([]);
		expect(mappedBy(costs.slice(0, 2), after, { day: '2026-10-03' }).projects).toContain('2202');
		const fewer = threeProjects.filter(({ project_id }) => project_id !== '2202');
		expect(mappedBy(costs.slice(0, 2), known, { projects: fewer })).toMatchObject({ projects: [], unknown: ['2202'] });
	});

	it('keeps projects that were not sent; a lane that did not come through leaves those it sent to be compared', () => {
		const before = { 2209: 'abc 2026-10-01', 2202: 'def 2026-10-01' };
		const only = outcomes(map(costs.slice(2), {}), () => well);
		expect(sentAfter(before, only, true, today)).toMatchObject({ 2209: 'abc 2026-10-01', 2202: known['2202'] });
		expect(sentAfter(before, only, false, today)).toEqual({ 2209: 'abc 2026-10-01', 2202: '' });
	});

	describe('of a project that is closed', () => {
		const closed = threeProjects.map((row) => (row.project_id === '2202' ? { ...row, active: false } : row));
		const afterwards = (before: CostsCell, given = costs) =>
			sentAfter(
				before,
				outcomes(map(given, before, { projects: closed }), () => well),
				true,
				today,
			);

		it('is not compared while it is, and all of it when it is open again', () => {
			const after = afterwards(known);
			expect(dueProjects(after, '2026-10-03')).toEqual(['2201']);
			expect(afterwards(after)).toEqual(after);
			expect(projectsSent(map(costs, after))).toEqual(['2202']);
		});

		it('leaves Procore with the second reading after it is open again, where people have moved its costs elsewhere', () => {
			const rest = costs.slice(0, 2);
			const first = map(rest, afterwards(known));
			expect(projectsSent(first)).toEqual([]);
			const open = sentAfter(
				afterwards(known),
				outcomes(first, () => well),
				true,
				today,
			);
			expect(dueProjects(open, today)).toEqual(['2202']);
			const { mapped } = mappedBy(rest, open);
			const sent = mapped.flatMap((each) => ('desired' in each ? [[each.desired.projectId, each.desired.parts]] : []));
			expect(sent).toEqual([['2202', []]]);
		});

		it('is forgotten where Procore has none', () => {
			expect(Object.keys(afterwards({ ...known, 2202: '- 2026-10-01' }))).toEqual(['2201']);
			expect(Object.keys(afterwards({}))).toEqual(['2201']);
		});
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
		['delta', { unfinished: { from: '2026-01-01', to: '2026-10-01', after: '', backfill: '' } }, false],
		['delta', { unfinished: { from: '2026-01-01', to: '2026-10-01', after: '2 x', backfill: '2026-10-01' } }, false],
		['delta', { unfinished: { from: '2026-01-01', to: '2026-10-01', after: '2 x', backfill: '' } }, true],
	])('counts in a run that reads what changed, not in one that reads all again: %s %j', (mode, fields, counts) => {
		const before = takenBefore(mode, lane('actual_cost', { sent: known, ...fields }));
		expect(Object.values(before).map(({ day }) => day)).toEqual(counts ? [today, today] : ['', '']);
	});

	it('is in the state of the lane and in the next batch; a preview leaves it', () => {
		const of = (fields: Partial<Run>) => {
			const before = run({ startedAt: `${today}T06:00:00.000Z`, ...fields });
			const given = lane('actual_cost', { sent: { 2209: 'abc' } });
			const ended = outcomes(map(costs, {}), () => well);
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
});

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

describe('what is remembered of actual costs', () => {
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
				const go = ({ second, fails, arrives, ends }: Omit<Step, 'amounts'>) => {
					const given = [...amounts].map(([at, amount]) =>
						cost(places[Math.floor(at / 3)] ?? '', accounts[at % 3] ?? '', String(amount)),
					);
					const codes = second
						? [...usualCodes, costCodeRow({ id: '3', gl_account: '65*', cost_code: '06' })]
						: usualCodes;
					const { mapped, projects } = mappedBy(given, readCostsSent(state), { codes });
					// As the template does it: on record before anything is written.
					state = writeCostsSent(toCompareAgain(readCostsSent(state), projects));
					for (const each of mapped)
						if ('desired' in each && (arrives || !fails.includes(each.desired.projectId)))
							procore.set(each.desired.originId, JSON.stringify(each.desired.parts));
					if (ends === 'killed') return mapped;
					const told =
						ends === 'broken'
							? []
							: outcomes(mapped, ({ projectId }) => (fails.includes(projectId) ? { status: 'failed' } : well));
					state = writeCostsSent(sentAfter(readCostsSent(state), told, ends === 'well', today));
					return map(given, {}, { codes });
				};
				for (const { amounts: moved, ...how } of steps) {
					for (const { at, amount } of moved) amounts.set(at, amount);
					go(how);
				}
				const wanted = go({ second: true, fails: [], arrives: true, ends: 'well' });
				for (const each of wanted)
					if ('desired' in each) expect(procore.get(each.desired.originId)).toBe(JSON.stringify(each.desired.parts));
			}),
			{ numRuns: 1000 },
		);
	});
});

describe('the SAP projects that costs came from', () => {
	const from = costs.map((each) => ({ ...each, projectInternalId: each.wbsElement === 'P-1002.1' ? '5002' : '5001' }));
	const known = sentBy(map(from, {}));

	it('are kept with what Procore has, also while it is being compared', () => {
		expect(known['2201']).toMatch(/^[0-9a-f]{16} 2026-10-02 5001$/);
		expect(toCompareAgain(known, ['2201'])['2201']).toMatch(/^[0-9a-f]{16} {2}5001$/);
		expect(takenBefore('delta', { ...delta, sent: toCompareAgain(known, ['2201']) })['2201']).toEqual({
			...{ hash: known['2201']?.slice(0, 16), day: '', sapProjects: ['5001'] },
		});
	});

	it('are kept where not all of a project was told, with those of now', () => {
		const moved = from.map((each) => ({ ...each, projectInternalId: '5009' }));
		const more = [...moved, cost('P-1001.3', '630000', '3.00')];
		expect(
			sentAfter(
				known,
				outcomes(map(more, known), () => undefined),
				true,
				today,
			)['2201'],
		).toBe('  5001,5009');
	});

	it('are those of now where all of it was', () => {
		const moved = from.map((each) => ({ ...each, projectInternalId: '5009', amount: '1.00' }));
		expect(
			sentAfter(
				known,
				outcomes(map(moved, known), () => well),
				true,
				today,
			)['2201'],
		).toMatch(/ 5009$/);
	});

	it('have to be there still, as far as they are known, while a project is open', () => {
		const sent = { ...known, '2203': `${'a'.repeat(16)} 2026-10-02`, '2204': ' 9999-12-31 5004', '2205': 'b  5001' };
		expect(neededSapProjects(sent)).toEqual(['5001', '5002']);
		expect(neededSapProjects(sent, (projectId) => projectId === '2202')).toEqual(['5002']);
	});

	describe('in cells that an earlier version wrote without them', () => {
		const earlier = Object.fromEntries(
			Object.entries(known).map(([projectId, text]) => [projectId, text.split(' ').slice(0, 2).join(' ')]),
		);
		const after = (given: ProjectCost[], ending: Ending | undefined = well) =>
			sentAfter(
				earlier,
				outcomes(map(given, earlier), () => ending),
				true,
				today,
			);

		it('are not known, and stay so while the project is compared', () => {
			const inWork = toCompareAgain(earlier, ['2201']);
			const numbers = [earlier, inWork, { '2201': '' }, { '2201': ' 9999-12-31' }, { '2201': '- 2026-10-01' }].map(
				(sent) => takenBefore('delta', { ...delta, sent })['2201']?.sapProjects,
			);
			expect(numbers).toEqual([null, null, null, null, []]);
			expect(after([...from, cost('P-1001.3', '630000', '3.00')], { status: 'failed' })['2201']).toBe('');
		});

		it('are there after the next reading, also of projects that are not sent', () => {
			expect(projectsSent(map(from, earlier))).toEqual([]);
			expect(after(from)).toEqual(known);
			expect(after(costs)['2201']).toBe(`${earlier['2201'] ?? ''} -`);
		});
	});

	it('are kept while the project is closed', () => {
		const projects = threeProjects.map((row) => ({ ...row, sync_enabled: false }));
		const closed = sentAfter(
			known,
			outcomes(map(from, known, { projects }), () => well),
			true,
			today,
		);
		expect(closed['2201']).toBe(' 9999-12-31 5001');
	});
});
