import { sum } from '../../../shared/decimal';
import { fingerprint } from '../../../shared/fingerprint';
import { outcome, type DesiredDirectCost, type OutcomeAction } from '../../../shared/model';
import { because, identityOf, settlement, type DescribeOutcome, type ErrorTexts } from '../upsert/itemResult';

/** A part of the costs of a project compared with Procore. */
export interface CostPlan {
	action: OutcomeAction;
	/** ID of the direct cost (or of the budget line) where it stands in a single one. */
	procoreId: string;
	/** What Procore has on its lines, with what other parts put there; undefined when it has none of them. */
	previous?: string;
	/** What is to be there. */
	now?: string;
	remarks?: string[];
}

export const unknownCost: CostPlan = { action: 'none', procoreId: '' };

function describeCost(desired: DesiredDirectCost, plan: CostPlan): DescribeOutcome {
	const { order, parts, currency } = desired;
	const { previous, now, remarks = [] } = plan;
	return ({ detail, ...more }) =>
		outcome({
			...identityOf(desired, 'actual_cost'),
			at: new Date().toISOString(),
			action: plan.action,
			procoreId: plan.procoreId,
			fingerprint: fingerprint({ order, parts, currency }),
			...more,
			detail: {
				remarks: [...desired.remarks, ...remarks],
				total: sum(parts.map(({ amount }) => amount)),
				currency,
				...(previous === undefined ? {} : { previous }),
				...(now === undefined ? {} : { now }),
				...detail,
			},
		});
}

const costErrorTexts: ErrorTexts = {
	rejected: ({ text }) => because('procore_rejected', text || 'Procore rejected this cost and gave no reason'),
	unanswered: because('no_answer', "Procore's response does not mention this cost"),
};

export const costs = settlement(describeCost, costErrorTexts);
