import { subtracted } from '../../../shared/decimal';
import type { DesiredBudgetAmount } from '../../../shared/model';
import { budgetOriginId, systemInOriginId } from '../../../shared/originId';
import type { ReasonCode } from '../../../shared/reasons';
import type { Wanted } from '../upsert/intake';
import { because } from '../upsert/itemResult';
import {
	changeBudget,
	ownChanges,
	withdrawDrafts,
	type Difference,
	type DifferenceResult,
	type ProjectChanges,
} from './changes';
import { amounts, unknownAmount, type BudgetJob, type PendingAmount } from './pending';

function settleChange(job: BudgetJob, amount: PendingAmount, result: DifferenceResult): void {
	const drafted = (message: string, changeId: string) =>
		amounts.settle(job, amount, {
			status: 'waiting',
			reason: 'budget_change_drafted',
			message,
			detail: { budgetChangeId: changeId },
		});
	const held = (reason: ReasonCode, message: string) =>
		amounts.leaveOpen(job, amount, 'held', because(reason, message));
	switch (result.kind) {
		case 'open':
			return drafted(`Budget change ${result.changeId} of an earlier run is ${result.status}`, result.changeId);
		case 'approved':
			return held(
				'budget_change_not_shown',
				`Budget change ${result.changeId} with this difference is approved, but Procore does not list its lines`,
			);
		case 'voided':
			return held(
				'budget_change_voided',
				`Budget change ${result.changeId} with this difference was voided in Procore`,
			);
		case 'kept':
			return held('budget_not_as_sent', `Budget change ${result.changeId} ${result.what}`);
		case 'accepted': {
			const changeId = String(result.entity.id ?? '');
			if (job.options.onLocked === 'draft')
				return drafted(`The difference was drafted as budget change ${changeId}`, changeId);
			return amounts.settle(job, amount, { status: 'synced', detail: { budgetChangeId: changeId } });
		}
		default:
			return amounts.settleByRow(job, amount, result);
	}
}

/**
 * Writes the differences to a locked budget: one budget change for all, or nothing. A draft of an earlier run that nothing
 * wants any more is taken back: somebody might approve it.
 */
export async function changeLocked(
	job: BudgetJob,
	wanted: Array<Wanted<DesiredBudgetAmount>>,
	pending: PendingAmount[],
	changes: ProjectChanges,
): Promise<void> {
	const { client, projectId, options, breaker } = job;
	if (options.onLocked === 'hold') {
		const why = because('budget_locked', 'The budget is locked in Procore');
		for (const amount of pending) amounts.leaveOpen(job, amount, 'held', why);
		return;
	}
	const owner = budgetOriginId(systemInOriginId(wanted[0]?.desired.originId ?? ''), projectId);
	if (pending.length === 0) {
		const drafts = ownChanges(changes.all, owner);
		const taken = await breaker.call(async () => await withdrawDrafts(client, projectId, drafts));
		const refused = 'result' in taken ? taken.result : taken.value;
		const unchanged = wanted.filter(({ index }) => job.results.get(index)?.outcome.status === 'unchanged');
		if (refused) for (const one of unchanged) amounts.settleByRow(job, { ...one, plan: unknownAmount }, refused);
		return;
	}
	const status = options.onLocked;
	const differences = pending.map(({ desired, plan, wbsCodeId }): Difference => {
		const from = plan.previous ?? '0';
		const { originId: key, amount: to } = desired;
		const comment = `SAP plans ${to}, the budget has ${from}`;
		return { key, wbsCodeId, from, to, amount: subtracted(to, from), comment };
	});
	const made = await breaker.call(
		async () => await changeBudget(client, projectId, owner, changes, differences, status),
	);
	for (const amount of pending)
		if ('result' in made) amounts.settleByRow(job, amount, made.result);
		else settleChange(job, amount, made.value.get(amount.desired.originId) ?? { kind: 'unanswered' });
}
