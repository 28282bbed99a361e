import fc from 'fast-check';
import { costCodeMap, rowsToFill } from '../../../nodes/SapToProcore/lookup/costCodes';
import { valuesIn, withoutZeros } from '../../../nodes/SapToProcore/lookup/keys';
import { overlap, patternOf } from '../../../nodes/shared/pattern';
import { roster } from '../../../nodes/SapToProcore/lookup/roster';
import {
	costCodeRowSchema,
	rosterRowSchema,
	type CostCodeRow,
	type RosterRow,
} from '../../../nodes/SapToProcore/ledger/rows';
import { ToFill } from '../../../nodes/SapToProcore/lookup/toFill';
import { valueMap } from '../../../nodes/SapToProcore/lookup/values';
import { decisions } from '../../../nodes/SapToProcore/lookup/vendorDecisions';
import { costCodeRow, rosterRow } from '../../support/orders.ts';

const keys = { companyCode: '1010', glAccount: '630000', costCenter: '10101', wbsElement: 'P-1001.1' };

/** Rows numbered from 1 on, each mapping to a cost code of its own (`C1`, `C2`) unless it says otherwise. */
const map = (...rows: Array<Partial<CostCodeRow>>) =>
	costCodeMap(rows.map((row, index) => costCodeRow({ id: String(index + 1), cost_code: `C${index + 1}`, ...row })));
const code = (...rows: Array<Partial<CostCodeRow>>) => {
	const answer = map(...rows).find(keys);
	return answer.kind === 'found' ? answer.costCode : answer.kind;
};

