import { readDecimal } from '../../../shared/decimal';

/**
 * A column of a table, in the page as well as in the file. `amount` and `count` are numbers: right-aligned on the page,
 * numbers in the file; `time` is ISO 8601 in UTC; everything else is text.
 */
export interface Column<T> {
	/** Header in the file. */
	key: string;
	/** Header on the page. */
	label: string;
	kind?: 'text' | 'amount' | 'count' | 'time' | 'state';
	/** Room on a wide page; without it the columns share what is left. */
	width?: 'long' | 'medium' | 'short';
	value: (row: T) => string | number;
}

export type FileRow = Record<string, string | number>;

/** Rows for a CSV or XLSX file: one field a column. */
export function fileRows<T>(columns: ReadonlyArray<Column<T>>, rows: readonly T[]): FileRow[] {
	return rows.map((row) => Object.fromEntries(columns.map((column) => [column.key, cellOf(column, row)])));
}

/** Rows of one list among several in a file. */
export const listed = (list: string, rows: readonly FileRow[]): FileRow[] => rows.map((row) => ({ list, ...row }));

function cellOf<T>({ kind, value }: Column<T>, row: T): string | number {
	const cell = value(row);
	if (typeof cell === 'number') return cell;
	return (kind === 'amount' || kind === 'count') && readDecimal(cell) ? numberOf(cell) : harmless(cell);
}

/** The text as number, unless the number of JavaScript would be another one; then it stays text, digits and all. */
function numberOf(text: string): string | number {
	const significant = text.replace(/\D/g, '').replace(/^0+/, '').length;
	return significant <= 15 ? Number(text) : text;
}

/**
 * A text that no spreadsheet takes for a formula: one that begins like it gets an apostrophe in front, also behind blanks
 * and in the wide characters of East Asian keyboards. One that has apostrophes there already gets one more, so that the text
 * is known again when the file comes back.
 */
export function harmless(text: string): string {
	return likeFormula.test(text) ? `'${text}` : text;
}

/** @param text - as {@link harmless} has written it */
export const unguarded = (text: string): string =>
	text.startsWith("'") && likeFormula.test(text) ? text.slice(1) : text;

const likeFormula = /^'*(?:[\t\r\n]|\s*[=+\-@＝＋－＠])/u;
