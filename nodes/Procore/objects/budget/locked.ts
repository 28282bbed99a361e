import { subtracted } from '../../../shared/decimal';
import { budgetOriginId, systemInOriginId } from '../../../shared/originId';
import { patiently } from '../../api/patience';
import type { Ending } from '../upsert/ending';
import { changeBudget, type Difference, type DifferenceResult } from './changes';
import { describeAmount } from './outcome';
import { holdAmount, writtenEnding, type ProjectRun, type Work } from './work';

const pendingAdvice = 'Approve or reject the budget change in Procore.';

function changedEnding(run: ProjectRun, work: Work, result: DifferenceResult): Ending {
	const describe = describeAmount(work.desired, work.plan);
	const drafted = (message: string, changeId: string): Ending => ({
		outcome: describe({
			status: 'waiting',
			reason: 'budget_change_drafted',
			message,
			detail: { advice: pendingAdvice, budgetChangeId: changeId },
		}),
	});
	if (result.kind === 'open')
		return drafted(`Budget change ${result.changeId} of an earlier run is ${result.status}`, result.changeId);
	if (result.kind !== 'accepted') return writtenEnding(run, work, result);
	const changeId = String(result.entity.id ?? '');
	if (run.options.onLocked === 'draft')
		return drafted(`The difference was drafted as budget change ${changeId}`, changeId);
	return { outcome: describe({ status: 'synced', detail: { budgetChangeId: changeId } }) };
}

/** What becomes of differences when the budget is locked: one budget change for all, or nothing. */
export async function changeLocked(run: ProjectRun, works: Work[]): Promise<void> {
	const { client, projectId, options, endings, left } = run;
	const [first] = works;
	if (!first) return;
	if (options.onLocked === 'hold') {
		const message = 'The budget is locked in Procore';
		const advice =
			'Unlock the budget in Procore, or change On Locked Budget so that the difference becomes a budget change.';
		for (const work of works) holdAmount(run, work, work.plan, { reason: 'budget_locked', message, advice });
		return;
	}
	const status = options.onLocked;
	const differences = works.map(({ desired, plan, wbsCodeId }): Difference => {
		const from = plan.previous ?? '0';
		return { key: desired.originId, wbsCodeId, from, to: desired.amount, amount: subtracted(desired.amount, from) };
	});
	const owner = budgetOriginId(systemInOriginId(first.desired.originId), projectId);
	const made = await patiently(
		client,
		left,
		async () => await changeBudget(client, projectId, owner, differences, status),
	);
	for (const work of works)
		endings.set(
			work.index,
			'result' in made
				? writtenEnding(run, work, made.result)
				: changedEnding(run, work, made.value.get(work.desired.originId) ?? { kind: 'unanswered' }),
		);
}
