import { valuesIn } from '../../lookup/keys';
import type { CostCodeRow, RosterRow } from '../../ledger/rows';

/** Whether the row of the cost code map can ever decide for an account assignment of the project. */
export function belongsTo(row: CostCodeRow, project: RosterRow, projects: RosterRow[]): boolean {
	if (narrows(row.wbs_element)) return overlaps(row.wbs_element, wbsOf(project));
	if (!narrows(row.cost_center)) return true;
	const centers = (each: RosterRow) => valuesIn(each.sap_cost_center);
	// A cost center of no project comes beside a WBS element, which may be any project's.
	const isSomeones = projects.some((each) => overlaps(row.cost_center, centers(each)));
	return !isSomeones || overlaps(row.cost_center, centers(project));
}

const narrows = (cell: string) => cell !== '' && cell !== '*';

const wbsOf = (project: RosterRow) =>
	valuesIn(project.sap_wbs_prefix === '' ? project.sap_project : project.sap_wbs_prefix);

/** Whether a pattern and one of the values have keys in common: one of the two begins with the other. */
function overlaps(pattern: string, values: string[]): boolean {
	const plain = (text: string) => text.replace(/\*$/, '');
	return values.some((value) => {
		if (plain(value) === plain(pattern)) return true;
		if (pattern.endsWith('*') && plain(value).startsWith(plain(pattern))) return true;
		const next = plain(pattern).charAt(plain(value).length);
		return plain(pattern).startsWith(plain(value)) && (value.endsWith('*') || !/[\p{L}\p{N}]/u.test(next));
	});
}
