import { csvLines } from './readCsv';
import { xlsxLines } from './readXlsx';
import type { SheetLine } from './sheetCell';
import { UnreadableFile } from './unreadable';

/** A file of rows as somebody has sent it: the names of its columns, and its lines by these. */
export interface Sheet {
	columns: string[];
	lines: SheetLine[];
	/** What has to be known about how it was read, in sentences. */
	notes: string[];
}

/** Larger than any file of a page of ours. */
const largestBytes = 10_000_000;

const oldExcel = Buffer.from('D0CF11E0', 'hex');

/**
 * Reads a file in CSV or XLSX, whatever its name says.
 * @throws UnreadableFile that says why it cannot be read
 */
export async function readSheet(file: Buffer): Promise<Sheet> {
	if (file.length === 0) throw new UnreadableFile('The file is empty.');
	if (file.length > largestBytes) throw new UnreadableFile('The file is larger than 10 MB.');
	if (file.subarray(0, 4).equals(oldExcel))
		throw new UnreadableFile(
			'The file is an Excel file of the old kind (.xls), or it has a password. Save it as .xlsx or CSV, without a password.',
		);
	const isZip = file.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004'));
	const { lines, notes } = isZip ? { lines: await xlsxLines(file), notes: [] } : csvLines(file);
	const filled = lines.filter(({ cells }) => cells.some(({ text, fault }) => text.trim() !== '' || fault !== ''));
	const [header, ...rest] = filled;
	if (!header) throw new UnreadableFile('The file is empty.');
	return { columns: header.cells.map(({ text }) => text.trim()), lines: rest, notes };
}
