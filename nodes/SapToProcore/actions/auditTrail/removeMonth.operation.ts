import {
	NodeOperationError,
	updateDisplayOptions,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';
import { maxBy } from 'lodash';
import { toItem } from '../../../shared/items';
import { archiveEntity, endOf, rowsBefore } from '../../sync/retention';
import { customerParameter, customerProperty } from '../customerParameter';
import { itemsOf, requireInput, rowsOf } from '../inputs';
import { ledgerOf } from '../lookupTables';
import { exportedFileSchema, sha256, type ExportedFile } from './exported';

const [readBackInput, exportedInput] = [0, 1];

const properties: INodeProperties[] = [
	{
		...customerProperty,
		default: 'main',
		description: 'Name that all rows of this customer carry in the tables, as in Export Month',
	},
];

export const description = updateDisplayOptions(
	{ show: { resource: ['auditTrail'], operation: ['removeMonth'] } },
	properties,
);

/**
 * Deletes the rows of a month that was exported, after every file of it has come back from where it is kept, byte for byte.
 * Rows that came into the tables after the export stay. One item: the month, and how many rows went from each table.
 * @throws NodeOperationError that names the file that is missing or differs; then nothing is deleted
 */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const customer = customerParameter(this);
	requireInput(this, readBackInput, 'Files Read Back', 'the node that reads the files back');
	requireInput(this, exportedInput, 'Files Exported', 'Export Month');
	const exported = rowsOf(this, exportedInput, exportedFileSchema, 'Files Exported');
	const [first] = exported;
	if (!first) return [[]];
	refuseIncomplete(this, customer, exported);
	await refuseDiffering(this, exported);

	const ledger = ledgerOf(this, customer);
	const before = endOf(first.month);
	// Before the first row goes: from here on nothing is deleted by its age alone.
	await ledger.upsert('state', [{ entity: archiveEntity, watermark: before }]);
	const removed: Record<string, number> = {};
	for (const { table, where } of rowsBefore(before)) {
		const files = exported.filter((file) => file.table === table);
		const last = maxBy(files, ({ lastRow }) => lastRow)?.lastRow;
		if (last === undefined) continue;
		await ledger.delete(table, [...where, { column: 'id', is: 'lte', value: last }]);
		removed[table] = files.reduce((sum, { rows }) => sum + rows, 0);
	}
	return [[toItem({ customer, month: first.month, files: exported.length, removed }, 0)]];
}

/** Of another customer or month, or not all: what would be deleted is not what is in the files. */
function refuseIncomplete(context: IExecuteFunctions, customer: string, exported: readonly ExportedFile[]): void {
	const months = [...new Set(exported.map(({ month }) => month))];
	const other = exported.find((file) => file.customer !== customer);
	if (other) throw refusal(context, `The file ${other.fileName} belongs to the customer "${other.customer}"`);
	if (months.length > 1) throw refusal(context, `There are files of several months: ${months.join(', ')}`);
	const [file] = exported;
	if (file && file.filesOfMonth !== exported.length)
		throw refusal(context, `Of ${file.filesOfMonth} files of ${file.month}, ${exported.length} came from Export Month`);
}

async function refuseDiffering(context: IExecuteFunctions, exported: readonly ExportedFile[]): Promise<void> {
	const readBack = new Map<string, string>();
	for (const { item, index } of itemsOf(context, readBackInput)) {
		const name = item.binary?.data?.fileName;
		if (name === undefined) continue;
		const bytes = await context.helpers.getBinaryDataBuffer(index, 'data');
		readBack.set(name.split('/').at(-1) ?? name, sha256(bytes));
	}
	for (const { fileName, sha256: expected } of exported) {
		const found = readBack.get(fileName);
		if (found === undefined) throw refusal(context, `The file ${fileName} was not read back`);
		if (found !== expected) throw refusal(context, `The file ${fileName} is not as it was exported`);
	}
}

function refusal(context: IExecuteFunctions, message: string): NodeOperationError {
	const error = new NodeOperationError(context.getNode(), message, {
		description:
			'No row was deleted. Look at where the files are kept and at the nodes between Export Month and this one, then run the workflow again: it exports the month again.',
		failure: { cause: 'configuration-invalid' },
	});
	error.context.reason = 'configuration_invalid';
	return error;
}
