import { compared, isZero, negated, subtracted, sum } from '../../../shared/decimal';
import type { LedgerRow } from '../../ledger';
import { addressOf } from '../frame';
import { counted, grouped, moneyText, moneyTexts, timeText } from '../kit/format';
import { markup, type Html } from '../kit/html';
import { openIn } from '../kit/links';
import { notice, type Page, type Section } from '../kit/page';
import { inCurrency, totals } from '../kit/sums';
import { table } from '../kit/table';
import { tiles, type Tile, type Tone } from '../kit/tiles';
import { waterfall } from '../kit/waterfall';
import { noLinks, type Links } from '../links';
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
import {
	gapGroups,
	type Difference,
	type GapGroup,
	type ProjectTotals,
	type ReconciliationReport,
	type Verdict,
} from './model';
import { signOffSection } from './signOff';
import { butFiltered, gapTitles } from './words';

/** How old a report is that was kept, and how to get a new one. */
function age({ at }: ReconciliationReport, shownAt: string): Html {
	const minutes = Math.max(0, Math.round((Date.parse(shownAt) - Date.parse(at)) / 60_000));
	const ago = minutes === 0 ? 'less than a minute' : counted(minutes, 'minute');
	return markup`<p class="sub">Read from SAP and Procore ${ago} ago. <a href="${addressOf('reconciliation', { after: at })}">Read again</a></p>\n`;
}

/** Why it is an old one. */
const quotaUsed = ({ at }: ReconciliationReport): Html =>
	notice(
		`This is the reconciliation of ${timeText(at)} UTC. For a newer one, what reports may use of Procore's quota in an hour is not enough now: read it again later, or lower Reserve for the Sync in Read request.`,
	);

export interface Shown {
	/** Now, ISO 8601, of a report that was kept. */
	shownAt?: string;
	/** A newer one was asked for, and the quota has no room for it. */
	isOld?: boolean;
	/** Of a page that people work on: what has been signed off. */
	signOffs?: ReadonlyArray<LedgerRow<'signoffs'>>;
	links?: Links;
}

/** The report as a page. */
export function reconciliationPage(
	report: ReconciliationReport,
	{ shownAt, isOld = false, signOffs, links = noLinks }: Shown = {},
): Page {
	return {
		title: 'Reconciliation of SAP and Procore',
		subtitle: `${report.customer} · ${timeText(report.at)} UTC`,
		top: [
			...(isOld ? [quotaUsed(report)] : []),
			...(shownAt ? [age(report, shownAt)] : []),
			tiles(tilesOf(report)),
			...report.gaps.map(notice),
		],
		sections: [
			overview(report),
			byProject(report, links),
			more(report, links),
			...(signOffs ? [signOffSection(report, signOffs, isOld)] : []),
		],
	};
}

function tilesOf(report: ReconciliationReport): Tile[] {
	const { counts, projects, tiesOut, differences: all } = report;
	if (tiesOut === 'not written') return [{ label: 'Totals', ...tieTiles[tiesOut] }];
	const but = butFiltered(report);
	const compared = projects.filter(({ sap }) => sap !== '');
	const unexplained = totals(compared.map(({ unexplained: amount, currency }) => ({ amount, currency }))).filter(
		({ amount }) => !isZero(amount),
	);
	const none = tiesOut === 'not read' ? 'not read' : '0';
	return [
		{ label: 'Totals', ...tieTiles[tiesOut], ...(but !== '' && tiesOut === 'yes' ? { note: but, tone: 'calm' } : {}) },
		{ label: 'Unexplained', value: moneyTexts(unexplained) || none, tone: unexplainedTones[tiesOut] },
		{
			label: 'Orders that differ',
			value: grouped(String(counts.ordersThatDiffer)),
			note: `of ${grouped(String(counts.orders))}`,
			tone: all.length > 0 ? 'warn' : tiesOut !== 'yes' ? 'unknown' : but === '' ? 'good' : 'calm',
		},
	];
}

const unexplainedTones = { yes: 'calm', no: 'bad', 'not read': 'unknown' } as const;

const tieTiles: Record<Verdict, Pick<Tile, 'value' | 'note' | 'tone'>> = {
	yes: { value: 'tie out', note: 'all orders and contracts were read', tone: 'good' },
	no: { value: 'do not tie out', tone: 'bad' },
	'not read': { value: 'not known', note: 'not everything could be read', tone: 'unknown' },
	'not written': { value: 'not compared', note: 'only previews have run', tone: 'unknown' },
};

