import type { LedgerRow } from '../../ledger';
import { parsedJson } from '../../../shared/json';
import { addressOf } from '../frame';
import type { Column } from '../kit/columns';
import { counted, timeText } from '../kit/format';
import { markup, type Html } from '../kit/html';
import type { ReportName } from '../names';

type Change = LedgerRow<'changes'>;

/** The cells in a column of the table, as people read them. */
function cellsText(json: string): string {
	const cells = parsedJson(json);
	if (typeof cells !== 'object' || cells === null) return '';
	return Object.entries(cells)
		.map(([name, value]) => `${name}: ${String(value) || '(empty)'}`)
		.join('\n');
}

/** One row that was changed. */
export const changeColumns: Array<Column<Change>> = [
	{ key: 'row', label: 'Row', width: 'long', value: ({ row_key: key }) => cellsText(key) },
	{ key: 'before', label: 'Before', width: 'long', value: ({ before_cells: cells }) => cellsText(cells) || '(no row)' },
	{ key: 'after', label: 'After', width: 'long', value: ({ after_cells: cells }) => cellsText(cells) || '(no row)' },
];

const mostShown = 30;

/** The last changes of tables on pages, each with a link to undo it. @param page - on which they are undone */
export function history(changes: readonly Change[], page: ReportName): Html {
	const forms = new Map<string, Change[]>();
	for (const change of changes) forms.set(change.form_id, [...(forms.get(change.form_id) ?? []), change]);
	const latest = [...forms.values()].reverse().slice(0, mostShown);
	if (latest.length === 0) return markup`<p class="empty">Nobody has changed anything on a page yet.</p>`;
	return markup`<ul class="plain">\n${latest.map((rows) => entry(rows, page))}</ul>\n`;
}

function entry(rows: readonly Change[], page: ReportName): Html {
	const [first] = rows;
	if (!first) return markup``;
	const left = rows.filter(({ undone }) => undone === '');
	const link =
		left.length > 0
			? markup`<a href="${addressOf(page, { do: 'undo', form: first.form_id })}">Undo…</a>`
			: markup`(undone)`;
	return markup`<li>${timeText(first.at)} · ${first.changed_by} · ${first.summary} (${counted(rows.length, 'row')}) ${link}</li>\n`;
}
