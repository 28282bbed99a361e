import { roster } from '../../../nodes/SapToProcore/lookup/roster';
import { suggestionsFor, type Combination, type ProjectCode } from '../../../nodes/SapToProcore/mapping/suggest';
import type { CostCodeRow } from '../../../nodes/SapToProcore/ledger/rows';
import { wordsOf } from '../../../nodes/SapToProcore/mapping/words';
import { costCodeRow, rosterRow } from '../../support/orders';

const projects = roster([
	rosterRow({ project_id: '2201', sap_project: 'P-1001' }),
	rosterRow({ project_id: '2202', sap_project: 'P-1002' }),
]);

const texts = { glAccount: '', costCenter: '', wbsElement: '', lines: [] };
const combination = (fields: Partial<Combination>): Combination => ({
	...{ companyCode: '1010', glAccount: '630000', costCenter: '', wbsElement: 'P-1001.1.1', projectId: '2201', texts },
	...fields,
});

const code = (costCode: string, costType: string, costCodeName = '', costTypeName = ''): ProjectCode => ({
	...{ costCode, costType, costCodeName, costTypeName },
});
const codes = [
	code('03-100', 'M', 'Formwork', 'Materials'),
	code('03-100', 'L', 'Formwork', 'Labor'),
	code('03-300', 'M', 'Cast-in-place Concrete', 'Materials'),
	code('26-100', 'S', 'Elektro', 'Nachunternehmer'),
	code('03-400', 'M', 'Precast Concrete', 'Materials'),
];

const row = (fields: Partial<CostCodeRow>) =>
	costCodeRow({ company_code: '', gl_account: '', cost_center: '', wbs_element: '', ...fields });

function suggested(each: Combination, rows: CostCodeRow[] = [], given = codes) {
	const [found = []] = suggestionsFor({ combinations: [each], rows, projects, codes: new Map([['2201', given]]) });
	return found.map(({ costCode, costType, reasons }) => ({
		pair: `${costCode}|${costType}`,
		reasons: reasons.map(({ text }) => text),
	}));
}

describe('by the map', () => {
	it('the same account elsewhere, its own project before others', () => {
		const rows = [
			row({ id: '1', gl_account: '0000630000', wbs_element: 'P-1001.2', cost_code: '03-100', cost_type: 'M' }),
			row({ id: '2', gl_account: '630000', wbs_element: 'P-1002.2', cost_code: '03-300', cost_type: 'M' }),
			row({ id: '3', gl_account: '630000', wbs_element: 'P-1002.3', cost_code: '03-300', cost_type: 'M' }),
		];
		expect(suggested(combination({}), rows)).toEqual([
			expect.objectContaining({
				pair: '03-100|M',
				reasons: expect.arrayContaining(['G/L account 630000 has it in row 1 for this project.']),
			}),
			{ pair: '03-300|M', reasons: ['G/L account 630000 has it in 2 rows of the map.'] },
		]);
	});

	it('a prefix of the account', () => {
		const rows = [row({ gl_account: '6300*', wbs_element: 'P-1002*', cost_code: '03-100', cost_type: 'M' })];
		expect(suggested(combination({}), rows)[0]?.reasons[0]).toMatch(/^G\/L account 6300\* has it in row/);
	});

	it.each([
		['P-1001.1', /P-1001\.1, of the same branch/],
		['P-1001.1.1.4', /P-1001\.1\.1\.4, below this one/],
		['P-1001.1.2', /P-1001\.1\.2, below the same parent/],
		['P-1002.1.1', /P-1002\.1\.1, at the same place of another project/],
	])('neighbouring WBS element %s', (wbs_element, reason) => {
		const [first] = suggested(combination({}), [row({ wbs_element, cost_code: '03-100', cost_type: 'M' })]);
		expect(first).toMatchObject({ pair: '03-100|M', reasons: expect.arrayContaining([expect.stringMatching(reason)]) });
	});

	it('the same cost center, leading zeros or not', () => {
		const rows = [row({ cost_center: '17100101', gl_account: '640000', cost_code: '03-100', cost_type: 'M' })];
		const asked = combination({ wbsElement: '', costCenter: '0017100101' });
		expect(suggested(asked, rows)[0]?.reasons).toEqual([expect.stringMatching(/^Cost center 17100101 has it/)]);
	});

	it('nothing by rows that do not decide', () => {
		const rows = [
			row({ gl_account: '630000', wbs_element: 'P-1001.2' }),
			row({ gl_account: '630000', wbs_element: 'P-1001.3', cost_code: '03-100', cost_type: 'M', enabled: false }),
		].map((each, index) => (index === 0 ? { ...each, cost_code: '' } : each));
		expect(suggested(combination({}), rows)).toEqual([]);
	});

	it('never a code that the project does not have', () => {
		const rows = [row({ gl_account: '630000', wbs_element: 'P-1002', cost_code: '99-100', cost_type: 'M' })];
		expect(suggested(combination({}), rows)).toEqual([]);
		expect(suggested(combination({ projectId: '2299', texts: { ...texts, glAccount: 'Formwork' } }))).toEqual([]);
	});
});

