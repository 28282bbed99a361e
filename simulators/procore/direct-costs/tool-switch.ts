import { numberOf } from '../money.ts';
import type { Store } from '../store.ts';
import { saveCostLine } from './cost-line.ts';
import { removeDirectCost, saveDirectCost } from './cost-write.ts';

/** Procore: with the tool on, what stood in the budget lines becomes direct costs; with the tool off, these are lost. */
export function directCostsSwitched(store: Store, projectId: number, isOn: boolean): void {
	const { budgetLines, directCosts } = store.finance;
	if (!isOn) {
		for (const cost of directCosts.inGroup(projectId)) removeDirectCost(store, cost);
		return;
	}
	const lines = budgetLines.inGroup(projectId).filter((line) => numberOf(line.direct_costs) !== 0n);
	if (lines.length === 0) return;
	const header = { direct_cost_type: 'expense', status: 'approved', description: 'Direct costs of the budget' };
	const cost = saveDirectCost(store, projectId, undefined, header);
	for (const line of lines) {
		saveCostLine(store, cost, undefined, { wbs_code_id: line.wbs_code_id, amount: line.direct_costs });
		budgetLines.update(line, { direct_costs: '0.0' });
	}
}
