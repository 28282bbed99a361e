import { compared, isZero } from '../../../shared/decimal';
import type { DesiredRequisition, OutcomeAction, RequisitionStatus } from '../../../shared/model';
import type { Explanation } from '../upsert/itemResult';
import { amountsOf, amountsPrint, readMemory, requisitionFingerprint } from './memory';
import { billedOn, type ProcoreRequisition } from './record';

/** What is to be done about a requisition. */
export interface RequisitionPlan {
	action: OutcomeAction;
	/** ID of the requisition in Procore, `""` when there is none yet. */
	procoreId: string;
	fingerprint: string;
	previousFingerprint: string;
	observed?: ProcoreRequisition;
	/** Status it is to have in the end. */
	status: RequisitionStatus;
	/** Procore has the content already: only the status is to be given. */
	complete: boolean;
	/** Explanation it may only be written if Procore has the new amounts already: somebody changed the ones we wrote. */
	edited?: Explanation;
	remarks: string[];
}

export type RequisitionDecision = { plan: RequisitionPlan } & (
	| { kind: 'end'; status: 'unchanged' | 'ignored' | 'held'; why?: Explanation }
	| { kind: 'write' }
);

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
	const memory = observed ? readMemory(observed.origin_data) : undefined;
	const previous = memory?.fingerprint;
	const plan: RequisitionPlan = {
		action: observed ? 'update' : 'create',
		procoreId: observed ? String(observed.id) : '',
		fingerprint: print,
		previousFingerprint: previous ?? '',
		...(observed ? { observed } : {}),
		status,
		complete: false,
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
	const fits = billed === undefined || compared(billed, desired.total) === 0;
	// The status that it was written with is none of its content: it stays the same when the setting changes.
	const isKnown = written(desired).some((one) => one === previous);
	if (observed.status !== 'draft')
		return isKnown
			? ended('unchanged')
			: ended(
					'held',
					'requisition_in_progress',
					`The requisition has moved on in Procore: it is ${observed.status}`,
					'It is left alone. Set it back to draft in Procore if the change in SAP is to arrive.',
				);
	const edited = editedBy(observed, memory?.amounts, desired.total, isKnown);
	if (edited && isKnown) return ended('held', edited.reason, edited.message, edited.advice);
	if (isKnown && fits && (previous === print || status === 'draft')) return ended('unchanged');
	return { kind: 'write', plan: { ...plan, complete: isKnown && fits, ...(edited ? { edited } : {}) } };
}

/** Of what reverses something that Procore does not have, and of what was reversed before it got there. */
export const notWanted = (desired: DesiredRequisition): RequisitionDecision => ({
	kind: 'end',
	status: 'ignored',
	plan: {
		action: 'none',
		procoreId: '',
		fingerprint: requisitionFingerprint(desired, desired.status),
		previousFingerprint: '',
		status: desired.status,
		complete: false,
		remarks: [],
	},
	why: { reason: 'invoice_reversed', message: `Procore never had what was reversed: ${desired.comment}`, advice: '' },
});

/** Fingerprints of the same content with each status that it may have been written with. */
const written = (desired: DesiredRequisition) =>
	(['draft', 'under_review', desired.status] as const).map((status) => requisitionFingerprint(desired, status));

/** What somebody did to the amounts of a draft. One that bills nothing at all was never completed. */
function editedBy(
	{ items, ...observed }: ProcoreRequisition,
	remembered: string | undefined,
	total: string,
	isKnown: boolean,
): Explanation | undefined {
	const billed = billedOn({ items });
	if (!items || billed === undefined || items.every(({ work_completed_this_period: work }) => isZero(work)))
		return undefined;
	const differs = remembered ? amountsPrint(amountsOf(items)) !== remembered : isKnown && compared(billed, total) !== 0;
	if (!differs) return undefined;
	const what =
		compared(billed, total) === 0 ? 'its amounts are on other lines' : `it bills ${billed} instead of ${total}`;
	return {
		reason: 'edited_in_procore',
		message: `Somebody changed requisition ${observed.id} in Procore: ${what}`,
		advice: 'Undo the change in Procore, or delete the draft there: the next run then creates it again.',
	};
}
