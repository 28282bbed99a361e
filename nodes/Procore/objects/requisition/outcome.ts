import { outcome, type DesiredRequisition } from '../../../shared/model';
import type { ErrorText } from '../../api/errorBody';
import { identityOf, type DescribeOutcome, type Explanation, type ErrorTexts } from '../upsert/itemResult';
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
				...detail,
			},
		});
}

/** What Procore says when a rule of its own is broken, and what that means. */
const rules: Array<[RegExp, Explanation]> = [
	[
		/over ?billed/i,
		{
			reason: 'over_billed',
			message: 'Procore refuses to bill more than a line has left',
			advice: 'Compare what was billed on the lines of the contract with the order in SAP.',
		},
	],
	[
		/synced with ERP|cannot be changed|latest open invoice/i,
		{
			reason: 'requisition_in_progress',
			message: 'Procore does not let the requisition be changed any more',
			advice: 'Delete the draft in Procore: the next run creates it again as SAP has it. Or leave it as it is.',
		},
	],
	[
		/not enabled/i,
		{
			reason: 'invoices_not_allowed',
			message: 'The contract takes no invoices',
			advice: 'Switch on Subcontractor Invoices for the contract in Procore.',
		},
	],
	[
		/invoice_number.*already been taken/i,
		{
			reason: 'number_taken',
			message: 'Another requisition of the contract has this number',
			advice: 'Give the other requisition another number in Procore, or delete it. The next run goes on.',
		},
	],
];

function rejected({ text }: ErrorText): Explanation & { held?: boolean } {
	const known = rules.find(([pattern]) => pattern.test(text));
	if (known) return { ...known[1], message: `${known[1].message}: ${text}`, held: true };
	return {
		reason: 'procore_rejected',
		message: text || 'Procore rejected this requisition and gave no reason',
		advice: 'Correct the value in SAP or in Procore; the next run sends it again.',
	};
}

export const requisitionErrorTexts: ErrorTexts = {
	rejected,
	unanswered: {
		reason: 'no_answer',
		message: "Procore's response does not mention this requisition",
		advice: 'The next run looks whether it arrived.',
	},
};
