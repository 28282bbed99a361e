import { fileRows, listed } from '../kit/columns';
import { counted } from '../kit/format';
import type { Rendered } from '../rendered';
import { reconciliationReport } from './build';
import {
	costCodeColumns,
	differenceFileColumns,
	lineColumns,
	linesOf,
	notComparedColumns,
	otherColumns,
	projectColumns,
	projectFigureColumns,
} from './columns';
import type { ReconciliationInput } from './input';
import type { ReconciliationReport } from './model';
import { reconciliationPage } from './page';
import { butFiltered } from './words';

/** The report with its page and its rows for a file. */
export function renderReconciliation(input: ReconciliationInput): Rendered<ReconciliationReport> {
	const model = reconciliationReport(input);
	const { differences } = model.counts;
	const verb = differences === 1 ? 'differs' : 'differ';
	const agree = model.tiesOut === 'yes' ? 'SAP and Procore agree' : 'no order differs of those that could be read';
	const differ = `${counted(differences, 'order')} ${verb} from Procore`;
	const agreed = [agree, butFiltered(model)].filter(Boolean).join(', ');
	const said =
		model.tiesOut === 'not written'
			? 'only previews have run, nothing to compare'
			: differences === 0
				? agreed
				: model.tiesOut === 'not read'
					? `${differ}, not all was read`
					: differ;
	return {
		model,
		subject: `SAP to Procore, ${model.customer}: ${said}`,
		page: reconciliationPage(model),
		rows: [
			...listed('project', fileRows(projectColumns, model.projects)),
			...listed('difference', fileRows(differenceFileColumns, model.differences)),
			...listed('filtered out', fileRows(differenceFileColumns, model.filteredOut)),
			...listed('line', fileRows(lineColumns, linesOf(model.differences))),
			...listed('column', fileRows(projectFigureColumns, model.columns)),
			...listed('cost code', fileRows(costCodeColumns, model.costCodes)),
			...listed('only in Procore', fileRows(otherColumns, model.others)),
			...listed('not compared', fileRows(notComparedColumns, model.notCompared)),
		],
	};
}
