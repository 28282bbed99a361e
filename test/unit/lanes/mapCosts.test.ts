import fc from 'fast-check';
import { fromUnscaled, sum } from '../../../nodes/shared/decimal';
import { documentKey } from '../../../nodes/shared/entities';
import {
	allocationSchema,
	desiredDirectCostSchema,
	outcomeSchema,
	type DesiredDirectCost,
	type ProjectCost,
} from '../../../nodes/shared/model';
import { mapCosts } from '../../../nodes/SapToProcore/lanes/projectCost/map';
import type { CostSettings } from '../../../nodes/SapToProcore/lanes/projectCost/part';
import { unreadIn, type UnreadCost } from '../../../nodes/SapToProcore/lanes/projectCost/unread';
import { costCodeMap } from '../../../nodes/SapToProcore/lookup/costCodes';
import { valueMap } from '../../../nodes/SapToProcore/lookup/values';
import { roster } from '../../../nodes/SapToProcore/lookup/roster';
import type { CostCodeRow, RosterRow, ValueRow } from '../../../nodes/SapToProcore/ledger/rows';
import { posted } from '../../support/costs.ts';
import { threeProjects } from '../../support/mapOrders.ts';
import { costCodeRow, rosterRow } from '../../support/orders.ts';

const cost = (fields: Partial<ProjectCost> = {}): ProjectCost => ({
	companyCode: '1010',
	ledger: '0L',
	wbsElement: 'P-1001.1',
	costCenter: '',
	order: '',
	glAccount: '630000',
	isBalanceSheet: false,
	currency: 'USD',
	amount: '100.00',
	from: '',
	to: '',
	...posted,
	...fields,
});

const usualCodes = [
	costCodeRow({ id: '1', gl_account: '63*' }),
	costCodeRow({ id: '2', gl_account: '64*', cost_code: '05-100', cost_type: 'S' }),
	costCodeRow({ id: '3', gl_account: '65*' }),
];

interface Case {
	costs: ProjectCost[];
	projects?: RosterRow[];
	costCodes?: CostCodeRow[];
	values?: ValueRow[];
	settings?: Partial<CostSettings>;
	unread?: UnreadCost[];
	isDecided?: (projectId: string) => boolean;
	lookAt?: number;
}
const map = ({
	costs,
	projects = threeProjects,
	costCodes = usualCodes,
	values = [],
	settings = {},
	unread = [],
	...more
}: Case) =>
	mapCosts({
		...more,
		customer: 'acme',
		costs,
		unread,
		roster: roster(projects),
		costCodes: costCodeMap(costCodes),
		values: valueMap(values),
		settings: {
			...{ system: 'S4P', projectCurrency: 'USD', target: 'directCost', per: 'month', overContract: 'name' },
			...{ onOrders: 'leaveOut', sent: {}, today: '2026-10-01' },
			...settings,
		},
	});

const totalOf = ({ parts }: DesiredDirectCost) => sum(parts.map(({ amount }) => amount));

/** Sorted: `2201 03-300|M: 100.00`, `2201 | → held unmapped_cost_code`; outcomes that say that all is well are left out. */
const verdicts = (given: Case) =>
	map(given)
		.mapped.flatMap((each) => {
			if ('desired' in each)
				return [`${each.desired.projectId} ${each.desired.source?.sapKey ?? ''}: ${totalOf(each.desired)}`];
			const { sapKey, projectId, status, reason } = each.outcome;
			return status === 'unchanged' ? [] : [`${[projectId, sapKey].filter(Boolean).join(' ')} → ${status} ${reason}`];
		})
		.sort();
const messages = (given: Case) =>
	map(given).mapped.flatMap((each) => ('outcome' in each && each.outcome.message ? [each.outcome.message] : []));

