import { costCodeMap } from '../../../nodes/SapToProcore/lookup/costCodes';
import { roster } from '../../../nodes/SapToProcore/lookup/roster';
import { renderMapping } from '../../../nodes/SapToProcore/reports/mapping';
import { mappingReport, mostShown, type MappingInput } from '../../../nodes/SapToProcore/reports/mapping/build';
import { page } from '../../../nodes/SapToProcore/reports/kit/page';
import { costCodeRow, rosterRow } from '../../support/orders.ts';
import { hostileNames } from '../../support/reports.ts';

const hostile = (index: number) => hostileNames[index % hostileNames.length] ?? '';
const projectIds = Array.from({ length: 40 }, (_, index) => String(2201 + index));

/** A company of 40 projects with 400 cost codes each, and 2,000 rows of the map of which half have no code. */
function largeInput(sameCodes: boolean, suggestFor = mostShown): MappingInput {
	const codesOf = (project: number) =>
		Array.from({ length: 400 }, (_, index) => ({
			costCode: `${sameCodes ? '03' : String(project).padStart(2, '0')}-${index}`,
			costType: 'M',
			costCodeName: hostile(index),
			costTypeName: hostile(index + 1),
		}));
	const rows = Array.from({ length: 2000 }, (_, index) => ({
		...costCodeRow({
			id: String(index),
			company_code: '1010',
			gl_account: index % 7 === 0 ? hostile(index) : String(630_000 + index),
			wbs_element: `P-${String(1001 + (index % 40))}.${String(index)}`,
			cost_code: index % 2 === 0 ? '' : `03-${String(index % 400)}`,
			cost_type: index % 2 === 0 ? '' : 'M',
		}),
		note: hostile(index),
	}));
	const readAt = '2026-11-29T06:00:00.000Z';
	return {
		...{
			customer: hostile(0),
			now: '2026-11-29T20:00:00.000Z',
			sapReadAt: '',
			recordedAt: readAt,
			seen: undefined,
			earlier: undefined,
		},
		rows,
		projects: roster(
			projectIds.map((project_id, index) =>
				rosterRow({
					id: project_id,
					project_id,
					project_name: hostile(index),
					sap_project: `P-${String(1001 + index)}`,
				}),
			),
		),
		...{ orders: [], costs: [], gaps: [hostile(2)], lesserGaps: [hostile(3)] },
		recorded: rows
			.filter(({ cost_code }) => cost_code === '')
			.map((row, index) => ({
				keys: { companyCode: '1010', glAccount: row.gl_account, costCenter: '', wbsElement: row.wbs_element },
				money: { amount: String(100 + index), currency: 'USD' },
				projectId: '',
				document: `purchase_order ${String(4_500_000_000 + index)}`,
				text: hostile(index),
			})),
		codes: new Map(projectIds.map((id, index) => [id, { readAt, codes: codesOf(index) }])),
		texts: { glAccounts: new Map(), costCenters: new Map(), wbsElements: new Map(), lines: new Map() },
		suggestFor,
	};
}

describe('The page Mapping of 40 projects with 400 cost codes each, 2,000 rows and hostile names', () => {
	it.each([
		['that have the same cost codes', true, 600_000],
		['each with its own cost codes', false, 4_000_000],
	])('%s: small, quick, and without a script', (_, sameCodes, most) => {
		const input = largeInput(sameCodes);
		const before = performance.now();
		const { page: made, rows } = renderMapping(input, []);
		const html = page(made);
		const took = performance.now() - before;
		// Looking up the same 2,000 rows tells how quick the machine is just now.
		const from = performance.now();
		for (let round = 0; round < 10; round++)
			costCodeMap([...input.rows]).find({ companyCode: '1', glAccount: '2', costCenter: '', wbsElement: '3' });
		const unit = performance.now() - from;
		expect(took).toBeLessThan(Math.max(1500, 100 * unit));
		expect(html.length).toBeLessThan(most);
		expect(html).not.toMatch(/<script|<img|<h1>Taken|onmouseover='|onerror="/i);
		expect(rows).toHaveLength(2000);
	});

	it('lists the codes of each project that something waits in, each list once', () => {
		const html = page(renderMapping(largeInput(true), []).page);
		expect(html.match(/<datalist/g)).toHaveLength(2);
		expect(page(renderMapping(largeInput(false), []).page).match(/<datalist/g)?.length).toBeGreaterThan(15);
	});

	it('what waits most comes first, and a hundred have suggestions on the page, more in the file', () => {
		const { toMap } = mappingReport(largeInput(false));
		expect(toMap).toHaveLength(1000);
		expect(toMap[0]?.amount).toBe('1099.00');
		expect(toMap.slice(100).every(({ suggestions }) => suggestions.length === 0)).toBe(true);
		const suggestedIn = (suggestFor: number) =>
			renderMapping(largeInput(true, suggestFor), []).rows.filter(({ suggestion }) => suggestion !== '').length;
		expect(suggestedIn(300)).toBeGreaterThan(suggestedIn(mostShown));
	});
});