/** On the way from SAP to Procore, what nobody has given a reason for comes first. */
function overview({ projects }: ReconciliationReport): Section {
	const read = projects.filter(({ sap }) => sap !== '');
	const currencies = [...new Set(read.map(({ currency }) => currency))].sort();
	return {
		title: 'From SAP to Procore',
		about:
			'SAP: released orders. What is unexplained, the next run should have brought; for everything else the sync or a person has given a reason.',
		content:
			currencies.length === 0
				? [markup`<p class="empty">There is no order and no contract.</p>`]
				: ways(currencies, read, scopeOf(projects, read)),
	};
}

/** Whose figures these are: not those of all projects where some could not be read. */
function scopeOf(projects: readonly ProjectTotals[], read: readonly ProjectTotals[]): string {
	const count = (rows: readonly ProjectTotals[]) =>
		new Set(rows.map(({ projectId }) => projectId).filter((id) => id !== '')).size;
	const [some, all] = [count(read), count(projects)];
	return some === all ? 'All projects' : `Projects that were read (${some} of ${all})`;
}

/** Lengths of different currencies say nothing beside each other: each has a chart, the others than the usual one folded. */
function ways(currencies: readonly string[], read: readonly ProjectTotals[], scope: string): Html[] {
	const own = (currency: string) => read.filter((each) => each.currency === currency);
	const [usual = '', ...others] = [...currencies].sort((a, b) => own(b).length - own(a).length);
	const chart = (currency: string) =>
		steps(others.length > 0 ? `${scope}, in ${currency}` : scope, currency, own(currency));
	return [
		chart(usual),
		...(others.length > 0 ? [folded(`Other currencies: ${others.join(', ')}`, others.map(chart))] : []),
	];
}

/** Opens with a click: a phone shows first what is read at a glance. */
const folded = (title: string, content: readonly Html[]) =>
	markup`<details class="group"><summary>${title}</summary>\n${content}</details>\n`;

const gapTones: Record<GapGroup, Tone> = {
	unexplained: 'bad',
	filtered: 'calm',
	...{ held: 'warn', waiting: 'warn', people: 'warn', other: 'warn' },
};

/** The way from what SAP commits to to what Procore holds, of some projects in one currency. */
function steps(title: string, currency: string, projects: readonly ProjectTotals[]): Html {
	const figure = (of: (project: ProjectTotals) => string) => {
		const amount = inCurrency(sum(['0', ...projects.map(of)]), currency);
		return { amount, value: moneyText({ amount, currency }) };
	};
	const gaps = gapGroups.map((group) => ({
		label: gapTitles[group],
		...figure(({ gaps: own }) => own[group]),
		tone: gapTones[group],
	}));
	return waterfall(
		title,
		{ label: 'SAP commits to', ...figure(({ sap }) => sap) },
		gaps.filter(({ amount }) => !isZero(amount)),
		{ label: 'Procore holds', ...figure(({ procore }) => procore) },
	);
}

const magnitude = (amount: string) => (amount.startsWith('-') ? negated(amount) : amount || '0');
const largest = (of: (project: ProjectTotals) => string) => (a: ProjectTotals, b: ProjectTotals) =>
	compared(magnitude(of(b)), magnitude(of(a)));

/** What differs for a reason: what is filtered out is meant to be in SAP only. */
const reasoned = ({ explained, gaps }: ProjectTotals) => subtracted(explained, gaps.filtered);

/** Projects that stand on the page; the others behind them open with a click. */
const mostOpen = 6;

