import { documentKey } from '../../../shared/entities';
import type { ProjectCost } from '../../../shared/model';
import type { CostCodeAnswer, CostCodeMap } from '../../lookup/costCodes';
import type { Roster } from '../../lookup/roster';
import type { ToFill } from '../../lookup/toFill';
import type { Problem } from '../problems';
import type { ReasonCode } from '../../../shared/reasons';
import type { RosterRow } from '../../ledger/rows';
import { budgetKey } from './keys';

/** A cost with the budget line that it belongs to, and its place among the costs given. */
export interface PlacedCost {
	cost: ProjectCost;
	index: number;
	costCode: CostCodeAnswer & { kind: 'found' };
	projectRule: string;
}

/** Why no budget line takes a cost, with the key of the cost. */
export interface CostProblem extends Problem {
	cost: string;
}

/** The costs of a project by budget line; `problems` are those that no budget line takes. */
export interface ProjectCosts {
	row: RosterRow;
	lines: Map<string, PlacedCost[]>;
	problems: CostProblem[];
	/** Place of its first cost. */
	index: number;
}

export interface SortedCosts {
	projects: Map<string, ProjectCosts>;
	/** Costs that no project takes. */
	outside: CostProblem[];
}

export const costKey = (cost: ProjectCost): string => documentKey('actual_cost', cost);

/** Finds project and budget line of every cost. */
export function sortCosts(
	costs: Array<{ cost: ProjectCost; index: number }>,
	tables: { roster: Roster; costCodes: CostCodeMap; toFill: ToFill },
): SortedCosts {
	const sorted: SortedCosts = { projects: new Map(), outside: [] };
	for (const { cost, index } of costs) {
		if (cost.isBalanceSheet) {
			sorted.outside.push(problem(cost, 'balance_sheet_account'));
			continue;
		}
		const project = tables.roster.find(cost);
		if (project.kind === 'project') {
			const own = projectCosts(sorted, project.row, index);
			addCost(own, { cost, index, projectRule: project.rule }, tables);
		} else if (project.kind === 'ambiguous') sorted.outside.push(problem(cost, 'project_ambiguous', project.rules));
		else sorted.outside.push(problem(cost, project.kind === 'unmapped' ? 'unmapped_project' : 'not_a_project_cost'));
	}
	return sorted;
}

function problem(cost: ProjectCost, reason: ReasonCode, rules: string[] = []): CostProblem {
	const between = rules.length > 0 ? `: ${rules.join(' and ')}` : '';
	return { reason, text: `${nameOf(cost)}${between}`, cost: costKey(cost) };
}

function projectCosts(sorted: SortedCosts, row: RosterRow, index: number): ProjectCosts {
	const known = sorted.projects.get(row.project_id);
	if (known) return known;
	const created = { row, lines: new Map<string, PlacedCost[]>(), problems: [], index };
	sorted.projects.set(row.project_id, created);
	return created;
}

function addCost(
	own: ProjectCosts,
	{ cost, index, projectRule }: Omit<PlacedCost, 'costCode'>,
	{ costCodes, toFill }: { costCodes: CostCodeMap; toFill: ToFill },
): void {
	const costCode = costCodes.find(cost);
	if (costCode.kind === 'found') {
		const key = budgetKey(costCode.costCode, costCode.costType);
		const placed = { cost, index, costCode, projectRule };
		const line = own.lines.get(key);
		if (line) line.push(placed);
		else own.lines.set(key, [placed]);
	} else if (costCode.kind === 'ambiguous') own.problems.push(problem(cost, 'mapping_ambiguous', costCode.rules));
	else {
		own.problems.push(problem(cost, 'unmapped_cost_code'));
		if (own.row.active && own.row.sync_enabled)
			toFill.costCode(cost, `Costs of project ${own.row.project_id} ${own.row.project_name}`.trim(), index);
	}
}

/** `G/L account 630000 of company code 1010, WBS element P-1001.1 (100.00 USD)` */
function nameOf({ companyCode, glAccount, costCenter, order, wbsElement, amount, currency }: ProjectCost): string {
	const objects = [
		['cost center', costCenter],
		['order', order],
		['WBS element', wbsElement],
	].flatMap(([label, key]) => (key ? [`, ${label} ${key}`] : []));
	return `G/L account ${glAccount} of company code ${companyCode}${objects.join('')} (${amount} ${currency})`;
}
