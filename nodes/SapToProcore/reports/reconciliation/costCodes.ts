import { groupBy } from 'lodash';
import { committedAmount, coverageOf } from '../../../shared/coverage';
import { isZero, subtracted, sum } from '../../../shared/decimal';
import type { PlannedCost, ProjectCost } from '../../../shared/model';
import type { CostCodeMap } from '../../lookup/costCodes';
import type { Roster } from '../../lookup/roster';
import { inCurrency } from '../kit/sums';
import type { BudgetRow } from './budget';
import { orderOf, type ReportedContract } from './contracts';
import type { CostRules } from './input';
import {
	budgetColumns,
	columnSides,
	type ColumnFigures,
	type CostCodeFigures,
	type ProjectFigures,
	type Side,
} from './model';
import type { Pair } from './pairs';

type Coding = { costCode: string; costType: string };

/** What is asked of the cost code table; `undefined` = not read. */
export interface CostCodeInput {
	pairs: readonly Pair[];
	contracts: readonly ReportedContract[];
	settings: { system: string };
	costRules: CostRules;
	costs: readonly ProjectCost[] | undefined;
	plan: readonly PlannedCost[] | undefined;
	budget: readonly BudgetRow[] | undefined;
	/** Projects whose budget could not be read, and those whose contracts could not. */
	unreadBudgets: ReadonlySet<string>;
	unreadProjects: ReadonlySet<string>;
	costCodes: CostCodeMap;
	roster: Roster;
	currencyOf(projectId: string): string;
	nameOf(projectId: string): string;
}

type Add = (side: Side, projectId: string, currency: string, coding: Coding, amount: string) => void;
interface Sums {
	head: Omit<CostCodeFigures, Side>;
	amounts: Partial<Record<Side, string[]>>;
}

const uncoded: Coding = { costCode: '', costType: '' };

/**
 * Both sides by project and cost code, column by column of the budget, Procore's as its budget shows them: what people
 * entered there is in it, too. `costCode` is `""` for what has none.
 */
export function costCodeFigures(input: CostCodeInput): CostCodeFigures[] {
	const figures = new Map<string, Sums>();
	const add: Add = (side, projectId, currency, { costCode, costType }, amount) => {
		if (amount === '' || isZero(amount)) return;
		const key = [projectId, costCode, costType, currency].join('|');
		const head = { projectId, project: input.nameOf(projectId), costCode, costType, currency };
		const known = figures.get(key) ?? { head, amounts: {} };
		figures.set(key, known);
		(known.amounts[side] ??= []).push(amount);
	};
	for (const { projectId, part, currency } of input.pairs)
		for (const line of part?.lines ?? []) add('sapOrders', projectId, currency, line, line.amount);
	for (const planned of input.plan ?? []) addCost('sapPlan', planned, input, add);
	for (const costs of postedOn(input)) addCosts(costs, input, add);
	for (const row of input.budget ?? []) addBudget(row, input, add);
	const unread = unreadSides(input);
	return [...figures.values()]
		.map(({ head, amounts }) => ({
			...head,
			...(Object.fromEntries(
				columnSides.map((side) => [
					side,
					unread.has(side) || unread.has(`${head.projectId} ${side}`)
						? ''
						: inCurrency(sum(amounts[side] ?? []), head.currency),
				]),
			) as Record<Side, string>),
		}))
		.sort(
			(a, b) =>
				a.project.localeCompare(b.project, 'en') ||
				a.costCode.localeCompare(b.costCode, 'en', { numeric: true }) ||
				a.costType.localeCompare(b.costType, 'en'),
		);
}

/** Columns that were not read, of all projects, and by project those that its budget view does not show. */
function unreadSides({ costs, plan, budget, unreadBudgets, unreadProjects }: CostCodeInput): Set<string> {
	const unread: string[] = [];
	if (!costs) unread.push('sapOthers', 'sapOnOrders');
	if (!plan) unread.push('sapPlan');
	const procore = columnSides.filter((side) => side.startsWith('procore'));
	if (!budget) unread.push(...procore);
	for (const projectId of unreadBudgets) unread.push(...procore.map((side) => `${projectId} ${side}`));
	// Without its contracts nothing is known of a project's orders, nor which costs they cover.
	for (const projectId of unreadProjects)
		unread.push(...['sapOrders', 'sapOthers', 'sapOnOrders'].map((side) => `${projectId} ${side}`));
	for (const { projectId, committedCosts, directCosts, invoicedCosts } of budget ?? []) {
		if (committedCosts === '') unread.push(`${projectId} procoreCommitted`);
		if (directCosts === '') unread.push(`${projectId} procoreDirect`);
		if (invoicedCosts === '') unread.push(`${projectId} procoreInvoiced`);
	}
	return new Set(unread);
}

