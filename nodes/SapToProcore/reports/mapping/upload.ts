import { z } from 'zod/v3';
import { readSheet, type Sheet } from '../files/sheet';
import type { SheetCell, SheetLine } from '../files/sheetCell';
import { UnreadableFile } from '../files/unreadable';

const cells = z.object({
	companyCode: z.string(),
	glAccount: z.string(),
	costCenter: z.string(),
	wbsElement: z.string(),
	costCode: z.string(),
	costType: z.string(),
	/** undefined = the file has no such column: then it stays as it is. */
	subJob: z.string().optional(),
	segments: z.string().optional(),
	/** As it stands there; `""` = the file does not say. */
	enabled: z.string(),
});
type Cells = z.infer<typeof cells>;

const lineSchema = cells.extend({
	/** As Excel numbers it. */
	number: z.number(),
	/** What a spreadsheet program has made of one of its cells, in words; `""` = nothing. */
	fault: z.string(),
});
export type UploadedLine = z.infer<typeof lineSchema>;

/** The map in a file that somebody has brought back. */
export const uploadSchema = z.object({
	name: z.string(),
	/** Why nothing of it can be used, in sentences; `""` = it can. */
	refusal: z.string(),
	/** What has to be known about how it was read, in sentences. */
	notes: z.array(z.string()),
	lines: z.array(lineSchema),
});
export type Upload = z.infer<typeof uploadSchema>;

/** More lines than any map has. */
const mostLines = 50_000;

/** The columns of the table that are read, and how else a person may call them. */
const names: Record<keyof Cells, { key: string; needed: boolean }> = {
	companyCode: { key: 'company_code', needed: true },
	glAccount: { key: 'gl_account', needed: true },
	costCenter: { key: 'cost_center', needed: true },
	wbsElement: { key: 'wbs_element', needed: true },
	costCode: { key: 'cost_code', needed: true },
	costType: { key: 'cost_type', needed: true },
	subJob: { key: 'sub_job', needed: false },
	segments: { key: 'segments', needed: false },
	enabled: { key: 'enabled', needed: false },
};

/** What a file says, for the customer whose page it was sent to. A file that cannot be read says why. */
export async function uploadOf(file: Buffer, fileName: string, customer: string): Promise<Upload> {
	const name = shortened(fileName);
	const read = async (): Promise<Upload> => {
		const sheet = await readSheet(file);
		return { name, refusal: '', notes: sheet.notes, lines: linesIn(sheet, customer) };
	};
	return await read().catch((error: unknown) => {
		if (error instanceof UnreadableFile) return refusedUpload(name, error.message);
		throw error;
	});
}

/** A file of which nothing is used, and why. */
export const refusedUpload = (name: string, refusal: string): Upload => ({ name, refusal, notes: [], lines: [] });

function linesIn(sheet: Sheet, customer: string): UploadedLine[] {
	const places = placesIn(sheet.columns);
	refuseOtherCustomer(sheet, customer);
	if (sheet.lines.length === 0) throw new UnreadableFile('The file has the names of the columns and no lines.');
	if (sheet.lines.length > mostLines) throw new UnreadableFile(`The file has more than ${mostLines} lines.`);
	return sheet.lines.map((line) => lineOf(line, places));
}

const nameOf = (column: string) =>
	column
		.toLowerCase()
		.replace(/[^a-z]+/g, '_')
		.replace(/^_+|_+$/g, '')
		.replace(/^g_l_account$/, 'gl_account');

/** @throws UnreadableFile for a file that lacks a column, or has it twice: an empty cell would stand for anything */
function placesIn(columns: readonly string[]): Map<keyof Cells, number> {
	const found = columns.map(nameOf);
	const places = new Map<keyof Cells, number>();
	const missing: string[] = [];
	for (const [cell, { key, needed }] of Object.entries(names) as Array<[keyof Cells, (typeof names)[keyof Cells]]>) {
		const place = found.indexOf(key);
		if (place !== found.lastIndexOf(key)) throw new UnreadableFile(`The file has the column ${key} twice.`);
		if (place >= 0) places.set(cell, place);
		else if (needed) missing.push(key);
	}
	if (missing.length > 0)
		throw new UnreadableFile(
			`The file lacks the column${missing.length > 1 ? 's' : ''} ${missing.join(', ')}. Its first line has to name the columns as the file of this page does.`,
		);
	return places;
}

function refuseOtherCustomer({ columns, lines }: Sheet, customer: string): void {
	const place = columns.map(nameOf).indexOf('customer');
	if (place < 0) return;
	const other = lines
		.map(({ cells: given }) => given[place]?.text.trim() ?? '')
		.find((text) => text !== '' && text !== customer);
	if (other !== undefined)
		throw new UnreadableFile(`The file belongs to customer ${shortened(other)}; this page is for ${customer}.`);
}

function lineOf({ number, cells: given }: SheetLine, places: ReadonlyMap<keyof Cells, number>): UploadedLine {
	const cellAt = (cell: keyof Cells): SheetCell => given[places.get(cell) ?? -1] ?? { text: '', fault: '' };
	const texts = Object.fromEntries(Object.keys(names).map((name) => [name, cellAt(name as keyof Cells).text.trim()]));
	const faults = (Object.keys(names) as Array<keyof Cells>).flatMap((cell) => {
		const { text, fault } = cellAt(cell);
		return fault === '' ? [] : [`${names[cell].key} (${shortened(text)}) ${fault}`];
	});
	const { subJob, segments, ...read } = cells.parse(texts);
	return {
		...read,
		...(places.has('subJob') ? { subJob } : {}),
		...(places.has('segments') ? { segments } : {}),
		number,
		fault: faults.join('; '),
	};
}

/** What comes from outside is shown, but not at any length. */
const shortened = (text: string) => (text.length > 80 ? `${text.slice(0, 80)}…` : text);
