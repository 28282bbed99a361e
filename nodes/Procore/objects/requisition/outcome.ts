import { outcome, type DesiredRequisition } from '../../../shared/model';
import { reasonFor } from '../../../shared/reasons';
import type { ErrorText } from '../../api/errorBody';
import { because, identityOf, type DescribeOutcome, type Explanation, type ErrorTexts } from '../upsert/itemResult';
import type { RequisitionPlan } from './decide';
import { billedOn } from './record';

/** Outcomes of a compared requisition. */
export function describeRequisition(desired: DesiredRequisition, plan: RequisitionPlan): DescribeOutcome {
	const previous = plan.observed ? billedOn(plan.observed) : undefined;
	return ({ detail, ...more }) =>
		outcome({
			...identityOf(desired, 'requisition'),
			at: new Date().toISOString(),
			action: plan.action,
			procoreId: plan.procoreId,
			fingerprint: plan.fingerprint,
			previousFingerprint: plan.previousFingerprint,
			...more,
			detail: {
				remarks: [...desired.remarks, ...plan.remarks],
				contractOriginId: desired.contractOriginId,
				allocations: desired.allocations.length,
				...(previous === undefined ? {} : { previousTotal: previous }),
				total: desired.total,
				currency: desired.currency,
				...detail,
			},
		});
}

/** What Procore says when a rule of its own is broken, and what that means. */
const rules: Array<[RegExp, Explanation]> = [
	[/over ?billed/i, because('over_billed', 'Procore refuses to bill more than a line has left')],
	[
		/latest open invoice|set by an admin/i,
		because(
			'permission_missing',
			'The service account may not change this requisition: it needs Admin on the tool Commitments of the project',
		),
	],
	[
		/subcontractor (sov|schedule)|ssov/i,
		because('subcontractor_sov_on', 'The contract has a subcontractor SOV, so its lines cannot be billed'),
	],
	[/not enabled/i, because('invoices_not_allowed', 'The contract takes no invoices')],
	[
		/invoice_number.*already been taken/i,
		because('number_taken', 'Another requisition of the contract has this number', 'requisition'),
	],
];

function rejected({ text }: ErrorText): Explanation & { held?: boolean } {
	const known = rules.find(([pattern]) => pattern.test(text));
	if (known) {
		const held = reasonFor(known[1].reason).status === 'held';
		return { ...known[1], message: `${known[1].message}: ${text}`, held };
	}
	return because('procore_rejected', text || 'Procore rejected this requisition and gave no reason');
}

export const requisitionErrorTexts: ErrorTexts = {
	rejected,
	unanswered: because('no_answer', "Procore's response does not mention this requisition"),
};