function addBudget(row: BudgetRow, { currencyOf }: CostCodeInput, add: Add): void {
	const currency = row.currency || currencyOf(row.projectId);
	add('procoreBudget', row.projectId, currency, row, row.amount);
	add('procoreCommitted', row.projectId, currency, row, row.committedCosts);
	add('procoreDirect', row.projectId, currency, row, row.directCosts);
	add('procoreInvoiced', row.projectId, currency, row, row.invoicedCosts);
}

type Amount = Pick<
	ProjectCost,
	'companyCode' | 'glAccount' | 'costCenter' | 'order' | 'wbsElement' | 'amount' | 'currency'
>;

function placed(cost: Amount, { roster, costCodes }: CostCodeInput): (Coding & { projectId: string }) | undefined {
	const project = roster.find(cost);
	if (project.kind !== 'project' || !project.row.active || !project.row.sync_enabled) return undefined;
	const found = costCodes.find(cost);
	const { costCode, costType } = found.kind === 'found' ? found : uncoded;
	return { projectId: project.row.project_id, costCode, costType };
}

function addCost(side: Side, cost: Amount, input: CostCodeInput, add: Add): void {
	const place = placed(cost, input);
	if (place) add(side, place.projectId, cost.currency, place, cost.amount);
}

interface PostedCosts {
	/** Amount of the contract that the order of the costs has in their project; undefined = none does. */
	committed: string | undefined;
	costs: ProjectCost[];
}

/** The costs of each order in each project; those without an order, and those of no project, each together. */
function postedOn(input: CostCodeInput): PostedCosts[] {
	const { costs = [], costRules, contracts, settings } = input;
	const amounts = new Map<string, string>();
	for (const contract of costRules.onOrders === 'send' ? [] : contracts) {
		const own = orderOf(contract, settings.system);
		const amount = committedAmount(contract);
		if (own && amount !== undefined) amounts.set(`${own.purchaseOrder}|${own.projectId}`, amount);
	}
	const groups = groupBy(
		costs.filter(({ isBalanceSheet }) => !isBalanceSheet),
		(cost) => `${cost.purchaseOrder}|${placed(cost, input)?.projectId ?? ''}`,
	);
	return Object.entries(groups).map(([key, own]) => ({ committed: amounts.get(key), costs: own }));
}

/** What a contract covers is a cost on an order; what it leaves over is to be a direct cost, as in the lane. */
function addCosts({ committed, costs }: PostedCosts, input: CostCodeInput, add: Add): void {
	if (committed === undefined) {
		for (const cost of costs) addCost('sapOthers', cost, input, add);
		return;
	}
	for (const cost of costs) addCost('sapOnOrders', cost, input, add);
	const parts = costs.flatMap((cost) => {
		const place = placed(cost, input);
		return place ? [{ ...place, period: 'all', amount: cost.amount }] : [];
	});
	const [first] = parts;
	if (!first) return;
	const currency = costs[0]?.currency ?? '';
	const left = coverageOf({ parts, currency }, committed, input.costRules.overContract);
	for (const { costCode, costType, amount } of left.parts) {
		const coding = { costCode, costType };
		add('sapOthers', first.projectId, currency, coding, amount);
		add('sapOnOrders', first.projectId, currency, coding, subtracted('0', amount));
	}
}

/** The same by project: the sums of its cost codes. */
export function projectFigures(costCodes: readonly CostCodeFigures[]): ProjectFigures[] {
	const groups = groupBy(costCodes, ({ projectId, currency }) => `${projectId}|${currency}`);
	return Object.values(groups).flatMap(([first, ...more]): ProjectFigures[] => {
		if (!first) return [];
		const { projectId, project, currency } = first;
		const total = (side: Side) =>
			first[side] === '' ? '' : inCurrency(sum([first, ...more].map((row) => row[side])), currency);
		const sums = Object.fromEntries(columnSides.map((side) => [side, total(side)])) as Record<Side, string>;
		return [{ projectId, project, currency, ...sums }];
	});
}

/** One column of the budget, both sides; `difference` is SAP − Procore, `""` where one was not read. */
export type ComparedColumn<T extends ColumnFigures> = T & {
	column: (typeof budgetColumns)[number];
	sap: string;
	procore: string;
	difference: string;
};

/** Figures by column of the budget; without those that were read on neither side. */
export const comparedColumns = <T extends ColumnFigures>(row: T): Array<ComparedColumn<T>> =>
	budgetColumns.flatMap((column) => {
		const [sap, procore] = [row[column.sap], row[column.procore]];
		if (sap === '' && procore === '') return [];
		const difference = sap === '' || procore === '' ? '' : inCurrency(subtracted(sap, procore), row.currency);
		return [{ ...row, column, sap, procore, difference }];
	});

/** Whether a column differs whose two sides should agree. */
export const isOff = ({ column, difference }: Pick<ComparedColumn<ColumnFigures>, 'column' | 'difference'>): boolean =>
	column.agrees && difference !== '' && !isZero(difference);
