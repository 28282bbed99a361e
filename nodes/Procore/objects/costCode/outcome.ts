import { outcome, type DesiredCostCode } from '../../../shared/model';
import { because, identityOf, type DescribeOutcome, type ErrorTexts } from '../upsert/itemResult';
import type { CostCodePlan } from './decide';

/** Outcomes of a compared cost code. */
export function describeCostCode(desired: DesiredCostCode, plan: CostCodePlan): DescribeOutcome {
	return ({ detail, ...more }) =>
		outcome({
			...identityOf(desired, 'cost_code'),
			at: new Date().toISOString(),
			action: plan.action,
			procoreId: plan.procoreId,
			fingerprint: plan.fingerprint,
			previousFingerprint: plan.previousFingerprint,
			...more,
			detail: { remarks: [...desired.remarks, ...plan.remarks], code: desired.code, ...detail },
		});
}

export const costCodeErrorTexts: ErrorTexts = {
	rejected: ({ text }) => because('procore_rejected', text || 'Procore rejected this cost code and gave no reason'),
	unanswered: because('no_answer', "Procore's response does not mention this cost code"),
};
