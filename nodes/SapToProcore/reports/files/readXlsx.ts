import { textCell, type SheetCell, type SheetLine } from './sheetCell';
import { UnreadableFile } from './unreadable';
import { ZipArchive } from './unzip';

const none: SheetCell = { text: '', fault: '' };

/** Columns that are read: ours are fewer, and a cell far to the right must not make a million of them. */
const mostColumns = 200;

/**
 * The lines of the first sheet of a workbook.
 * @throws UnreadableFile
 */
export async function xlsxLines(file: Buffer): Promise<SheetLine[]> {
	const archive = ZipArchive.open(file);
	const workbook = await archive.text('xl/workbook.xml');
	if (workbook === undefined) throw new UnreadableFile('The file is neither CSV nor XLSX. Save it as .xlsx or CSV.');
	const sheet = await archive.text(await firstSheetPath(archive, workbook));
	if (sheet === undefined) throw new UnreadableFile('The file has no sheet with rows.');
	const strings = stringsIn((await archive.text('xl/sharedStrings.xml')) ?? '');
	const dates = dateStyles((await archive.text('xl/styles.xml')) ?? '');
	return [...elements(sheet, 'row')].map((row, index) => ({
		number: Number(attribute(row.head, 'r')) || index + 1,
		cells: cellsIn(row.content, strings, dates),
	}));
}

async function firstSheetPath(archive: ZipArchive, workbook: string): Promise<string> {
	const [first] = elements(workbook, 'sheet');
	const id = attribute(first?.head ?? '', 'r:id');
	const relations = (await archive.text('xl/_rels/workbook.xml.rels')) ?? '';
	const relation = [...elements(relations, 'Relationship')].find(({ head }) => attribute(head, 'Id') === id);
	const target = attribute(relation?.head ?? '', 'Target') || 'worksheets/sheet1.xml';
	return target.startsWith('/') ? target.slice(1) : `xl/${target}`;
}

interface Element {
	/** Its attributes, as they are written. */
	head: string;
	content: string;
	/** Where it begins and ends in the text. */
	place: [from: number, to: number];
}

/** The elements of a name, with whatever prefix; none of those that are read here has another of its name inside. */
function* elements(xml: string, name: string): Generator<Element> {
	const start = new RegExp(`<(?:\\w+:)?${name}(\\s[^<>]*?)?(/?)>`, 'g');
	const end = new RegExp(`</(?:\\w+:)?${name}\\s*>`, 'g');
	for (let found = start.exec(xml); found; found = start.exec(xml)) {
		const [, head = '', isEmpty] = found;
		const from = start.lastIndex;
		end.lastIndex = from;
		const closing = isEmpty ? null : end.exec(xml);
		// None after it is closed, either: to look again behind each of them would take hours.
		if (!isEmpty && !closing) return;
		if (closing) start.lastIndex = end.lastIndex;
		yield { head, content: xml.slice(from, closing?.index ?? from), place: [found.index, start.lastIndex] };
	}
}

/** A text without the elements of a name. */
function without(xml: string, name: string): string {
	const parts: string[] = [];
	let at = 0;
	for (const { place } of elements(xml, name)) {
		parts.push(xml.slice(at, place[0]));
		[, at] = place;
	}
	return [...parts, xml.slice(at)].join('');
}

const attribute = (head: string, name: string) => unescaped(new RegExp(`\\s${name}="([^"]*)"`).exec(head)?.[1] ?? '');

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const unescaped = (xml: string) =>
	xml.replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w+));/gi, (all, hex?: string, number?: string, name?: string) => {
		if (name !== undefined) return named[name] ?? all;
		const code = hex === undefined ? Number(number) : parseInt(hex, 16);
		return code <= 0x10ffff ? String.fromCodePoint(code) : '';
	});

/** The text of a cell or a shared string: its runs, without what is only to be read aloud. */
function textIn(xml: string): string {
	const runs = [...elements(without(xml, 'rPh'), 't')];
	const text = runs.map(({ content }) => unescaped(content)).join('');
	// Excel writes characters that XML does not take as _x000D_, and an underscore before such a word as _x005F_.
	return text.replace(/_x([\dA-F]{4})_/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}

const stringsIn = (xml: string): string[] => [...elements(xml, 'si')].map(({ content }) => textIn(content));

/** Formats of numbers that Excel itself takes for dates and times. */
const isDateFormat = (id: number) => (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 58);

/** Places of the cell styles that show a number as a date. */
function dateStyles(xml: string): ReadonlySet<number> {
	const own = new Set(
		[...elements(xml, 'numFmt')].flatMap(({ head }) => {
			const code = attribute(head, 'formatCode').replace(/"[^"]*"|\\.|\[[^[\]]*\]/g, '');
			return /[dmyh]/i.test(code) ? [Number(attribute(head, 'numFmtId'))] : [];
		}),
	);
	const [formats] = elements(xml, 'cellXfs');
	return new Set(
		[...elements(formats?.content ?? '', 'xf')].flatMap(({ head }, index) => {
			const id = Number(attribute(head, 'numFmtId'));
			return isDateFormat(id) || own.has(id) ? [index] : [];
		}),
	);
}

function cellsIn(row: string, strings: readonly string[], dates: ReadonlySet<number>): SheetCell[] {
	const cells: SheetCell[] = [];
	let next = 0;
	for (const cell of elements(row, 'c')) {
		const place = columnOf(attribute(cell.head, 'r')) ?? next;
		next = place + 1;
		if (place >= mostColumns) continue;
		while (cells.length < place) cells.push(none);
		cells[place] = cellOf(cell, strings, dates);
	}
	return cells;
}

/** `AB12` → 27. */
function columnOf(place: string): number | undefined {
	const [, letters] = /^([A-Z]{1,3})\d+$/i.exec(place) ?? [];
	if (letters === undefined) return undefined;
	return [...letters.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

function cellOf({ head, content }: Element, strings: readonly string[], dates: ReadonlySet<number>): SheetCell {
	const [value] = elements(content, 'v');
	const raw = unescaped(value?.content ?? '');
	const isFormula = /<(?:\w+:)?f[\s/>]/.test(content);
	if (isFormula) return { text: raw, fault: 'is a formula' };
	switch (attribute(head, 't')) {
		case 's':
			return textCell(strings[Number(raw)] ?? '');
		case 'inlineStr':
			return textCell(textIn(content));
		case 'b':
			return { text: raw === '1' ? 'true' : 'false', fault: '' };
		case 'e':
			return { text: raw, fault: `is an error of Excel (${raw})` };
		case 'str':
			return textCell(raw);
		case 'd':
			return { text: raw, fault: 'is a date' };
		default:
			return numberCell(raw, dates.has(Number(attribute(head, 's') || '0')));
	}
}

function numberCell(raw: string, isDate: boolean): SheetCell {
	if (raw === '') return none;
	if (isDate) return { text: raw, fault: 'is a date: Excel has made it of a text' };
	const number = Number(raw);
	if (!Number.isFinite(number)) return { text: raw, fault: '' };
	return Math.abs(number) < 1e15
		? { text: String(number), fault: '' }
		: { text: raw, fault: 'is a number of more than 15 digits: Excel has lost the last ones' };
}
