import { columnsOf } from './columns';
import type { FileRow } from '../kit/columns';

/** RFC 4180, with a byte order mark: without it Excel takes UTF-8 for the code page of the computer. */
export function csvFile(rows: readonly FileRow[]): Buffer {
	const columns = columnsOf(rows);
	const lines = [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))];
	return Buffer.from(`\uFEFF${lines.map((cells) => cells.map(cellOf).join(',')).join('\r\n')}\r\n`, 'utf8');
}

function cellOf(value: string | number): string {
	const text = String(value);
	return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
