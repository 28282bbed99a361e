import { compared, isZero } from '../../../shared/decimal';
import {
	requisitionStatuses,
	type DesiredRequisition,
	type OutcomeAction,
	type RequisitionStatus,
} from '../../../shared/model';
import { because, type Explanation } from '../upsert/itemResult';
import { amountsOf, amountsPrint, readMemory, requisitionFingerprint } from './memory';
import { billedOn, isDetailed, type ProcoreRequisition } from './record';

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
	/**
	 * Whether it was written by an earlier version: before anything else its identity goes to `origin_data`, and the origin
	 * ID, which locks it for people, is taken off. An approved one stays as it is.
	 */
	unlink: boolean;
	/** Whether it is as it should be, approved, and has to be locked. */
	lock: boolean;
	/** Explanation it may only be written if Procore has the new amounts already: somebody changed the ones we wrote. */
	edited?: Explanation;
	remarks: string[];
}

export type RequisitionDecision = { plan: RequisitionPlan } & (
	| { kind: 'end'; status: 'unchanged' | 'ignored' | 'held'; why?: Explanation }
	| { kind: 'write' }
);

export interface RequisitionPolicy {
	/** Whether it may be written with a status above draft. */
	submit: boolean;
	/** Whether an approved one gets an origin ID, which locks it. */
	lockWhenApproved: boolean;
}

const isApproved = ({ status }: ProcoreRequisition) => status === 'approved' || status === 'approved_as_noted';

export const ssovHeld = (id: string): Explanation =>
	because(
		'subcontractor_sov_on',
		`Requisition ${id} bills nothing: the contract has a subcontractor SOV, so its lines cannot be billed`,
	);

/**
 * Decides on a requisition by what Procore holds: the one that it is known to be, `undefined` when there is none.
 */
export function decideRequisition(
	desired: DesiredRequisition,
	observed: ProcoreRequisition | undefined,
	{ submit, lockWhenApproved }: RequisitionPolicy,
): RequisitionDecision {
	const status = submit ? submitted(desired) : 'draft';
	const print = requisitionFingerprint(desired, status);
	const memory = observed ? readMemory(observed.origin_data) : undefined;
	const previous = memory?.fingerprint;
	const isNamed = memory === undefined || memory.originId !== undefined;
	const plan: RequisitionPlan = {
		action: observed ? 'update' : 'create',
		procoreId: observed ? String(observed.id) : '',
		fingerprint: print,
		previousFingerprint: previous ?? '',
		...(observed ? { observed } : {}),
		status,
		complete: false,
		unlink: observed !== undefined && !isApproved(observed) && (observed.origin_id !== '' || !isNamed),
		lock: false,
		remarks: [],
	};
	const ended = (end: 'unchanged' | 'ignored' | 'held', why?: Explanation): RequisitionDecision => ({
		kind: 'end',
		status: end,
		plan: { ...plan, action: 'none' },
		...(why ? { why } : {}),
	});
	const unchanged = (): RequisitionDecision => {
		const lock = observed !== undefined && lockWhenApproved && isApproved(observed) && observed.origin_id === '';
		return { kind: 'end', status: 'unchanged', plan: { ...plan, action: 'none', lock } };
	};
	if (!observed) {
		if (desired.withdrawn)
			return ended(
				'ignored',
				because('requisition_deleted', 'Nothing of the requisition is left in SAP, and Procore has none'),
			);
		return { kind: 'write', plan };
	}
	const billed = billedOn(observed);
	// An approved one keeps its lock, and nobody can change it as long as it has it.
	const locked = observed.origin_id !== '' && !plan.unlink ? 'locked' : undefined;
	if (desired.withdrawn)
		return observed.status === 'draft' && billed !== undefined && isZero(billed)
			? ended('unchanged')
			: ended(
					'held',
					because(
						'requisition_withdrawn',
						`The requisition was withdrawn in SAP, but is in Procore (${observed.id}, ${observed.status})`,
						observed.status === 'draft' ? undefined : (locked ?? 'submitted'),
					),
				);
	const fits = billed === undefined || compared(billed, desired.total) === 0;
	// The status that it was written with is not one of its content: it stays the same when the setting changes.
	const isKnown = memory ? isWritten(desired, memory.fingerprint) : fits && observed.status !== 'draft';
	const edited = memory ? editedBy(observed, memory.amounts, desired.total, isKnown) : unknownContent(observed);
	if (observed.status !== 'draft') {
		const message = `The requisition has moved on in Procore: it is ${observed.status}`;
		if (!isKnown) return ended('held', because('requisition_in_progress', message, locked));
		return memory && edited ? ended('held', edited) : unchanged();
	}
	if (isDetailed(observed) && !isZero(desired.total)) return ended('held', ssovHeld(plan.procoreId));
	if (edited && isKnown) return ended('held', edited);
	if (isKnown && fits && (previous === print || status === 'draft')) return unchanged();
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
		unlink: false,
		lock: false,
		remarks: [],
	},
	why: because('invoice_reversed', `Procore never had what was reversed: ${desired.comment}`),
});

/** The status of a requisition that is submitted: what its item asks for, at least Under Review. */
const submitted = ({ status }: DesiredRequisition) => (status === 'draft' ? 'under_review' : status);

/** Fingerprints of the same content with each status that it may have been written with, also by other settings. */
const written = (desired: DesiredRequisition) =>
	requisitionStatuses.map((status) => requisitionFingerprint(desired, status));

const billsNothing = (items: NonNullable<ProcoreRequisition['items']>) =>
	items.every(({ work_completed_this_period: work }) => isZero(work));

/** Whether this very content was written before, if only in part. */
export const isWritten = (desired: DesiredRequisition, fingerprint: string): boolean =>
	written(desired).includes(fingerprint);

/** What somebody did to the amounts. A draft that bills nothing at all was never completed. */
function editedBy(
	{ items, ...observed }: ProcoreRequisition,
	remembered: string | undefined,
	total: string,
	isKnown: boolean,
): Explanation | undefined {
	const billed = billedOn({ items });
	const isDraft = observed.status === 'draft';
	if (!items || billed === undefined || (isDraft && billsNothing(items))) return undefined;
	const differs = remembered ? amountsPrint(amountsOf(items)) !== remembered : isKnown && compared(billed, total) !== 0;
	if (!differs) return undefined;
	const what =
		compared(billed, total) === 0 ? 'its amounts are on other lines' : `it bills ${billed} instead of ${total}`;
	const message = `Somebody changed requisition ${observed.id} in Procore: ${what}`;
	return because('edited_in_procore', message, isDraft ? 'requisition' : 'submitted');
}

/** A draft with our number on our contract, of which nothing tells what was written: its amounts are not overwritten. */
function unknownContent({ id, invoice_number, items }: ProcoreRequisition): Explanation | undefined {
	if (!items || billsNothing(items)) return undefined;
	return because(
		'number_taken',
		`Requisition ${id} of the contract has the number ${invoice_number} and other amounts, and nothing says that the sync wrote it`,
		'requisition',
	);
}
