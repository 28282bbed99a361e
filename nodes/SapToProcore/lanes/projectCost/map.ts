import { documentKey } from '../../../shared/entities';
import { currencyDecimals, rounded, sum } from '../../../shared/decimal';
import {
	outcome,
	type Allocation,
	type CostTarget,
	type DesiredBudgetAmount,
	type Outcome,
	type ProjectCost,
} from '../../../shared/model';
import type { CostCodeMap } from '../../lookup/costCodes';
import { closedReason, type Roster } from '../../lookup/roster';
import { ToFill } from '../../lookup/toFill';
import { summed } from '../problems';
import { reasoned } from '../reasoned';
import type { ReasonCode } from '../../../shared/reasons';
import type { RosterRow } from '../../ledger/rows';
import { compareSapKeys } from '../../../shared/sapKeyOrder';
import { budgetAmountOriginId } from '../../../shared/originId';
import { budgetKey, withoutBudgetLine } from '../cost/keys';
import { amountsHash, type CostsSent } from '../cost/sent';
import { sortCosts, type CostProblem, type PlacedCost, type ProjectCosts } from '../cost/sorting';

export interface CostSettings {
	/** System ID of SAP, part of every origin ID. */
	system: string;
	/** Currency of projects whose row in the roster has none; `""` = not known, nothing is checked. */
	projectCurrency: string;
	/** What the amounts become in Procore: who changes it wants all of them there. */
	target: CostTarget;
	/** What Procore has; projects whose amounts are the same are not sent. */
	sent: CostsSent;
}

export interface MapCostsInput {
	customer: string;
	/** Everything that was posted to the projects they name: the amounts are cumulative, and so is what becomes of them. */
	costs: ProjectCost[];
	roster: Roster;
	costCodes: CostCodeMap;
	settings: CostSettings;
}

/** `index` points to the first of the costs given that it is about, `covers` has the keys of all of them. */
export type MappedCost = { index: number; covers: string[] } & (
	| { desired: DesiredBudgetAmount; allocations: Allocation[] }
	| { outcome: Outcome; allocations?: Allocation[] }
);

/**
 * Adds up the costs of each project by cost code and cost type. Costs that no budget line takes are told in one outcome for
 * each project, those that no project takes in one without project. A cost given twice counts once, as it was last read.
 * Amounts of projects that Procore has already, all of them, are told as unchanged.
 */
export function mapCosts(input: MapCostsInput): { mapped: MappedCost[]; toFill: ToFill } {
	const toFill = new ToFill(input.customer, input);
	const costs = lastRead(input.costs);
	const sorted = sortCosts(costs, {
		...{ roster: input.roster, costCodes: input.costCodes, toFill, keyOf: costKey, noun: 'Costs' },
		noCost: ({ isBalanceSheet }) => (isBalanceSheet ? 'balance_sheet_account' : undefined),
	});
	const projects = [...sorted.projects].sort(([a], [b]) => compareSapKeys(a, b));
	const mapped = projects.flatMap(([, project]) => mapProject(project, input.settings));
	if (costs.length > 0) mapped.push({ index: 0, covers: keysOf(sorted.outside), outcome: unplaced(sorted.outside) });
	return { mapped, toFill };
}

/** In an order of their own, whatever order they came in. */
function lastRead(costs: ProjectCost[]): Array<{ cost: ProjectCost; index: number }> {
	const byKey = new Map(costs.map((cost, index) => [costKey(cost), { cost, index }]));
	return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, placed]) => placed);
}

const costKey = (cost: ProjectCost): string => documentKey('actual_cost', cost);

const keysOf = (problems: CostProblem[]) => problems.map(({ cost }) => cost);

function mapProject(project: ProjectCosts<ProjectCost>, settings: CostSettings): MappedCost[] {
	const { row, index } = project;
	const unplacedKeys = keysOf(project.problems);
	const closed = closedReason(row);
	if (closed) {
		const placed = [...project.lines.values()].flat().map(({ cost }) => costKey(cost));
		return [{ index, covers: [...placed, ...unplacedKeys], outcome: stopped(settings, row, closed, '') }];
	}
	const lines = [...project.lines].sort(([a], [b]) => (a < b ? -1 : 1));
	const mapped = lines.flatMap(([, costs]) => mapLine(row, costs, settings));
	const amounts = mapped.flatMap((each) => ('desired' in each ? [each.desired] : []));
	const hash = amountsHash(settings.target, amounts);
	const told = unplaced(project.problems, row);
	return [
		...(settings.sent[row.project_id] === hash ? mapped.map(leftOut) : mapped),
		// By these the record of the run sees whether every amount has arrived.
		{
			index,
			covers: unplacedKeys,
			outcome: { ...told, fingerprint: hash, detail: { ...told.detail, amounts: amounts.length } },
		},
	];
}

