import type { IDataObject } from 'n8n-workflow';
import { compared, isZero } from '../../../shared/decimal';
import type { DesiredRequisition, RequisitionStatus } from '../../../shared/model';
import type { Client } from '../../api/client';
import { writeRow } from '../../api/row';
import { resultOfThrown } from '../../api/sync';
import type { RowResult } from '../../api/syncBatch';
import { because, type Explanation } from '../upsert/itemResult';
import { billedKey } from '../contract/billed';
import type { Id } from '../wbs/projectCodes';
import type { RequisitionPlan } from './decide';
import { amountsPrint, requisitionFingerprint, writeMemory, type LineAmounts } from './memory';
import { billedOn, getRequisition, procoreRequisitionSchema, requisitionPath, requisitionsPath } from './record';
import { repeatedItems, type PendingRequisition, type Target } from './target';

/** Procore gives a requisition an item for each line that its contract has then. */
const laterLines = ({ procoreId }: RequisitionPlan, count: number): Explanation =>
	because(
		'contract_line_missing',
		`Requisition ${procoreId} was drafted before ${count === 1 ? 'a line' : `${count} lines`} of its contract, and cannot bill ${count === 1 ? 'it' : 'them'}`,
		'laterLine',
	);

/** Status, identity and memory of a requisition. No `origin_id`: it would lock it for the people who act on it. */
const identity = (desired: DesiredRequisition, status: RequisitionStatus, amounts: LineAmounts): IDataObject => ({
	status,
	origin_data: writeMemory({
		originId: desired.originId,
		fingerprint: requisitionFingerprint(desired, status),
		amounts: amountsPrint(amounts),
		changedAt: desired.source.sapChangedAt,
	}),
});

/** Always a draft: a higher status comes last, once the amounts are known to be there. */
const content = (desired: DesiredRequisition, amounts: LineAmounts): IDataObject => ({
	invoice_number: desired.number,
	...(desired.billingDate ? { billing_date: desired.billingDate } : {}),
	...identity(desired, 'draft', amounts),
});

/** Procore's requisitions of version 1.1 have no comment, their items do. */
const withComment = (item: IDataObject, { comment }: DesiredRequisition): IDataObject =>
	comment === '' ? item : { ...item, comment };

async function whole(client: Client, projectId: string, id: Id): Promise<RowResult> {
	try {
		return { kind: 'accepted', entity: await getRequisition(client, projectId, String(id)) };
	} catch (thrown) {
		return resultOfThrown(client, thrown);
	}
}

/** What Procore says that a requisition is after a request: where the response leaves out its items, it is read. */
async function readBack(client: Client, projectId: string, result: RowResult): Promise<RowResult> {
	if (result.kind !== 'accepted') return result;
	const { id, items } = result.entity;
	return Array.isArray(items) || id === undefined ? result : await whole(client, projectId, id as Id);
}

/** Procore took the requisition without its amounts: they are written in a second request, and read back. */
async function allocate(
	client: Client,
	projectId: string,
	requisition: IDataObject,
	amounts: LineAmounts,
): Promise<RowResult> {
	const { id, items } = procoreRequisitionSchema.parse(requisition);
	const requisition_items = repeatedItems(items ?? [], amounts).map(({ item, amount }) => ({
		id: item.id,
		item_type: item.item_type || 'contract_item',
		work_completed_this_period: amount,
	}));
	if (requisition_items.length > 0) {
		const result = await writeRow(client, {
			task: 'requisition.write',
			method: 'PATCH',
			path: `/rest/v1.0/requisitions/${encodeURIComponent(id)}/bulk_item_update`,
			query: { project_id: projectId },
			body: { requisition_items },
			repeatable: true,
		});
		if (result.kind !== 'accepted') return result;
	}
	return await whole(client, projectId, id);
}

/** Whether Procore says that a requisition bills what it should. */
function fits(entity: IDataObject, { total }: DesiredRequisition): boolean {
	const parsed = procoreRequisitionSchema.safeParse(entity);
	const billed = parsed.success ? billedOn(parsed.data) : undefined;
	return billed !== undefined && compared(billed, total) === 0;
}

/** The line of a `billedKey`, as an item names it. */
function lineOfKey(key: string): IDataObject {
	const [id = '', type = 'contract_item'] = key.split(' ').reverse();
	return { line_item_id: Number(id), item_type: type };
}

