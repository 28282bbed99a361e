import { combinationOf } from '../../lookup/costCodes';
import type { Roster } from '../../lookup/roster';
import type { CostCodeRow } from '../../ledger/rows';
import type { UnmappedCombination } from '../exceptions/unmapped';
import { codeText, type MappingReport } from './model';

export interface MappingInput {
	customer: string;
	/** Now, ISO 8601. */
	now: string;
	/** When SAP was read, ISO 8601. */
	readAt: string;
	rows: ReadonlyArray<CostCodeRow & { note: string }>;
	projects: Roster;
	unmapped: readonly UnmappedCombination[];
	gaps: string[];
}

/** What nobody has mapped, and the cost codes that can be chosen. */
export function mappingReport({ customer, now, readAt, rows, projects, unmapped, gaps }: MappingInput): MappingReport {
	const notes = new Map(rows.map((row) => [combinationOf(keysOf(row)), row.note]));
	const filled = rows.filter((row) => row.enabled && row.cost_code !== '');
	const codes = filled.map((row) => ({ costCode: row.cost_code, costType: row.cost_type }));
	const byText = new Map(codes.map((code) => [codeText(code), code]));
	return {
		report: 'mapping',
		customer,
		at: now,
		readAt,
		toMap: unmapped.map((each) => {
			const found = projects.find({ ...each, order: '' });
			const project = found.kind === 'project' ? found.row.project_name || found.row.project_id : '';
			return { ...each, project, note: notes.get(combinationOf(each)) ?? '' };
		}),
		codes: [...byText.values()].sort((a, b) => codeText(a).localeCompare(codeText(b), 'en', { numeric: true })),
		mapped: filled.length,
		gaps,
	};
}

/** The account assignment of a row. */
export const keysOf = (row: CostCodeRow) => ({
	companyCode: row.company_code,
	glAccount: row.gl_account,
	costCenter: row.cost_center,
	wbsElement: row.wbs_element,
});
