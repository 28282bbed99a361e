import { outcome, type DesiredVendor } from '../../../shared/model';
import type { ErrorText } from '../../api/errorBody';
import { because, identityOf, type DescribeOutcome, type Explanation, type ErrorTexts } from '../upsert/itemResult';
import type { VendorPlan } from './compare';

/** Outcomes of a compared vendor. */
export function describeVendor(desired: DesiredVendor, plan: VendorPlan): DescribeOutcome {
	return ({ detail, ...more }) =>
		outcome({
			...identityOf(desired, 'supplier'),
			at: new Date().toISOString(),
			action: plan.action,
			procoreId: plan.procoreId,
			fingerprint: plan.fingerprint,
			previousFingerprint: plan.previousFingerprint,
			...more,
			detail: {
				name: desired.name,
				...(desired.rule ? { rule: desired.rule } : {}),
				remarks: [...desired.remarks, ...plan.remarks],
				fields: plan.fields,
				...detail,
			},
		});
}

function rejected({ text, fields }: ErrorText): Explanation {
	const message = text || 'Procore rejected this vendor and gave no reason';
	const place = /state|country/i.test(`${fields.map(({ field }) => field).join(' ')} ${text}`);
	return because('procore_rejected', message, place ? 'place' : undefined);
}

export const vendorErrorTexts: ErrorTexts = {
	rejected,
	unanswered: because('no_answer', "Procore's response does not mention this vendor"),
};
