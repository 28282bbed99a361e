import { outcome, type DesiredRequisition } from '../../../shared/model';
import { reasonFor } from '../../../shared/reasons';
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
		/synced with ERP|ERP integration|locked/i,
		{
			reason: 'requisition_locked',
			message: 'Procore locks the requisition',
			advice:
				'It carries an origin ID. Take that off by Requisition > Unlink of the Procore node; the next run goes on.',
		},
	],
	[
		/latest open invoice|set by an admin/i,
		{
			reason: 'permission_missing',
			message: 'The service account may not change this requisition',
			advice: 'Give it the permission Admin on the tool Commitments of the project in Procore. The next run goes on.',
		},
	],
	[
		/subcontractor (sov|schedule)|ssov/i,
		{
			reason: 'subcontractor_sov_on',
			message: 'The contract has a subcontractor SOV, so its lines cannot be billed',
			advice: 'Switch off Enable Subcontractor SOV on the contract in Procore. The next run goes on.',
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
	if (known) {
		const held = reasonFor(known[1].reason).status === 'held';
		return { ...known[1], message: `${known[1].message}: ${text}`, held };
	}
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
