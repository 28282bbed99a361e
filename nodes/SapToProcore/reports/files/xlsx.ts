import { columnsOf } from './columns';
import { zipFile } from './zip';
import type { FileRow } from '../kit/columns';

const xml = (content: string) => `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${content}`;
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const package_ = 'http://schemas.openxmlformats.org/package/2006';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

const contentTypes = xml(
	`<Types xmlns="${package_}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
);
const relations = (type: string, target: string) =>
	xml(
		`<Relationships xmlns="${package_}/relationships"><Relationship Id="rId1" Type="${office}/${type}" Target="${target}"/></Relationships>`,
	);

/** A workbook with one sheet; the first row has the names of the columns and stays in sight. Numbers are numbers. */
export async function xlsxFile(rows: readonly FileRow[], sheetName: string): Promise<Buffer> {
	const columns = columnsOf(rows);
	const header = Object.fromEntries(columns.map((column) => [column, column]));
	const lines = [header, ...rows].map((row, index) => lineOf(row, columns, index + 1));
	const view =
		'<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>';
	return await zipFile({
		'[Content_Types].xml': contentTypes,
		'_rels/.rels': relations('officeDocument', 'xl/workbook.xml'),
		'xl/workbook.xml': xml(
			`<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="${escaped(sheetName.slice(0, 31))}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		),
		'xl/_rels/workbook.xml.rels': relations('worksheet', 'worksheets/sheet1.xml'),
		'xl/worksheets/sheet1.xml': xml(
			`<worksheet xmlns="${main}">${view}<sheetData>${lines.join('')}</sheetData></worksheet>`,
		),
	});
}

function lineOf(row: FileRow, columns: readonly string[], number: number): string {
	const cells = columns.map((column, index) => cellOf(row[column] ?? '', `${letters(index)}${number}`));
	return `<row r="${number}">${cells.join('')}</row>`;
}

function cellOf(value: string | number, place: string): string {
	if (value === '') return '';
	if (typeof value === 'number' && Number.isFinite(value)) return `<c r="${place}"><v>${value}</v></c>`;
	return `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${escaped(literal(fitting(String(value))))}</t></is></c>`;
}

/** Excel takes `_x0041_` for the character of that number, unless its underscore is written so as well. */
const literal = (text: string) => text.replace(/_(?=x[\dA-F]{4}_)/gi, '_x005F_');

/** Excel refuses a file with a longer cell. */
const fitting = (text: string) => (text.length > 32_767 ? `${text.slice(0, 32_766)}…` : text);

/** A, B, … Z, AA, AB, … */
function letters(index: number): string {
	const letter = String.fromCharCode(65 + (index % 26));
	return index < 26 ? letter : letters(Math.floor(index / 26) - 1) + letter;
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Characters that XML does not know at all are left out: one of them and Excel calls the file damaged. */
const escaped = (text: string) =>
	text
		.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
		.replace(/[&<>"]/g, (character) => entities[character] ?? '');
