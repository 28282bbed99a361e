import { fileRows, listed, type FileRow } from '../kit/columns';
import { counted, moneyTexts } from '../kit/format';
import type { Rendered } from '../rendered';
import { exceptionsReport, type ExceptionsInput } from './build';
import { openFileColumns, resolvedColumns, unmappedColumns } from './columns';
import type { ExceptionsReport } from './model';
import { exceptionsPage } from './page';
import { plannedFileColumns, stoppedFileColumns } from './previewSections';

/** The report with its page and its rows for a file. */
export function renderExceptions(input: ExceptionsInput): Rendered<ExceptionsReport> {
	const model = exceptionsReport(input);
	const waiting = moneyTexts(model.waiting);
	return {
		model,
		subject: `SAP to Procore, ${model.customer}: ${counted(model.counts.open, 'open exception')}${waiting ? `, ${waiting} waiting` : ''}`,
		page: exceptionsPage(model),
		rows: rowsOf(model),
	};
}

function rowsOf({ open, unmapped, resolved, preview }: ExceptionsReport): FileRow[] {
	return [
		...listed('open', fileRows(openFileColumns, open)),
		...listed('no cost code', fileRows(unmappedColumns, unmapped)),
		...listed('resolved', fileRows(resolvedColumns, resolved)),
		...listed('the preview would hold', fileRows(stoppedFileColumns, preview?.stopped ?? [])),
		...listed('the preview would write', fileRows(plannedFileColumns, preview?.planned ?? [])),
	];
}
