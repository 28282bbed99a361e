import type { LedgerRow } from '../../ledger';
import { history } from '../forms/history';
import type { Links } from '../links';
import { addressOf } from '../frame';
import { grouped, moneyTexts, timeText } from '../kit/format';
import { markup, type Html } from '../kit/html';
import { notice, type Page } from '../kit/page';
import { totals } from '../kit/sums';
import { table } from '../kit/table';
import { tiles, type Tile } from '../kit/tiles';
import { approvalSection, type Approvals } from './approvals';
import { exceptionsNotice, toneOfNone, type Seen } from '../seen';
import { chosenColumns, ignoredColumns, resolvedColumns, unmappedColumns } from './columns';
import { isFor, isMeant, type ExceptionFilter } from './filter';
import { filterForm } from './filterForm';
import type { ExceptionsReport, OpenException, Preview } from './model';
import { previewFound, previewSections, previewShown } from './previewSections';
import { adviceColumn, mostRows, reasonsSection, type ReasonGroup } from './reasons';

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

/** The exceptions as people work them off: by reason, each with what can be done about it. */
export function hubPage(hub: Hub): Page {
	const { report, seen, approvals, filter } = hub;
	const asked = new Set(approvals.waiting.map(documentOf));
	const open = report.open.filter((row) => isMeant(row, filter));
	const people = open.filter((row) => !row.byItself && isFor(row, filter));
	const itself = open.filter((row) => row.byItself && isFor(row, filter));
	const preview = report.preview && previewShown(report.preview, filter);
	const isOpen = filter.find !== '' || filter.reason !== '';
	const shown = { isOpen, withAge: true };
	const ofPreview = preview ? previewSections(preview, isOpen, hub.links) : [];
	return {
		title: 'Exceptions',
		subtitle: `${report.customer} · ${timeText(report.at)} UTC`,
		top: [
			...exceptionsNotice(seen),
			...found(hub, open, preview),
			tiles(seen.by === 'preview' && preview ? previewTiles(preview) : tilesOf(hub, people, itself)),
			...report.gaps.map(notice),
			filterForm([...report.open, ...(report.preview?.stopped ?? [])], report.preview?.planned ?? [], filter),
		],
		sections: [
			...approvalSection(approvals, filter),
			...(seen.by === 'preview'
				? ofPreview
				: [
						reasonsSection(
							{
								...{ title: 'Needs somebody', ...shown },
								empty: asked.size > 0 ? 'Nothing else needs anybody.' : 'Nothing needs anybody.',
							},
							people.filter((row) => row.reason !== 'approval_needed' || !asked.has(documentOf(row))),
							(group, advises) => workOff(group, advises, hub, 'people'),
						),
						reasonsSection(
							{ title: 'Goes on by itself', empty: 'Nothing waits.', ...shown },
							itself,
							(group, advises) => workOff(group, advises, hub, 'itself'),
						),
						...ofPreview,
					]),
			{ title: 'More', content: more(hub) },
		],
	};
}

const documentOf = ({ entity, sapKey, projectId }: Pick<OpenException, 'entity' | 'sapKey' | 'projectId'>) =>
	JSON.stringify([entity, sapKey, projectId]);

/** What is on record of a number that somebody has looked up. */
function found({ report, filter, seen }: Hub, open: readonly OpenException[], preview: Preview | undefined): Html[] {
	if (filter.find === '') return [];
	const among = (rows: ReadonlyArray<Parameters<typeof isMeant>[0]>) =>
		rows.filter((row) => isMeant(row, filter)).length;
	const resolved = report.resolved.filter(({ sapKey }) =>
		sapKey.toLowerCase().includes(filter.find.toLowerCase()),
	).length;
	const onRecord = [
		`${open.length} open`,
		`${among(report.ignored)} ignored`,
		`${resolved} resolved in ${report.month}`,
	];
	const ofPreview = preview ? [previewFound(preview)] : [];
	const parts = [...(seen.by === 'preview' ? [] : onRecord), ...ofPreview].join(', ');
	return [
		notice(
			`"${filter.find}": ${parts}. ${seen.by === 'preview' ? 'What is not here needs nothing, or the preview has not met it.' : 'What is not here went through, or no run has met it.'}`,
		),
	];
}

function previewTiles({ stopped, planned }: Preview): Tile[] {
	const people = stopped.filter(({ byItself }) => !byItself);
	const itself = stopped.filter(({ byItself }) => byItself);
	const figures = (rows: OpenException[]) => ({
		value: grouped(String(rows.length)),
		note: moneyTexts(totals(rows)),
	});
	return [
		{ label: 'Would be held', ...figures(people), tone: people.length > 0 ? 'warn' : 'unknown' },
		{ label: 'Would wait', ...figures(itself) },
		// No sum: an order, its requisition and its costs are the same money.
		{ label: 'Would be written', value: grouped(String(planned.length)) },
	];
}

function tilesOf({ report: { counts, month }, seen }: Hub, people: OpenException[], itself: OpenException[]): Tile[] {
	const parked = people.filter(({ status }) => status === 'parked').length;
	return [
		{
			label: 'Need somebody',
			value: grouped(String(people.length)),
			note: [moneyTexts(totals(people)), parked > 0 ? `${parked} parked` : ''].filter(Boolean).join(' · '),
			tone: people.length > 0 ? 'warn' : toneOfNone(seen),
		},
		{ label: 'Go on by themselves', value: grouped(String(itself.length)), note: moneyTexts(totals(itself)) },
		{ label: `Resolved in ${month}`, value: grouped(String(counts.resolved)), tone: 'good' },
	];
}

/** Exceptions of a reason, and what can be done with those that are chosen. */
function workOff(
	{ reason, rows }: ReasonGroup<OpenException>,
	advises: boolean,
	{ filter, links }: Hub,
	who: string,
): Html {
	const kept = {
		page: 'exceptions',
		...{ reason, who },
		project: filter.projectId,
		entity: filter.entity,
		owner: filter.owner,
		find: filter.find,
	};
	const hidden = Object.entries(kept).filter(([, value]) => value !== '');
	return markup`<form method="get">
${hidden.map(([name, value]) => markup`<input type="hidden" name="${name}" value="${value}">\n`)}<p><label><input type="checkbox" name="all" value="1"> All ${String(rows.length)} of this reason</label></p>
${choosing(rows, advises, links)}<p><button name="do" value="retry">Retry…</button> <button name="do" value="ignore">Ignore…</button></p>
</form>`;
}

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
