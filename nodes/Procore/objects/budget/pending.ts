import type { Approval, DesiredBudgetAmount } from '../../../shared/model';
import type { ProjectJob } from '../upsert/byProject';
import { settlement, type Compared } from '../upsert/itemResult';
import type { Id } from '../wbs/projectCodes';
import { amountErrorTexts, describeAmount, type AmountPlan } from './outcome';

export const onLockedPolicies = ['draft', 'approved', 'hold'] as const;

export interface BudgetOptions {
	dryRun: boolean;
	/** Lines a request, at most 1000. */
	batchSize: number;
	/** What to do with a difference when the budget is locked: a budget change of that status, or nothing. */
	onLocked: (typeof onLockedPolicies)[number];
	createMissingCodes: boolean;
	/** Which changes somebody has to approve; null = none. */
	approval: Approval | null;
}

/** An amount that is to be written. */
export interface PendingAmount extends Compared<DesiredBudgetAmount, AmountPlan> {
	wbsCodeId: Id;
}

export type BudgetJob = ProjectJob<BudgetOptions>;

/** An amount that could not be compared. */
export const unknownAmount: AmountPlan = { action: 'none', procoreId: '' };

export const amounts = settlement(describeAmount, amountErrorTexts);