describe('cost code map', () => {
	it.each([
		[
			'WBS element before all others',
			[{ cost_center: '10101', gl_account: '630000', company_code: '1010' }, { wbs_element: 'P*' }],
		],
		['cost center before G/L account', [{ gl_account: '630000', company_code: '1010' }, { cost_center: '1*' }]],
		['G/L account before company code', [{ company_code: '1010' }, { gl_account: '6*' }]],
		['exact before prefix', [{ gl_account: '63000*' }, { gl_account: '630000' }]],
		['longer prefix before shorter', [{ gl_account: '6*' }, { gl_account: '63*' }]],
		['anything in particular before nothing', [{}, { company_code: '1010' }]],
		['the second key where the first is equal', [{ wbs_element: 'P*' }, { wbs_element: 'P*', gl_account: '6*' }]],
		[
			'a filled row before a more specific one that nobody filled',
			[{ wbs_element: 'P-1001.1', cost_code: '' }, { wbs_element: 'P*' }],
		],
		[
			'an enabled row before a more specific one that is disabled',
			[{ wbs_element: 'P-1001.1', enabled: false }, { wbs_element: 'P*' }],
		],
		[
			'a row that fits before a more specific one that does not',
			[{ wbs_element: 'P-1001.1', gl_account: '7*' }, { wbs_element: 'P*' }],
		],
	])('%s', (_, rows) => {
		expect(code(...rows)).toBe('C2');
		expect(code(...[...rows].reverse())).toBe('C1');
	});

	it('takes an empty cell and a star for anything', () => {
		expect(code({ gl_account: '*', wbs_element: '' })).toBe('C1');
	});

	it('knows nothing where no row fits', () => {
		expect(code({ gl_account: '7*' })).toBe('unmapped');
		expect(code({ cost_code: '' })).toBe('unmapped');
		expect(code({ enabled: false })).toBe('unmapped');
	});

	it('names both rows that fit equally well and differ', () => {
		expect(map({ gl_account: '63*' }, { gl_account: '63*', cost_type: 'L' }).find(keys)).toEqual({
			kind: 'ambiguous',
			rules: ['row 1: glAccount=63* → C1 / M', 'row 2: glAccount=63* → C2 / L'],
		});
	});

	it('takes sub job and segments with the cost type, however they are written', () => {
		const [row, same] = [
			{ cost_code: 'X', sub_job: '01', segments: 'Phase=P; Building=B' },
			{ cost_code: 'X', sub_job: '', segments: 'Building = B;Sub Job=01; Phase=P' },
		];
		const costType = 'M; Building=B; Phase=P; Sub Job=01';
		expect(map(row, same).find(keys)).toMatchObject({ kind: 'found', costCode: 'X', costType });
		expect(map(row, { ...same, segments: 'Phase=P' }).find(keys)).toEqual({
			kind: 'ambiguous',
			rules: [`row 1: anything → X / ${costType}`, 'row 2: anything → X / M; Phase=P'],
		});
	});

	it('is content with two equal rows', () => {
		expect(code({ cost_code: 'X' }, { cost_code: 'X' })).toBe('X');
	});

	it('names the cost code alone where it has no cost type, and a row without a number as that', () => {
		expect(map({ id: '', cost_type: '' }, { cost_type: '' }).find(keys)).toEqual({
			kind: 'ambiguous',
			rules: ['row ?: anything → C1', 'row 2: anything → C2'],
		});
	});

	it('says which row decided', () => {
		const answer = map({ id: '17', gl_account: '6300*', wbs_element: 'P-1001*' }).find(keys);
		expect(answer).toMatchObject({ rule: 'row 17: glAccount=6300*, wbsElement=P-1001*' });
		expect(map({}).find(keys)).toMatchObject({ rule: 'row 1: anything' });
	});

	it('does not mind leading zeros of G/L account and cost center', () => {
		expect(code({ gl_account: '0000630000', cost_center: '000001*' })).toBe('C1');
	});

	it('knows whether a combination has a row already, filled or not', () => {
		const cells = { company_code: '1010', gl_account: '630000', cost_center: '10101', wbs_element: 'P-1001.1' };
		expect(map({ ...cells, cost_code: '' }).hasRow(keys)).toBe(true);
		expect(map({ ...cells, enabled: false }).hasRow(keys)).toBe(true);
		expect(map({ ...cells, wbs_element: 'P*' }).hasRow(keys)).toBe(false);
		expect(map({ ...cells, company_code: '', gl_account: '6300001010' }).hasRow({ ...keys, glAccount: '630000' })).toBe(
			false,
		);
	});

	it('waits for a row that is enabled and empty, unless a wider one decides what it is for', () => {
		const empty = { gl_account: '630000', wbs_element: 'P-1001.1', cost_code: '' };
		const waiting = (...more: Array<Partial<CostCodeRow>>) => {
			const rows = [empty, ...more].map((row, index) => costCodeRow({ id: String(index + 1), ...row }));
			return rowsToFill(rows, costCodeMap(rows)).map(({ id }) => id);
		};
		expect(waiting()).toEqual(['1']);
		expect(waiting({ gl_account: '6400*' }, { gl_account: '630000', enabled: false })).toEqual(['1']);
		expect(waiting({ gl_account: '630000' })).toEqual([]);
		expect(waiting({ ...empty, wbs_element: 'P-1001.*' }, { wbs_element: 'P-1001.2*' })).toEqual(['1', '2']);
		expect(waiting({ ...empty, wbs_element: 'P-1001.*' }, { wbs_element: 'P-1001*' })).toEqual([]);
		expect(waiting({ ...empty, enabled: false }, { gl_account: '64*' })).toEqual(['1']);
	});

	it('reads what n8n keeps in its cells', () => {
		expect(costCodeRowSchema.parse({ id: 4, gl_account: 630000, cost_code: '1 ', enabled: null })).toMatchObject({
			id: '4',
			gl_account: '630000',
			cost_code: '1',
			enabled: true,
		});
		for (const no of [false, 'false', 'No', 0, '0'])
			expect(costCodeRowSchema.parse({ enabled: no }).enabled).toBe(false);
	});

	it('finds what a search through all rows finds, in any order of the rows', () => {
		const cell = fc.constantFrom('', '*', 'A', 'AB', 'A*', 'AB*', 'B');
		const key = fc.constantFrom('', 'A', 'AB', 'ABC', 'B');
		const rows = fc.array(fc.record({ company_code: cell, gl_account: cell, cost_center: cell, wbs_element: cell }), {
			maxLength: 12,
		});
		const four = fc.record({ companyCode: key, glAccount: key, costCenter: key, wbsElement: key });
		fc.assert(
			fc.property(rows, four, (given, sought) => {
				const numbered = given.map((row, index) => costCodeRow({ ...row, id: String(index), cost_code: `C${index}` }));
				const answer = costCodeMap(numbered).find(sought);
				const best = slowest(numbered, sought);
				if (best.length === 0) expect(answer.kind).toBe('unmapped');
				else if (best.length > 1) expect(answer.kind).toBe('ambiguous');
				else expect(answer).toMatchObject({ kind: 'found', costCode: best[0]?.cost_code });
				expect(costCodeMap([...numbered].reverse()).find(sought).kind).toBe(answer.kind);
			}),
			{ numRuns: 500 },
		);
	});

	it('looks up 9,000 combinations in 20,000 rows without going through them', () => {
		const rows = Array.from({ length: 20_000 }, (_, n) =>
			costCodeRow({
				id: String(n),
				gl_account: String(600000 + (n % 400)),
				wbs_element: `P-${n}*`,
				cost_code: `C${n}`,
			}),
		);
		const before = performance.now();
		const indexed = costCodeMap(rows);
		const found = Array.from({ length: 9000 }, (_, n) =>
			indexed.find({ ...keys, glAccount: String(600000 + (n % 400)), wbsElement: `P-${n}.1` }),
		);
		expect(found.every(({ kind }) => kind === 'found')).toBe(true);
		// Going through all rows each time takes minutes.
		expect(performance.now() - before).toBeLessThan(5000);
	});
});

