import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { csvFile } from '../../reports/files/csv';
import { xlsxFile } from '../../reports/files/xlsx';
import { headOf } from '../../reports/frame';
import type { Html } from '../../reports/kit/html';
import { page } from '../../reports/kit/page';
import type { ReportFormat, ReportName } from '../../reports/names';
import type { Rendered } from '../../reports/rendered';
import { lastOf, type ReportRequest } from '../../reports/request';

const types: Record<ReportFormat, string> = {
	html: 'text/html; charset=utf-8',
	csv: 'text/csv; charset=utf-8',
	xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

type Made = Pick<Rendered<object>, 'subject' | 'page' | 'rows'>;

/** The item for *Answer*: the page or the file, with the status and how the browser has to take it. */
export async function answerItem(
	context: IExecuteFunctions,
	{ customer, format, query }: ReportRequest,
	report: ReportName,
	made: Made,
): Promise<INodeExecutionData> {
	const { name, bytes } = await fileOf(report, format, made, headOf({ current: report, find: lastOf(query.find) }));
	const disposition = format === 'html' ? 'inline' : `attachment; filename="${name}"`;
	return {
		json: { report, customer, subject: made.subject, statusCode: 200, disposition },
		binary: { data: await context.helpers.prepareBinaryData(bytes, name, types[format]) },
		pairedItem: { item: 0 },
	};
}

/** The item for *Answer* when there is nothing but a text to say. */
export async function refusalItem(
	context: IExecuteFunctions,
	statusCode: number,
	message: string,
): Promise<INodeExecutionData> {
	const bytes = Buffer.from(message, 'utf8');
	return {
		json: { statusCode, disposition: 'inline', message },
		binary: { data: await context.helpers.prepareBinaryData(bytes, 'message.txt', 'text/plain; charset=utf-8') },
		pairedItem: { item: 0 },
	};
}

/**
 * The item for *Mail*: all figures, subject and page, and both files. The page goes as a file, too: mail programs cut long
 * mails and drop styles.
 */
export async function mailItem(
	context: IExecuteFunctions,
	report: ReportName | 'digest',
	made: Rendered<object>,
): Promise<INodeExecutionData> {
	const attached = await fileOf(report, 'html', made);
	const data = await fileOf(report, 'xlsx', made);
	const { prepareBinaryData } = context.helpers;
	return {
		json: { ...(made.model as IDataObject), subject: made.subject, html: attached.bytes.toString('utf8') },
		binary: {
			page: await prepareBinaryData(attached.bytes, attached.name, 'text/html'),
			data: await prepareBinaryData(data.bytes, data.name, types.xlsx),
		},
		pairedItem: { item: 0 },
	};
}

async function fileOf(
	report: ReportName | 'digest',
	format: ReportFormat,
	made: Made,
	head?: Html,
): Promise<{ name: string; bytes: Buffer }> {
	const name = `sap-procore-${report}-${new Date().toISOString().slice(0, 10)}.${format}`;
	switch (format) {
		case 'html':
			return { name, bytes: Buffer.from(page(made.page, head), 'utf8') };
		case 'csv':
			return { name, bytes: csvFile(made.rows) };
		case 'xlsx':
			return { name, bytes: await xlsxFile(made.rows, report) };
	}
}
