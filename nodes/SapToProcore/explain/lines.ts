import { groupBy } from 'lodash';
import type { ExplainedLine, ExplainedRow, PurchaseOrder } from '../../shared/model';
import { compareSapKeys } from '../../shared/sapKeyOrder';
import { orderLines } from '../lanes/purchaseOrder/lines';
import { costCodeMap } from '../lookup/costCodes';
import { roster } from '../lookup/roster';
import { valueMap } from '../lookup/values';
import type { LedgerFacts } from './input';
import { rowsNamedIn } from './rules';

/**
 * Where the account assignments of a document went: of each object those of the last run that wrote it. A preview counts
 * where nothing else is known.
 */
export function recordedLines(
	isOfDocument: (row: LedgerFacts['allocations'][number]) => boolean,
	facts: LedgerFacts,
): ExplainedLine[] {
	const recorded = facts.allocations.filter(isOfDocument);
	const previews = new Set(facts.runs.map(({ run_id }) => run_id));
	const written = recorded.filter(({ run_id }) => !previews.has(run_id));
	const objects = Object.values(groupBy(written.length > 0 ? written : recorded, ({ origin_id }) => origin_id));
	const last = objects.flatMap((rows) => {
		const run = rows.map(({ run_id }) => run_id).reduce((a, b) => (a > b ? a : b), '');
		return rows.filter(({ run_id }) => run_id === run);
	});
	return last.map(
		(row): ExplainedLine => ({
			entity: row.entity,
			item: row.sap_item,
			assignment: row.assignment,
			companyCode: row.company_code,
			glAccount: row.gl_account,
			costCenter: row.cost_center,
			wbsElement: row.wbs_element,
			amount: row.amount,
			currency: row.currency,
			projectId: row.project_id,
			costCode: row.cost_code,
			costType: row.cost_type,
			rule: row.rule,
			basis: 'recorded',
			runId: row.run_id,
			originId: row.origin_id,
		}),
	);
}

/** Where the lines of an order of SAP would go by the tables as they are; needs all rows of them. */
export function linesNow(order: PurchaseOrder, facts: LedgerFacts): ExplainedLine[] {
	if (!['projects', 'cost_codes'].every((name) => facts.whole.has(name as 'projects'))) return [];
	const codes = costCodeMap([...facts.costCodes]);
	return orderLines(order, roster([...facts.projects]), valueMap([...facts.values])).map((line): ExplainedLine => {
		const { glAccount, costCenter, wbsElement, number } = line.assignment;
		const { companyCode } = order;
		const code = codes.find({ companyCode, glAccount, costCenter, wbsElement });
		const { project } = line;
		const rules = [
			...(code.kind === 'found' ? [`cost code by ${code.rule}`] : []),
			...(code.kind === 'ambiguous' ? [`cost code by ${code.rules.join(' and ')}`] : []),
			...(code.kind === 'unmapped' ? ['no row for the cost code'] : []),
			...(project.kind === 'project' ? [`project by ${project.rule}`] : []),
			...(project.kind === 'ambiguous' ? [`project by ${project.rules.join(' and ')}`] : []),
			...(project.kind === 'unmapped' || project.kind === 'outside' ? ['no row for the project'] : []),
		];
		return {
			entity: 'purchase_order',
			...{ item: line.item.item, assignment: number, companyCode, glAccount, costCenter, wbsElement },
			// Where SAP's figures contradict each other there is no amount.
			amount: line.mismatch === '' ? line.amount : '',
			currency: order.currency,
			projectId: project.kind === 'project' ? project.row.project_id : '',
			...(code.kind === 'found'
				? { costCode: code.costCode, costType: code.costType }
				: { costCode: '', costType: '' }),
			rule: rules.join('; '),
			...{ basis: 'now', runId: '', originId: '' },
		};
	});
}

/** The rows that decided, each once. */
export function decidingRows(lines: readonly ExplainedLine[]): ExplainedRow[] {
	const rows = lines.flatMap(({ rule, basis, costCode, costType }) =>
		rowsNamedIn(rule).map((row) => ({
			...row,
			basis,
			result: row.result || [costCode, costType].filter(Boolean).join(' / '),
		})),
	);
	const distinct = new Map(rows.map((row) => [JSON.stringify(row), row]));
	return [...distinct.values()].sort((a, b) =>
		a.table < b.table ? -1 : a.table > b.table ? 1 : compareSapKeys(a.id, b.id),
	);
}
