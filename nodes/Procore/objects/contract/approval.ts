import { compared, readDecimal, sum, trimmed } from '../../../shared/decimal';
import type { Approval, AskedChange } from '../../../shared/model';
import { answerTo, toldAmount, type Change } from '../upsert/approval';
import { isEmptied } from './massEmptying';
import { contracts, type ContractJob, type PendingContract } from './pending';
import type { ProcoreContract } from './record';

/** What a contract is worth with its change orders, those that are drafted included. */
const withChangeOrders = (contract: ProcoreContract): string =>
	sum([
		toldAmount(contract.grand_total),
		toldAmount(contract.approved_change_orders),
		toldAmount(contract.pending_change_orders),
		toldAmount(contract.draft_change_orders_amount),
	]);

function beforeOf({ plan: { observed, memory }, asChangeOrder }: PendingContract): string {
	if (!observed) return '0';
	return asChangeOrder || memory?.changeOrders ? withChangeOrders(observed) : toldAmount(observed.grand_total);
}

/**
 * Whether an earlier run has begun to write the contract: with the same content, or it made room for an order, which was
 * decided on with that. It is completed, as nobody wants a half written one.
 */
function isBegun({ desired, plan: { observed, memory, fingerprint } }: PendingContract, before: string): boolean {
	if (!observed || !memory?.pending || memory.wrongTotal !== undefined) return false;
	if (memory.fingerprint === fingerprint) return true;
	return desired.unordered && observed.status === 'Draft' && compared(desired.total, before) <= 0;
}

const isApproved = ({ status }: ProcoreContract) => status === 'Approved';
const nameOf = ({ number, id }: ProcoreContract) => `${number} (${id})`;

function changeOf(contract: PendingContract): AskedChange {
	const { desired, plan, asChangeOrder } = contract;
	if (desired.void) return 'void';
	if (isEmptied(contract)) return 'empty';
	if (!plan.observed) return 'create';
	return isApproved(plan.observed) && !asChangeOrder ? 'reopen' : 'update';
}

const verbs: Record<AskedChange, string> = {
	void: 'would be voided',
	empty: 'would be emptied',
	reopen: 'is approved, and would be reopened and changed',
	create: 'would be created',
	update: 'would be changed',
};

/** What would happen to a contract, and to those that have to make room for it. */
function whatOf(
	{ desired, plan: { observed }, asChangeOrder, inTheWay }: PendingContract,
	change: AskedChange,
): string {
	const room = inTheWay.map((each) => `contract ${nameOf(each)} of its requisition would be set to Draft`);
	const name = observed ? nameOf({ ...observed, number: desired.number }) : desired.number;
	return [`Contract ${name} ${verbs[change]}${asChangeOrder ? ' by a change order' : ''}`, ...room].join(', and ');
}

const told = (amount: string | undefined) =>
	amount !== undefined && readDecimal(amount) ? trimmed(amount) : (amount ?? '');

/** What of a contract in Procore somebody decides on. Change orders that are drafts may be our own, half written ones. */
const heldOf = (contract: ProcoreContract) => [
	String(contract.id),
	contract.status,
	told(contract.grand_total),
	told(contract.approved_change_orders),
	told(contract.pending_change_orders),
	String(contract.vendor?.id ?? ''),
];

function askedChange(contract: PendingContract, before: string): Change {
	const { desired, plan, asChangeOrder, inTheWay } = contract;
	const change = changeOf(contract);
	return {
		originId: desired.originId,
		change,
		always: ['void', 'empty', 'reopen'].includes(change) || inTheWay.some(isApproved),
		before,
		after: desired.total,
		currency: desired.currency,
		what: whatOf(contract, change),
		wanted: { content: plan.fingerprint, change, asChangeOrder },
		held: {
			content: plan.memory?.fingerprint ?? '',
			contract: plan.observed ? heldOf(plan.observed) : [],
			inTheWay: inTheWay.map(heldOf),
		},
	};
}

/**
 * Gives contracts their result whose change somebody has to approve first, or has decided to leave; nothing of them is written.
 * @param pending compared with what Procore holds
 * @returns those that go on
 */
export function withoutUnapproved(job: ContractJob, pending: PendingContract[], approval: Approval): PendingContract[] {
	return pending.filter((contract) => {
		const before = beforeOf(contract);
		if (isBegun(contract, before)) return true;
		const answer = answerTo(askedChange(contract, before), approval);
		if (answer.kind === 'goes') return true;
		contracts.settle(job, { ...contract, plan: { ...contract.plan, action: 'none' } }, answer.fields);
		return false;
	});
}
