import { z } from 'zod/v3';
import type { LedgerRow } from '../../ledger';
import { parsedJson } from '../../../shared/json';
import { addressOf } from '../frame';
import type { FileRow } from '../kit/columns';
import { counted, timeText } from '../kit/format';
import { markup, type Html } from '../kit/html';
import type { Section } from '../kit/page';
import type { Rendered } from '../rendered';
import type { ReconciliationReport } from './model';

type SignOff = LedgerRow<'signoffs'>;

/** Rows that are kept with a sign-off. Cost codes and lines can be had from the systems; what differed cannot. */
const keptLists: ReadonlySet<unknown> = new Set([
	...['project', 'difference', 'filtered out', 'column', 'only in Procore', 'not compared'],
]);
/** A form takes no more than that, and nobody reads it. */
const longest = 200_000;

export const frozenSchema = z.array(z.record(z.union([z.string(), z.number()])));

/** What of a reconciliation is kept: its totals, and of what differs the largest as far as there is room. */
export function frozenRows({ rows }: Pick<Rendered<ReconciliationReport>, 'rows'>): FileRow[] {
	const kept: FileRow[] = [];
	let length = 0;
	for (const row of rows.filter(({ list }) => keptLists.has(list))) {
		length += JSON.stringify(row).length;
		if (length > longest) return [...kept, { list: 'note', title: 'There were more rows than a sign-off keeps.' }];
		kept.push(row);
	}
	return kept;
}

/** The rows of a sign-off, for a file. */
export function rowsOf({ month, signed_at, signed_by, note, read_at, ties_out, content }: SignOff): FileRow[] {
	const rows = frozenSchema.safeParse(parsedJson(content));
	return [{ list: 'signed off', month, signed_at, signed_by, note, read_at, ties_out }, ...(rows.data ?? [])];
}

const refusals: Partial<Record<ReconciliationReport['tiesOut'], string>> = {
	'not read': 'What was not read as a whole cannot be signed off.',
	'not written': 'Nothing was written, so there is nothing to sign off.',
};

/** Who has signed off which month, the latest first, and the way to sign off what is shown. */
export function signOffSection(report: ReconciliationReport, signOffs: readonly SignOff[], isOld: boolean): Section {
	const refusal = isOld
		? 'What is signed off has to be read within a quarter of an hour: read it again first.'
		: (refusals[report.tiesOut] ?? '');
	const month = previousMonth(report.at);
	return {
		title: 'Signed off',
		about: 'A sign-off keeps the figures that are shown now, with your name. It changes nothing in SAP or in Procore.',
		content: [
			refusal !== ''
				? markup`<p class="empty">${refusal}</p>\n`
				: markup`<form method="get" class="filter">
<input type="hidden" name="page" value="reconciliation"><input type="hidden" name="do" value="signOff">
<input type="hidden" name="read" value="${report.at}">
<label for="month">Month</label> <input type="month" id="month" name="month" value="${month}" pattern="\\d{4}-\\d{2}" required>
<button>Sign off…</button>
</form>
`,
			signOffs.length === 0
				? markup`<p class="empty">No month has been signed off yet.</p>`
				: markup`<ul class="plain">\n${[...signOffs].reverse().slice(0, 24).map(entry)}</ul>\n`,
		],
	};
}

const entry = ({ month, signed_at, signed_by, note, ties_out, form_id, content }: SignOff): Html => {
	const count = frozenSchema.safeParse(parsedJson(content)).data?.length ?? 0;
	const verdict = ties_out.startsWith('yes') ? ties_out.replace('yes', 'ties out') : 'does not tie out';
	const facts = [timeText(signed_at), signed_by, verdict, note];
	return markup`<li><strong>${month}</strong> · ${facts.filter(Boolean).join(' · ')} · <a href="${addressOf('reconciliation', { signed: form_id, format: 'xlsx' })}">${counted(count, 'row')} as they were</a></li>\n`;
};

/** The month before a moment, `2026-10`. */
export function previousMonth(at: string): string {
	const day = new Date(`${at.slice(0, 7)}-01T00:00:00.000Z`);
	return new Date(day.getTime() - 1).toISOString().slice(0, 7);
}
