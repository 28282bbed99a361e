import { z } from 'zod/v3';
import type { Field } from '../../../reports/forms/fields';
import { moneyTexts, timeText } from '../../../reports/kit/format';
import { totals } from '../../../reports/kit/sums';
import { table } from '../../../reports/kit/table';
import { monthOf } from '../../../reports/month';
import { projectColumns } from '../../../reports/reconciliation/columns';
import { frozenRows, frozenSchema } from '../../../reports/reconciliation/signOff';
import { butFiltered, filteredText } from '../../../reports/reconciliation/words';
import type { ReconciliationReport } from '../../../reports/reconciliation/model';
import { lastOf } from '../../../reports/request';
import { keptFor } from '../kept';
import { pageForm } from './form';

const dataSchema = z.object({ month: z.string(), readAt: z.string(), tiesOut: z.string(), rows: frozenSchema });

const note: Field = {
	name: 'note',
	label: 'Note',
	help: 'Say here why it is signed off although something is unexplained.',
	kind: 'text',
	required: false,
	longest: 500,
};

/** What the sign-off is on record with. */
const tiesOutCell = (model: ReconciliationReport): string =>
	model.tiesOut === 'yes' ? ['yes', butFiltered(model)].filter(Boolean).join(', ') : model.tiesOut;

function verdict(model: ReconciliationReport): string {
	if (model.tiesOut === 'yes') return `${['Everything ties out', butFiltered(model)].filter(Boolean).join(', ')}.`;
	const unexplained = moneyTexts(
		totals(model.projects.map(({ unexplained: amount, currency }) => ({ amount, currency }))),
	);
	const filtered = filteredText(model);
	const also = filtered === '' ? '' : `, and your workflow filters out ${filtered}`;
	return `It does not tie out: ${unexplained} is unexplained${also}.`;
}

/** Keeps the reconciliation that somebody has in front of them as what a month was closed with. */
export const signOff = pageForm<z.infer<typeof dataSchema>>({
	action: 'signOff',
	page: 'reconciliation',
	data: dataSchema,
	fields: () => [note],
	async propose({ ledger, customer, now }, query) {
		const month = monthOf(lastOf(query.month))?.name;
		if (month === undefined) return 'A month looks like 2026-10.';
		const kept = keptFor(customer, '', Date.parse(now));
		if (!kept || kept.model.at !== lastOf(query.read))
			return 'What is signed off is what the page shows, and it was read more than a quarter of an hour ago, or again since. Open it again.';
		const { model } = kept;
		const before = await ledger.rows('signoffs', [{ column: 'month', value: month }]);
		return {
			title: `Sign off ${month}`,
			effects: [
				`The figures that were read at ${timeText(model.at)} UTC are kept as they are, with your name. They are those of that moment, not of the last day of the month.`,
				verdict(model),
				...before.map(
					({ signed_at, signed_by }) =>
						`${signed_by} has signed off ${month} at ${timeText(signed_at)} UTC: that stays, too.`,
				),
				'Nothing changes in SAP or in Procore, and a sign-off cannot be undone.',
			],
			about: [table(projectColumns, model.projects, { empty: 'There is no order and no contract.' })],
			fields: [note],
			button: 'Sign off',
			data: { month, readAt: model.at, tiesOut: tiesOutCell(model), rows: frozenRows(kept) },
		};
	},
	async apply({ ledger, now }, { data, fields, by, formId }) {
		const { month, readAt, tiesOut, rows } = data;
		await ledger.insert('signoffs', [
			{
				...{ month, signed_at: now, signed_by: by, note: fields.note ?? '', read_at: readAt, ties_out: tiesOut },
				...{ form_id: formId, content: JSON.stringify(rows) },
			},
		]);
		return { message: `${month} is signed off.` };
	},
});
