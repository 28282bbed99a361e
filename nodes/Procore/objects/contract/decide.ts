import { compared, readDecimal, sum } from '../../../shared/decimal';
import { contractStatuses, type DesiredContract } from '../../../shared/model';
import { entityTable, isEntity } from '../../../shared/entities';
import { keyInOriginId, systemInOriginId } from '../../../shared/originId';
import { reasonFor, reasons, type CaseOf, type ReasonCode } from '../../../shared/reasons';
import { because, type Explanation } from '../upsert/itemResult';
import { contractsInTheWay, keptByOrder, takenOver, whyKept } from './handOver';
import { amountsDiffer, isTaxed, planContract, vendorDiffers, wantedStatus, type ContractPlan } from './compare';
import type { ContractDirectory } from './list';
import { totalMismatch } from './outcome';
import type { ContractPolicy } from './policy';
import type { ProcoreContract } from './record';
import { hasChangeOrders, notReopened, statusKeptAt, supplierChanged } from './reopen';

/**
 * `planned`: a vendor that will be there once what is planned in this execution is written. `inactive`: one that is there,
 * and with which Procore takes no contract.
 */
export type VendorState = 'found or missing' | 'planned' | 'inactive';

/** How a contract ends without any request. */
export interface ContractEnd {
	status: 'unchanged' | 'ignored' | 'waiting' | 'held' | 'failed';
	why?: Explanation;
}

/**
 * What is to be done: nothing more (`end`), nothing as far as totals tell (`ordersToRead`: whether its change orders are
 * approved is still to be read), the contract protocol (`write`), or a change order with the difference. Contracts in its
 * way have to make room before.
 */
export type ContractDecision = { plan: ContractPlan } & (
	| { kind: 'end'; end: ContractEnd }
	| { kind: 'ordersToRead' }
	| { kind: 'write' | 'changeOrder'; inTheWay: ProcoreContract[] }
);

const held = <R extends ReasonCode>(reason: R, message: string, inCase?: CaseOf<R>): ContractEnd => ({
	status: 'held',
	why: because(reason, message, inCase),
});

/** Procore takes a number once a project. */
function numberEnd({ number }: DesiredContract, other: ProcoreContract): ContractEnd {
	if (other.origin_id)
		return held(
			'foreign_contract',
			`Contract ${number} (${other.id}) belongs to another integration (origin ID ${other.origin_id})`,
		);
	return held('number_taken', `Another contract in the project has the number ${number} (${other.id})`);
}

/** Nothing is wanted, and nothing is there. */
function absentWhy({ absentReason, source, number, projectId }: DesiredContract): Explanation {
	if (absentReason === '')
		return because('order_deleted', 'Nothing of the order is left in this project, and Procore has no contract for it');
	const { title, advice } = reasonFor(absentReason);
	const noun = isEntity(source.entity) ? entityTable[source.entity].noun : source.entity;
	return { reason: absentReason, message: `${title}: ${noun} ${number}, project ${projectId}`, advice };
}

/** Only a contract that is deleted or in Draft counts nowhere. */
function rejectedEnd(desired: DesiredContract, observed: ProcoreContract | undefined): ContractEnd {
	if (!observed || observed.deleted_at || observed.status === 'Draft')
		return { status: 'ignored', why: absentWhy(desired) };
	const { number } = desired;
	const message = `SAP rejected purchase order ${number}, and its contract (${observed.id}) is ${observed.status} in Procore`;
	return held('contract_of_rejected_order', message);
}

function absentEnd(
	desired: DesiredContract,
	other: ProcoreContract | undefined,
	vendorIs: VendorState,
): ContractEnd | undefined {
	if (desired.void) return { status: 'ignored', why: absentWhy(desired) };
	if (other) return numberEnd(desired, other);
	return vendorEnd(desired, vendorIs);
}

/** Explanation a contract without a vendor in Procore has to wait. */
export function vendorMissing({ vendor, source, projectId }: DesiredContract, vendorIs?: VendorState): Explanation {
	const [supplier] = keyInOriginId(vendor.originId, systemInOriginId(vendor.originId), 'supplier') ?? [];
	const subject = `purchase order ${source.sapKey}, project ${projectId}`;
	const { title } = reasons.vendor_missing;
	const message = `${title}: ${subject}. Supplier ${supplier ?? vendor.originId}.`;
	if (vendorIs !== 'inactive') return because('vendor_missing', message);
	return because('vendor_missing', `${message} Its vendor is inactive there.`, 'inactive');
}

function vendorEnd(desired: DesiredContract, vendorIs: VendorState): ContractEnd | undefined {
	if (desired.vendor.id !== '' || vendorIs === 'planned' || desired.unordered) return undefined;
	return { status: 'waiting', why: vendorMissing(desired, vendorIs) };
}

