import { compared } from '../../../shared/decimal';
import type { DesiredContract } from '../../../shared/model';
import { systemInOriginId, unorderedContractOriginId } from '../../../shared/originId';
import { because, type Explanation } from '../upsert/itemResult';
import { isBilled } from './billed';
import { amountsDiffer } from './compare';
import type { ContractDirectory } from './list';
import { readMemory, requisitionItemsOf } from './memory';
import type { ContractPolicy } from './policy';
import type { ProcoreContract } from './record';
import { hasChangeOrders } from './reopen';

/** Contracts of what was not ordered yet of the requisitions that an order was made of, in its project. */
function unorderedOf(desired: DesiredContract, { byOriginId }: ContractDirectory): ProcoreContract[] {
	if (desired.unordered) return [];
	const system = systemInOriginId(desired.originId);
	const requisitions = new Set(desired.requisitionItems.flatMap(({ requisition }) => requisition || []));
	return [...requisitions].flatMap((requisition) => {
		const contract = byOriginId.get(unorderedContractOriginId(system, requisition, desired.projectId));
		return contract && !contract.deleted_at ? [contract] : [];
	});
}

/**
 * The contract that becomes an order's: it stands for exactly what the order was made of. It keeps its ID in Procore, and
 * the amount never counts twice, because there is never a second contract.
 */
export function takenOver(desired: DesiredContract, directory: ContractDirectory): ProcoreContract | undefined {
	const made = requisitionItemsOf(desired);
	if (made === undefined) return undefined;
	return unorderedOf(desired, directory).find((each) => readMemory(each.origin_data)?.requisitionItems === made);
}

/**
 * Contracts that have to make room before an order is written: they count what the order is about to. None, where the
 * order stands for the same of its requisitions as when it was written last.
 * @param observed what becomes the order's contract
 */
export function contractsInTheWay(
	desired: DesiredContract,
	directory: ContractDirectory,
	observed: ProcoreContract | undefined,
): ProcoreContract[] {
	const made = requisitionItemsOf(desired);
	if (made === undefined || made === readMemory(observed?.origin_data ?? '')?.requisitionItems) return [];
	return unorderedOf(desired, directory).filter((each) => each !== observed && each.status !== 'Draft');
}

const nameOf = ({ number, id }: ProcoreContract) => `contract ${number} (${id})`;

export const kept = (contract: ProcoreContract, why: string): Explanation =>
	because('requisition_contract_kept', `What the order was made of still counts in ${nameOf(contract)}: ${why}`);

const counts = ({ status, deleted_at }: ProcoreContract) => status !== 'Draft' && !deleted_at;

/**
 * Why what is not ordered may not count for more than it does: an order that has given it back still stands for it in
 * Procore, because its contract could not follow. undefined = it may.
 */
export function keptByOrder(
	{ unordered, unsettledOrders = [], total }: DesiredContract,
	{ byOriginId }: ContractDirectory,
	observed: ProcoreContract | undefined,
): Explanation | undefined {
	const counted = observed && counts(observed) ? (observed.grand_total ?? '0') : '0';
	if (!unordered || compared(total, counted) <= 0) return undefined;
	const ofOrder = unsettledOrders.flatMap((id) => byOriginId.get(id) ?? []).find(counts);
	if (!ofOrder) return undefined;
	const message = `It would count ${total} instead of ${counted} beside ${nameOf(ofOrder)}, which is not as SAP has it`;
	return because('order_contract_kept', message);
}

/** Why a contract does not make room by itself; undefined = it does. */
export function whyKept(contract: ProcoreContract, policy: ContractPolicy): Explanation | undefined {
	const { status } = contract;
	if (status === 'Closed') return kept(contract, 'it is closed');
	if (isBilled(contract)) return kept(contract, 'it is billed');
	if (contract.executed) return kept(contract, 'it is executed');
	if (hasChangeOrders(contract)) return kept(contract, 'it has change orders');
	if (status === 'Approved' && (policy.onApproved === 'hold' || policy.onApproved === 'changeOrder'))
		return kept(contract, 'somebody approved it, and On Approved Contract says that it stays so');
	const memory = readMemory(contract.origin_data);
	const total = memory && !memory.pending ? memory.total : undefined;
	if (policy.onEdited === 'hold' && total !== undefined && amountsDiffer(contract.grand_total, total))
		return kept(contract, `somebody changed its total to ${contract.grand_total ?? ''}`);
	return undefined;
}
