import type { SimBudgetLine } from '../procore/types.ts';

/** What people have budgeted in Procore: one line that SAP has costs for, with another amount. */
export function buildBudgetLines(): SimBudgetLine[] {
	return [{ id: 40001, project_id: 2204, cost_code: '03-300', cost_type: 'M', original_budget_amount: '12345.67' }];
}