describe('project costs', () => {
	it('become one item for each cost code and cost type of a project', () => {
		const costs = [
			cost(),
			cost({ wbsElement: 'P-1001.2', amount: '0.05' }),
			cost({ glAccount: '640000', amount: '7' }),
		];
		expect(verdicts({ costs })).toEqual(['2201 03-300|M: 100.05', '2201 05-100|S: 7.00']);
		const [first] = map({ costs }).mapped;
		expect(first).toMatchObject({
			desired: {
				originId: 'sap:S4P:costs:2201:03-300:M',
				order: null,
				parts: [{ period: '2026-09', costCode: '03-300', costType: 'M', amount: '100.05' }],
				currency: 'USD',
				source: { entity: 'actual_cost', sapKey: '03-300|M', sapChangedAt: null },
			},
		});
	});

	it('of an order are an item of their own, with the contract that would cover them', () => {
		const order = { purchaseOrder: '4500000001', purchaseOrderItem: '10', kind: 'order' } as const;
		const costs = [
			cost(),
			cost({ ...order, amount: '7.00' }),
			cost({ ...order, purchaseOrderItem: '20', amount: '1.00' }),
			cost({ ...order, glAccount: '640000', fiscalPeriod: '10', amount: '2.00' }),
		];
		expect(verdicts({ costs })).toEqual(['2201 03-300|M: 100.00', '2201 4500000001: 10.00']);
		expect(map({ costs }).mapped[1]).toMatchObject({
			desired: {
				originId: 'sap:S4P:costs:2201:4500000001',
				order: { purchaseOrder: '4500000001', contract: 'sap:S4P:po:4500000001:2201' },
				parts: [
					{ period: '2026-09', costCode: '03-300', costType: 'M', amount: '8.00' },
					{ period: '2026-10', costCode: '05-100', costType: 'S', amount: '2.00' },
				],
				overContract: 'name',
			},
			allocations: [{ sapItem: '10' }, { sapItem: '20' }, { sapItem: '10' }],
		});
	});

	it('of fiscal periods stay apart, special ones too; together where one direct cost a project is set', () => {
		const costs = [cost(), cost({ fiscalPeriod: '13', amount: '1.00' }), cost({ fiscalYear: '2027', amount: '2.00' })];
		const partsOf = (given: Case) =>
			map(given).mapped.flatMap((each) =>
				'desired' in each ? each.desired.parts.map(({ period, amount }) => `${period}: ${amount}`) : [],
			);
		expect(partsOf({ costs })).toEqual(['2026-09: 100.00', '2026-13: 1.00', '2027-09: 2.00']);
		expect(partsOf({ costs, settings: { per: 'project' } })).toEqual(['all: 103.00']);
	});

	it('of two map rows into one cost code are summed, each with the row that decided', () => {
		const result = map({ costs: [cost(), cost({ glAccount: '650000', amount: '-0.01' })] });
		expect(verdicts({ costs: [cost(), cost({ glAccount: '650000', amount: '-0.01' })] })).toEqual([
			'2201 03-300|M: 99.99',
		]);
		const allocations = result.mapped.flatMap((each) => ('desired' in each ? each.allocations : []));
		expect(allocations.map(({ glAccount, amount, rule }) => [glAccount, amount, rule])).toEqual([
			['630000', '100.00', 'cost code by row 1: glAccount=63*; project by the row of 2201: sap_project=P-1001'],
			['650000', '-0.01', 'cost code by row 3: glAccount=65*; project by the row of 2201: sap_project=P-1001'],
		]);
	});

	it('of postings and reversals that cancel out, or an amount that goes back to zero, are still sent', () => {
		const costs = [
			cost(),
			cost({ wbsElement: 'P-1001.2', amount: '-100.00' }),
			cost({ glAccount: '640000', amount: '0' }),
		];
		expect(verdicts({ costs })).toEqual(['2201 03-300|M: 0.00', '2201 05-100|S: 0.00']);
	});

	it('on a WBS element three levels below the mapped prefix belong to the project', () => {
		expect(verdicts({ costs: [cost({ wbsElement: 'P-1001.1.2.3' })] })).toEqual(['2201 03-300|M: 100.00']);
	});

	it('on a project that is not in the roster are held in one outcome, without holding the others', () => {
		const costs = [cost(), cost({ wbsElement: 'Q-1' }), cost({ wbsElement: 'Q-2' })];
		expect(verdicts({ costs })).toEqual(['2201 03-300|M: 100.00', '| → held unmapped_project']);
		expect(messages({ costs })[0]).toContain(
			'G/L account 630000 of company code 1010, WBS element Q-1 (100.00 USD); G/L account',
		);
	});

	it('of a balance-sheet account are ignored', () => {
		expect(verdicts({ costs: [cost({ isBalanceSheet: true })] })).toEqual(['| → ignored balance_sheet_account']);
	});

	it('of a cost center that is no project’s are ignored', () => {
		expect(verdicts({ costs: [cost({ wbsElement: '', costCenter: '99' })] })).toEqual([
			'| → ignored not_a_project_cost',
		]);
	});

	it('without a cost code are held for the project, and get a row to fill', () => {
		const costs = [cost(), cost({ glAccount: '700000', costCenter: '10' })];
		expect(verdicts({ costs })).toEqual(['2201 03-300|M: 100.00', '2201 | → held unmapped_cost_code']);
		expect(map({ costs }).toFill.costCodes.map(({ row, index }) => [row, index])).toEqual([
			[
				expect.objectContaining({
					...{ company_code: '1010', gl_account: '700000', cost_center: '10', wbs_element: 'P-1001.1' },
					...{ cost_code: '', enabled: true, source: 'found', note: 'Costs of project 2201 Project 1' },
				}),
				1,
			],
		]);
	});

	it('leave Procore where the last one has lost its cost code, and not where none was ever sent', () => {
		const costs = [cost({ glAccount: '699999', amount: '83.5' })];
		const sent = { '2201': { hash: 'of earlier costs', day: '2026-10-01', sapProjects: [] } };
		const held = '2201 | → held unmapped_cost_code';
		expect(verdicts({ costs, settings: { sent } })).toEqual(['2201 none: 0', held]);
		expect(verdicts({ costs })).toEqual([held]);
	});

	it('say so when nothing is the matter any more, so that an exception is resolved', () => {
		const outcomes = map({ costs: [cost()] }).mapped.flatMap((each) => ('outcome' in each ? [each.outcome] : []));
		expect(outcomes.map(({ sapKey, projectId, status }) => [sapKey, projectId, status])).toEqual([
			['|', '2201', 'unchanged'],
			['|', '', 'unchanged'],
		]);
		expect(map({ costs: [] }).mapped).toEqual([]);
	});

	it('with two equally specific map rows are held', () => {
		const costCodes = [costCodeRow({ id: '8' }), costCodeRow({ id: '9', cost_type: 'L' })];
		expect(verdicts({ costs: [cost()], costCodes })).toEqual(['2201 | → held mapping_ambiguous']);
	});

	it('in a currency other than the project’s hold their cost code only', () => {
		const costs = [cost(), cost({ currency: 'EUR', companyCode: '1710' }), cost({ glAccount: '640000' })];
		expect(verdicts({ costs })).toEqual(['2201 03-300|M → held currency_mismatch', '2201 05-100|S: 100.00']);
		expect(messages({ costs })[0]).toContain('Costs of company code 1710 are in EUR, the project is in USD.');
		expect(map({ costs }).mapped).toContainEqual(
			expect.objectContaining({
				outcome: expect.objectContaining({
					sapKey: '|',
					projectId: '2201',
					detail: { parts: 1, sapProjects: [], stopped: 1 },
				}),
			}),
		);
		const euros = [cost({ currency: 'EUR' })];
		expect(verdicts({ costs: euros, projects: [rosterRow({ currency: 'EUR' })] })).toEqual(['2201 03-300|M: 100.00']);
		expect(verdicts({ costs: euros, settings: { projectCurrency: '' } })).toEqual(['2201 03-300|M: 100.00']);
	});

	it('of a project that is inactive or switched off are one outcome, and add no rows to fill', () => {
		const costs = [cost(), cost({ glAccount: '700000' })];
		const closed = (fields: Partial<RosterRow>) => [rosterRow(fields)];
		expect(verdicts({ costs, projects: closed({ active: false }) })).toEqual(['2201 | → held project_inactive']);
		expect(verdicts({ costs, projects: closed({ sync_enabled: false }) })).toEqual([
			'2201 | → ignored project_sync_off',
		]);
		expect(map({ costs, projects: closed({ active: false }) }).toFill.costCodes).toEqual([]);
	});

	it('of two projects that fit equally well are held', () => {
		const projects = [rosterRow(), rosterRow({ id: '2', project_id: '2202' })];
		expect(verdicts({ costs: [cost()], projects })).toEqual(['| → held project_ambiguous']);
	});

	it('given twice count once, as they were last read', () => {
		expect(verdicts({ costs: [cost({ amount: '1.00' }), cost({ amount: '2.00' })] })).toEqual(['2201 03-300|M: 2.00']);
	});

	it.each([
		['JPY', '1000', '1000'],
		['KWD', '1.5', '1.500'],
	])('have the decimal places of %s', (currency, amount, expected) => {
		expect(verdicts({ costs: [cost({ currency, amount })], projects: [rosterRow({ currency })] })).toEqual([
			`2201 03-300|M: ${expected}`,
		]);
	});

	it('add up to SAP’s total by project, allocations to each amount, whatever their order', () => {
		const some = fc.uniqueArray(
			fc.record({
				wbsElement: fc.constantFrom('P-1001.1', 'P-1001.2', 'P-1002', 'P-1003.9'),
				glAccount: fc.constantFrom('630000', '640000', '650000'),
				costCenter: fc.constantFrom('', '10'),
				purchaseOrder: fc.constantFrom('', '4500000001', '4500000002'),
				fiscalPeriod: fc.constantFrom('01', '12', '13'),
				amount: fc.integer().map((cents) => fromUnscaled(BigInt(cents), 2)),
			}),
			{
				selector: ({ wbsElement, glAccount, costCenter, purchaseOrder, fiscalPeriod }) =>
					[wbsElement, glAccount, costCenter, purchaseOrder, fiscalPeriod].join('|'),
				maxLength: 20,
			},
		);
		fc.assert(
			fc.property(some, (fields) => {
				const costs = fields.map((each) => cost(each));
				const { mapped } = map({ costs });
				const desired = mapped.flatMap((each) => ('desired' in each ? [each] : []));
				const byCents = (texts: string[]) => sum(['0.00', ...texts]);
				expect(byCents(desired.map((each) => totalOf(each.desired)))).toBe(byCents(costs.map(({ amount }) => amount)));
				for (const each of desired) {
					expect(byCents(each.allocations.map(({ amount }) => amount))).toBe(byCents([totalOf(each.desired)]));
					expect(desiredDirectCostSchema.parse(each.desired)).toEqual(each.desired);
					for (const row of each.allocations) expect(allocationSchema.parse(row)).toEqual(row);
				}
				for (const each of mapped)
					if ('outcome' in each) expect(outcomeSchema.parse(each.outcome)).toEqual(each.outcome);
				expect(verdicts({ costs: [...costs].reverse() })).toEqual(verdicts({ costs }));
			}),
		);
	});
});

