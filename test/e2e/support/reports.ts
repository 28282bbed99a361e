import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { n8nFolder } from '../../../tools/n8n/cache.ts';
import type { World } from './world.ts';

export type FileRow = Record<string, string | number>;
export type ReportName =
	| 'status'
	| 'exceptions'
	| 'mapping'
	| 'vendors'
	| 'projects'
	| 'reconciliation'
	| 'readiness'
	| 'why';

export const reportNames: ReportName[] = [
	'status',
	'exceptions',
	'mapping',
	'vendors',
	'projects',
	'reconciliation',
	'readiness',
	'why',
];

/** A cell as a spreadsheet program holds it: type (`s` text, `n` number), value, and formula if it has become one. */
interface Cell {
	t: string;
	v: string | number;
	f?: string;
}

interface Spreadsheets {
	read(
		data: Uint8Array | string,
		options: object,
	): { SheetNames: string[]; Sheets: Record<string, Record<string, Cell>> };
	write(book: object, options: { type: 'buffer'; bookType: 'xlsx' | 'csv' }): Buffer;
	utils: {
		sheet_to_json(sheet: object): FileRow[];
		json_to_sheet(rows: FileRow[]): object;
		book_new(): object;
		book_append_sheet(book: object, sheet: object): void;
	};
}

/** The library that n8n itself reads and writes spreadsheets with. */
const { read, write, utils } = createRequire(join(n8nFolder(), 'package.json'))('@e965/xlsx') as Spreadsheets;

/** Both systems are read anew each time: what a test has changed would not be in a reconciliation that was kept. */
export const reportUrl = (world: World, report: ReportName, query = '') =>
	`${world.n8n.url}/webhook/sap-procore?page=${report}${query.replace('?', '&')}&after=2999-01-01`;

/** Opens a report as a person with the password does. */
export async function openReport(world: World, report: ReportName, query = ''): Promise<Response> {
	const { user, password } = world.playground.access.pages;
	const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
	return await fetch(reportUrl(world, report, query), { headers: { authorization } });
}

export interface Sheet {
	rows: FileRow[];
	cells: Cell[];
	fileName: string;
}

/** The file of a report, opened as a spreadsheet program opens it. */
export async function openFile(world: World, report: ReportName, format: 'xlsx' | 'csv', query = ''): Promise<Sheet> {
	const response = await openReport(world, report, `?format=${format}${query}`);
	assert.equal(response.status, 200, await (response.ok ? '' : response.text()));
	const fileName = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? '';
	const bytes = Buffer.from(await response.arrayBuffer());
	return { ...sheetOf(bytes, format), fileName };
}

/** A file as a spreadsheet program saves it. */
export function savedFile(rows: FileRow[], bookType: 'xlsx' | 'csv'): Buffer {
	const book = utils.book_new();
	utils.book_append_sheet(book, utils.json_to_sheet(rows));
	return Buffer.from(write(book, { type: 'buffer', bookType }));
}

export function sheetOf(bytes: Buffer, format: 'xlsx' | 'csv'): Omit<Sheet, 'fileName'> {
	const book =
		format === 'csv'
			? read(bytes.toString('utf8').replace(/^\uFEFF/, ''), { type: 'string' })
			: read(bytes, { type: 'buffer', cellFormula: true });
	const sheet = book.Sheets[book.SheetNames[0] ?? ''] ?? {};
	const cells = Object.entries(sheet).flatMap(([name, cell]) => (name.startsWith('!') ? [] : [cell]));
	return { rows: utils.sheet_to_json(sheet), cells };
}

/** Differences of a reconciliation as `order kind difference currency`. */
export const differencesIn = ({ rows }: Pick<Sheet, 'rows'>): string[] =>
	rows
		.filter(({ list }) => list === 'difference')
		.map((row) => [row.purchase_order, row.why, row.difference ?? '', row.currency].join(' | '))
		.sort();
