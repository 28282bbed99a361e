import type { Money } from '../../../shared/money';
import type { AccountKeys, CostCodeAnswer, CostCodeMap } from '../../lookup/costCodes';
import type { Roster } from '../../lookup/roster';
import type { ToFill } from '../../lookup/toFill';
import type { Problem } from '../problems';
import type { ReasonCode } from '../../../shared/reasons';
import type { RosterRow } from '../../ledger/rows';
import { budgetKey } from './keys';

/** What an actual cost and a planned one have in common: an amount of a G/L account on objects of a company code. */
export interface CostAmount {
	companyCode: string;
	glAccount: string;
	costCenter: string;
	order: string;
	wbsElement: string;
	amount: string;
	currency: string;
}

/** A cost with the budget line that it belongs to, and its place among the costs given. */
export interface PlacedCost<T extends CostAmount> {
	cost: T;
	index: number;
	costCode: CostCodeAnswer & { kind: 'found' };
	projectRule: string;
}

/** Why no budget line takes a cost, with the key of the cost. */
export interface CostProblem extends Problem {
	cost: string;
	keys: AccountKeys;
	money: Money;
}

/** The costs of a project by budget line; `problems` are those that no budget line takes. */
export interface ProjectCosts<T extends CostAmount> {
	row: RosterRow;
	lines: Map<string, Array<PlacedCost<T>>>;
	problems: CostProblem[];
	/** Place of its first cost. */
	index: number;
}

export interface SortedCosts<T extends CostAmount> {
	projects: Map<string, ProjectCosts<T>>;
	/** Costs that no project takes. */
	outside: CostProblem[];
}

/** What costs are sorted by. */
export interface Sorting<T extends CostAmount> {
	roster: Roster;
	costCodes: CostCodeMap;
	toFill: ToFill;
	keyOf(cost: T): string;
	/** Why a cost is none, whatever project it names; undefined when it is one. */
	noCost(cost: T): ReasonCode | undefined;
	/** What people call the costs, at the beginning of a sentence. */
	noun: string;
}

/**
 * Finds project and budget line of every cost. A cost given twice counts once, as it was last read; the result does not
 * depend on the order in which costs came.
 */
export function sortCosts<T extends CostAmount>(costs: readonly T[], sorting: Sorting<T>): SortedCosts<T> {
	const { roster, keyOf, noCost } = sorting;
	const sorted: SortedCosts<T> = { projects: new Map(), outside: [] };
	const byKey = new Map(costs.map((cost, index) => [keyOf(cost), { cost, index }]));
	for (const [, { cost, index }] of [...byKey].sort(([a], [b]) => (a < b ? -1 : 1))) {
		const add = (reason: ReasonCode, rules?: string[]) =>
			sorted.outside.push(problem(cost, keyOf(cost), reason, rules));
		const excluded = noCost(cost);
		if (excluded !== undefined) {
			add(excluded);
			continue;
		}
		const project = roster.find(cost);
		if (project.kind === 'project')
			addCost(projectCosts(sorted, project.row, index), { cost, index, projectRule: project.rule }, sorting);
		else if (project.kind === 'ambiguous') add('project_ambiguous', project.rules);
		else add(project.kind === 'unmapped' ? 'unmapped_project' : 'not_a_project_cost');
	}
	return sorted;
}

function problem(cost: CostAmount, key: string, reason: ReasonCode, rules: string[] = []): CostProblem {
	const between = rules.length > 0 ? `: ${rules.join(' and ')}` : '';
	const { companyCode, glAccount, costCenter, wbsElement, amount, currency } = cost;
	return {
		...{ reason, text: `${nameOf(cost)}${between}`, cost: key },
		keys: { companyCode, glAccount, costCenter, wbsElement },
		money: { amount, currency },
	};
}

function projectCosts<T extends CostAmount>(sorted: SortedCosts<T>, row: RosterRow, index: number): ProjectCosts<T> {
	const known = sorted.projects.get(row.project_id);
	if (known) return known;
	const created: ProjectCosts<T> = { row, lines: new Map(), problems: [], index };
	sorted.projects.set(row.project_id, created);
	return created;
}

function addCost<T extends CostAmount>(
	own: ProjectCosts<T>,
	{ cost, index, projectRule }: Omit<PlacedCost<T>, 'costCode'>,
	{ costCodes, toFill, keyOf, noun }: Sorting<T>,
): void {
	const costCode = costCodes.find(cost);
	if (costCode.kind === 'found') {
		const key = budgetKey(costCode.costCode, costCode.costType);
		const placed = { cost, index, costCode, projectRule };
		const line = own.lines.get(key);
		if (line) line.push(placed);
		else own.lines.set(key, [placed]);
	} else if (costCode.kind === 'ambiguous')
		own.problems.push(problem(cost, keyOf(cost), 'mapping_ambiguous', costCode.rules));
	else {
		own.problems.push(problem(cost, keyOf(cost), 'unmapped_cost_code'));
		if (own.row.active && own.row.sync_enabled)
			toFill.costCode(cost, `${noun} of project ${own.row.project_id} ${own.row.project_name}`.trim(), index);
	}
}

/** `G/L account 630000 of company code 1010, WBS element P-1001.1 (100.00 USD)` */
function nameOf({ companyCode, glAccount, costCenter, order, wbsElement, amount, currency }: CostAmount): string {
	const objects = [
		['cost center', costCenter],
		['order', order],
		['WBS element', wbsElement],
	].flatMap(([label, key]) => (key ? [`, ${label} ${key}`] : []));
	return `G/L account ${glAccount} of company code ${companyCode}${objects.join('')} (${amount} ${currency})`;
}
