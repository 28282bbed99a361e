import type { ExplainedOutcome, ExplainedPart, ExplainedSubject, Explanation } from '../../../shared/model';
import type { Column } from '../kit/columns';
import { grouped, timeText } from '../kit/format';
import { markup, type Html } from '../kit/html';
import { openIn, type Link } from '../kit/links';
import type { Page, Section } from '../kit/page';
import type { Seen } from '../seen';
import type { Links } from '../links';
import { table } from '../kit/table';
import { expectedColumns, lineColumns, outcomeColumns, partColumns, rowColumns } from './columns';
import { missingList } from './missing';

/** Rows of a list that stand on the page; a longer one opens with a click. */
const mostOpen = 8;

/** Why something is, or is not, in Procore: the verdict first, then what can be done, then what it is known from. */
export function whyPage(explanation: Explanation, links: Links, seen: Seen): Page {
	const { customer, at, search, verdict, subjects, checks } = explanation;
	const several = subjects.length > 1;
	return {
		title: search === '' ? 'Why?' : `Why? ${search}`,
		subtitle: `${customer} · ${timeText(at)} UTC · as the runs of the sync have it on record`,
		top: [
			markup`<p class="verdict">${verdict}</p>\n`,
			...(several
				? [
						markup`<ul>\n${subjects.map(({ name }, index) => markup`<li><a href="#${anchorOf(index)}">${name}</a></li>\n`)}</ul>\n`,
					]
				: []),
			...(checks.length > 0 ? [markup`<ul>\n${checks.map((check) => markup`<li>${check}</li>\n`)}</ul>\n`] : []),
		],
		sections: subjects.map((subject, index) => subjectSection(subject, { index, several, links, seen })),
	};
}

const anchorOf = (index: number) => `subject-${index + 1}`;

interface Place {
	index: number;
	/** Others are on the page: then each says its own verdict. */
	several: boolean;
	links: Links;
	seen: Seen;
}

function subjectSection(subject: ExplainedSubject, { index, several, links, seen }: Place): Section {
	const { name, verdict, missing, sap, parts, lines, rows, outcomes, expected } = subject;
	return {
		title: name,
		content: [
			...(several ? [markup`<p id="${anchorOf(index)}"><strong>${verdict}</strong></p>\n`] : []),
			heading('What is missing, and who can bring it'),
			missing.length > 0
				? missingList(subject, seen.by === 'runs' ? 'retry or ignore it' : 'what the preview found')
				: markup`<p class="empty">Nothing that is on record.</p>\n`,
			heading('What SAP has'),
			sapText(sap),
			...[openIn(links.sap(subject.entity, subject.key)) ?? []].flat(),
			...list('Where it stands', partColumns, parts, (part) => partPlaces(part, links)),
			...list('What the next run would do, as SAP and the tables are now', expectedColumns, expected),
			...list('Rows that decided', rowColumns, rows),
			...list('Lines, each with its rule', lineColumns, lines),
			...list('Last outcomes', outcomeColumns, outcomes, (outcome) => outcomePlaces(outcome, links)),
		],
	};
}

const partPlaces = ({ entity, projectId, procoreId: id, outcome }: ExplainedPart, links: Links): Link[] => [
	...links.procore(entity, { projectId, id }),
	...links.budget(projectId),
	...links.execution(outcome.executionId),
];

const outcomePlaces = ({ entity, projectId, procoreId: id, executionId }: ExplainedOutcome, links: Links): Link[] => [
	...links.procore(entity, { projectId, id }),
	...links.execution(executionId),
];

const heading = (text: string) => markup`<h3>${text}</h3>\n`;

function sapText({ what, facts, state }: ExplainedSubject['sap']): Html {
	const more = state === 'not_asked' ? ' Everything here is what the runs of the sync have read and recorded.' : '';
	return markup`<p>${what}${more}</p>\n${
		facts.length > 0
			? markup`<ul>\n${facts.map(({ name, value }) => markup`<li>${name}: ${value}</li>\n`)}</ul>\n`
			: null
	}`;
}

/** A list under its heading; a long one is closed, so that the next heading is near. Nothing where there are no rows. */
function list<T>(
	title: string,
	columns: ReadonlyArray<Column<T>>,
	rows: readonly T[],
	open: (row: T) => Link[] = () => [],
): Html[] {
	if (rows.length === 0) return [];
	const content = table(columns, rows, { empty: '', open });
	return rows.length > mostOpen
		? [
				markup`<details class="group"><summary><strong>${title}</strong> <span class="note">${grouped(String(rows.length))}</span></summary>\n${content}</details>\n`,
			]
		: [heading(title), content];
}