const rank = (status: string) => (contractStatuses as readonly string[]).indexOf(status);

/** What somebody changed since the last complete write, in words. */
function editsOf(desired: DesiredContract, observed: ProcoreContract, plan: ContractPlan): string[] {
	const { memory } = plan;
	if (!memory || memory.pending) return [];
	const same = memory.fingerprint === plan.fingerprint;
	const edits: string[] = [];
	const total = memory.total ?? (same && !memory.taxed ? desired.total : undefined);
	if (total !== undefined && amountsDiffer(observed.grand_total, total))
		edits.push(`the total is ${observed.grand_total ?? ''} instead of ${total}`);
	if (!same) return edits;
	if (!desired.void && vendorDiffers(desired, observed))
		edits.push(`the vendor is ${observed.vendor?.id ?? 'nobody'} instead of ${desired.vendor.id}`);
	// What a workflow kept back is nobody's edit.
	if (plan.statusRefused) return edits;
	// A status that people had given when it was written is theirs already, unless they have taken it all back since.
	if (memory.status === undefined && observed.status !== 'Draft') return edits;
	const status = wantedStatus(desired);
	if (rank(observed.status) >= 0 && rank(observed.status) < rank(status))
		edits.push(`the status is ${observed.status} instead of ${status}`);
	return edits;
}

const isNone = (amount: string | undefined) => amount !== undefined && readDecimal(amount)?.unscaled === 0n;

/** A status that a workflow keeps back; undefined once the contract has got there. */
function workflowEnd(desired: DesiredContract, observed: ProcoreContract, plan: ContractPlan): ContractEnd | undefined {
	const wanted = wantedStatus(desired);
	if (!plan.statusRefused || rank(observed.status) >= rank(wanted)) return undefined;
	return { status: 'held', why: statusKeptAt(observed.status, wanted) };
}

/** Its change orders do not bring a contract to what SAP says. */
export const ordersDiffer = (whatTheyDoNot: string): Explanation =>
	because('edited_in_procore', `The change orders of the contract do not ${whatTheyDoNot}`, 'changeOrder');

/** A contract that is as we left it. Where its total is another than SAP's, a change order has the difference. */
function sameEnd(
	desired: DesiredContract,
	observed: ProcoreContract,
	plan: ContractPlan,
): ContractEnd | 'ordersToRead' {
	const { memory } = plan;
	const kept = workflowEnd(desired, observed, plan);
	if (kept) return kept;
	const left = memory?.total;
	if (!memory?.changeOrders || left === undefined) return { status: 'unchanged' };
	const approved = observed.approved_change_orders ?? '0';
	const isSettled = isNone(observed.draft_change_orders_amount) && isNone(observed.pending_change_orders);
	const tiesOut = readDecimal(approved) !== undefined && compared(sum([left, approved]), desired.total) === 0;
	// A change order that only moves an amount from one cost code to another shows in no total.
	if (tiesOut || (isTaxed(desired) && isSettled)) return 'ordersToRead';
	if (isSettled) return { status: 'held', why: ordersDiffer(`add up to ${desired.total}, SAP's total`) };
	return {
		status: 'waiting',
		why: because('change_order_pending', `A change order brings the contract from ${left} to ${desired.total}`),
	};
}

function billedEnd({ total }: DesiredContract, { total_requisitions_amount: billed }: ProcoreContract) {
	if (billed === undefined || !readDecimal(billed)) return undefined;
	if (compared(billed, '0') <= 0 || compared(billed, total) <= 0) return undefined;
	return held('already_billed', `${billed} has been billed on the contract, and only ${total} would be left`);
}

/** Change orders of ours carry a part of the amount: writing it to the lines as well would count it twice. */
function changeOrderEnd(
	observed: ProcoreContract,
	{ memory }: ContractPlan,
	otherSupplier: boolean,
): ContractEnd | undefined {
	if (!memory?.changeOrders || !hasChangeOrders(observed)) return undefined;
	return held(
		'contract_has_change_orders',
		'Change orders of earlier runs carry a part of the order, so its lines are left alone',
		otherSupplier ? 'otherSupplier' : 'ownOrders',
	);
}

/** Everything was written, the total was not SAP's, and nobody has changed it since: to write it once more would help nobody. */
function wrongEnd(
	desired: DesiredContract,
	{ grand_total: total }: ProcoreContract,
	{ memory, fingerprint }: ContractPlan,
): ContractEnd | undefined {
	if (!memory?.pending || memory.wrongTotal === undefined || memory.fingerprint !== fingerprint) return undefined;
	if (total === undefined || amountsDiffer(total, memory.wrongTotal)) return undefined;
	return { status: 'failed', why: totalMismatch(total, desired) };
}

