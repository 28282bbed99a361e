import type { Approval } from '../../../shared/model';
import { answerTo } from '../upsert/approval';
import { amounts, type BudgetJob, type PendingAmount } from './pending';

/** Gives amounts their result that somebody has to approve first, or has decided to leave. @returns those that go on */
export function withoutUnapproved(job: BudgetJob, pending: PendingAmount[], approval: Approval): PendingAmount[] {
	return pending.filter((amount) => {
		const { desired, plan } = amount;
		const { originId, costCode, costType, currency } = desired;
		const before = plan.previous ?? '0';
		const answer = answerTo(
			{
				...{ originId, always: false, before, after: desired.amount, currency },
				change: plan.action === 'create' ? 'create' : 'update',
				what: `The budget of ${[costCode, costType].filter(Boolean).join(' ')} would be changed`,
				wanted: [desired.amount, currency],
				held: [plan.procoreId, before],
			},
			approval,
		);
		if (answer.kind === 'goes') return true;
		amounts.settle(job, { ...amount, plan: { ...plan, action: 'none' } }, answer.fields);
		return false;
	});
}