/** An amount that Procore has: it is told as unchanged, and costs no request. */
function leftOut(each: MappedCost): MappedCost {
	if (!('desired' in each)) return each;
	const { desired, index, covers, allocations } = each;
	const { originId, projectId, costCode, costType } = desired;
	const key = { entity: 'actual_cost', sapKey: budgetKey(costCode, costType), projectId, originId } as const;
	return { index, covers, outcome: outcome({ ...key, action: 'none', status: 'unchanged' }), allocations };
}

function mapLine(row: RosterRow, costs: Array<PlacedCost<ProjectCost>>, settings: CostSettings): MappedCost[] {
	const [first] = costs;
	if (!first) return [];
	const { index, costCode } = first;
	const covers = costs.map(({ cost }) => costKey(cost));
	const currency = row.currency || settings.projectCurrency || first.cost.currency;
	const foreign = costs.find(({ cost }) => cost.currency !== currency);
	if (foreign) {
		const what = `Costs of company code ${foreign.cost.companyCode} are in ${foreign.cost.currency}, the project is in ${currency}.`;
		return [{ index, covers, outcome: stopped(settings, row, 'currency_mismatch', what, costCode) }];
	}
	const decimals = currencyDecimals(currency);
	const desired: DesiredBudgetAmount = {
		originId: budgetAmountOriginId(settings.system, row.project_id, costCode.costCode, costCode.costType),
		projectId: row.project_id,
		costCode: costCode.costCode,
		costType: costCode.costType,
		amount: rounded(sum(costs.map(({ cost }) => cost.amount)), decimals),
		currency,
		measure: 'actual',
		target: settings.target,
		source: { entity: 'actual_cost', sapKey: budgetKey(costCode.costCode, costCode.costType), sapChangedAt: null },
		remarks: [],
	};
	return [{ index, covers, desired, allocations: costs.map((each) => allocation(desired, each, decimals)) }];
}

function allocation(desired: DesiredBudgetAmount, placed: PlacedCost<ProjectCost>, decimals: number): Allocation {
	const { companyCode, glAccount, costCenter, wbsElement, amount, currency } = placed.cost;
	return {
		entity: 'actual_cost',
		sapKey: budgetKey(desired.costCode, desired.costType),
		sapItem: '',
		assignment: '',
		projectId: desired.projectId,
		originId: desired.originId,
		lineOriginId: '',
		...{ companyCode, glAccount, costCenter, wbsElement },
		amount: rounded(amount, decimals),
		currency,
		costCode: desired.costCode,
		costType: desired.costType,
		rule: `cost code by ${placed.costCode.rule}; project by ${placed.projectRule}`,
	};
}

/** What becomes of the costs that no budget line (of the project) takes; without any, an outcome that says so. */
function unplaced(problems: CostProblem[], row?: RosterRow): Outcome {
	const problem = summed(problems);
	const key = { entity: 'actual_cost', sapKey: withoutBudgetLine, projectId: row?.project_id ?? '' } as const;
	if (!problem) return outcome({ ...key, action: 'none', status: 'unchanged' });
	const subject = row ? `project ${row.project_id} ${row.project_name}`.trim() : 'project costs';
	return reasoned({ ...key, subject }, problem.reason, problem.what, { costs: problems.length });
}

function stopped(
	{ system }: CostSettings,
	row: RosterRow,
	reason: ReasonCode,
	what: string,
	line?: { costCode: string; costType: string },
): Outcome {
	const project = `project ${row.project_id} ${row.project_name}`.trim();
	return reasoned(
		{
			entity: 'actual_cost',
			sapKey: line ? budgetKey(line.costCode, line.costType) : withoutBudgetLine,
			projectId: row.project_id,
			originId: line ? budgetAmountOriginId(system, row.project_id, line.costCode, line.costType) : '',
			subject: line ? `cost code ${line.costCode} ${line.costType}, ${project}` : project,
		},
		reason,
		what,
	);
}