/** Projects that differ, the largest unexplained amount first; what agrees is folded. */
function byProject(report: ReconciliationReport, links: Links): Section {
	const { projects, differences, tiesOut } = report;
	const read = projects.filter(({ sap }) => sap !== '');
	const own = (project: ProjectTotals) =>
		differences.filter((each) => each.projectId === project.projectId && each.currency === project.currency);
	const differ = read
		.filter((project) => own(project).length > 0 || !isZero(reasoned(project)) || !isZero(project.unexplained))
		.sort(largest(({ explained }) => explained))
		.sort(largest(({ unexplained }) => unexplained));
	const agree = read.filter((project) => !differ.includes(project));
	const unread = projects.filter((project) => !read.includes(project));
	const entries = differ.map((project) => projectEntry(project, own(project), links));
	const none =
		tiesOut === 'not written'
			? 'Nothing was written, so nothing is compared.'
			: tiesOut === 'not read'
				? 'None of those that could be read differs.'
				: `SAP and Procore agree, ${butFiltered(report) || 'to the cent'}.`;
	return {
		title: 'Projects that differ',
		about: 'Open a project for its orders that differ and, where they were read, their lines.',
		content: [
			...(differ.length === 0 ? [markup`<p class="empty">${none}</p>`] : []),
			...entries.slice(0, mostOpen),
			...(entries.length > mostOpen ? [folded(`${entries.length - mostOpen} more`, entries.slice(mostOpen))] : []),
			...(unread.length > 0
				? [markup`<p class="note">Not read: ${unread.map(({ project }) => project).join(', ')}.</p>`]
				: []),
			...(agree.length > 0
				? [
						folded(`${counted(agree.length, 'project')} without a difference`, [
							table(projectColumns, agree, { empty: '' }),
						]),
					]
				: []),
		],
	};
}

function projectEntry(project: ProjectTotals, own: readonly Difference[], links: Links): Html {
	const { currency, explained, unexplained } = project;
	const facts = [
		isZero(unexplained) ? '' : `unexplained ${moneyText({ amount: unexplained, currency })}`,
		isZero(explained) ? '' : `explained ${moneyText({ amount: explained, currency })}`,
		counted(own.length, 'order'),
		project.tiesOut === 'not read' ? 'not everything was read' : '',
	].filter(Boolean);
	const lines = linesOf(own);
	const open = ({ purchaseOrder, projectId, contractId: id }: Difference) => [
		...links.sap('purchase_order', purchaseOrder),
		...links.procore('purchase_order', { projectId, id }),
	];
	return markup`<details class="group"><summary><strong>${project.project || 'no project'}</strong> <span class="note">${facts.join(' · ')}</span></summary>
${steps(project.project, currency, [project])}${openIn(links.budget(project.projectId))}${table(differenceColumns, own, { empty: 'Only the other side of an order in another currency.', open })}${lines.length > 0 ? table(lineColumns, lines, { empty: '' }) : null}</details>
`;
}

/** What is looked at when a figure above raises a question. */
function more(report: ReconciliationReport, links: Links): Section {
	return { title: 'More', content: [...columns(report), ...oneSided(report, links)] };
}

const about = (text: string) => markup`<p class="sub">${text}</p>\n`;

function columns({ columns: projects, costCodes: all }: ReconciliationReport): Html[] {
	if (all.length === 0) return [];
	const off = all.flatMap(comparedColumns).filter(isOff);
	return [
		folded('By column of the budget', [
			about(
				'Procore’s side is what its budget shows, with what people entered there. Other costs of SAP are those that no contract covers. An empty cell was not read.',
			),
			table(comparedProjectColumns, projects.flatMap(comparedColumns), { empty: 'None.' }),
		]),
		folded(`Cost codes that differ: ${off.length}`, [
			about(
				`In budget, committed or direct costs, of ${counted(all.length, 'cost code')} in all; the others are in the file.`,
			),
			table(comparedCostCodeColumns, off, { empty: 'None.', most: 200 }),
		]),
	];
}

function oneSided({ others, notCompared, filteredOut }: ReconciliationReport, links: Links): Html[] {
	return [
		...(filteredOut.length > 0
			? [
					folded(`Filtered out by a step of your workflow: ${counted(filteredOut.length, 'order')}`, [
						about('After you remove the step, a backfill brings them.'),
						table(differenceColumns, filteredOut, {
							empty: '',
							most: 100,
							open: ({ purchaseOrder }) => links.sap('purchase_order', purchaseOrder),
						}),
					]),
				]
			: []),
		folded(`Contracts in Procore that did not come from SAP: ${others.length}`, [
			table(otherColumns, others, {
				empty: 'There is none.',
				most: 100,
				open: ({ projectId, contractId: id }) => links.procore('purchase_order', { projectId, id }),
			}),
		]),
		...(notCompared.length > 0
			? [folded('Not compared', [table(notComparedColumns, notCompared, { empty: '' })])]
			: []),
	];
}
