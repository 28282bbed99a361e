import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { FileRow } from '../../reports/kit/columns';
import { csvFile } from '../../reports/files/csv';
import { xlsxFile } from '../../reports/files/xlsx';
import type { ReportFormat, ReportName } from '../../reports/names';
import type { Rendered } from '../../reports/rendered';
import type { ReportRequest } from '../../reports/request';

const types: Record<ReportFormat, string> = {
	html: 'text/html; charset=utf-8',
	csv: 'text/csv; charset=utf-8',
	xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

type Made = Pick<Rendered<object>, 'subject' | 'html' | 'rows'>;

/** The item for *Answer*: the page or the file, with the status and how the browser has to take it. */
export async function answerItem(
	context: IExecuteFunctions,
	{ customer, format }: ReportRequest,
	report: ReportName,
	made: Made,
): Promise<INodeExecutionData> {
	const { name, bytes } = await fileOf(report, format, made);
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
	report: ReportName,
	{ model, subject, html, rows }: Rendered<object>,
): Promise<INodeExecutionData> {
	const page = await fileOf(report, 'html', { subject, html, rows });
	const data = await fileOf(report, 'xlsx', { subject, html, rows });
	const { prepareBinaryData } = context.helpers;
	return {
		json: { ...(model as IDataObject), subject, html },
		binary: {
			page: await prepareBinaryData(page.bytes, page.name, 'text/html'),
			data: await prepareBinaryData(data.bytes, data.name, types.xlsx),
		},
		pairedItem: { item: 0 },
	};
}

async function fileOf(
	report: ReportName,
	format: ReportFormat,
	{ html, rows }: { html: string; rows: readonly FileRow[] } & Pick<Made, 'subject'>,
): Promise<{ name: string; bytes: Buffer }> {
	const name = `sap-procore-${report}-${new Date().toISOString().slice(0, 10)}.${format}`;
	switch (format) {
		case 'html':
			return { name, bytes: Buffer.from(html, 'utf8') };
		case 'csv':
			return { name, bytes: csvFile(rows) };
		case 'xlsx':
			return { name, bytes: await xlsxFile(rows, report) };
	}
}
