import { newBudgetLine } from './blank.ts';
import { keys } from './finance.ts';
import type { Store } from '../store.ts';

/** Procore: a line of a commitment or direct cost that the budget does not know makes a budget line of 0. */
export function ensureBudgetLine(store: Store, wbsCodeId: number): void {
	const { wbsCodes, budgetLines } = store.finance;
	const wbsCode = wbsCodes.get(wbsCodeId);
	if (wbsCode === undefined || budgetLines.byKey(keys.budgetLine(wbsCodeId)) !== undefined) return;
	budgetLines.add(newBudgetLine(store, wbsCode));
}
