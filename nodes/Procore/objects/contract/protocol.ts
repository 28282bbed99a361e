import { patiently } from '../../api/patience';
import type { SyncRow } from '../../api/syncAnswer';
import type { RowResult } from '../../api/syncBatch';
import { amountsDiffer } from './compare';
import { draftChangeOrder } from './changeOrder';
import { closingRow, movingOnRow, openingRow, reopeningRow, syncHeaders } from './header';
import { lineRows, syncLines, unwantedLines } from './lines';
import { resultOfLines } from './outcome';
import type { Id } from '../wbs/projectCodes';
import { removeLines } from './removals';
import { describeWork, eachWork, endWork, failWork, type ProjectRun, type Work } from './work';

const unanswered: RowResult = { kind: 'unanswered' };

/** Writes a header for each contract. @returns those that Procore took, with what it answered */
async function writeHeaders(run: ProjectRun, works: Work[], row: (work: Work) => SyncRow) {
	const { client, projectId, options } = run;
	const results = await syncHeaders(client, projectId, works.map(row), options.batchSize);
	return works.flatMap((work) => {
		const result = results.get(work.desired.originId) ?? unanswered;
		if (result.kind === 'accepted') return [{ work, entity: result.entity }];
		endWork(run, work, result);
		return [];
	});
}

/** The headers as Draft, with the mark that they are being written. */
async function open(run: ProjectRun, works: Work[]): Promise<Work[]> {
	const begun = works.filter(({ plan }) => plan.resume);
	const fresh = works.filter(({ plan }) => !plan.resume);
	const taken = await writeHeaders(run, fresh, openingRow);
	const opened = taken.map(({ work, entity }): Work => {
		const contractId = (entity.id as Id | undefined) ?? work.contractId;
		if (contractId === undefined) return work;
		return { ...work, contractId, plan: { ...work.plan, procoreId: String(contractId) } };
	});
	return [...begun, ...opened];
}

/** The lines that are wanted, then away with ours that are not. */
async function writeLines(run: ProjectRun, works: Work[]): Promise<Work[]> {
	const { client, projectId, patience } = run;
	return await eachWork(run, works, async ({ desired, plan, codes, held, contractId }) => {
		if (contractId === undefined) return unanswered;
		if (plan.resume) return undefined;
		const rows = lineRows(desired, plan, codes);
		const stopped =
			resultOfLines(desired, await syncLines(client, projectId, contractId, rows)) ??
			(await removeLines(client, projectId, contractId, unwantedLines(desired, held ?? [])));
		patience.note(stopped);
		return stopped;
	});
}

/** Takes the mark of completeness back where the total is not SAP's, so that the next run looks at it again. */
async function markAgain(run: ProjectRun, works: Work[]): Promise<void> {
	if (works.length === 0) return;
	await syncHeaders(run.client, run.projectId, works.map(reopeningRow), run.options.batchSize);
}

/** The status and the fingerprint; then Procore's total is compared with SAP's. */
async function close(run: ProjectRun, works: Work[]): Promise<void> {
	const wrong: Work[] = [];
	for (const { work, entity } of await writeHeaders(run, works, closingRow)) {
		const total = entity.grand_total === undefined ? undefined : String(entity.grand_total);
		if (amountsDiffer(total, work.desired.total)) {
			wrong.push(work);
			const message = `Procore's total is ${total ?? ''}, SAP's is ${work.desired.total}`;
			const advice = 'Look for lines that somebody added in Procore, and remove them or set them to zero.';
			failWork(run, work, { reason: 'total_mismatch', message, advice });
		} else run.endings.set(work.index, { outcome: describeWork(work)({ status: 'synced' }) });
	}
	await markAgain(run, wrong);
}

const pendingAdvice = 'Approve or reject the change order in Procore.';

/** Change orders with the differences of approved contracts; then their fingerprints move on. */
export async function writeChangeOrders(run: ProjectRun, works: Work[]): Promise<void> {
	const { client, projectId, patience, endings } = run;
	const orders = new Map<number, string>();
	const drafted = await eachWork(run, works, async ({ index, desired, plan, codes, held = [], contractId }) => {
		if (contractId === undefined) return unanswered;
		const of = { desired, contractId, fingerprint: plan.fingerprint, codes, held };
		const drafted = await patiently(client, patience, async () => await draftChangeOrder(client, projectId, of));
		if ('result' in drafted) return drafted.result;
		orders.set(index, drafted.value);
		return undefined;
	});
	for (const { work } of await writeHeaders(run, drafted, movingOnRow)) {
		const changeOrderId = orders.get(work.index);
		if (!changeOrderId) {
			endings.set(work.index, { outcome: describeWork(work)({ status: 'synced' }) });
			continue;
		}
		const message = `A change order with the difference was drafted (${changeOrderId})`;
		const why = { reason: 'change_order_pending', message };
		const detail = { advice: pendingAdvice, changeOrderId };
		endings.set(work.index, { outcome: describeWork(work)({ status: 'waiting', ...why, detail }) });
	}
}

/**
 * The contract protocol for the contracts of one project: headers as Draft and marked, lines, headers with status and
 * fingerprint. Whatever is killed in between is recognised by its mark, and the next run completes it.
 */
export async function writeContracts(run: ProjectRun, works: Work[]): Promise<void> {
	await close(run, await writeLines(run, await open(run, works)));
}
