import { typedCell, type SheetLine } from './sheetCell';
import { UnreadableFile } from './unreadable';

const separators = [',', ';', '\t'];

/**
 * The lines of a CSV file: with commas, semicolons or tabs, with LF or CRLF, in UTF-8, UTF-16 with byte order mark, or the
 * code page of Western Windows.
 * @throws UnreadableFile
 */
export function csvLines(file: Buffer): { lines: SheetLine[]; notes: string[] } {
	const { text, notes } = decoded(file);
	if (text.includes('\0')) throw new UnreadableFile('The file is neither CSV nor XLSX.');
	// Excel writes the separator so where it is asked to, and takes it from there.
	const [declaration, declared] = /^sep=(.)\r?\n/i.exec(text) ?? [];
	const content = declaration === undefined ? text : text.slice(declaration.length);
	const records = recordsIn(content, declared ?? separatorOf(content));
	const first = declaration === undefined ? 1 : 2;
	return {
		lines: records.map((cells, index) => ({ number: first + index, cells: cells.map(typedCell) })),
		notes,
	};
}

function decoded(file: Buffer): { text: string; notes: string[] } {
	const mark = file.subarray(0, 2).toString('hex');
	if (mark === 'fffe' || mark === 'feff')
		return { text: new TextDecoder(mark === 'fffe' ? 'utf-16le' : 'utf-16be').decode(file), notes: [] };
	try {
		return { text: new TextDecoder('utf-8', { fatal: true }).decode(file), notes: [] };
	} catch {
		return {
			text: new TextDecoder('windows-1252').decode(file),
			notes: ['The file is not in UTF-8. It was read in the code page of Western Windows (1252).'],
		};
	}
}

/** The separator that the first line has most of, out of quotes. */
function separatorOf(text: string): string {
	const [line = ''] = text
		.trimStart()
		.replace(/"[^"]*"/g, '')
		.split(/\r?\n/, 1);
	const counts = separators.map((separator) => line.split(separator).length);
	return separators[counts.indexOf(Math.max(...counts))] ?? ',';
}

/** RFC 4180; a quote that is never closed would swallow the rest of the file. */
function recordsIn(text: string, separator: string): string[][] {
	const records: string[][] = [];
	let record: string[] = [];
	let at = 0;
	while (at < text.length) {
		let cell = '';
		if (text[at] === '"') {
			const from = records.length + 1;
			at += 1;
			for (;;) {
				const quote = text.indexOf('"', at);
				if (quote < 0)
					throw new UnreadableFile(`A quote (") in line ${from} is never closed. Save the file as CSV again.`);
				cell += text.slice(at, quote);
				at = quote + 1;
				if (text[at] !== '"') break;
				cell += '"';
				at += 1;
			}
		}
		const end = endOfCell(text, at, separator);
		cell += text.slice(at, end);
		record.push(cell);
		at = end;
		if (text[at] === separator) {
			at += 1;
			if (at < text.length) continue;
			record.push('');
		}
		records.push(record);
		record = [];
		if (text[at] === '\r' && text[at + 1] === '\n') at += 1;
		at += 1;
	}
	return records;
}

function endOfCell(text: string, from: number, separator: string): number {
	let at = from;
	while (at < text.length && text[at] !== separator && text[at] !== '\n' && text[at] !== '\r') at += 1;
	return at;
}
