import type { IDataObject } from 'n8n-workflow';
import { partition } from 'lodash';
import { isZero } from '../../../shared/decimal';
import type { ErrorText } from '../../api/errorBody';
import { keptOtherwise } from '../../api/kept';
import type { SyncRow } from '../../api/syncAnswer';
import type { RowResult } from '../../api/syncBatch';
import { amountsDiffer, isTaxed } from './compare';
import { draftChangeOrder } from './changeOrder';
import { writeCustomFields } from './customFields';
import {
	closingRow,
	givenBackRow,
	isReopened,
	movingOnRow,
	notReopenedRow,
	openingRow,
	reopeningRow,
	shownTotalRow,
	statusKeptRow,
	syncHeaders,
} from './header';
import { addedByOthers, lineRows, syncLines, unwantedLines } from './lines';
import { isAboutStatus, othersAdd, resultOfLines, totalMismatch } from './outcome';
import type { Id } from '../wbs/projectCodes';
import { removeLines } from './removals';
import { because, notAsSent, type Explanation } from '../upsert/itemResult';
import { contracts, eachContract, settleStopped, type ContractJob, type PendingContract } from './pending';
import { statusKeptAt, workflowKeeps } from './reopen';

const unanswered: RowResult = { kind: 'unanswered' };

/** A contract whose header Procore took, with what it answered. */
interface Written {
	contract: PendingContract;
	entity: IDataObject;
}

/**
 * Writes a header for each contract; one that Procore refused gets its result.
 * @param given the status that the header gives a contract, if it gives one
 * @returns those that Procore took, and those whose status it did not take, by a refusal or in silence
 */
async function writeHeaders(
	job: ContractJob,
	pending: PendingContract[],
	row: (contract: PendingContract) => SyncRow,
	given: (contract: PendingContract) => string | undefined = () => undefined,
): Promise<{ written: Written[]; statusKept: PendingContract[] }> {
	const written: Written[] = [];
	const statusKept: PendingContract[] = [];
	if (pending.length === 0) return { written, statusKept };
	const { client, projectId, options } = job;
	const taken = await syncHeaders(client, projectId, pending.map(row), options.batchSize);
	for (const contract of pending) {
		const result = taken.get(contract.desired.originId) ?? unanswered;
		const status = given(contract);
		if (result.kind === 'accepted') {
			const shown = result.entity.status;
			if (status !== undefined && typeof shown === 'string' && shown !== status) statusKept.push(contract);
			else written.push({ contract, entity: result.entity });
		} else if (status !== undefined && result.kind === 'rejected' && isAboutStatus(result.error))
			statusKept.push(contract);
		else settleStopped(job, contract, result);
	}
	return { written, statusKept };
}

/** The headers as Draft, with the mark that they are being written. */
async function open(job: ContractJob, pending: PendingContract[]): Promise<PendingContract[]> {
	const begun = pending.filter(({ plan }) => plan.resume);
	const fresh = pending.filter(({ plan }) => !plan.resume);
	const { written, statusKept } = await writeHeaders(job, fresh, openingRow, ({ plan }) =>
		isReopened(plan) ? 'Draft' : undefined,
	);
	for (const { contract } of (await writeHeaders(job, statusKept, notReopenedRow)).written)
		contracts.leaveOpen(job, contract, 'held', workflowKeeps(contract.plan.observed?.status ?? ''));
	const opened = written.map(({ contract, entity }): PendingContract => {
		const contractId = (entity.id as Id | undefined) ?? contract.contractId;
		const reopened = isReopened(contract.plan) ? { isReopened: true as const } : {};
		if (contractId === undefined) return { ...contract, ...reopened };
		return { ...contract, ...reopened, contractId, plan: { ...contract.plan, procoreId: String(contractId) } };
	});
	return [...begun, ...opened];
}

/** The lines that are wanted, then away with ours that are not. */
async function writeLines(job: ContractJob, pending: PendingContract[]): Promise<PendingContract[]> {
	const { client, projectId, breaker } = job;
	const refused = new Map<PendingContract, ErrorText>();
	const open = await eachContract(job, pending, async (contract) => {
		const { desired, plan, codes, taxCodes, held, contractId } = contract;
		if (contractId === undefined) return unanswered;
		if (plan.resume) return undefined;
		const rows = lineRows(desired, plan, codes, taxCodes);
		const stopped =
			resultOfLines(desired, rows, await syncLines(client, projectId, contractId, rows)) ??
			(await removeLines(client, projectId, contractId, unwantedLines(desired, held ?? [])));
		breaker.note(stopped);
		if (stopped?.kind !== 'rejected' || !contract.isReopened) return stopped;
		refused.set(contract, stopped.error);
		return undefined;
	});
	await giveBack(job, refused);
	return open.filter((contract) => !refused.has(contract));
}

/** Gives contracts of which a line was refused the status back that they had, and says what they are then. */
async function giveBack(job: ContractJob, refused: Map<PendingContract, ErrorText>): Promise<void> {
	const { written, statusKept } = await writeHeaders(
		job,
		[...refused.keys()],
		givenBackRow,
		({ plan }) => plan.observed?.status,
	);
	const settle = (contract: PendingContract, now: string) => {
		const error = refused.get(contract) ?? { text: '', fields: [] };
		contracts.settleByRow(job, contract, { kind: 'rejected', error: { ...error, text: `${error.text}. ${now}` } });
	};
	for (const { contract, entity } of written) {
		const total = entity.grand_total === undefined ? '' : `, with a total of ${String(entity.grand_total)}`;
		const now = `The contract is ${contract.plan.observed?.status ?? ''} again${total}; SAP's total is ${contract.desired.total}`;
		settle(contract, now);
	}
	for (const contract of statusKept)
		settle(contract, `The contract was ${contract.plan.observed?.status ?? ''}, and is a Draft: a workflow keeps it`);
}

