import type { DesiredBudgetAmount } from '../../../shared/model';
import type { Client } from '../../api/client';
import type { Patience } from '../../api/patience';
import type { RowResult } from '../../api/syncBatch';
import { endingOf, openEnding, type Ending, type Endings, type Why } from '../upsert/ending';
import type { Wanted } from '../upsert/intake';
import type { Id } from '../wbs/projectCodes';
import { amountWords, describeAmount, type AmountPlan } from './outcome';

export const onLockedWords = ['draft', 'approved', 'hold'] as const;

export interface BudgetOptions {
	dryRun: boolean;
	/** Lines a request, at most 1000. */
	batchSize: number;
	/** What becomes of a difference when the budget is locked: a budget change of that status, or nothing. */
	onLocked: (typeof onLockedWords)[number];
	createMissingCodes: boolean;
}

/** An amount whose WBS code is known. */
export interface Work extends Wanted<DesiredBudgetAmount> {
	plan: AmountPlan;
	wbsCodeId: Id;
}

export interface ProjectRun {
	client: Client;
	projectId: string;
	options: BudgetOptions;
	endings: Endings;
	left: Patience;
}

/** What giving an amount its ending takes. */
type Ends = Pick<ProjectRun, 'client' | 'endings'>;

export const unknownAmount: AmountPlan = { action: 'none', procoreId: '' };

export function endAll(run: Ends, works: Array<Wanted<DesiredBudgetAmount>>, result: RowResult): void {
	if (result.kind === 'accepted') return;
	for (const { index, desired } of works) {
		const describe = describeAmount(desired, unknownAmount);
		run.endings.set(index, endingOf(run.client.context.getNode(), index, describe, result, amountWords));
	}
}

export function holdAmount(
	run: Ends,
	{ index, desired }: Wanted<DesiredBudgetAmount>,
	plan: AmountPlan,
	why: Why,
): void {
	run.endings.set(index, openEnding(describeAmount(desired, plan), 'held', why));
}

export function writtenEnding({ client }: Ends, { index, desired, plan }: Work, result: RowResult): Ending {
	const describe = describeAmount(desired, plan);
	if (result.kind !== 'accepted') return endingOf(client.context.getNode(), index, describe, result, amountWords);
	return { outcome: describe({ status: 'synced' }) };
}