/** The rows that the rules make the most specific, found the slow way. */
function slowest(rows: CostCodeRow[], sought: typeof keys): CostCodeRow[] {
	const rank = (cell: string, key: string) => {
		if (cell === '' || cell === '*') return 1;
		if (!cell.endsWith('*')) return cell === key ? 1000 : 0;
		return key.startsWith(cell.slice(0, -1)) ? 1 + cell.length : 0;
	};
	const ranked = rows.map((row) => ({
		row,
		ranks: [
			rank(row.wbs_element, sought.wbsElement),
			rank(row.cost_center, sought.costCenter),
			rank(row.gl_account, sought.glAccount),
			rank(row.company_code, sought.companyCode),
		],
	}));
	const fitting = ranked.filter(({ ranks }) => ranks.every((each) => each > 0));
	const text = ({ ranks }: (typeof ranked)[number]) => ranks.map((each) => String(each).padStart(5, '0')).join();
	const most = fitting.map(text).sort().at(-1);
	return fitting.filter((each) => text(each) === most).map(({ row }) => row);
}

const find = (
	rows: Array<Partial<RosterRow>>,
	sought: { wbsElement?: string; order?: string; costCenter?: string },
) => {
	const answer = roster(rows.map((row, index) => rosterRow({ id: String(index + 1), ...row }))).find({
		wbsElement: '',
		order: '',
		costCenter: '',
		...sought,
	});
	return answer.kind === 'project' ? answer.row.project_id : answer.kind;
};

