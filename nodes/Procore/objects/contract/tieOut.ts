import { because } from '../upsert/itemResult';
import { pairKey, projectCodes, type Id } from '../wbs/projectCodes';
import { differences, ordersByContract, waitingOrder } from './changeOrder';
import { ordersDiffer } from './decide';
import { listLines } from './lines';
import { contracts, eachContract, type ContractJob, type PendingContract } from './pending';

/**
 * Contracts that are as we left them, with change orders that add up to SAP's total. That is not all: a change order that only
 * moves an amount from one cost code to another shows in no total, and people may have changed, added or voided some. So
 * what waits is told, and all others are compared cost code by cost code.
 */
export async function settleByOrders(job: ContractJob, tied: PendingContract[]): Promise<void> {
	if (tied.length === 0) return;
	const { client, projectId, breaker } = job;
	const read = await breaker.call(async () => {
		const { active, inactive } = await projectCodes(client, projectId);
		const contractIds = tied.map(({ plan }) => plan.procoreId);
		const orders = await ordersByContract(client, projectId, contractIds);
		return { orders, codes: new Map([...inactive, ...active]) };
	});
	if ('result' in read) {
		for (const contract of tied) contracts.settleByRow(job, contract, read.result);
		return;
	}
	const { orders, codes } = read.value;
	const alike = await eachContract(job, tied, async (contract) => {
		const { desired, plan, contractId } = contract;
		const own = orders[plan.procoreId] ?? [];
		const changeOrderId = waitingOrder(desired, own);
		if (changeOrderId !== undefined) {
			const message = `Change order ${changeOrderId} of an earlier run is not approved`;
			const { advice, ...explanation } = because('change_order_pending', message);
			contracts.settle(job, contract, { status: 'waiting', ...explanation, detail: { advice, changeOrderId } });
			return undefined;
		}
		if (contractId === undefined) return undefined;
		const compared = await breaker.call(async () => {
			const held = await listLines(client, projectId, contractId);
			const of = {
				desired,
				contractId,
				fingerprint: plan.fingerprint,
				codes: codesOfLines(desired.lines, codes),
				held,
			};
			return await differences(client, projectId, of, own);
		});
		if ('result' in compared) return compared.result;
		const why = ordersDiffer("have SAP's amounts on its cost codes");
		if (compared.value.size > 0) contracts.leaveOpen(job, contract, 'held', why);
		return undefined;
	});
	for (const contract of alike) contracts.settle(job, contract, { status: 'unchanged' });
}

/** Budget codes that nothing is written to may be inactive by now. */
function codesOfLines(lines: PendingContract['desired']['lines'], codes: ReadonlyMap<string, Id>): Map<string, Id> {
	return new Map(
		lines.flatMap((line): Array<[string, Id]> => {
			const id = codes.get(pairKey(line));
			return id === undefined ? [] : [[pairKey(line), id]];
		}),
	);
}