describe('rows of sap_procore_values about currencies', () => {
	const sent = (currency: string, values: ValueRow[]) =>
		map({ costs: [cost({ currency, amount: '7' })], values }).mapped.filter(({ covers }) => covers.length > 0);

	it('another key counts as the mapped currency; the cost is covered by its own key', () => {
		const values = [{ kind: 'currency', sap_value: 'ZUS', procore_value: 'USD' }];
		expect(sent('ZUS', [])).toMatchObject([{ outcome: { reason: 'currency_mismatch' } }]);
		expect(sent('ZUS', values)).toMatchObject([
			{ desired: { currency: 'USD', parts: [{ amount: '7.00' }] }, covers: [expect.stringContaining('ZUS')] },
		]);
	});

	it('decimal places are those of the row', () => {
		const values = [{ kind: 'currency_decimals', sap_value: 'USD', procore_value: '3' }];
		expect(sent('USD', values)).toMatchObject([
			{ desired: { parts: [{ amount: '7.000' }] }, allocations: [{ amount: '7.000' }] },
		]);
	});
});

describe('in full', () => {
	const off = threeProjects.map((row) => ({ ...row, sync_enabled: false }));
	const outcomes = (given: Case) => map(given).mapped.flatMap((each) => ('outcome' in each ? [each.outcome] : []));

	it('a cost says what it is made of', () => {
		const given = cost({ costCenter: '10101', amount: '12.3' });
		const [first] = map({ costs: [given] }).mapped;
		expect(first).toMatchObject({ index: 0, covers: [expect.any(String)] });
		expect(first && 'desired' in first && first.allocations).toEqual([
			{
				...{ sapItem: given.purchaseOrderItem, assignment: '', lineOriginId: '', companyCode: '1010' },
				...{ glAccount: '630000', costCenter: '10101', wbsElement: 'P-1001.1', amount: '12.30', currency: 'USD' },
				...{ costCode: '03-300', costType: 'M' },
				rule: 'cost code by row 1: glAccount=63*; project by the row of 2201: sap_project=P-1001',
			},
		]);
		expect(first && 'desired' in first && [first.desired.remarks, first.desired.isRecorded]).toEqual([[], false]);
	});

	it('a project that is switched off has all of its costs at stake, and covers them', () => {
		const costs = [cost(), cost({ glAccount: '999999', amount: '5.00' })];
		const [closed] = map({ costs, projects: off }).mapped;
		expect(closed).toMatchObject({
			outcome: {
				...{ entity: 'actual_cost', sapKey: '|', projectId: '2201', originId: '', reason: 'project_sync_off' },
				...{ detail: { total: '105.00', currency: 'USD' } },
				message: expect.stringMatching(/: project 2201 Project 1\.$/) as string,
			},
		});
		expect(new Set(closed?.covers).size).toBe(2);
	});

	it('a part in another currency is held alone, with its amount', () => {
		const [held] = outcomes({ costs: [cost({ currency: 'EUR' })] });
		expect(held).toMatchObject({
			...{ entity: 'actual_cost', sapKey: '03-300|M', originId: 'sap:S4P:costs:2201:03-300:M' },
			detail: { total: '100.00', currency: 'EUR' },
		});
		expect(held?.message).toContain(': 03-300 M, project 2201 Project 1. Costs of company code 1010 are in EUR,');
	});

	it('points to the first cost that it is about, projects, parts and lines by their keys', () => {
		const costs = [
			cost({ wbsElement: 'P-1002.1' }),
			cost({ glAccount: '640000' }),
			cost({ fiscalPeriod: '11' }),
			cost({ fiscalPeriod: '10' }),
		];
		const found = map({ costs }).mapped.map(({ index, ...each }) =>
			'desired' in each
				? [index, each.desired.projectId, each.desired.parts.map(({ period }) => period)]
				: [index, each.outcome.projectId, each.outcome.detail.parts],
		);
		expect(found).toEqual([
			[2, '2201', ['2026-10', '2026-11']],
			[1, '2201', ['2026-09']],
			[expect.any(Number), '2201', 2],
			[0, '2202', ['2026-09']],
			[0, '2202', 1],
			[0, '', undefined],
		]);
	});

	it('what no project takes says how many and how much', () => {
		const costs = [cost({ wbsElement: 'X-1' }), cost({ wbsElement: 'X-2', isBalanceSheet: true })];
		expect(outcomes({ costs })).toMatchObject([
			{
				projectId: '',
				status: 'held',
				reason: 'unmapped_project',
				detail: { costs: 2, total: '100.00', currency: 'USD' },
			},
		]);
	});
});