describe('roster', () => {
	it('does not hold an element against every project', () => {
		const projects = Array.from({ length: 500 }, (_, n) =>
			rosterRow({ project_id: String(n), sap_project: `P-${1001 + n}`, sap_wbs_prefix: `U-${n}*` }),
		);
		const found = roster(projects);
		const compared = jest.spyOn(String.prototype, 'startsWith');
		const ids = projects.map((_, n) => {
			const answer = found.find({ wbsElement: `P-${1001 + n}.1`, order: '', costCenter: '' });
			return answer.kind === 'project' ? answer.row.project_id : answer.kind;
		});
		const { length } = compared.mock.calls;
		compared.mockRestore();
		expect(ids).toEqual(projects.map(({ project_id }) => project_id));
		expect(length).toBeLessThanOrEqual(2 * projects.length);
	});

	it.each([
		['P-1001', '2201'],
		['P-1001.1.2', '2201'],
		['P-1001-02', '2201'],
		['P-10010', 'unmapped'],
		['P-10010.1', 'unmapped'],
		['P-1001A', 'unmapped'],
		['p-1001', 'unmapped'],
	])('WBS element %s against P-1001 is %s', (wbsElement, expected) => {
		expect(find([{ sap_project: 'P-1001' }], { wbsElement })).toBe(expected);
		expect(find([{ sap_project: 'X', sap_wbs_prefix: 'P-1001' }], { wbsElement })).toBe(expected);
	});

	it('takes what begins with a prefix that ends in a star, wherever it goes on', () => {
		expect(find([{ sap_wbs_prefix: 'P-10*' }], { wbsElement: 'P-10010.1' })).toBe('2201');
		expect(find([{ sap_wbs_prefix: '*' }], { wbsElement: 'P-10010.1' })).toBe('unmapped');
	});

	it('adds prefixes to the SAP project', () => {
		for (const wbsElement of ['P-1001.1', 'U-22.1']) {
			expect(find([{ sap_project: 'P-1001', sap_wbs_prefix: 'U-22' }], { wbsElement })).toBe('2201');
		}
	});

	it('takes the longest prefix', () => {
		const rows = [{}, { sap_project: '', sap_wbs_prefix: 'P-1001.2', project_id: '2202' }];
		expect(find(rows, { wbsElement: 'P-1001.2.1' })).toBe('2202');
		expect(find([...rows].reverse(), { wbsElement: 'P-1001.1' })).toBe('2201');
	});

	it('names both rows of two projects that fit equally well', () => {
		const rows = ['2201', '2202'].map((project_id) => ({ project_id, sap_project: '', sap_wbs_prefix: 'P-1001' }));
		const answer = roster(rows.map((row, index) => rosterRow({ id: String(index + 7), ...row }))).find({
			wbsElement: 'P-1001.1',
			order: '',
			costCenter: '',
		});
		expect(answer).toEqual({
			kind: 'ambiguous',
			rules: ['row 7: sap_wbs_prefix=P-1001 → project 2201', 'row 8: sap_wbs_prefix=P-1001 → project 2202'],
		});
	});

	it('names them once each, in the order of their rows, whatever else is in the roster', () => {
		const rows = [
			rosterRow({ id: '', project_id: '2201', sap_project: '', sap_cost_center: '10' }),
			rosterRow({ id: '8', project_id: '2202', sap_project: '', sap_cost_center: '777' }),
			rosterRow({ id: '9', project_id: '2203', sap_project: '', sap_cost_center: '10' }),
		];
		expect(roster(rows).find({ wbsElement: '', order: '', costCenter: '10' })).toEqual({
			kind: 'ambiguous',
			rules: ['row ?: sap_cost_center=10 → project 2201', 'row 9: sap_cost_center=10 → project 2203'],
		});
	});

	it.each([
		[
			'an exact cost center before a prefix of the same length',
			{ sap_cost_center: '101*' },
			{ sap_cost_center: '101' },
		],
		['a branch before a prefix of the same length', { sap_wbs_prefix: 'P-1*' }, { sap_wbs_prefix: 'P-1' }],
		['a longer prefix before a shorter exact start', { sap_wbs_prefix: 'P-1' }, { sap_wbs_prefix: 'P-1.*' }],
	])('takes %s', (_, less, more) => {
		const rows = [
			{ sap_project: '', project_id: '2201', ...less },
			{ sap_project: '', project_id: '2202', ...more },
		];
		const sought = 'sap_cost_center' in less ? { costCenter: '101' } : { wbsElement: 'P-1.2' };
		expect(find(rows, sought)).toBe('2202');
		expect(find([...rows].reverse(), sought)).toBe('2202');
	});

	it('reads several values of a cell', () => {
		expect(find([{ sap_wbs_prefix: 'X-1, P-1001 ,' }], { wbsElement: 'P-1001.1' })).toBe('2201');
	});

	it('goes by WBS element, then order, then cost center', () => {
		const rows = [
			{ sap_project: 'P-1001' },
			{ sap_project: '800123', project_id: '2202' },
			{ sap_project: '', sap_cost_center: '10101, 2*', project_id: '2203' },
		];
		expect(find(rows, { wbsElement: 'P-1001.1', order: '800123', costCenter: '10101' })).toBe('2201');
		expect(find(rows, { order: '000000800123', costCenter: '10101' })).toBe('2202');
		expect(find(rows, { order: '999', costCenter: '0000010101' })).toBe('2203');
		expect(find(rows, { costCenter: '2999' })).toBe('2203');
		expect(find(rows, { costCenter: '30000' })).toBe('outside');
		expect(find(rows, {})).toBe('outside');
		expect(find(rows, { wbsElement: 'Q-1', costCenter: '10101' })).toBe('unmapped');
	});

	it('reads what n8n keeps in its cells', () => {
		const row = rosterRowSchema.parse({ id: 1, project_id: 2201, active: null, sync_enabled: 'false' });
		expect(row).toMatchObject({ id: '1', project_id: '2201', active: true, sync_enabled: false, sap_project: '' });
	});
});

describe('patterns of two tables', () => {
	it.each([
		['*', '*', true],
		['*', 'P-1', true],
		['', 'P-1*', true],
		['P-1', 'P-1', true],
		['P-1', 'P-2', false],
		['P-1', 'P-1*', true],
		['P-1', 'P-*', true],
		['P-1', 'P-11*', false],
		['P-*', 'P-11*', true],
		['P-1*', 'P-2*', false],
	])('%s and %s: a key that both match is %s', (a, b, expected) => {
		expect(overlap(patternOf(a), patternOf(b))).toBe(expected);
		expect(overlap(patternOf(b), patternOf(a))).toBe(expected);
	});
});

