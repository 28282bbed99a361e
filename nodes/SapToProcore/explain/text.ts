import { groupBy } from 'lodash';
import type { ExplainedLine, ExplainedRow, ExplainedSubject, Explanation, Missing } from '../../shared/model';
import { handful, withFullStop } from '../../shared/texts';
import { destinations } from './masters';
import { momentText } from './words';

/** The explanation in a few lines of plain text. */
export function explanationText({ verdict, subjects, checks }: Omit<Explanation, 'text'>): string {
	const several = subjects.length > 1;
	return [
		verdict,
		...subjects.flatMap((subject) => [...(several ? ['', subject.verdict] : []), ...subjectLines(subject)]),
		...checks.map((check) => `- ${check}`),
	].join('\n');
}

function subjectLines(subject: ExplainedSubject): string[] {
	const { sap, missing, lines, entity, expected } = subject;
	const facts = sap.facts.map(({ name, value }) => `${name}: ${value}`).join('; ');
	return [
		withFullStop([sap.what, facts].filter(Boolean).join(' ')),
		...lastText(subject),
		...listed('What is missing:', Object.values(groupBy(missing, sameForPeople)).map(missingText)),
		...listed('As SAP and the tables are now, the next run that reads it decides:', expected.map(expectedText)),
		...(entity === 'wbs_element' ? destinationsText(lines) : linesText(lines)),
	];
}

const most = 5;

/** At most a handful of lines under a heading, and how many more there are. */
function listed(heading: string, lines: readonly string[]): string[] {
	if (lines.length === 0) return [];
	const more = lines.length - most;
	return [heading, ...lines.slice(0, most).map((line) => `- ${line}`), ...(more > 0 ? [`- and ${more} more`] : [])];
}

/** The last outcome of the document itself; its message is told with what is missing, if anything is. */
function lastText({ entity, outcomes, missing }: ExplainedSubject): string[] {
	const last = outcomes.find((each) => each.entity === entity) ?? outcomes[0];
	if (!last) return [];
	const { at, runId, executionId, status, action, message, title } = last;
	const what = action === '' || action === 'none' ? status : `${status} (${action})`;
	const execution = executionId === '' ? '' : `, execution ${executionId} of n8n`;
	const said = missing.some((each) => each.what === message) ? '' : message || title;
	const more = said === '' ? '' : ` ${withFullStop(said)}`;
	return [`Last outcome on record: ${what}, ${momentText(at)}, run ${runId}${execution}.${more}`];
}

/** What differs between projects only is told once. */
const sameForPeople = ({ document, what, advice, rows }: Missing) => JSON.stringify([document, what, advice, rows]);

/** Rows before the advice, as a person goes there. */
function missingText(all: readonly Missing[]): string {
	const [first] = all;
	if (!first) return '';
	const { document, what, advice, whoText: who, rows, candidates, byItself } = first;
	const projects = all.map(({ projectId }) => projectId).filter(Boolean);
	const isNamed = what.toLowerCase().includes(document.toLowerCase());
	return [
		`${isNamed ? '' : `${document}: `}${withFullStop(what)}`,
		...(projects.length > 1 ? [`In projects ${handful(projects)}.`] : []),
		...(candidates.length > 0 ? [`Candidates in Procore: vendors ${handful(candidates)}.`] : []),
		...(rows.length > 0 ? [`See ${handful(rows.map(rowText), '; ')}.`] : []),
		advice,
		...(who === '' ? [] : [`Who can act: ${who}.`]),
		...(byItself && who === '' ? ['It goes on by itself.'] : []),
	].join(' ');
}

function rowText({ table, id, pattern, result }: ExplainedRow): string {
	const name = id === '' ? 'a row' : `row ${id}`;
	return `${name} of ${table} (${pattern}${result === '' ? ', not filled' : ` → ${result}`})`;
}

const expectedText = ({ projectId, status, what }: ExplainedSubject['expected'][number]) =>
	`${projectId === '' ? '' : `project ${projectId}: `}${status}. ${what}`;

const isRecorded = ({ basis }: ExplainedLine) => basis === 'recorded';
const isCost = ({ entity }: ExplainedLine) => entity === 'actual_cost';

function destinationsText(lines: readonly ExplainedLine[]): string[] {
	return listed('Where what is on record with it went:', destinations(lines.filter(isRecorded)));
}

function linesText(lines: readonly ExplainedLine[]): string[] {
	const recorded = lines.filter(isRecorded);
	const own = recorded.filter((line) => !isCost(line));
	return [
		...listed('Where its lines went:', own.map(lineText)),
		...listed('Where the costs posted on it went:', recorded.filter(isCost).map(lineText)),
	];
}

function lineText({ item, assignment, amount, currency, projectId, costCode, costType, rule }: ExplainedLine): string {
	const name = [item, assignment].filter(Boolean).join('/');
	const code = [costCode, costType].filter(Boolean).join(' / ');
	return `${name === '' ? '' : `${name}: `}${amount} ${currency} → project ${projectId}, cost code ${code}, by: ${rule}`;
}
