import { expectedBudget, type ExpectedBudget } from '../../../simulators/data/expected.ts';
import { currencyDecimals, toText, toUnits } from '../../../simulators/data/money.ts';
import type { SapData } from '../../../simulators/data/types.ts';
import type { TrafficEntry } from '../../../simulators/core/traffic.ts';
import type { RunningSimulators } from '../../../simulators/index.ts';

export interface BudgetLineState {
	id: number;
	project_id: number;
	original_budget_amount: string;
	/** `03-300.M` */
	flat_code: string;
}

export interface BudgetChangeState {
	id: number;
	project_id: number;
	status: string;
	title: string;
	adjustments: Array<{ wbs_code_id: number; amount: string }>;
}

export interface DirectCostState {
	id: number;
	project_id: number;
	status: string;
	origin_id: string | null;
	lines: Array<{ origin_id: string | null; wbs_code_id: number; amount: string }>;
}

interface BudgetState {
	budgetLines: BudgetLineState[];
	budgetChanges: BudgetChangeState[];
	directCosts: DirectCostState[];
	costCodes: Array<{ project_id: number; full_code: string; name: string; origin_id: string | null }>;
	wbsCodes: Array<{ id: number; project_id: number; flat_code: string }>;
}

export const budgetState = ({ procore }: RunningSimulators) => procore.simulator.state() as unknown as BudgetState;

/** What SAP's present postings demand of Procore's budgets, worked out without the nodes' code. */
export function demandedBudget(simulators: RunningSimulators): ExpectedBudget[] {
	const { dataset } = simulators;
	const { postings, glAccounts, projects, wbsElements } = simulators.sap.simulator.state() as unknown as SapData;
	return expectedBudget({
		...dataset,
		sap: { ...dataset.sap, postings, glAccounts, projects, wbsElements },
	});
}

export const keyOf = (projectId: string | number, costCode: string) => `${String(projectId)} ${costCode}`;
const pipe = (flatCode: string) => flatCode.replace(/\.(\w+)$/, '|$1');

/** Budget amounts of Procore by project and cost code, approved changes included; decimal text of the project's currency. */
export function budgetAmounts(simulators: RunningSimulators): Map<string, string> {
	const { budgetLines, budgetChanges, wbsCodes } = budgetState(simulators);
	const codes = new Map(wbsCodes.map(({ id, flat_code }) => [id, pipe(flat_code)]));
	const decimals = decimalsOf(simulators);
	const sums = new Map<string, bigint>();
	const add = (projectId: number, code: string, amount: string) => {
		const key = keyOf(projectId, code);
		sums.set(key, (sums.get(key) ?? 0n) + toUnits(amount, decimals(projectId)));
	};
	for (const line of budgetLines) add(line.project_id, pipe(line.flat_code), line.original_budget_amount);
	for (const change of budgetChanges.filter(({ status }) => status === 'approved'))
		for (const { wbs_code_id, amount } of change.adjustments)
			add(change.project_id, codes.get(wbs_code_id) ?? '', amount);
	return new Map([...sums].map(([key, units]) => [key, toText(units, decimals(Number(key.split(' ')[0])))]));
}

function decimalsOf({ dataset }: RunningSimulators): (projectId: number) => number {
	const currencies = new Map(dataset.procore.projects.map(({ id, currency }) => [id, currency ?? 'USD']));
	return (projectId) => currencyDecimals(currencies.get(projectId) ?? 'USD');
}

/** Amounts of our direct costs by project and cost code, periods added up; decimal text of the project's currency. */
export function directCostAmounts(simulators: RunningSimulators): Map<string, string> {
	const { directCosts, wbsCodes } = budgetState(simulators);
	const codes = new Map(wbsCodes.map(({ id, flat_code }) => [id, pipe(flat_code)]));
	const own = directCosts.filter(({ origin_id }) => origin_id?.startsWith('sap:') ?? false);
	const decimals = decimalsOf(simulators);
	const sums = new Map<string, bigint>();
	for (const { project_id, lines } of own)
		for (const { wbs_code_id, amount } of lines) {
			const key = keyOf(project_id, codes.get(wbs_code_id) ?? '');
			sums.set(key, (sums.get(key) ?? 0n) + toUnits(amount, decimals(project_id)));
		}
	return new Map([...sums].map(([key, units]) => [key, toText(units, decimals(Number(key.split(' ')[0])))]));
}

/**
 * Compares what SAP has posted with the direct costs of Procore, cost code by cost code, where no order has a contract. A
 * missing line is as good as one of zero.
 */
export function costDifferences(simulators: RunningSimulators): string[] {
	const held = directCostAmounts(simulators);
	const wanted = demandedBudget(simulators);
	const sent = wanted.filter(({ reason }) => reason === '');
	const keys = new Set(sent.map(({ projectId, costCode }) => keyOf(projectId, costCode)));
	const isZero = (amount: string) => Number(amount) === 0;
	return [
		...sent.flatMap(({ projectId, costCode, amount }) => {
			const is = held.get(keyOf(projectId, costCode)) ?? '0';
			return is === amount || (isZero(is) && isZero(amount))
				? []
				: [`${costCode} of ${projectId}: ${is} instead of ${amount}`];
		}),
		...[...held].flatMap(([key, amount]) =>
			keys.has(key) || isZero(amount) ? [] : [`${key}: ${amount}, which no cost of SAP demands`],
		),
	];
}

/** The projects whose direct costs a run has read in Procore. */
export function costsAsked({ traffic }: { traffic: readonly TrafficEntry[] }): string[] {
	const asked = traffic.flatMap(({ system, method, url }) => {
		const project = /\/projects\/(\d+)\/direct_costs\/line_items(\?|$)/.exec(url)?.[1];
		return system === 'procore' && method === 'GET' && project !== undefined ? [project] : [];
	});
	return [...new Set(asked)].sort();
}

/** How often a run has sent what about direct costs, by project: `PATCH line_items/sync`, `POST` for a whole direct cost. */
export function costRequests({
	traffic,
}: {
	traffic: readonly TrafficEntry[];
}): Record<string, Record<string, number>> {
	const counts: Record<string, Record<string, number>> = {};
	for (const { system, method, url } of traffic) {
		const [, project, rest = ''] = /\/projects\/(\d+)\/direct_costs\/?([^?]*)/.exec(url) ?? [];
		if (system !== 'procore' || project === undefined) continue;
		const of = (counts[project] ??= {});
		const request = [method, rest].filter(Boolean).join(' ');
		of[request] = (of[request] ?? 0) + 1;
	}
	return counts;
}