describe('costs on orders', () => {
	const onOrder = [
		cost({ purchaseOrder: '4500000001' }),
		cost({ purchaseOrder: '4500000001', glAccount: '640000', amount: '7.00' }),
	];
	const desired = (given: Case) => map(given).mapped.flatMap((each) => ('desired' in each ? [each.desired] : []));

	it('are one part of the project, by cost code whatever their accounts, which names the contract that may cover it', () => {
		const costCodes = [
			costCodeRow({ id: '1', gl_account: '63*', cost_code: '09-900' }),
			costCodeRow({ id: '2', gl_account: '64*', cost_code: '01-100' }),
		];
		expect(desired({ costs: onOrder, costCodes })).toMatchObject([
			{
				order: { purchaseOrder: '4500000001', contract: 'sap:S4P:po:4500000001:2201' },
				parts: [
					{ costCode: '01-100', amount: '7.00' },
					{ costCode: '09-900', amount: '100.00' },
				],
			},
		]);
	});

	it('are sent whatever contracts there are, where the setting says so', () => {
		expect(desired({ costs: onOrder, settings: { onOrders: 'send' } }).map(({ order }) => order)).toEqual([null]);
	});
});

describe('costs in batches of projects', () => {
	const costs = [
		cost(),
		cost({ wbsElement: 'P-1002.1' }),
		cost({ wbsElement: 'P-1002.1', glAccount: '700000' }),
		cost({ wbsElement: 'Q-1' }),
	];
	const keys = costs.map((each) => documentKey('actual_cost', each));

	it('of the others, and of no project, nothing is said yet, and nothing is lost', () => {
		const { mapped } = map({ costs, isDecided: (projectId) => projectId === '2201' });
		expect(mapped.map((each) => ('desired' in each ? each.desired.projectId : each.outcome.status))).toEqual([
			'2201',
			'unchanged',
			'unchanged',
		]);
		expect(mapped.at(-1)).toMatchObject({ outcome: { projectId: '' } });
		expect(new Set(mapped.at(-1)?.covers)).toEqual(new Set(keys.slice(1)));
	});

	it('each is covered once, whether its project is sent, told as unchanged, or in trouble', () => {
		const foreign = [...costs, cost({ glAccount: '640000', currency: 'EUR' })];
		const all = foreign.map((each) => documentKey('actual_cost', each)).sort();
		const first = map({ costs: foreign });
		const hash = first.mapped.flatMap((each) =>
			'outcome' in each && each.outcome.projectId === '2201' && each.outcome.fingerprint
				? [each.outcome.fingerprint]
				: [],
		);
		const sent = { '2201': { hash: hash[0] ?? '', day: '2026-10-01', sapProjects: [] } };
		const again = map({ costs: foreign, settings: { sent } });
		expect(again.projects).toEqual(['2202']);
		for (const { mapped } of [first, again]) expect(mapped.flatMap(({ covers }) => covers).sort()).toEqual(all);
	});

	it('a project that has to be compared again is, however few may be looked at', () => {
		const [told] = map({ costs: [cost()] }).mapped.flatMap((each) => ('outcome' in each ? [each.outcome] : []));
		const sentOn = (day: string) => ({ '2201': { hash: told?.fingerprint ?? '', day, sapProjects: [] } });
		const projects = (day: string) => map({ costs: [cost()], lookAt: 0, settings: { sent: sentOn(day) } }).projects;
		expect([projects('2026-09-30'), projects('')]).toEqual([[], ['2201']]);
	});
});

