import type { IDataObject } from 'n8n-workflow';
import { outcome, type DesiredCostCode } from '../../../shared/model';
import { identityOf, type Describe, type Words } from '../upsert/ending';
import type { CostCodePlan } from './decide';

/** Outcomes of a compared cost code. */
export function describeCostCode(desired: DesiredCostCode, plan: CostCodePlan): Describe {
	return ({ detail, ...more }) =>
		outcome({
			...identityOf(desired as unknown as IDataObject, 'cost_code'),
			at: new Date().toISOString(),
			action: plan.action,
			procoreId: plan.procoreId,
			fingerprint: plan.fingerprint,
			previousFingerprint: plan.previousFingerprint,
			...more,
			detail: { remarks: [...desired.remarks, ...plan.remarks], code: desired.code, ...detail },
		});
}

export const costCodeWords: Words = {
	rejected: ({ text }) => ({
		reason: 'procore_rejected',
		message: text || 'Procore rejected this cost code and gave no reason',
		advice: 'Correct the cost code in sap_procore_cost_codes, or the name in SAP.',
	}),
	unanswered: {
		reason: 'no_answer',
		message: "Procore's answer does not say what became of this cost code",
		advice: 'The next run looks whether it arrived.',
	},
};
