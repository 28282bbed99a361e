import { outcome, type DesiredVendor } from '../../../shared/model';
import type { ErrorText } from '../../api/errorBody';
import { identityOf, type DescribeOutcome, type Explanation, type ErrorTexts } from '../upsert/itemResult';
import type { VendorPlan } from './compare';

const placeAdvice =
	'Procore takes ISO 3166 codes only, and the state has to belong to the country: correct it in SAP, or map it in sap_procore_values.';
const rejectedAdvice = 'Correct the value in SAP or in the mapping; the next run sends it again.';

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
	return { reason: 'procore_rejected', message, advice: place ? placeAdvice : rejectedAdvice };
}

export const vendorErrorTexts: ErrorTexts = {
	rejected,
	unanswered: {
		reason: 'no_answer',
		message: "Procore's response does not mention this vendor",
		advice: 'The next run compares it with Procore again. If it stays so, look the vendor up in Procore.',
	},
};
