import type { Approval, DesiredRequisition } from '../../../shared/model';
import { answerTo, toldAmount, type Answer } from '../upsert/approval';
import { isWritten, type RequisitionPlan } from './decide';
import { amountsOf, amountsPrint } from './memory';
import { billedOn } from './record';

/** Whether a requisition may be written, or somebody has to approve it first. One that was begun is completed. */
export function requisitionAnswer(desired: DesiredRequisition, plan: RequisitionPlan, approval: Approval): Answer {
	const { observed, previousFingerprint } = plan;
	if (isWritten(desired, previousFingerprint)) return { kind: 'goes' };
	const { originId, number, total, currency } = desired;
	const name = observed ? `${number} (${observed.id})` : number;
	return answerTo(
		{
			...{ originId, change: observed ? 'update' : 'create', always: false },
			...{ before: toldAmount(observed && billedOn(observed)), after: total, currency },
			what: `Requisition ${name} would be ${observed ? 'changed' : 'created'}`,
			wanted: plan.fingerprint,
			held: observed
				? [String(observed.id), observed.status, previousFingerprint, amountsPrint(amountsOf(observed.items ?? []))]
				: [],
		},
		approval,
	);
}
