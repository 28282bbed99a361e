import { partition } from 'lodash';
import type { CostTarget } from '../../../shared/model';
import type { BudgetOptions } from '../budget/pending';
import { upsertBudget } from '../budget/upsert';
import { upsertDirectCosts, type DirectCostOptions } from '../directCost/upsert';
import type { UpsertJob } from '../upsert/byProject';
import type { UpsertItem } from '../upsert/intake';

const isDirectCost = ({ json }: UpsertItem) => json.target === ('directCost' satisfies CostTarget);

/**
 * Brings amounts to Procore as what their items say: budget line items, unless they say direct costs.
 * The same amount may become both, as they are different objects in Procore.
 */
export async function upsertProjectCosts(job: UpsertJob, options: BudgetOptions & DirectCostOptions): Promise<void> {
	const [directCosts, budget] = partition(job.items, isDirectCost);
	await upsertBudget({ ...job, items: budget }, options);
	await upsertDirectCosts({ ...job, items: directCosts }, options);
}
