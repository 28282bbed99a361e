import { isZero, negated } from '../../../shared/decimal';
import { addressOf } from '../frame';
import { bars } from '../kit/bars';
import { counted, grouped, moneyText, moneyTexts, timeText } from '../kit/format';
import { markup, type Html } from '../kit/html';
import { notice, type Page, type Section } from '../kit/page';
import { totals } from '../kit/sums';
import { table } from '../kit/table';
import { tiles, type Tile } from '../kit/tiles';
import {
	comparedCostCodeColumns,
	comparedProjectColumns,
	differenceColumns,
	lineColumns,
	linesOf,
	notComparedColumns,
	otherColumns,
	projectColumns,
} from './columns';
import { comparedColumns, isOff } from './costCodes';
import { differenceKinds, type ReconciliationReport, type TiesOut } from './model';
import { kindTitles } from './words';

/** How old a report is that was kept, and how to get a new one. */
function age({ at }: ReconciliationReport, shownAt: string): Html {
	const minutes = Math.max(0, Math.round((Date.parse(shownAt) - Date.parse(at)) / 60_000));
	const ago = minutes === 0 ? 'less than a minute' : counted(minutes, 'minute');
	return markup`<p class="sub">Read from SAP and Procore ${ago} ago. <a href="${addressOf('reconciliation', { after: at })}">Read anew</a></p>\n`;
}

/** The report as a page. @param shownAt now, ISO 8601, of a report that was kept */
export function reconciliationPage(report: ReconciliationReport, shownAt?: string): Page {
	return {
		title: 'Reconciliation of SAP and Procore',
		subtitle: `${report.customer} · ${timeText(report.at)} UTC`,
		top: [...(shownAt ? [age(report, shownAt)] : []), tiles(tilesOf(report)), ...report.gaps.map(notice)],
		sections: [overview(report), differences(report), ...columns(report), ...oneSided(report)],
	};
}

function tilesOf({ counts, projects, tiesOut, differences: all }: ReconciliationReport): Tile[] {
	const compared = projects.filter(({ sap }) => sap !== '');
	const none = tiesOut === 'not read' ? 'not read' : '0';
	const sums = (of: 'sap' | 'procore' | 'explained' | 'unexplained') =>
		moneyTexts(totals(compared.map((row) => ({ amount: row[of], currency: row.currency })))) || none;
	return [
		{
			label: 'Orders that differ',
			value: grouped(String(counts.differences)),
			note: `of ${grouped(String(counts.orders))}`,
			tone: all.length > 0 ? 'warn' : tiesOut === 'yes' ? 'good' : 'unknown',
		},
		{ label: 'SAP commits to', value: sums('sap') },
		{ label: 'Procore holds', value: sums('procore') },
		{ label: 'Differ for a known reason', value: sums('explained') },
		{ label: 'Differ without one', value: sums('unexplained'), tone: tiesOut === 'no' ? 'bad' : 'calm' },
		{ label: 'Totals', ...tieTiles[tiesOut] },
	];
}

const tieTiles: Record<TiesOut, Pick<Tile, 'value' | 'note' | 'tone'>> = {
	yes: { value: 'tie out', note: 'all orders and contracts were read', tone: 'good' },
	no: { value: 'do not tie out', tone: 'bad' },
	'not read': { value: 'not known', note: 'not everything could be read', tone: 'unknown' },
};

const magnitude = (amount: string) => (amount.startsWith('-') ? negated(amount) : amount);

function overview({ projects, counts }: ReconciliationReport): Section {
	const kinds = differenceKinds.filter((kind) => counts.byKind[kind] > 0);
	return {
		title: 'By project',
		about:
			'SAP: released orders. SAP less both differences is what Procore holds. Explained: the sync or a person has given a reason; unexplained: the next run should have brought it. A project ties out when it was read and nothing is unexplained.',
		content: [
			bars(
				'Orders that differ, by reason',
				kinds.map((kind) => ({
					label: kindTitles[kind],
					size: String(counts.byKind[kind]),
					value: String(counts.byKind[kind]),
					tone: 'warn',
				})),
			),
			...commitments(projects),
			table(projectColumns, projects, { empty: 'There is no order and no contract.' }),
		],
	};
}

/** A chart for each currency: lengths of different ones say nothing beside each other. */
function commitments(projects: ReconciliationReport['projects']): Html[] {
	const currencies = [...new Set(projects.flatMap(({ currency, sap }) => (sap === '' ? [] : currency)))].sort();
	return currencies.map((currency) =>
		bars(
			currencies.length > 1 ? `What SAP commits to, in ${currency}` : 'What SAP commits to',
			projects
				.filter((each) => each.currency === currency && each.sap !== '')
				.map(({ project, sap, explained, unexplained }) => ({
					label: project,
					size: magnitude(sap),
					value: moneyText({ amount: sap, currency }),
					tone: isZero(explained) && isZero(unexplained) ? 'good' : 'warn',
				})),
		),
	);
}

function differences({ differences: all, tiesOut }: ReconciliationReport): Section {
	const lines = linesOf(all);
	const empty = tiesOut === 'not read' ? 'None of those that could be read.' : 'SAP and Procore agree, to the cent.';
	return {
		title: 'Orders that differ',
		content: [
			table(differenceColumns, all, { empty }),
			...(lines.length > 0 ? [table(lineColumns, lines, { empty: '' })] : []),
		],
	};
}

function columns({ columns: projects, costCodes: all }: ReconciliationReport): Section[] {
	if (all.length === 0) return [];
	const off = all.flatMap(comparedColumns).filter(isOff);
	return [
		{
			title: 'By column of the budget',
			about:
				'Procore’s side is what its budget shows, with what people entered there. Other costs of SAP are those that no contract covers. An empty cell was not read.',
			content: [table(comparedProjectColumns, projects.flatMap(comparedColumns), { empty: 'None.' })],
		},
		{
			title: 'Cost codes that differ',
			about: `In budget, committed or direct costs, of ${counted(all.length, 'cost code')} in all; the others are in the file.`,
			content: [table(comparedCostCodeColumns, off, { empty: 'None.', most: 200 })],
		},
	];
}

function oneSided({ others, notCompared }: ReconciliationReport): Section[] {
	return [
		{
			title: 'Contracts in Procore that did not come from SAP',
			content: [table(otherColumns, others, { empty: 'There is none.', most: 100 })],
		},
		...(notCompared.length > 0
			? [{ title: 'Not compared', content: [table(notComparedColumns, notCompared, { empty: '' })] }]
			: []),
	];
}
