import { unmappedColumns } from '../exceptions/columns';
import { fileRows, listed, type FileRow } from '../kit/columns';
import type { Links } from '../links';
import type { Rendered } from '../rendered';
import { readinessReport } from './build';
import { coverageColumns, findingFileColumns, heldColumns } from './columns';
import type { ReadinessInput } from './input';
import type { ReadinessReport } from './model';
import { readinessPage } from './page';

/** The report with its page and its rows for a file. */
export function renderReadiness(input: ReadinessInput, links: Links): Rendered<ReadinessReport> {
	const model = readinessReport(input);
	const { missing, attention, unchecked } = model.counts;
	const verdict =
		missing + attention === 0 ? 'everything that was looked at fits' : `${missing} missing, ${attention} for attention`;
	return {
		model,
		subject: `SAP to Procore, ${model.customer}: readiness, ${verdict}${unchecked + model.gaps.length > 0 ? '; not everything could be looked at' : ''}`,
		page: readinessPage(model, links),
		rows: rowsOf(model),
	};
}

function rowsOf({ findings, coverage, unmapped, suppliers }: ReadinessReport): FileRow[] {
	return [
		...listed('finding', fileRows(findingFileColumns, findings)),
		...listed('order value', fileRows(coverageColumns, coverage)),
		...listed('no cost code', fileRows(unmappedColumns, unmapped)),
		...listed('held supplier', fileRows(heldColumns, suppliers?.held ?? [])),
	];
}
