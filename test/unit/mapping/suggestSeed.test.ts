import { cellsOfCode } from '../../../nodes/SapToProcore/lookup/costCodes';
import type { CostCodeRow } from '../../../nodes/SapToProcore/ledger/rows';
import { costCodeMap } from '../../../nodes/SapToProcore/lookup/costCodes';
import { roster } from '../../../nodes/SapToProcore/lookup/roster';
import { suggestionsFor, type Combination } from '../../../nodes/SapToProcore/mapping/suggest';
import { randomFor } from '../../../simulators/data/random.ts';
import { seedMapping } from '../../support/seedMapping';

const seed = seedMapping();
const projects = roster(seed.roster);
const whole = costCodeMap(seed.rows);

/** What the whole map says, and the row that says it. */
function decided(keys: Combination) {
	const answer = whole.find(keys);
	return answer.kind === 'found' ? { ...answer, row: /row (\d+)/.exec(answer.rule)?.[1] ?? '' } : undefined;
}

interface Figures {
	combinations: number;
	first: number;
	amongThree: number;
}

/** How often the code that was removed is named, of combinations that the rest of the map does not decide. */
interface Figures {
	combinations: number;
	first: number;
	amongThree: number;
}

function figuresOf(combinations: readonly Combination[], rows: CostCodeRow[]): Figures {
	const suggestions = suggestionsFor({ combinations, rows, projects, codes: seed.codes });
	const figures = { combinations: combinations.length, first: 0, amongThree: 0 };
	combinations.forEach((each, index) => {
		const answer = decided(each);
		const place = (suggestions[index] ?? []).findIndex(
			({ costCode, costType }) => costCode === answer?.costCode && costType === answer.costType,
		);
		if (place === 0) figures.first++;
		if (place >= 0 && place < 3) figures.amongThree++;
	});
	for (const { reasons } of suggestions.flat()) expect(reasons.length).toBeGreaterThan(0);
	return figures;
}

const percent = (part: number, { combinations }: Figures) => (100 * part) / combinations;

function told(name: string, figures: Figures): void {
	const share = (part: number) => `${percent(part, figures).toFixed(1)} %`;
	process.stdout.write(
		`${name}: ${figures.combinations} combinations, the removed code is first in ${share(figures.first)}, among the first three in ${share(figures.amongThree)}\n`,
	);
}

/** The same in every run, in no order. */
function shuffled<T>(list: readonly T[], salt: string): T[] {
	const random = randomFor(salt);
	const placed = list.map((each) => ({ each, place: random.int(0, 1_000_000_000) }));
	return placed.sort((a, b) => a.place - b.place).map(({ each }) => each);
}

it('names the code of 150 rows that were removed from the map of seed', () => {
	const deciding = [...new Set(seed.combinations.flatMap((each) => decided(each)?.row ?? []))];
	const removed = new Set(shuffled(deciding, 'rows of the map').slice(0, 150));
	expect(removed.size).toBe(150);
	const rows = seed.rows.filter(({ id }) => !removed.has(id));
	const left = costCodeMap(rows);
	const figures = figuresOf(
		seed.combinations.filter((each) => decided(each) && left.find(each).kind === 'unmapped'),
		rows,
	);
	told(`seed, ${removed.size} of ${deciding.length} rows removed`, figures);
	expect(figures.combinations).toBeGreaterThan(1000);
	expect(percent(figures.first, figures)).toBeGreaterThanOrEqual(85);
	expect(percent(figures.amongThree, figures)).toBeGreaterThanOrEqual(95);
});

it('names it by neighbours in the map alone, where SAP has no text', () => {
	const texts = { glAccount: '', costCenter: '', wbsElement: '', lines: [] };
	const plain = shuffled(seed.combinations, 'combinations')
		.filter((each) => decided(each))
		.map((each) => ({ ...each, texts }));
	const removed = plain.slice(0, 150);
	// A map of a customer who filled each row that the sync has added.
	const rows = plain.slice(150).map((each, index): CostCodeRow => {
		const { costCode = '', costType = '' } = decided(each) ?? {};
		const { companyCode: company_code, glAccount: gl_account, costCenter: cost_center, wbsElement: wbs_element } = each;
		const keys = { company_code, gl_account, cost_center, wbs_element };
		const code = cellsOfCode({ costCode, costType });
		return { id: String(index + 1), ...keys, ...code, enabled: true };
	});
	const figures = figuresOf(removed, rows);
	told(`seed without texts, 150 of ${plain.length} rows removed`, figures);
	expect(percent(figures.first, figures)).toBeGreaterThanOrEqual(85);
	expect(percent(figures.amongThree, figures)).toBeGreaterThanOrEqual(95);
});
