import { z } from 'zod/v3';
import { makeEdits, undoing } from '../../../ledger/changes';
import { changeColumns } from '../../../reports/forms/history';
import { counted, timeText } from '../../../reports/kit/format';
import { table } from '../../../reports/kit/table';
import { lastOf } from '../../../reports/request';
import { conflictText } from './conflict';
import { pageForm, type FormContext } from './form';

const changesOf = async ({ ledger }: FormContext, formId: string) =>
	formId === '' ? [] : await ledger.rows('changes', [{ column: 'form_id', value: formId }]);

/** Takes back what a form has changed, row by row, where nobody has changed it since. */
export const undo = pageForm<{ formId: string }>({
	action: 'undo',
	page: 'any',
	data: z.object({ formId: z.string().min(1) }),
	fields: () => [],
	async propose(source, query) {
		const formId = lastOf(query.form);
		const changes = (await changesOf(source, formId)).filter(({ undone }) => undone === '');
		const [first] = changes;
		if (!first) return 'There is nothing to undo: it was undone before, or never changed anything.';
		return {
			title: `Undo: ${first.summary}`,
			effects: [
				`${counted(changes.length, 'row')} that ${first.changed_by} changed at ${timeText(first.at)} UTC will be as before.`,
				'A row that somebody has changed since stays as it is, and is named.',
			],
			about: [table(changeColumns, changes, { empty: '' })],
			fields: [],
			button: 'Undo',
			data: { formId },
		};
	},
	async apply(source, { data, by, formId }) {
		const { ledger, now } = source;
		const changes = (await changesOf(source, data.formId)).filter(({ undone }) => undone === '');
		const edits = undoing(changes);
		const summary = `Undid: ${changes[0]?.summary ?? ''}`;
		const results = await makeEdits(ledger, edits, { by, at: now, formId, summary });
		const made = edits.filter((_, index) => results[index] === 'made');
		const lost = edits.filter((_, index) => results[index] === 'conflict');
		await ledger.updateEach(
			'changes',
			made.map(({ key }) => ({
				where: [
					{ column: 'form_id', value: data.formId },
					{ column: 'row_key', value: JSON.stringify(key) },
				],
				cells: { undone: `${by}, ${now}` },
			})),
		);
		const names = lost.map(({ key }) => Object.values(key).filter(Boolean).join(' '));
		return { message: `Undone: ${counted(made.length, 'row')}.${conflictText(names)}` };
	},
});
