import type { SyncRow } from '../../api/syncAnswer';
import type { RowResult } from '../../api/syncBatch';
import { amountsDiffer } from './compare';
import { draftChangeOrder } from './changeOrder';
import { closingRow, movingOnRow, openingRow, reopeningRow, syncHeaders } from './header';
import { lineRows, syncLines, unwantedLines } from './lines';
import { resultOfLines } from './outcome';
import type { Id } from '../wbs/projectCodes';
import { removeLines } from './removals';
import { contracts, eachContract, type ContractJob, type PendingContract } from './pending';

const unanswered: RowResult = { kind: 'unanswered' };

/** Writes a header for each contract. @returns those that Procore took, with what it answered */
async function writeHeaders(job: ContractJob, pending: PendingContract[], row: (contract: PendingContract) => SyncRow) {
	const { client, projectId, options } = job;
	const taken = await syncHeaders(client, projectId, pending.map(row), options.batchSize);
	return pending.flatMap((contract) => {
		const result = taken.get(contract.desired.originId) ?? unanswered;
		if (result.kind === 'accepted') return [{ contract, entity: result.entity }];
		contracts.settleByRow(job, contract, result);
		return [];
	});
}

/** The headers as Draft, with the mark that they are being written. */
async function open(job: ContractJob, pending: PendingContract[]): Promise<PendingContract[]> {
	const begun = pending.filter(({ plan }) => plan.resume);
	const fresh = pending.filter(({ plan }) => !plan.resume);
	const taken = await writeHeaders(job, fresh, openingRow);
	const opened = taken.map(({ contract, entity }): PendingContract => {
		const contractId = (entity.id as Id | undefined) ?? contract.contractId;
		if (contractId === undefined) return contract;
		return { ...contract, contractId, plan: { ...contract.plan, procoreId: String(contractId) } };
	});
	return [...begun, ...opened];
}

/** The lines that are wanted, then away with ours that are not. */
async function writeLines(job: ContractJob, pending: PendingContract[]): Promise<PendingContract[]> {
	const { client, projectId, breaker } = job;
	return await eachContract(job, pending, async ({ desired, plan, codes, held, contractId }) => {
		if (contractId === undefined) return unanswered;
		if (plan.resume) return undefined;
		const rows = lineRows(desired, plan, codes);
		const stopped =
			resultOfLines(desired, await syncLines(client, projectId, contractId, rows)) ??
			(await removeLines(client, projectId, contractId, unwantedLines(desired, held ?? [])));
		breaker.note(stopped);
		return stopped;
	});
}

/** Takes the mark of completeness back where the total is not SAP's, so that the next run looks at it again. */
async function markAgain(job: ContractJob, wrong: PendingContract[]): Promise<void> {
	if (wrong.length === 0) return;
	const { client, projectId, options } = job;
	await syncHeaders(client, projectId, wrong.map(reopeningRow), options.batchSize);
}

/** The status and the fingerprint; then Procore's total is compared with SAP's. */
async function close(job: ContractJob, pending: PendingContract[]): Promise<void> {
	const wrong: PendingContract[] = [];
	for (const { contract, entity } of await writeHeaders(job, pending, closingRow)) {
		const total = entity.grand_total === undefined ? undefined : String(entity.grand_total);
		if (amountsDiffer(total, contract.desired.total)) {
			wrong.push(contract);
			const message = `Procore's total is ${total ?? ''}, SAP's is ${contract.desired.total}`;
			const advice = 'Look for lines that somebody added in Procore, and remove them or set them to zero.';
			contracts.fail(job, contract, { reason: 'total_mismatch', message, advice });
		} else contracts.settle(job, contract, { status: 'synced' });
	}
	await markAgain(job, wrong);
}

const pendingAdvice = 'Approve or reject the change order in Procore.';

/** Change orders with the differences of approved contracts; then their fingerprints move on. */
export async function writeChangeOrders(job: ContractJob, pending: PendingContract[]): Promise<void> {
	const { client, projectId, breaker } = job;
	const orders = new Map<number, string>();
	const drafted = await eachContract(job, pending, async ({ index, desired, plan, codes, held = [], contractId }) => {
		if (contractId === undefined) return unanswered;
		const of = { desired, contractId, fingerprint: plan.fingerprint, codes, held };
		const drafted = await breaker.call(async () => await draftChangeOrder(client, projectId, of));
		if ('result' in drafted) return drafted.result;
		orders.set(index, drafted.value);
		return undefined;
	});
	for (const { contract } of await writeHeaders(job, drafted, movingOnRow)) {
		const changeOrderId = orders.get(contract.index);
		if (!changeOrderId) {
			contracts.settle(job, contract, { status: 'synced' });
			continue;
		}
		const message = `A change order with the difference was drafted (${changeOrderId})`;
		const detail = { advice: pendingAdvice, changeOrderId };
		contracts.settle(job, contract, { status: 'waiting', reason: 'change_order_pending', message, detail });
	}
}

/**
 * The contract protocol for the contracts of one project: headers as Draft and marked, lines, headers with status and
 * fingerprint. Whatever is killed in between is recognised by its mark, and the next run completes it.
 */
export async function writeContracts(job: ContractJob, pending: PendingContract[]): Promise<void> {
	await close(job, await writeLines(job, await open(job, pending)));
}
