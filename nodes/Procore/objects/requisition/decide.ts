import { compared, isZero } from '../../../shared/decimal';
import { fingerprint, readOriginData } from '../../../shared/fingerprint';
import {
	requisitionSchema,
	type DesiredRequisition,
	type OutcomeAction,
	type RequisitionStatus,
} from '../../../shared/model';
import type { Why } from '../upsert/ending';
import { billedOn, type ProcoreRequisition } from './record';

/** What is to be done about a requisition. */
export interface RequisitionPlan {
	action: OutcomeAction;
	/** ID of the requisition in Procore, `""` when there is none yet. */
	procoreId: string;
	fingerprint: string;
	previousFingerprint: string;
	observed?: ProcoreRequisition;
	/** Status it is to be written with. */
	status: RequisitionStatus;
	remarks: string[];
}

export type RequisitionDecision = { plan: RequisitionPlan } & (
	| { kind: 'end'; status: 'unchanged' | 'ignored' | 'held'; why?: Why }
	| { kind: 'write' }
);

/** The content that the fingerprint of a requisition stands for. */
export function requisitionFingerprint(desired: DesiredRequisition, status: RequisitionStatus): string {
	const { allocations, ...content } = requisitionSchema.parse(desired);
	const sorted = [...allocations].sort((a, b) => (a.lineOriginId < b.lineOriginId ? -1 : 1));
	return fingerprint({ ...content, status, allocations: sorted });
}

/**
 * Decides on a requisition by what Procore holds.
 * @param submit whether it may be written with a status above draft
 */
export function decideRequisition(
	desired: DesiredRequisition,
	observed: ProcoreRequisition | undefined,
	submit: boolean,
): RequisitionDecision {
	const status = submit ? desired.status : 'draft';
	const print = requisitionFingerprint(desired, status);
	const previous = observed ? readOriginData(observed.origin_data)?.fingerprint : undefined;
	const plan: RequisitionPlan = {
		action: observed ? 'update' : 'create',
		procoreId: observed ? String(observed.id) : '',
		fingerprint: print,
		previousFingerprint: previous ?? '',
		...(observed ? { observed } : {}),
		status,
		remarks: [],
	};
	const ended = (
		end: 'unchanged' | 'ignored' | 'held',
		reason = '',
		message = '',
		advice = '',
	): RequisitionDecision => ({
		kind: 'end',
		status: end,
		plan: { ...plan, action: 'none' },
		...(reason ? { why: { reason, message, advice } } : {}),
	});
	if (!observed) {
		if (desired.withdrawn)
			return ended('ignored', 'requisition_deleted', 'Nothing of the requisition is left in SAP, and Procore has none');
		return { kind: 'write', plan };
	}
	if (desired.withdrawn)
		return ended(
			'held',
			'requisition_withdrawn',
			`The requisition was withdrawn in SAP, but is in Procore (${observed.id}, ${observed.status})`,
			'Delete the draft in Procore, or correct the requisition in SAP.',
		);
	const billed = billedOn(observed);
	const isDraft = observed.status === 'draft';
	const fits = billed === undefined || compared(billed, desired.total) === 0;
	if (previous === print && (fits || !isDraft)) return ended('unchanged');
	if (!isDraft)
		return ended(
			'held',
			'requisition_in_progress',
			`The requisition has moved on in Procore: it is ${observed.status}`,
			'It is left alone. Set it back to draft in Procore if the change in SAP is to arrive.',
		);
	if (previous === print && billed !== undefined && !isZero(billed))
		return ended(
			'held',
			'edited_in_procore',
			`Somebody changed the requisition in Procore: it bills ${billed} instead of ${desired.total}`,
			'Undo the change in Procore, or delete the draft there: the next run then creates it again.',
		);
	return { kind: 'write', plan };
}
