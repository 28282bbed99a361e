import { groupBy } from 'lodash';
import type { ExplainedRow, ExplainedSubject, Missing } from '../../../shared/model';
import { definitions } from '../../../shared/tables/definitions';
import { handful } from '../../../shared/texts';
import { addressOf } from '../frame';
import { moneyTexts, timeText } from '../kit/format';
import { markup, type Html } from '../kit/html';
import { linkList } from '../kit/links';
import { totals } from '../kit/sums';
import type { ReportName } from '../names';
import { pageLink, pageOfReason } from '../workPages';

const mostShown = 30;

/**
 * What is missing, in sentences, each with the pages on which it can be brought.
 * @param onRecord - what Exceptions has of it
 */
export function missingList({ name, key, missing }: ExplainedSubject, onRecord: string): Html {
	// What differs between projects alone is told once.
	const groups = Object.values(
		groupBy(missing, ({ document, what, advice, rows }) => JSON.stringify([document, what, advice, rows])),
	);
	const more = groups.length - mostShown;
	return markup`<ul>\n${groups.slice(0, mostShown).map((all) => entry(all, { name, key, onRecord }))}</ul>\n${
		more > 0 ? markup`<p class="empty">${String(more)} more in the file.</p>\n` : null
	}`;
}

function entry(
	all: readonly Missing[],
	{ name, key, onRecord }: Pick<ExplainedSubject, 'name' | 'key'> & { onRecord: string },
): Html {
	const [first] = all;
	if (!first) return markup``;
	const { document, what, advice, whoText, byItself, nextAttemptAt, candidates, rows } = first;
	const projects = all.map(({ projectId }) => projectId).filter(Boolean);
	const amounts = moneyTexts(totals(all.filter(({ amount }) => amount !== '')));
	const facts = [
		projects.length > 0 ? `Project ${handful(projects)}` : '',
		amounts,
		nextAttemptAt === '' ? '' : `tried again from ${timeText(nextAttemptAt)} UTC`,
	].filter(Boolean);
	const who = whoText === '' ? (byItself ? 'Nobody: it goes on by itself.' : '') : `${whoText}.`;
	return markup`<li><p><strong>${document}</strong>: ${what}${facts.length > 0 ? markup`<br><span class="note">${facts.join(' · ')}</span>` : null}</p>
${candidates.length > 0 ? markup`<p>Candidates in Procore: vendors ${handful([...candidates])}.</p>\n` : null}${rows.length > 0 ? markup`<p>Rows: ${handful(rows.map(rowText), '; ')}.</p>\n` : null}<p>${advice}</p>
${who === '' ? null : markup`<p>Who can act: ${who}</p>\n`}<p>${links(first, document === name ? key : '', onRecord)}</p></li>
`;
}

const rowText = ({ table, id, pattern, result }: ExplainedRow) =>
	`${id === '' ? 'a row' : `row ${id}`} of ${table} (${pattern}${result === '' ? ', not filled' : ` → ${result}`})`;

/** The page on which people fill a table. */
const pagesOfTables: Partial<Record<string, ReportName>> = {
	[definitions.cost_codes.name]: 'mapping',
	[definitions.projects.name]: 'projects',
	[definitions.vendors.name]: 'vendors',
};

function links({ rows, reason }: Missing, key: string, onRecord: string): Html[] {
	const pages = new Set([...rows.map(({ table }) => pagesOfTables[table]), pageOfReason(reason)]);
	return [
		...[...pages].flatMap((page) => pageLink(page)).map((link) => markup`${linkList([link])} · `),
		markup`<a href="${addressOf('exceptions', { reason, ...(key === '' ? {} : { find: key }) })}">Exceptions: ${onRecord}</a>`,
	];
}
