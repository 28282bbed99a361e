import type { LedgerRow } from '../../ledger';
import { history } from '../forms/history';
import type { Links } from '../links';
import { compared } from '../../../shared/decimal';
import { addressOf } from '../frame';
import { counted, grouped, moneyTexts, timeText } from '../kit/format';
import { markup, type Html } from '../kit/html';
import { openIn } from '../kit/links';
import { notice, type Page, type Section } from '../kit/page';
import { totals } from '../kit/sums';
import { table } from '../kit/table';
import { tiles, type Tile } from '../kit/tiles';
import { approvalSection, type Approvals } from './approvals';
import { exceptionsNotice, toneOfNone, type Seen } from '../seen';
import { pageLink, pageOfReason } from '../workPages';
import { chosenColumns, ignoredColumns, resolvedColumns, unmappedColumns } from './columns';
import { isFor, isMeant, type ExceptionFilter } from './filter';
import { filterForm } from './filterForm';
import type { ExceptionsReport, OpenException } from './model';

export interface Hub {
	report: ExceptionsReport;
	seen: Seen;
	/** What somebody has to approve: it stands in a section of its own. */
	approvals: Approvals;
	filter: ExceptionFilter;
	links: Links;
	/** The last changes that people have made on pages. */
	changes: ReadonlyArray<LedgerRow<'changes'>>;
}

/** Rows of a reason that are shown at once; the others are in the file, or come up with a filter. */
const mostRows = 100;
/** Reasons that stand on the page; the smaller ones behind them open with a click. */
const mostReasons = 12;

/** The exceptions as people work them off: by reason, each with what can be done about it. */
export function hubPage(hub: Hub): Page {
	const { report, seen, approvals, filter } = hub;
	const asked = new Set(approvals.waiting.map(documentOf));
	const open = report.open.filter((row) => isMeant(row, filter));
	const people = open.filter((row) => !row.byItself && isFor(row, filter));
	const itself = open.filter((row) => row.byItself && isFor(row, filter));
	return {
		title: 'Exceptions',
		subtitle: `${report.customer} · ${timeText(report.at)} UTC`,
		top: [
			...exceptionsNotice(seen),
			...found(hub, open),
			tiles(tilesOf(hub, people, itself)),
			...report.gaps.map(notice),
			filterForm(report.open, filter),
		],
		sections: [
			...approvalSection(approvals, filter),
			reasonsSection(
				'Needs somebody',
				asked.size > 0 ? 'Nothing else needs anybody.' : 'Nothing needs anybody.',
				people.filter((row) => row.reason !== 'approval_needed' || !asked.has(documentOf(row))),
				hub,
				'people',
			),
			reasonsSection('Goes on by itself', 'Nothing waits.', itself, hub, 'itself'),
			{ title: 'More', content: more(hub) },
		],
	};
}

const documentOf = ({ entity, sapKey, projectId }: Pick<OpenException, 'entity' | 'sapKey' | 'projectId'>) =>
	JSON.stringify([entity, sapKey, projectId]);

/** What is on record of a number that somebody has looked up. */
function found({ report, filter }: Hub, open: readonly OpenException[]): Html[] {
	if (filter.find === '') return [];
	const among = (rows: ReadonlyArray<Parameters<typeof isMeant>[0]>) =>
		rows.filter((row) => isMeant(row, filter)).length;
	const resolved = report.resolved.filter(({ sapKey }) =>
		sapKey.toLowerCase().includes(filter.find.toLowerCase()),
	).length;
	const parts = [
		`${open.length} open`,
		`${among(report.ignored)} ignored`,
		`${resolved} resolved in ${report.month}`,
	].join(', ');
	return [notice(`"${filter.find}": ${parts}. What is not here went through, or no run has met it.`)];
}

function tilesOf({ report: { counts, month }, seen }: Hub, people: OpenException[], itself: OpenException[]): Tile[] {
	const parked = people.filter(({ status }) => status === 'parked').length;
	return [
		{
			label: 'Need somebody',
			value: grouped(String(people.length)),
			note: [moneyTexts(totals(people)), parked > 0 ? `${parked} parked` : ''].filter(Boolean).join(' · '),
			tone: people.length > 0 ? 'warn' : seen.by === 'preview' ? 'unknown' : toneOfNone(seen),
		},
		{ label: 'Go on by themselves', value: grouped(String(itself.length)), note: moneyTexts(totals(itself)) },
		{ label: `Resolved in ${month}`, value: grouped(String(counts.resolved)), tone: 'good' },
	];
}

interface ReasonGroup {
	reason: string;
	title: string;
	rows: OpenException[];
}

/** The largest amount of a group in one currency: amounts of several are not added. */
const weight = ({ rows }: ReasonGroup) =>
	totals(rows)
		.map(({ amount }) => amount.replace('-', ''))
		.reduce((most, amount) => (compared(amount, most) > 0 ? amount : most), '0');

function groupsOf(rows: readonly OpenException[]): ReasonGroup[] {
	const groups = new Map<string, ReasonGroup>();
	for (const row of rows) {
		const group = groups.get(row.reason) ?? { reason: row.reason, title: row.title || row.reason, rows: [] };
		groups.set(row.reason, group);
		group.rows.push(row);
	}
	return [...groups.values()].sort((a, b) => compared(weight(b), weight(a)) || b.rows.length - a.rows.length);
}

