import type { ProjectCost, PurchaseOrder } from '../../../shared/model';
import { orderLines } from '../../lanes/purchaseOrder/lines';
import type { CostCodeRow, RosterRow } from '../../ledger/rows';
import { codeIn, type CodeAndType, type CostCodeMap } from '../../lookup/costCodes';
import { patternOf } from '../../../shared/pattern';
import type { Roster } from '../../lookup/roster';
import type { ProjectCode } from '../../mapping/suggest';

/** By project ID the cost codes that it had in Procore, and when they were read, ISO 8601. */
export type KnownCodes = Map<string, { readAt: string; codes: readonly ProjectCode[] }>;

/** The project that a row is for, as far as its WBS element or cost center tells it. */
export function projectOfRow(
	{ wbs_element, cost_center }: Pick<CostCodeRow, 'wbs_element' | 'cost_center'>,
	projects: Roster,
): RosterRow | undefined {
	const [wbsElement, costCenter] = [wbs_element, cost_center].map((cell) => {
		const pattern = patternOf(cell);
		return pattern.kind === 'any' ? '' : pattern.key.replace(/(?<![^\p{L}\p{N}])[^\p{L}\p{N}]+$/u, '');
	}) as [string, string];
	const project = projects.find({ wbsElement, costCenter, order: '' });
	return project.kind === 'project' ? project.row : undefined;
}

interface MapCodesInput {
	rows: readonly CostCodeRow[];
	map: CostCodeMap;
	projects: Roster;
	orders: readonly PurchaseOrder[];
	costs: readonly ProjectCost[];
}

/**
 * By project ID the cost codes that the map gives to its documents, or that a row has for one of its objects: all that is
 * known of a project whose own codes nobody has read. Names are not known.
 */
export function codesInMap({ rows, map, projects, orders, costs }: MapCodesInput): Map<string, ProjectCode[]> {
	const found = new Map<string, Map<string, ProjectCode>>();
	const note = (projectId: string, { costCode, costType }: CodeAndType) => {
		const known = found.get(projectId) ?? new Map<string, ProjectCode>();
		found.set(projectId, known);
		known.set(JSON.stringify([costCode, costType]), { costCode, costType, costCodeName: '', costTypeName: '' });
	};
	for (const row of rows) {
		const project = row.enabled && row.cost_code !== '' ? projectOfRow(row, projects) : undefined;
		if (project) note(project.project_id, codeIn(row));
	}
	for (const order of orders)
		for (const { project, assignment } of orderLines(order, projects)) {
			const code = map.find({ ...assignment, companyCode: order.companyCode });
			if (project.kind === 'project' && code.kind === 'found') note(project.row.project_id, code);
		}
	for (const cost of costs) {
		const project = projects.find(cost);
		const code = map.find(cost);
		if (project.kind === 'project' && code.kind === 'found' && !cost.isBalanceSheet) note(project.row.project_id, code);
	}
	return new Map([...found].map(([projectId, codes]) => [projectId, [...codes.values()]]));
}