describe('by words', () => {
	it('of the account, for code and cost type', () => {
		const [first, second] = suggested(combination({ texts: { ...texts, glAccount: 'FORMWORK, materials' } }));
		expect(first).toEqual({ pair: '03-100|M', reasons: ['"formwork", "materials" in the text of the G/L account.'] });
		expect(second?.pair).toBe('03-100|L');
	});

	it('the rarer one counts more', () => {
		const [first] = suggested(combination({ texts: { ...texts, glAccount: 'Precast concrete' } }));
		expect(first?.pair).toBe('03-400|M');
	});

	it('in German, beginnings of words and accents', () => {
		expect(wordsOf('Für die Lieferung von Gerät, Straße & 3 Töpfe')).toEqual([
			'lieferung',
			'gerat',
			'strasse',
			'topfe',
		]);
		const [first] = suggested(combination({ texts: { ...texts, lines: ['Elektroarbeiten 2. OG'] } }));
		expect(first).toEqual({ pair: '26-100|S', reasons: ['"elektroarbeiten" in the text of an order item.'] });
	});

	it('no reason, no suggestion', () => {
		expect(suggested(combination({ texts: { ...texts, glAccount: 'Costs of the account 4711' } }))).toEqual([]);
	});
});

it('is the same whatever the order of the map, and at most as many as asked for', () => {
	const rows = [1, 2, 3, 4, 5].map((at) =>
		row({
			gl_account: '630000',
			wbs_element: `P-1002.${at}`,
			cost_code: codes[at % 3]?.costCode ?? '',
			cost_type: 'M',
		}),
	);
	expect(suggested(combination({}), [...rows].reverse())).toEqual(suggested(combination({}), rows));
	const input = { combinations: [combination({})], rows, projects, codes: new Map([['2201', codes]]) };
	expect(suggestionsFor({ ...input, most: 1 })[0]).toHaveLength(1);
});

it('2,000 combinations against 20,000 rows take not much longer than the half of both', () => {
	const rows = (count: number) =>
		Array.from({ length: count }, (_, at) =>
			row({
				...{ gl_account: String(600000 + (at % 977)), wbs_element: `P-100${(at % 2) + 1}.${at % 31}.${at % 17}` },
				...{ cost_code: codes[at % codes.length]?.costCode ?? '', cost_type: 'M' },
			}),
		);
	const asked = (count: number) =>
		Array.from({ length: count }, (_, at) =>
			combination({
				glAccount: String(600000 + (at % 991)),
				wbsElement: `P-1001.${at % 37}.${at % 19}`,
				texts: { ...texts, glAccount: `Concrete ${at % 7}`, lines: ['Formwork'] },
			}),
		);
	const timeOf = (size: number) => {
		const input = { combinations: asked(2000 * size), rows: rows(20_000 * size) };
		const from = performance.now();
		suggestionsFor({ ...input, projects, codes: new Map([['2201', codes]]) });
		return performance.now() - from;
	};
	timeOf(0.5);
	expect(timeOf(1) / timeOf(0.5)).toBeLessThan(4);
});
