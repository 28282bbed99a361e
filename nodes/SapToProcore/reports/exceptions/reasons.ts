import { compared } from '../../../shared/decimal';
import { counted, moneyTexts } from '../kit/format';
import { markup, type Html } from '../kit/html';
import { openIn } from '../kit/links';
import type { Section } from '../kit/page';
import { largestFirst, totals } from '../kit/sums';
import { pageLink, pageOfReason } from '../workPages';
import type { OpenException } from './model';

/** Rows of a reason that are shown at once; the others are in the file, or come up with a filter. */
export const mostRows = 100;
/** Reasons that stand on the page; the smaller ones behind them open with a click. */
const mostReasons = 12;

/** What has the same reason, the largest amount first. */
export interface ReasonGroup<T extends OpenException> {
	reason: string;
	title: string;
	rows: T[];
}

/** The largest amount of a group in one currency: amounts of several are not added. */
const weight = ({ rows }: { rows: readonly OpenException[] }) =>
	totals(rows)
		.map(({ amount }) => amount.replace('-', ''))
		.reduce((most, amount) => (compared(amount, most) > 0 ? amount : most), '0');

function groupsOf<T extends OpenException>(rows: readonly T[]): Array<ReasonGroup<T>> {
	const groups = new Map<string, ReasonGroup<T>>();
	for (const row of rows) {
		const group = groups.get(row.reason) ?? { reason: row.reason, title: row.title || row.reason, rows: [] };
		groups.set(row.reason, group);
		group.rows.push(row);
	}
	return [...groups.values()]
		.map((group) => ({ ...group, rows: largestFirst(group.rows.sort((a, b) => b.ageDays - a.ageDays)) }))
		.sort((a, b) => compared(weight(b), weight(a)) || b.rows.length - a.rows.length);
}

interface ReasonsShown {
	title: string;
	about?: string;
	empty: string;
	/** Every reason shows its documents at once. */
	isOpen: boolean;
	/** Says since when. */
	withAge: boolean;
}

/** @param list - what a click on a reason shows */
export function reasonsSection<T extends OpenException>(
	{ title, about = '', empty, ...shows }: ReasonsShown,
	rows: readonly T[],
	list: (group: ReasonGroup<T>, advises: boolean) => Html,
): Section {
	const groups = groupsOf(rows).map((group) => reason(group, shows, list));
	const [shown, rest] = [groups.slice(0, mostReasons), groups.slice(mostReasons)];
	const others =
		rest.length === 0
			? null
			: markup`<details><summary>${counted(rest.length, 'more reason')}</summary>\n${rest}</details>\n`;
	const content = rows.length === 0 ? markup`<p class="empty">${empty}</p>` : markup`${shown}${others}`;
	return { title, about, content: [content] };
}

/** One reason: how much waits and how long, and behind a click its documents and what can be done. */
function reason<T extends OpenException>(
	group: ReasonGroup<T>,
	{ isOpen, withAge }: Pick<ReasonsShown, 'isOpen' | 'withAge'>,
	list: (group: ReasonGroup<T>, advises: boolean) => Html,
): Html {
	const { reason: code, title, rows } = group;
	const oldest = Math.max(...rows.map(({ ageDays }) => ageDays));
	const facts = [
		counted(rows.length, 'document'),
		moneyTexts(totals(rows)),
		!withAge ? '' : oldest > 0 ? `oldest ${counted(oldest, 'day')}` : 'new today',
	];
	const advice = [...new Set(rows.map((row) => row.advice))];
	return markup`<details class="group"${isOpen ? markup` open` : null}><summary><strong>${title}</strong> <span class="note">${facts.filter(Boolean).join(' · ')}</span></summary>
${advice.length === 1 ? markup`<p>${advice[0]}</p>\n` : null}${openIn(pageLink(pageOfReason(code)))}${list(group, advice.length > 1)}</details>
`;
}

export const adviceColumn = {
	key: 'advice',
	label: 'What to do',
	width: 'long',
	value: ({ advice }: OpenException) => advice,
} as const;