/** How a change gets into a contract that is there: by its lines, by a change order, or not at all. */
function wayOf(
	desired: DesiredContract,
	observed: ProcoreContract,
	plan: ContractPlan,
	onApproved: ContractPolicy['onApproved'],
): ContractEnd | 'lines' | 'changeOrder' {
	const isApproved = observed.status === 'Approved';
	if (observed.status === 'Closed') return held('contract_closed', 'The contract is closed in Procore');
	if (isApproved && onApproved === 'hold')
		return held('contract_approved', 'The contract is approved in Procore, and changes are held');
	const why = observed.status === 'Draft' ? undefined : notReopened(observed, plan);
	const byChangeOrder = isApproved && (onApproved === 'changeOrder' || (why && onApproved === 'reopenOrChangeOrder'));
	const isBound = why !== undefined && !plan.statusRefused;
	const otherSupplier = !desired.void && vendorDiffers(desired, observed);
	if (otherSupplier && (byChangeOrder || isBound)) return { status: 'held', why: supplierChanged(isBound) };
	if (byChangeOrder) return 'changeOrder';
	if (why) return { status: 'held', why };
	return changeOrderEnd(observed, plan, otherSupplier) ?? 'lines';
}

/**
 * Decides on a contract by what its project holds.
 * @param vendorIs a vendor that is only planned is good enough
 */
export function decideContract(
	desired: DesiredContract,
	directory: ContractDirectory,
	policy: ContractPolicy,
	vendorIs: VendorState,
): ContractDecision {
	const own = directory.byOriginId.get(desired.originId);
	const observed = own ?? takenOver(desired, directory);
	const plan = planContract(desired, observed);
	const way = wayFor(desired, directory, { own, plan, policy, vendorIs });
	const untouched: ContractPlan = { ...plan, action: 'none', header: {}, lines: { added: 0, changed: 0, removed: 0 } };
	const ended = (end: ContractEnd): ContractDecision => ({ kind: 'end', end, plan: untouched });
	if (typeof way === 'object') return ended(way);
	if (way === 'ordersToRead') return { kind: way, plan: untouched };
	const keptBack = keptByOrder(desired, directory, observed);
	if (keptBack) return ended({ status: 'held', why: keptBack });
	const inTheWay = contractsInTheWay(desired, directory, observed);
	const [inItsWay] = inTheWay.flatMap((each) => whyKept(each, policy) ?? []);
	if (inItsWay) return ended({ status: 'held', why: inItsWay });
	if (way === 'changeOrder') return { kind: 'changeOrder', plan: { ...plan, action: 'update' }, inTheWay };
	return { kind: 'write', plan: { ...plan, readLines: plan.readLines || way === 'editedLines' }, inTheWay };
}

/** What is known of a contract when it is decided on. */
interface Known {
	/** What carries its origin ID in Procore. */
	own: ProcoreContract | undefined;
	plan: ContractPlan;
	policy: ContractPolicy;
	vendorIs: VendorState;
}

/** How a contract gets what it should be; `editedLines`: its lines may be others than those that were written. */
function wayFor(
	desired: DesiredContract,
	directory: ContractDirectory,
	{ own, plan, policy, vendorIs }: Known,
): ContractEnd | 'ordersToRead' | 'lines' | 'editedLines' | 'changeOrder' {
	const { observed } = plan;
	if (desired.rejected) return rejectedEnd(desired, own);
	const other = directory.byNumber.get(desired.number);
	if (!observed) return absentEnd(desired, other, vendorIs) ?? 'lines';
	if (!own && other) return numberEnd(desired, other);
	if (observed.deleted_at) {
		if (desired.void) return { status: 'unchanged' };
		const message = `Somebody deleted contract ${desired.number} (${observed.id}) in Procore`;
		return held('deleted_in_procore', message);
	}
	const wrong = policy.isReplay ? undefined : wrongEnd(desired, observed, plan);
	if (wrong) return wrong;
	const edits = editsOf(desired, observed, plan);
	if (edits.length > 0 && policy.onEdited === 'hold') {
		const message = `Somebody changed the contract in Procore: ${edits.join('; ')}`;
		return held('edited_in_procore', message);
	}
	const same = plan.memory?.fingerprint === plan.fingerprint && !plan.memory.pending;
	if (same && edits.length === 0) return sameEnd(desired, observed, plan);
	const way = billedEnd(desired, observed) ?? wayOf(desired, observed, plan, policy.onApproved);
	const end = typeof way === 'object' || desired.void ? undefined : vendorEnd(desired, vendorIs);
	return end ?? (way === 'lines' && edits.length > 0 ? 'editedLines' : way);
}
