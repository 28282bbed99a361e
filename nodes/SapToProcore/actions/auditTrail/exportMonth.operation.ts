import {
	updateDisplayOptions,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';
import { minBy } from 'lodash';
import { wholeNumber } from '../../../shared/parameters';
import { definitions, type Ledger, type TableName } from '../../ledger';
import { csvFile } from '../../reports/files/csv';
import { harmless, type FileRow } from '../../reports/kit/columns';
import { endOf, lastMonthToGo, rowsBefore, type Rows } from '../../sync/retention';
import { customerParameter, customerProperty } from '../customerParameter';
import { ledgerOf } from '../lookupTables';
import { sha256, type ExportedFile } from './exported';

const properties: INodeProperties[] = [
	{
		...customerProperty,
		default: 'main',
		description: 'Name that all rows of this customer carry in the tables, as in the node Start of the sync',
	},
	{
		displayName: 'Months Kept in Tables',
		name: 'monthsKept',
		type: 'number',
		default: 12,
		typeOptions: { minValue: 1 },
		description: 'How many whole months before the present one stay in the tables, where pages and searches see them',
	},
];

export const description = updateDisplayOptions(
	{ show: { resource: ['auditTrail'], operation: ['exportMonth'] } },
	properties,
);

/** More make files that a spreadsheet program opens slowly, and that take much memory here. */
const rowsOfFile = 50_000;

/**
 * Files of the oldest month of the audit trail, CSV, one item each with the file in `data`: audit, allocations, resolved
 * exceptions, settled approvals, changes on pages and runs, and what an earlier month has left behind. Nothing when that month is still to be kept, or there is none.
 * A file is named after the rows it holds, so that none is ever written over by one with fewer rows.
 * Deletes nothing.
 */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const customer = customerParameter(this);
	const kept = this.getNodeParameter('monthsKept', 0);
	const monthsKept = wholeNumber(this, 'Months Kept in Tables', kept, 0, 1, Infinity);
	const ledger = ledgerOf(this, customer);
	await ledger.prepare();
	const month = await oldestMonth(ledger);
	if (month === undefined || month > lastMonthToGo(monthsKept, new Date().toISOString())) return [[]];
	const items: INodeExecutionData[] = [];
	for (const rows of rowsBefore(endOf(month)))
		for await (const file of filesOf(ledger, month, rows)) items.push(await itemOf(this, file));
	return [items.map((item) => ({ ...item, json: { ...item.json, filesOfMonth: items.length } }))];
}

/** The month in which the oldest run on record began; undefined = there is none. */
async function oldestMonth(ledger: Ledger): Promise<string | undefined> {
	// Rows are appended: the oldest are in the first part.
	for await (const part of ledger.parts('runs')) return minBy(part, 'started_at')?.started_at.slice(0, 7);
	return undefined;
}

interface MadeFile {
	facts: Omit<ExportedFile, 'filesOfMonth'>;
	bytes: Buffer;
}

async function* filesOf(ledger: Ledger, month: string, { table, where }: Rows): AsyncIterable<MadeFile> {
	let rows: Row[] = [];
	for await (const part of ledger.parts(table, where)) {
		rows.push(...(part as Row[]));
		if (rows.length < rowsOfFile) continue;
		yield fileOf(ledger.customer, month, table, rows);
		rows = [];
	}
	if (rows.length > 0) yield fileOf(ledger.customer, month, table, rows);
}

type Row = Record<string, string | number | boolean>;

function fileOf(customer: string, month: string, table: TableName, rows: readonly Row[]): MadeFile {
	const { name, columns } = definitions[table];
	const bytes = csvFile(rows.map((row) => lineOf(['id', ...Object.keys(columns)], row)));
	const [first, last] = [rows[0]?.id, rows.at(-1)?.id];
	const owner = customer.replace(/[^\w-]+/g, '_');
	const fileName = `${name}-${owner}-${month}-rows-${String(first)}-${String(last)}.csv`;
	const facts = { customer, month, table, fileName, rows: rows.length, lastRow: Number(last), sha256: sha256(bytes) };
	return { facts, bytes };
}

const lineOf = (columns: readonly string[], row: Row): FileRow =>
	Object.fromEntries(
		columns.map((column) => {
			const cell = row[column] ?? '';
			return [column, typeof cell === 'number' ? cell : harmless(String(cell))];
		}),
	);

async function itemOf(context: IExecuteFunctions, { facts, bytes }: MadeFile): Promise<INodeExecutionData> {
	const data = await context.helpers.prepareBinaryData(bytes, facts.fileName, 'text/csv; charset=utf-8');
	return { json: { ...facts }, binary: { data }, pairedItem: { item: 0 } };
}
