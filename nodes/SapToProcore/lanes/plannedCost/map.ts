import { rounded, sum } from '../../../shared/decimal';
import { documentKey } from '../../../shared/entities';
import {
	outcome,
	type Allocation,
	type DesiredBudgetAmount,
	type Outcome,
	type PlannedCost,
} from '../../../shared/model';
import { budgetAmountOriginId } from '../../../shared/originId';
import { compareSapKeys } from '../../../shared/sapKeyOrder';
import type { RosterRow } from '../../ledger/rows';
import type { CostCodeMap } from '../../lookup/costCodes';
import { decimalsIn, withMappedCurrency } from '../../lookup/currencies';
import { closedReason, type Roster } from '../../lookup/roster';
import { ToFill } from '../../lookup/toFill';
import type { ValueMap } from '../../lookup/values';
import { budgetKey } from '../cost/keys';
import { keysOf, stopped, unplaced } from '../cost/outcomes';
import { amountsHash, type CostsSent } from '../cost/sent';
import { sortCosts, type PlacedCost, type ProjectCosts } from '../cost/sorting';

export interface PlanSettings {
	/** System ID of SAP, part of every origin ID. */
	system: string;
	/** Currency of projects whose row in the roster has none; `""` = not known, nothing is checked. */
	projectCurrency: string;
	/** What Procore has; projects whose amounts are the same are not sent. */
	sent: CostsSent;
}

export interface MapPlanInput {
	customer: string;
	/** Everything that is planned for the projects in one plan category: budgets are cumulative over the years. */
	plans: PlannedCost[];
	roster: Roster;
	costCodes: CostCodeMap;
	values: ValueMap;
	settings: PlanSettings;
}

/** `index` points to the first of the plans given that it is about, `covers` has the keys of all of them. */
export type MappedPlan = { index: number; covers: string[] } & (
	| { desired: DesiredBudgetAmount; allocations: Allocation[] }
	| { outcome: Outcome; allocations?: Allocation[] }
);

export const planKey = (plan: PlannedCost): string => documentKey('budget', plan);

/**
 * Adds up the plan of each project by cost code and cost type, over all fiscal years. What no budget line takes is told in
 * one outcome for each project, what no project takes in one without project. Amounts of projects that Procore has
 * already, all of them, are told as unchanged.
 */
export function mapPlan(input: MapPlanInput): { mapped: MappedPlan[]; toFill: ToFill } {
	const { customer, roster, costCodes } = input;
	const toFill = new ToFill(customer, input);
	const { plans } = input;
	const noCost = () => undefined;
	const sorted = sortCosts(plans, { roster, costCodes, toFill, keyOf: planKey, noCost, noun: 'Planned costs' });
	const projects = [...sorted.projects].sort(([a], [b]) => compareSapKeys(a, b));
	const mapped = projects.flatMap(([, project]) => mapProject(project, input));
	if (plans.length > 0)
		mapped.push({ index: 0, covers: keysOf(sorted.outside), outcome: unplaced('budget', sorted.outside) });
	return { mapped, toFill };
}

function mapProject(project: ProjectCosts<PlannedCost>, input: MapPlanInput): MappedPlan[] {
	const { row, index } = project;
	const unplacedKeys = keysOf(project.problems);
	const closed = closedReason(row);
	if (closed) {
		const placed = [...project.lines.values()].flat().map(({ cost }) => cost);
		const amounts = [...placed, ...project.problems.map(({ money }) => money)];
		return [
			{ index, covers: [...placed.map(planKey), ...unplacedKeys], outcome: stopped('budget', row, closed, amounts) },
		];
	}
	const lines = [...project.lines].sort(([a], [b]) => (a < b ? -1 : 1));
	const mapped = lines.flatMap(([, plans]) => mapLine(row, plans, input));
	const amounts = mapped.flatMap((each) => ('desired' in each ? [each.desired] : []));
	const hash = amountsHash(amounts);
	const told = unplaced('budget', project.problems, row);
	const detail = { ...told.detail, amounts: amounts.length, stopped: mapped.length - amounts.length };
	return [
		...(input.settings.sent[row.project_id] === hash ? mapped.map(leftOut) : mapped),
		// By these the record of the run sees whether every amount has arrived.
		{ index, covers: unplacedKeys, outcome: { ...told, fingerprint: hash, detail } },
	];
}

/** An amount that Procore has: it is told as unchanged, and costs no request. */
function leftOut(each: MappedPlan): MappedPlan {
	if (!('desired' in each)) return each;
	const { desired, index, covers, allocations } = each;
	const { originId, projectId, costCode, costType } = desired;
	const key = { entity: 'budget', sapKey: budgetKey(costCode, costType), projectId, originId } as const;
	return { index, covers, outcome: outcome({ ...key, action: 'none', status: 'unchanged' }), allocations };
}

function mapLine(
	row: RosterRow,
	planned: Array<PlacedCost<PlannedCost>>,
	{ settings, values }: MapPlanInput,
): MappedPlan[] {
	// By their own keys, which have the currency of SAP, they are told as covered.
	const covers = planned.map(({ cost }) => planKey(cost));
	const plans = planned.map((each) => ({ ...each, cost: withMappedCurrency(each.cost, values) }));
	const [first] = plans;
	if (!first) return [];
	const { costCode, costType } = first.costCode;
	const sapKey = budgetKey(costCode, costType);
	const originId = budgetAmountOriginId(settings.system, row.project_id, costCode, costType);
	const index = Math.min(...plans.map((each) => each.index));
	const currency = row.currency || settings.projectCurrency || first.cost.currency;
	const foreign = plans.find(({ cost }) => cost.currency !== currency);
	if (foreign) {
		const what = `The plan of company code ${foreign.cost.companyCode} is in ${foreign.cost.currency}, the project is in ${currency}.`;
		const part = { sapKey, originId, name: `cost code ${costCode} ${costType}` };
		return [
			{
				index,
				covers,
				outcome: stopped(
					'budget',
					row,
					'currency_mismatch',
					plans.map(({ cost }) => cost),
					what,
					part,
				),
			},
		];
	}
	const decimals = decimalsIn(
		currency,
		plans.map(({ cost }) => cost.amount),
		values,
	);
	const desired: DesiredBudgetAmount = {
		originId,
		projectId: row.project_id,
		costCode,
		costType,
		amount: rounded(sum(plans.map(({ cost }) => cost.amount)), decimals),
		currency,
		source: { entity: 'budget', sapKey, sapChangedAt: null },
		remarks: [],
	};
	return [{ index, covers, desired, allocations: plans.map((each) => allocation(desired, each, decimals)) }];
}

function allocation(desired: DesiredBudgetAmount, placed: PlacedCost<PlannedCost>, decimals: number): Allocation {
	const { companyCode, glAccount, costCenter, wbsElement, amount, currency, planCategory, fiscalYear } = placed.cost;
	const { costCode, costType } = desired;
	return {
		...{ sapItem: '', assignment: '', lineOriginId: '' },
		...{ companyCode, glAccount, costCenter, wbsElement },
		amount: rounded(amount, decimals),
		...{ currency, costCode, costType },
		rule: `plan category ${planCategory}, fiscal year ${fiscalYear}; cost code by ${placed.costCode.rule}; project by ${placed.projectRule}`,
	};
}
