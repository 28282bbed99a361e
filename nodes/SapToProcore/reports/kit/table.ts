import type { Column } from './columns';
import { counted, grouped, timeText } from './format';
import { markup, type Html, type Value } from './html';
import { linkList, type Link } from './links';

/** Rows a page shows at the most: beyond that nobody reads, and mail programs cut the message. */
const mostRows = 400;

export interface TableOptions<T> {
	/** Shown instead of a table without rows. */
	empty: string;
	most?: number;
	/** Where each row can be looked at. */
	open?: (row: T) => readonly Link[];
	/** Rows can be chosen: the name of the field, and for each row its value and what is read aloud. */
	choose?: { field: string; value: (row: T) => string; label: (row: T) => string };
}

/** A table; on a narrow screen each row becomes a card with its headers beside the values. */
export function table<T>(columns: ReadonlyArray<Column<T>>, rows: readonly T[], options: TableOptions<T>): Html {
	if (rows.length === 0) return markup`<p class="empty">${options.empty}</p>`;
	const most = options.most ?? mostRows;
	const more = rows.length - most;
	const shown = rows.slice(0, most);
	const { open = () => [] } = options;
	const opens = shown.some((row) => open(row).length > 0);
	return markup`<table class="data">
<thead><tr>${options.choose ? markup`<th scope="col" class="choose">Choose</th>` : null}${columns.map((column) => markup`<th scope="col" class="${classes(column)}">${column.label}</th>`)}${opens ? markup`<th scope="col" class="open">Open in</th>` : null}</tr></thead>
<tbody>
${shown.map((row) => markup`<tr>${chooser(options, row)}${columns.map((column) => cell(column, row))}${opens ? markup`<td data-label="Open in" class="open">${linkList(open(row))}</td>` : null}</tr>\n`)}</tbody>
</table>
${more > 0 ? markup`<p class="empty">${counted(more, 'more row')} in the file.</p>` : null}`;
}

function chooser<T>({ choose }: TableOptions<T>, row: T): Html | null {
	if (!choose) return null;
	return markup`<td class="choose"><input type="checkbox" name="${choose.field}" value="${choose.value(row)}" aria-label="${choose.label(row)}"></td>`;
}

const isNumber = ({ kind }: { kind?: string }) => kind === 'amount' || kind === 'count';

const classes = ({ kind, width }: Pick<Column<unknown>, 'kind' | 'width'>) =>
	[isNumber({ kind }) ? 'num' : '', width ?? kind ?? ''].filter(Boolean).join(' ');

function cell<T>(column: Column<T>, row: T): Html {
	const text = String(column.value(row));
	if (column.kind === 'state')
		return markup`<td data-label="${column.label}"><span class="state ${tone(text)}">${text}</span></td>`;
	const alignment = isNumber(column) ? markup` class="num"` : null;
	return markup`<td data-label="${column.label}"${alignment}>${shownText(column.kind, text)}</td>`;
}

function shownText(kind: Column<unknown>['kind'], text: string): Value {
	if (kind === 'amount' || kind === 'count') return grouped(text);
	return kind === 'time' ? timeText(text) : breakable(text);
}

/** Words up to this length fit into any column. */
const longestWhole = 12;

/** A text whose long codes break between their parts, `API_COSTCENTER_` | `SRV`, and not in the middle of one. */
const breakable = (text: string): Value[] =>
	text.split(/(\s+)/).map((word) => (word.length > longestWhole ? partsOf(word).map(beforeBreak) : word));

/** A number that stands alone has commas, too: only those of a list of numbers part it. */
const partsOf = (word: string): string[] => word.split(/\p{L}/u.test(word) ? /(?<=[_/.,;:])/ : /(?<=\d{4},)/);

const beforeBreak = (part: string, index: number): Html => (index === 0 ? markup`${part}` : markup`<wbr>${part}`);

const tones: Record<string, string> = {
	good: 'good',
	success: 'good',
	synced: 'good',
	'in Procore': 'good',
	ready: 'good',
	fits: 'good',
	failed: 'bad',
	missing: 'bad',
	late: 'bad',
	'broken off': 'bad',
	partial: 'warn',
	open: 'warn',
	parked: 'warn',
	attention: 'warn',
	held: 'warn',
	partly: 'warn',
	outdated: 'warn',
	incomplete: 'warn',
};

const tone = (state: string) => tones[state] ?? 'calm';