/** Creates a draft with its amounts, in one request that is never repeated. */
async function createRequisition(
	client: Client,
	desired: DesiredRequisition,
	contractId: Id,
	periodId: Id,
	amounts: LineAmounts,
): Promise<RowResult> {
	const items = [...amounts].flatMap(([key, amount]) =>
		isZero(amount) ? [] : [withComment({ ...lineOfKey(key), work_completed_this_period: amount }, desired)],
	);
	const result = await writeRow(client, {
		task: 'requisition.write',
		method: 'POST',
		path: requisitionsPath,
		query: { view: 'items' },
		body: {
			project_id: Number(desired.projectId),
			commitment_id: contractId,
			requisition: { ...content(desired, amounts), period_id: periodId, items },
		},
	});
	const created = await readBack(client, desired.projectId, result);
	if (created.kind !== 'accepted' || fits(created.entity, desired)) return created;
	return await allocate(client, desired.projectId, created.entity, amounts);
}

/**
 * Changes a draft, which it stays: its amounts and its content in one request.
 * @returns why, when a line cannot be billed by this requisition
 */
async function updateRequisition(
	client: Client,
	desired: DesiredRequisition,
	plan: RequisitionPlan,
	amounts: LineAmounts,
): Promise<RowResult | { why: Explanation }> {
	const { observed } = plan;
	const held = observed?.items ?? [];
	const billable = new Set(held.map(billedKey));
	const missing = [...amounts].filter(([key, amount]) => !billable.has(key) && !isZero(amount));
	if (missing.length > 0) return { why: laterLines(plan, missing.length) };
	const items = repeatedItems(held, amounts).map(({ item, amount }) =>
		withComment(
			{
				id: item.id,
				line_item_id: item.line_item_id ?? null,
				item_type: item.item_type || 'contract_item',
				work_completed_this_period: amount,
			},
			desired,
		),
	);
	const result = await writeRow(client, {
		task: 'requisition.write',
		method: 'PATCH',
		path: requisitionPath(plan.procoreId),
		query: { view: 'items' },
		body: {
			project_id: Number(desired.projectId),
			commitment_id: observed?.commitment_id ?? null,
			requisition: { ...content(desired, amounts), items },
		},
		repeatable: true,
	});
	return await readBack(client, desired.projectId, result);
}

/** Gives a requisition whose content is there its status; the last step, so that nothing is submitted half done. */
async function submitRequisition(
	client: Client,
	desired: DesiredRequisition,
	plan: RequisitionPlan,
	requisition: { id: Id; contractId: Id },
	amounts: LineAmounts,
): Promise<RowResult> {
	const give = async (status: RequisitionStatus) =>
		await writeRow(client, {
			task: 'requisition.write',
			method: 'PATCH',
			path: requisitionPath(requisition.id),
			query: { view: 'items' },
			body: {
				project_id: Number(desired.projectId),
				commitment_id: requisition.contractId,
				requisition: identity(desired, status, amounts),
			},
			repeatable: true,
		});
	const result = await readBack(client, desired.projectId, await give(plan.status));
	// What is remembered is what Procore has: else the next run would take the draft for one that a person set back.
	if (result.kind === 'accepted' && result.entity.status === 'draft') await give('draft');
	return result;
}

async function writeDraft(
	client: Client,
	{ desired, plan }: PendingRequisition,
	{ contractId, periodId, amounts }: Target,
): Promise<RowResult | { why: Explanation }> {
	if (plan.complete) return { kind: 'accepted', entity: { ...plan.observed } };
	if (plan.observed) return await updateRequisition(client, desired, plan, amounts);
	return await createRequisition(client, desired, contractId, periodId ?? '', amounts);
}

/**
 * Writes a requisition: as a draft with its amounts, then its status, once Procore says that it bills them.
 * @returns what Procore says that it is then, or why a line cannot be billed by it
 */
export async function writeRequisition(
	client: Client,
	pending: PendingRequisition,
	target: Target,
): Promise<RowResult | { why: Explanation }> {
	const { desired, plan } = pending;
	const drafted = await writeDraft(client, pending, target);
	if ('why' in drafted || drafted.kind !== 'accepted') return drafted;
	if (plan.status === 'draft' || !fits(drafted.entity, desired)) return drafted;
	const requisition = { id: (drafted.entity.id ?? plan.procoreId) as Id, contractId: target.contractId };
	return await submitRequisition(client, desired, plan, requisition, target.amounts);
}