function reasonsSection(title: string, empty: string, rows: OpenException[], hub: Hub, who: string): Section {
	const groups = groupsOf(rows).map((group) => reason(group, hub, who));
	const [shown, rest] = [groups.slice(0, mostReasons), groups.slice(mostReasons)];
	const others =
		rest.length === 0
			? null
			: markup`<details><summary>${counted(rest.length, 'more reason')}</summary>\n${rest}</details>\n`;
	return { title, content: [rows.length === 0 ? markup`<p class="empty">${empty}</p>` : markup`${shown}${others}`] };
}

const largestFirst = (rows: readonly OpenException[]) =>
	[...rows].sort((a, b) => compared(sizeOf(b), sizeOf(a)) || b.ageDays - a.ageDays);
const sizeOf = ({ amount }: OpenException) => (amount === '' ? '0' : amount.replace('-', ''));

/** One reason: how much waits and how long, and behind a click its documents and what can be done. */
function reason({ reason: code, title, rows }: ReasonGroup, { filter, links }: Hub, who: string): Html {
	const oldest = Math.max(...rows.map(({ ageDays }) => ageDays));
	const facts = [
		counted(rows.length, 'document'),
		moneyTexts(totals(rows)),
		oldest > 0 ? `oldest ${counted(oldest, 'day')}` : 'new today',
	];
	const advice = [...new Set(rows.map((row) => row.advice))];
	const open = filter.find !== '' || filter.reason !== '' ? markup` open` : null;
	const kept = {
		page: 'exceptions',
		reason: code,
		who,
		project: filter.projectId,
		entity: filter.entity,
		owner: filter.owner,
		find: filter.find,
	};
	const hidden = Object.entries(kept).filter(([, value]) => value !== '');
	return markup`<details class="group"${open}><summary><strong>${title}</strong> <span class="note">${facts.filter(Boolean).join(' · ')}</span></summary>
${advice.length === 1 ? markup`<p>${advice[0]}</p>\n` : null}${openIn(pageLink(pageOfReason(code)))}<form method="get">
${hidden.map(([name, value]) => markup`<input type="hidden" name="${name}" value="${value}">\n`)}<p><label><input type="checkbox" name="all" value="1"> All ${String(rows.length)} of this reason</label></p>
${choosing(largestFirst(rows), advice.length > 1, links)}<p><button name="do" value="retry">Retry…</button> <button name="do" value="ignore">Ignore…</button></p>
</form></details>
`;
}

const adviceColumn = {
	key: 'advice',
	label: 'What to do',
	width: 'long',
	value: ({ advice }: OpenException) => advice,
} as const;

/** The document in SAP, the budget of its project, and the run that met it last. */
export const placesOf = ({ entity, sapKey, projectId, runId }: OpenException, links: Links) => [
	...links.sap(entity, sapKey),
	...links.budget(projectId),
	...links.run(runId),
];

function choosing(rows: OpenException[], advises: boolean, links: Links): Html {
	return table(advises ? [...chosenColumns, adviceColumn] : chosenColumns, rows, {
		empty: '',
		most: mostRows,
		open: (row) => placesOf(row, links),
		choose: {
			field: 'row',
			value: ({ id }) => id,
			label: ({ sapKey, project }) => `Choose ${sapKey || 'all'} ${project}`.trim(),
		},
	});
}

function more({ report, filter, changes, links }: Hub): Html[] {
	const { resolved, unmapped, month } = report;
	const ignored = report.ignored.filter((row) => isMeant(row, filter));
	const part = (title: string, count: number, content: Html) =>
		markup`<details class="group"><summary><strong>${title}</strong> <span class="note">${grouped(String(count))}</span></summary>\n${content}</details>\n`;
	return [
		part(
			'Ignored by people',
			ignored.length,
			ignored.length === 0
				? markup`<p class="empty">None.</p>`
				: markup`<form method="get">\n<input type="hidden" name="page" value="exceptions">\n${table(
						ignoredColumns,
						ignored,
						{
							empty: '',
							most: mostRows,
							open: (row) => placesOf(row, links),
							choose: {
								field: 'row',
								value: ({ id }) => id,
								label: ({ sapKey, project }) => `Choose ${sapKey} ${project}`.trim(),
							},
						},
					)}<p><button name="do" value="reopen">Take up again…</button></p>\n</form>\n`,
		),
		part(
			'Account assignments without a cost code',
			unmapped.length,
			markup`<p class="sub"><a href="${addressOf('mapping')}">Map them</a>: the page says what waits for each and what may be meant. The next run picks it up by itself.</p>\n${table(unmappedColumns, unmapped, { empty: 'Every account assignment has one.', most: mostRows })}`,
		),
		part(
			`Resolved in ${month}`,
			resolved.length,
			table(resolvedColumns, resolved, { empty: 'None was resolved.', most: mostRows }),
		),
		part('Changes made on pages', new Set(changes.map(({ form_id: id }) => id)).size, history(changes, 'exceptions')),
	];
}