describe('keys', () => {
	it.each([
		['0000630000', '630000'],
		['630000', '630000'],
		['0063*', '63*'],
		['000', '0'],
		['00*', '0*'],
		['0*', '0*'],
		['00A1', '00A1'],
		['A001', 'A001'],
		['1001', '1001'],
		['006*3', '006*3'],
		['', ''],
	])('%s compares as %s', (key, expected) => {
		expect(withoutZeros(key)).toBe(expected);
	});

	it('leaves out what is empty between commas', () => {
		expect(valuesIn(' , P-1,, U-22 ')).toEqual(['P-1', 'U-22']);
		expect(valuesIn(' ')).toEqual([]);
	});
});

describe('values', () => {
	it('tells a value that has no row from one that nobody filled', () => {
		const values = valueMap([{ kind: 'unit', sap_value: 'M3', procore_value: '' }]);
		expect([values.find('unit', 'M3'), values.hasRow('unit', 'M3'), values.hasRow('unit', 'ST')]).toEqual([
			undefined,
			true,
			false,
		]);
	});

	it.each([
		['3', 3],
		[' 0 ', 0],
		['5', 5],
		['6', undefined],
		['12', undefined],
		['2 places', undefined],
		['about 2', undefined],
		['', undefined],
	])('decimals of a currency in a cell with "%s" are %s', (procore_value, expected) => {
		const values = valueMap([{ kind: 'currency_decimals', sap_value: 'KWD', procore_value }]);
		expect([values.decimalsOf('KWD'), values.decimalsOf('USD')]).toEqual([expected, undefined]);
	});
});

describe('decisions', () => {
	const decide = (...rows: Array<[decision: string, vendor?: string]>) =>
		decisions(
			rows.map(([decision, procore_vendor_id = '']) => ({
				supplier: '0000100001',
				decision,
				procore_vendor_id,
				note: '',
			})),
		);

	it.each([
		[[], { kind: 'none' }],
		[[['']], { kind: 'none' }],
		[[['Create']], { kind: 'create' }],
		[[['ignore', '5']], { kind: 'ignore' }],
		[[['link', '5']], { kind: 'link', vendorId: '5' }],
		[[[''], ['create']], { kind: 'create' }],
		[[['create'], ['create']], { kind: 'unreadable', why: '2 rows of the table decide on it' }],
		[[['merge', '5']], { kind: 'unreadable', why: '"merge" is not link, create or ignore' }],
		[[['link', 'no 5']], { kind: 'unreadable', why: 'link needs the number of a Procore vendor' }],
		[[['link', '5 or 6']], { kind: 'unreadable', why: 'link needs the number of a Procore vendor' }],
	] as Array<[Array<[string, string?]>, object]>)('%j decides %j', (rows, expected) => {
		expect(decide(...rows).of('100001')).toEqual(expected);
	});

	it('tell whether a supplier has a row, decided or not', () => {
		expect(decide(['']).hasRow('100001')).toBe(true);
		expect(decide(['create']).hasRow('100002')).toBe(false);
	});
});

describe('rows to fill', () => {
	const found = new ToFill('c1', {
		costCodes: map({ company_code: '1010' }),
		values: valueMap([{ kind: 'unit', sap_value: 'M3', procore_value: '' }]),
	});

	it('are those that no table has, once each, with the document they were found in first', () => {
		found.costCode({ ...keys, costCenter: '0000010101' }, 'Concrete', 3);
		found.costCode(keys, 'Concrete', 4);
		found.costCode({ companyCode: '1010', glAccount: '', costCenter: '', wbsElement: '' }, '', 5);
		for (const [index, unit] of ['M3', 'ST', 'ST', 'KG'].entries()) found.value('unit', unit, 'Order 1', index);
		found.value('country', 'ST', 'Order 2', 7);
		expect(found.costCodes).toEqual([
			{
				index: 3,
				row: {
					...{ customer: 'c1', company_code: '1010', gl_account: '630000', cost_center: '0000010101' },
					...{
						wbs_element: 'P-1001.1',
						cost_code: '',
						cost_type: '',
						enabled: true,
						source: 'found',
						note: 'Concrete',
					},
				},
			},
		]);
		expect(found.values.map(({ row, index }) => [index, row.kind, row.sap_value, row.procore_value, row.note])).toEqual(
			[
				[1, 'unit', 'ST', '', 'Order 1'],
				[3, 'unit', 'KG', '', 'Order 1'],
				[7, 'country', 'ST', '', 'Order 2'],
			],
		);
	});
});
