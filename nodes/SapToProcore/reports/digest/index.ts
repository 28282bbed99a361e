import { groupBy } from 'lodash';
import { chosenColumns, openFileColumns } from '../exceptions/columns';
import type { OpenException } from '../exceptions/model';
import { addressOf } from '../frame';
import { fileRows, listed } from '../kit/columns';
import { counted, moneyTexts, timeText } from '../kit/format';
import { markup, type Html } from '../kit/html';
import type { Page } from '../kit/page';
import { totals } from '../kit/sums';
import { table } from '../kit/table';
import type { ReportName } from '../names';
import { nobody } from '../owners';
import type { Rendered } from '../rendered';
import { pageOfReason } from '../workPages';
import type { Digest } from './build';

export { digestsOf, type Digest } from './build';

/** The mail of one owner. @param address - of the pages, whole: relative ones lead nowhere in a mail */
export function renderDigest(digest: Digest, address: string): Rendered<Digest> {
	const { customer, fresh, overdue } = digest;
	const parts = [
		fresh.length > 0 ? `${fresh.length} new` : '',
		overdue.length > 0 ? `${overdue.length} overdue` : '',
	].filter(Boolean);
	return {
		model: digest,
		subject: `SAP to Procore, ${customer}: ${parts.join(', ')}`,
		page: digestPage(digest, address),
		rows: [
			...listed('new', fileRows(openFileColumns, fresh)),
			...listed('overdue', fileRows(openFileColumns, overdue)),
		],
	};
}

function digestPage({ customer, at, since, to, fresh, overdue, known }: Digest, address: string): Page {
	const sinceText = since === '' ? '' : ` since ${timeText(since)} UTC`;
	const own = { who: 'people', owner: to || nobody };
	const mine = markup`<a href="${address}${addressOf('exceptions', own)}">All that needs ${to === '' ? 'somebody there' : 'you'}</a>`;
	const section = (title: string, about: string, rows: readonly OpenException[]) =>
		rows.length === 0 ? [] : [{ title, about, content: reasons(rows, address, own) }];
	return {
		title: 'What needs you',
		subtitle: `${customer} · ${timeText(at)} UTC${to === '' ? ' · of projects without an owner, and of none' : ''}`,
		top: [
			markup`<p>${mine}${known > 0 ? `, with ${counted(known, 'more exception')} that you have been told of and that ${known === 1 ? 'is' : 'are'} still open` : ''}.</p>\n`,
		],
		sections: [
			...section('New', `Opened${sinceText || ', and still open'}.`, fresh),
			...section('Overdue', 'Open for two weeks now.', overdue),
		],
	};
}

const mostRows = 30;

/** What people do on a page. */
const toDo: Partial<Record<ReportName, string>> = {
	mapping: 'Give them cost codes',
	projects: 'Say which project they belong to',
	vendors: 'Decide on the suppliers',
};

/** By reason, what most waits on first, each with the pages on which it is worked off. */
function reasons(rows: readonly OpenException[], address: string, own: Record<string, string>): Html[] {
	const groups = Object.values(groupBy(rows, ({ reason }) => reason)).sort((a, b) => b.length - a.length);
	return groups.map((all) => {
		const [first] = all;
		const projects = [...new Set(all.map(({ projectId }) => projectId))];
		const query = {
			reason: first?.reason ?? '',
			...own,
			...(projects.length === 1 && projects[0] ? { project: projects[0] } : {}),
		};
		const page = pageOfReason(first?.reason ?? '');
		const work = page && toDo[page];
		const onPage = page && work ? markup`<a href="${address}${addressOf(page)}">${work}</a> · ` : null;
		const facts = [counted(all.length, 'document'), moneyTexts(totals(all))].filter(Boolean).join(' · ');
		return markup`<h3>${first?.title || first?.reason}</h3>
<p class="sub">${facts}</p>
<p>${onPage}<a href="${address}${addressOf('exceptions', query)}">${onPage ? 'Retry or ignore them' : 'Work them off'}</a></p>
${table(chosenColumns, all, { empty: '', most: mostRows })}`;
	});
}
