import { fileRows } from '../kit/columns';
import { counted } from '../kit/format';
import type { Links } from '../links';
import type { Rendered } from '../rendered';
import { statusReport, type StatusInput } from './build';
import type { StatusReport } from './model';
import { runColumns, statusPage } from './page';

/** The status with its page; the rows are the last runs. @param links for a browser only */
export function renderStatus(input: StatusInput, links?: Links): Rendered<StatusReport> {
	const model = statusReport(input);
	const [first] = model.remarks;
	return {
		model,
		subject: `SAP to Procore, ${model.customer}: ${first ?? `all is well, ${counted(model.runs.length, 'run')} on record`}`,
		page: statusPage(model, links),
		rows: fileRows(runColumns, model.runs),
	};
}
