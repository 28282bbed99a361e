import { because } from '../upsert/itemResult';
import { differences, isApprovedFor, ordersByContract, waitingOrder } from './changeOrder';
import { ordersDiffer } from './decide';
import { listLines } from './lines';
import { contracts, eachContract, type ContractJob, type PendingContract } from './pending';

/**
 * Contracts that are as we left them, with change orders that add up to SAP's total: a change order that only moves an
 * amount from one cost code to another shows in no total. One list of the project's change orders settles most of them.
 * @returns those whose lines have to tell, with the change orders of the project
 */
export async function withoutApproved(job: ContractJob, tied: PendingContract[]) {
	if (tied.length === 0) return { unclear: [], orders: {} };
	const { client, projectId, breaker } = job;
	const read = await breaker.call(async () => await ordersByContract(client, projectId));
	if ('result' in read) {
		for (const contract of tied) contracts.settleByRow(job, contract, read.result);
		return { unclear: [], orders: {} };
	}
	const unclear = tied.filter((contract) => {
		const { desired, plan } = contract;
		const orders = read.value[plan.procoreId] ?? [];
		const changeOrderId = waitingOrder(desired, orders);
		if (changeOrderId !== undefined) {
			const message = `Change order ${changeOrderId} of an earlier run is not approved`;
			const { advice, ...explanation } = because('change_order_pending', message);
			contracts.settle(job, contract, { status: 'waiting', ...explanation, detail: { advice, changeOrderId } });
			return false;
		}
		if (!isApprovedFor({ desired, fingerprint: plan.fingerprint }, orders)) return true;
		contracts.settle(job, contract, { status: 'unchanged' });
		return false;
	});
	return { unclear, orders: read.value };
}

/** Compares the lines of contracts and of their change orders with SAP's, cost code by cost code. */
export async function settleByLines(
	job: ContractJob,
	unclear: PendingContract[],
	orders: Awaited<ReturnType<typeof ordersByContract>>,
): Promise<void> {
	const { client, projectId, breaker } = job;
	const alike = await eachContract(job, unclear, async (contract) => {
		const { desired, plan, codes, contractId } = contract;
		if (contractId === undefined) return undefined;
		const read = await breaker.call(async () => {
			const held = await listLines(client, projectId, contractId);
			const of = { desired, contractId, fingerprint: plan.fingerprint, codes, held };
			return await differences(client, projectId, of, orders[plan.procoreId] ?? []);
		});
		if ('result' in read) return read.result;
		const why = ordersDiffer("have SAP's amounts on its cost codes");
		if (read.value.size > 0) contracts.leaveOpen(job, contract, 'held', why);
		return undefined;
	});
	for (const contract of alike) contracts.settle(job, contract, { status: 'unchanged' });
}
