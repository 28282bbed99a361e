import { isZero, sum } from '../../../shared/decimal';
import type { ProjectCost } from '../../../shared/model';
import type { CostCodeMap } from '../../lookup/costCodes';
import type { Roster } from '../../lookup/roster';
import { inCurrency } from '../kit/sums';
import { lineCostCode } from './lines';
import type { CostCodeFigures } from './model';
import type { Pair } from './pairs';
import type { BudgetRow } from './budget';

type Side = 'sapCommitment' | 'procoreContracts' | 'sapActuals' | 'procoreBudget';
type Coding = { costCode: string; costType: string };

/** What is asked of the cost code table; `undefined` = not read. */
export interface CostCodeInput {
	pairs: readonly Pair[];
	differing: ReadonlySet<Pair>;
	costs: readonly ProjectCost[] | undefined;
	budget: readonly BudgetRow[] | undefined;
	costCodes: CostCodeMap;
	roster: Roster;
	currencyOf(projectId: string): string;
	nameOf(projectId: string): string;
}

/**
 * Both sides by project and cost code. The lines of contracts are read only where an order differs; the others are taken
 * to be as they were written, because their total is right. `costCode` is `""` for what has none.
 */
export function costCodeFigures(input: CostCodeInput): CostCodeFigures[] {
	const figures = new Map<string, { head: Omit<CostCodeFigures, Side>; amounts: Record<Side, string[]> }>();
	const add = (side: Side, projectId: string, currency: string, { costCode, costType }: Coding, amount: string) => {
		if (isZero(amount)) return;
		const key = [projectId, costCode, costType, currency].join('|');
		let known = figures.get(key);
		if (!known) {
			const head = { projectId, project: input.nameOf(projectId), costCode, costType, currency };
			const amounts = { sapCommitment: [], procoreContracts: [], sapActuals: [], procoreBudget: [] };
			figures.set(key, (known = { head, amounts }));
		}
		known.amounts[side].push(amount);
	};
	for (const pair of input.pairs) addPair(pair, input.differing.has(pair), add);
	for (const cost of input.costs ?? []) addCost(cost, input, add);
	for (const row of input.budget ?? [])
		add('procoreBudget', row.projectId, row.currency || input.currencyOf(row.projectId), row, row.amount);
	return [...figures.values()]
		.map(({ head, amounts }) => ({
			...head,
			sapCommitment: inCurrency(sum(amounts.sapCommitment), head.currency),
			procoreContracts: inCurrency(sum(amounts.procoreContracts), head.currency),
			sapActuals: input.costs ? inCurrency(sum(amounts.sapActuals), head.currency) : '',
			procoreBudget: input.budget ? inCurrency(sum(amounts.procoreBudget), head.currency) : '',
		}))
		.sort(
			(a, b) =>
				a.project.localeCompare(b.project, 'en') ||
				a.costCode.localeCompare(b.costCode, 'en', { numeric: true }) ||
				a.costType.localeCompare(b.costType, 'en'),
		);
}

type Add = (side: Side, projectId: string, currency: string, coding: Coding, amount: string) => void;

const uncoded: Coding = { costCode: '', costType: '' };

function addPair(
	{ projectId, part, contract, currency, procoreCurrency, procoreAmount }: Pair,
	differs: boolean,
	add: Add,
) {
	for (const line of part?.lines ?? []) add('sapCommitment', projectId, currency, line, line.amount);
	if (!contract) return;
	if (!differs) for (const line of part?.lines ?? []) add('procoreContracts', projectId, currency, line, line.amount);
	else if (!contract.line_items) add('procoreContracts', projectId, procoreCurrency, uncoded, procoreAmount);
	else {
		for (const line of contract.line_items)
			add('procoreContracts', projectId, procoreCurrency, lineCostCode(line), line.amount);
		add('procoreContracts', projectId, procoreCurrency, uncoded, contract.approved_change_orders);
	}
}

function addCost(cost: ProjectCost, { roster, costCodes }: CostCodeInput, add: Add): void {
	if (cost.isBalanceSheet) return;
	const project = roster.find(cost);
	if (project.kind !== 'project') return;
	const found = costCodes.find(cost);
	add('sapActuals', project.row.project_id, cost.currency, found.kind === 'found' ? found : uncoded, cost.amount);
}
