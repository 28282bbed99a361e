import { z } from 'zod/v3';
import { counted, grouped } from '../../../reports/kit/format';
import type { Field } from '../../../reports/forms/fields';
import { markup, type Html } from '../../../reports/kit/html';
import { effectTables } from '../../../reports/mapping/effects';
import { badLines, changedLines } from '../../../reports/mapping/fileTables';
import { judged, type Judged } from '../../../reports/mapping/judge';
import { uploadAction } from '../../../reports/request';
import { mappingFacts } from '../mapping';
import { createsCodes, effectOnNextRun } from '../nextRun';
import { pageForm, type Nothing } from './form';
import { announcedRows, effectSentences, mappedRows, saveRows, tableAfter } from './mappedRows';

/** Rows that are saved at once: the form carries them, and each takes the database a moment. */
const mostRows = 2000;

const fileRows = mappedRows.extend({
	/** Lines that cannot be saved: without a word of the person none of the file is. */
	bad: z.number(),
});
type FileRows = z.infer<typeof fileRows>;

const partly = (label: string, required: boolean): Field => ({
	...{ name: 'partly', label, kind: 'check', required, longest: 3 },
});

/** Brings back the map that somebody has edited in a file. */
export const mapFromFile = pageForm<FileRows>({
	action: uploadAction,
	page: 'mapping',
	data: fileRows,
	fields: () => [partly('', false)],
	async propose({ ledger, source }) {
		const upload = source?.request.upload;
		if (!source || !upload) return 'Choose a file on the page.';
		if (upload.refusal !== '') return upload.refusal;
		const { facts, side } = await mappingFacts(source);
		const table = await ledger.rows('cost_codes');
		const projects = (await ledger.rows('projects')).filter((row) => row.active && row.sync_enabled);
		const found = judged(upload, {
			...{ ...facts, table, createsCodes: createsCodes(source.settings) },
			projectIds: projects.map((row) => row.project_id),
		});
		const taken = found.good.slice(0, mostRows);
		const told = [...upload.notes, ...countTexts(found)];
		const bad = found.bad.length > 0 ? [markup`<h3>Lines that cannot be saved</h3>\n`, badLines(found.bad)] : [];
		if (taken.length === 0) return nothing(found, told, bad);
		const effect = await effectOnNextRun(source, facts, side.gaps, {
			costCodes: tableAfter(table, taken),
		});
		const left = found.good.length - taken.length;
		return {
			title: `${counted(taken.length, 'row')} of the map from ${upload.name}`,
			effects: [
				...effectSentences(effect),
				...told,
				...(left > 0
					? [
							`${counted(left, 'more row')} can be saved afterwards, with the same file: ${grouped(String(mostRows))} are at once.`,
						]
					: []),
				'A row that is more specific still decides before it.',
			],
			about: [
				...bad,
				markup`<h3>Rows that are saved</h3>\n`,
				changedLines(taken, facts.projects),
				...('unknown' in effect ? [] : [markup`<h3>Documents</h3>\n`, ...effectTables(effect, facts.projects)]),
			],
			fields: found.bad.length > 0 ? [partly(partlyText(taken.length, found.bad.length), true)] : [],
			button: 'Save',
			data: { ...announcedRows(taken, effect), bad: found.bad.length },
		};
	},
	async apply(source, sent) {
		if (sent.data.bad > 0 && sent.fields.partly !== 'yes')
			return {
				message: 'Nothing was saved: the file has lines that cannot be saved, and nobody has said to leave them out.',
			};
		return await saveRows(source, sent, 'file');
	},
});

const partlyText = (good: number, bad: number) =>
	`Save the ${counted(good, 'row')} without the ${counted(bad, 'line')} that cannot be saved`;

/** What of the lines of the file comes to what. */
function countTexts({ good, bad, unchanged, empty, repeated }: Judged): string[] {
	const added = good.filter(({ row }) => !row).length;
	const texts = [
		[
			`New: ${counted(added, 'row')}. Changed: ${counted(good.length - added, 'row')}. Unchanged: ${counted(unchanged, 'row')}.`,
			...(repeated > 0 ? [`Repeated: ${counted(repeated, 'line')}.`] : []),
		].join(' '),
		'Rows that the file does not have stay as they are: nothing is ever deleted because it is missing in a file.',
	];
	if (empty > 0) texts.push(`${counted(empty, 'line')} without a cost code: an empty cell changes nothing.`);
	if (bad.length > 0) texts.push(`${counted(bad.length, 'line')} cannot be saved, as named below.`);
	return texts;
}

function nothing({ bad }: Judged, told: readonly string[], about: readonly Html[]): Nothing {
	const why = bad.length > 0 ? 'None of its lines can be saved.' : 'The file changes nothing.';
	return { nothing: why, about: [markup`<ul>\n${told.map((text) => markup`<li>${text}</li>\n`)}</ul>\n`, ...about] };
}
