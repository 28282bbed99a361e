import { partition } from 'lodash';
import type { CostTarget } from '../../../shared/model';
import type { Client } from '../../api/client';
import { upsertBudget } from '../budget/upsert';
import type { BudgetOptions } from '../budget/work';
import { upsertDirectCosts, type DirectCostOptions } from '../directCost/upsert';
import type { Endings } from '../upsert/ending';
import type { UpsertItem } from '../upsert/intake';

const isDirectCost = ({ json }: UpsertItem) => json.target === ('directCost' satisfies CostTarget);

/**
 * Brings amounts to Procore as what their items say: budget line items, unless they say direct costs.
 * The same amount may become both, as they are different objects in Procore.
 */
export async function upsertProjectCosts(
	client: Client,
	items: UpsertItem[],
	options: BudgetOptions & DirectCostOptions,
	results: Endings,
): Promise<void> {
	const [directCosts, budget] = partition(items, isDirectCost);
	if (budget.length > 0) await upsertBudget(client, budget, options, results);
	if (directCosts.length > 0) await upsertDirectCosts(client, directCosts, options, results);
}
