import { fingerprint } from '../../../shared/fingerprint';
import { outcome, type DesiredBudgetAmount, type OutcomeAction } from '../../../shared/model';
import { because, identityOf, type DescribeOutcome, type ErrorTexts } from '../upsert/itemResult';

/** An amount compared with the budget. */
export interface AmountPlan {
	action: OutcomeAction;
	/** ID of the budget line (or of the direct cost) in Procore, `""` when there is none yet. */
	procoreId: string;
	/** What Procore has; undefined when it has no line. */
	previous?: string;
}

/** Outcomes of a compared amount. */
export function describeAmount(desired: DesiredBudgetAmount, plan: AmountPlan): DescribeOutcome {
	const { costCode, costType, amount, currency } = desired;
	return ({ detail, ...more }) =>
		outcome({
			...identityOf(desired, 'budget'),
			at: new Date().toISOString(),
			action: plan.action,
			procoreId: plan.procoreId,
			fingerprint: fingerprint({ costCode, costType, amount, currency }),
			...more,
			detail: {
				remarks: desired.remarks,
				...(plan.previous === undefined ? {} : { previous: plan.previous }),
				now: amount,
				total: amount,
				currency,
				...detail,
			},
		});
}

export const amountErrorTexts: ErrorTexts = {
	rejected: ({ text }) => {
		if (/locked budget/i.test(text)) return { held: true, ...because('budget_locked', text, 'meanwhile') };
		return because('procore_rejected', text || 'Procore rejected this amount and gave no reason');
	},
	unanswered: because('no_answer', "Procore's response does not mention this amount"),
};