it('a project that has lost all its costs asks for none, and says that nothing is the matter', () => {
	const sent = { '2202': { hash: 'of earlier costs', day: '2026-10-01', sapProjects: [] } };
	const { mapped } = map({ costs: [cost()], settings: { sent } });
	expect(mapped.slice(-2)).toMatchObject([
		{
			...{ index: 0, covers: [], allocations: [] },
			desired: { projectId: '2202', order: null, parts: [], currency: '', remarks: [] },
		},
		{
			index: 0,
			covers: [],
			outcome: { entity: 'actual_cost', projectId: '2202', status: 'unchanged', detail: { parts: 1 } },
		},
	]);
});

it('costs that SAP tells apart by nothing but their SAP project both count', () => {
	const costs = ['5001', '5002'].map((projectInternalId) => cost({ projectInternalId }));
	expect(verdicts({ costs })).toEqual(['2201 03-300|M: 200.00']);
});

describe('a project of which a cost could not be read', () => {
	const costs = [
		cost({ projectInternalId: '5001' }),
		cost({ wbsElement: 'P-1002.1', projectInternalId: '5002' }),
		cost({ wbsElement: 'P-1003.1', projectInternalId: '5003' }),
	];
	const unknown = { wbsElement: null, order: '', costCenter: '', projectInternalId: '' };
	const held = (detail: Record<string, unknown>, sapKey = 'x') =>
		verdicts({ costs, unread: [unreadIn({ sapKey, detail })] })
			.filter((text) => text.endsWith('held costs_not_read'))
			.map((text) => text.slice(0, 4));

	it('is not sent, and says which: by its account assignment', () => {
		expect(held({ posted: { ...unknown, wbsElement: 'P-1002.7' } })).toEqual(['2202']);
		expect(
			messages({ costs, unread: [{ sapKey: '1010|77', posted: { ...unknown, wbsElement: 'P-1002.7' } }] }),
		).toEqual(['A cost of the project could not be read: project 2202 Project 2. 1010|77']);
	});

	it('counts those that it lacks, and keeps what Procore has, also where it has no other costs', () => {
		const unread = ['1010|77', '1010|78', '1010|79'].map((sapKey) => ({
			sapKey,
			posted: { ...unknown, wbsElement: 'P-1002.7' },
		}));
		const sent = { '2202': { hash: 'x', day: '2026-10-01', sapProjects: [] } };
		for (const given of [costs, costs.slice(0, 1)])
			expect(map({ costs: given, unread, settings: { sent } }).mapped).toContainEqual(
				expect.objectContaining({
					outcome: expect.objectContaining({
						...{ entity: 'actual_cost', projectId: '2202', reason: 'costs_not_read' },
						message: 'A cost of the project could not be read: project 2202 Project 2. 1010|77 and 2 more',
					}) as unknown,
				}),
			);
	});

	it('is none where the cost was posted on something that no project has, and costs of no project do no harm', () => {
		expect(held({ posted: { ...unknown, wbsElement: 'Q-9' } })).toEqual([]);
		const unread = [{ sapKey: 'x', posted: { ...unknown, projectInternalId: '5003' } }];
		const given = [...costs, cost({ wbsElement: 'Q-1', projectInternalId: '5003' })];
		expect(verdicts({ costs: given, unread })).toContain('2203 | → held costs_not_read');
	});

	it('is found by the SAP project that its other costs are in, or were in when it was sent last', () => {
		expect(held({ posted: { ...unknown, projectInternalId: '5003' } })).toEqual(['2203']);
		const sent = { '2202': { hash: 'x', day: '2026-10-01', sapProjects: ['5009'] } };
		const unread = [unreadIn({ sapKey: 'x', detail: { posted: { ...unknown, projectInternalId: '5009' } } })];
		const others = costs.filter(({ wbsElement }) => wbsElement !== 'P-1002.1');
		for (const given of [costs, others])
			expect(verdicts({ costs: given, unread, settings: { sent } })).toEqual([
				'2201 03-300|M: 100.00',
				'2202 | → held costs_not_read',
				'2203 03-300|M: 100.00',
			]);
	});

	it('may be any where SAP does not tell the SAP project, or a step has left nothing of the cost', () => {
		expect(held({ posted: unknown })).toEqual(['2201', '2202', '2203']);
		expect(held({}, '')).toEqual(['2201', '2202', '2203']);
	});

	it('may be none that was ever sent: then the others go on', () => {
		expect(held({ posted: { ...unknown, projectInternalId: '5009' } })).toEqual([]);
	});

	it('is told by the key of a cost that a step has spoilt', () => {
		expect(held({}, documentKey('actual_cost', cost({ wbsElement: 'P-1003.2' })))).toEqual(['2203']);
	});

	it('keeps what it has where it has no other costs', () => {
		const sent = { '2202': { hash: 'x', day: '2026-10-01', sapProjects: [] } };
		const unread = [{ sapKey: 'x', posted: { ...unknown, wbsElement: 'P-1002.7' } }];
		const { mapped, projects } = map({ costs: costs.slice(0, 1), unread, settings: { sent } });
		expect(projects).toEqual(['2201']);
		expect(mapped.some((each) => 'desired' in each && each.desired.projectId === '2202')).toBe(false);
	});
});