/** Takes the mark of completeness back where the total is not SAP's, so that the next run looks at it again. */
async function markAgain(job: ContractJob, wrong: SyncRow[]): Promise<void> {
	const { client, projectId, options } = job;
	if (wrong.length > 0) await syncHeaders(client, projectId, wrong, options.batchSize);
}

/** What of a header is compared once it is written, by Procore's names. */
const headOf = ({ desired }: PendingContract): IDataObject =>
	desired.void ? {} : { number: desired.number, ...(desired.vendor.id ? { vendor_id: desired.vendor.id } : {}) };

/** Why the contract does not come to SAP's total. One that may include tax is not compared: what lines of others add is. */
function mismatchOf({ desired, held = [] }: PendingContract, total: string | undefined): Explanation | undefined {
	if (!isTaxed(desired)) return amountsDiffer(total, desired.total) ? totalMismatch(total, desired) : undefined;
	const added = addedByOthers(desired, held);
	return isZero(added) ? undefined : othersAdd(added, desired);
}

/** The status and the fingerprint; then number, vendor and total that Procore has are compared with SAP's. */
async function close(job: ContractJob, pending: PendingContract[]): Promise<void> {
	// What kept a contract from being reopened says nothing of the status that it is to have now.
	const wasKept = ({ plan }: PendingContract) => plan.statusRefused && plan.memory?.fingerprint === plan.fingerprint;
	const [kept, others] = partition(pending, (one) => wasKept(one) && one.plan.status !== 'Draft');
	const { written, statusKept } = await writeHeaders(job, others, closingRow, ({ plan }) =>
		plan.status === 'Draft' ? undefined : plan.status,
	);
	const withoutStatus = (await writeHeaders(job, [...kept, ...statusKept], statusKeptRow)).written;
	const wrong: SyncRow[] = [];
	const done: Written[] = [];
	for (const each of [...written, ...withoutStatus]) {
		const { contract, entity } = each;
		const total = entity.grand_total === undefined ? undefined : String(entity.grand_total);
		const mismatch = mismatchOf(contract, total);
		if (mismatch) {
			wrong.push(reopeningRow(contract, total));
			contracts.fail(job, contract, mismatch);
			continue;
		}
		const kept = keptOtherwise(headOf(contract), entity);
		if (kept.length > 0) {
			wrong.push(reopeningRow(contract));
			contracts.fail(job, contract, notAsSent(kept.join(', ')));
		} else if (withoutStatus.includes(each))
			contracts.leaveOpen(job, contract, 'held', statusKeptAt(String(entity.status ?? 'Draft'), contract.plan.status));
		else {
			contracts.settle(job, contract, { status: 'synced' });
			done.push(each);
		}
	}
	await markAgain(job, wrong);
	await rememberTotals(job, done);
}

/** What Procore shows as the total of contracts with tax codes, which may include the tax. */
async function rememberTotals({ client, projectId, options }: ContractJob, done: Written[]): Promise<void> {
	const rows = done.flatMap(({ contract, entity }) =>
		isTaxed(contract.desired) && entity.grand_total !== undefined
			? [shownTotalRow(contract, String(entity.grand_total))]
			: [],
	);
	if (rows.length > 0) await syncHeaders(client, projectId, rows, options.batchSize);
}

/** Change orders with the differences of approved contracts; then their fingerprints move on. */
export async function writeChangeOrders(job: ContractJob, pending: PendingContract[]): Promise<void> {
	const { client, projectId, breaker } = job;
	const orders = new Map<number, string>();
	const named = await writeCustomFields(job, pending);
	const drafted = await eachContract(job, named, async ({ index, desired, plan, codes, held = [], contractId }) => {
		if (contractId === undefined) return unanswered;
		const of = { desired, contractId, fingerprint: plan.fingerprint, codes, held };
		const drafted = await breaker.call(async () => await draftChangeOrder(client, projectId, of));
		if ('result' in drafted) return drafted.result;
		const { id, kept } = drafted.value;
		orders.set(index, id);
		return kept.length === 0
			? undefined
			: { kind: 'rejected', error: { text: `in change order ${id} ${kept.join(', ')}`, fields: [], kept: true } };
	});
	for (const { contract } of (await writeHeaders(job, drafted, movingOnRow)).written) {
		const changeOrderId = orders.get(contract.index);
		if (!changeOrderId) {
			contracts.settle(job, contract, { status: 'synced' });
			continue;
		}
		const message = `A change order with the difference was drafted (${changeOrderId})`;
		const { advice, ...explanation } = because('change_order_pending', message);
		contracts.settle(job, contract, { status: 'waiting', ...explanation, detail: { advice, changeOrderId } });
	}
}

/**
 * The contract protocol for the contracts of one project: headers as Draft and marked, lines, headers with status and
 * fingerprint. Whatever is killed in between is recognized by its mark, and the next run completes it.
 */
export async function writeContracts(job: ContractJob, pending: PendingContract[]): Promise<void> {
	const [there, fresh] = partition(pending, ({ contractId }) => contractId !== undefined);
	// What Procore refuses of a contract that is there is refused before the contract is opened.
	const opened = await open(job, [...(await writeCustomFields(job, there)), ...fresh]);
	const [created, others] = partition(await writeLines(job, opened), ({ plan }) => plan.observed === undefined);
	await close(job, [...others, ...(await writeCustomFields(job, created))]);
}
