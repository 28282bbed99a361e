import type { IDataObject } from 'n8n-workflow';
import { compared, isZero, sum } from '../../../shared/decimal';
import type { DesiredRequisition, RequisitionStatus } from '../../../shared/model';
import { handful } from '../../../shared/texts';
import type { Client } from '../../api/client';
import { writeRow } from '../../api/row';
import type { RowResult } from '../../api/syncBatch';
import type { Explanation } from '../upsert/itemResult';
import type { Id } from '../wbs/projectCodes';
import type { RequisitionPlan } from './decide';
import { amountsPrint, requisitionFingerprint, writeMemory, type LineAmounts } from './memory';
import { billedOn, procoreRequisitionSchema, requisitionsPath, type RequisitionItem } from './record';

/** Amounts by contract line, or why they cannot be placed. */
export function lineAmountsOf(
	desired: DesiredRequisition,
	lines: Map<string, Id>,
): { value: LineAmounts } | { why: Explanation } {
	const amounts: LineAmounts = new Map();
	const missing: string[] = [];
	for (const { lineOriginId, amount } of desired.allocations) {
		const id = lines.get(lineOriginId);
		if (id === undefined) missing.push(lineOriginId);
		else amounts.set(String(id), sum([amounts.get(String(id)) ?? '0', amount]));
	}
	return missing.length > 0 ? { why: missingLines(missing) } : { value: amounts };
}

export function missingLines(lines: string[]): Explanation {
	return {
		reason: 'contract_line_missing',
		message: `The contract has no line ${handful(lines)} to bill`,
		advice:
			'Compare the account assignments of the requisition and of the order in SAP: the requisition can only be billed to lines of the order.',
	};
}

/** Procore gives a requisition an item for each line that its contract has then. */
const laterLines = ({ procoreId }: RequisitionPlan, count: number): Explanation => ({
	reason: 'contract_line_missing',
	message: `Requisition ${procoreId} was drafted before ${count === 1 ? 'a line' : `${count} lines`} of its contract, and cannot bill ${count === 1 ? 'it' : 'them'}`,
	advice: 'Delete the draft in Procore: the next run creates it again, with all lines.',
});

/** Identity and memory of a requisition that has this status. */
const identity = (desired: DesiredRequisition, status: RequisitionStatus, amounts: LineAmounts): IDataObject => ({
	status,
	origin_id: desired.originId,
	origin_data: writeMemory(
		{ fingerprint: requisitionFingerprint(desired, status), amounts: amountsPrint(amounts) },
		desired.source?.sapChangedAt ?? null,
	),
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

/** Items whose amounts have to change. */
export const repeatedItems = (items: RequisitionItem[], amounts: LineAmounts) =>
	items.flatMap((item) => {
		const amount = amounts.get(String(item.line_item_id)) ?? '0';
		return compared(item.work_completed_this_period, amount) === 0 ? [] : [{ item, amount }];
	});

/** Procore took the requisition without its amounts: they are written in a second request. */
async function allocate(
	client: Client,
	projectId: string,
	requisition: IDataObject,
	amounts: LineAmounts,
): Promise<RowResult> {
	const { items } = procoreRequisitionSchema.parse(requisition);
	const requisition_items = repeatedItems(items ?? [], amounts).map(({ item, amount }) => ({
		id: item.id,
		item_type: item.item_type || 'contract_item',
		work_completed_this_period: amount,
	}));
	const result = await writeRow(client, {
		task: 'requisition.write',
		method: 'PATCH',
		path: `/rest/v1.0/requisitions/${encodeURIComponent(String(requisition.id))}/bulk_item_update`,
		query: { project_id: projectId },
		body: { requisition_items },
		repeatable: true,
	});
	return result.kind === 'accepted' ? { kind: 'accepted', entity: requisition } : result;
}

/** Creates a draft with its amounts, in one request that is never repeated. */
export async function createRequisition(
	client: Client,
	desired: DesiredRequisition,
	contractId: Id,
	periodId: Id,
	amounts: LineAmounts,
): Promise<RowResult> {
	const items = [...amounts].flatMap(([line_item_id, amount]) =>
		isZero(amount)
			? []
			: [
					withComment(
						{ line_item_id: Number(line_item_id), item_type: 'contract_item', work_completed_this_period: amount },
						desired,
					),
				],
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
	if (result.kind !== 'accepted') return result;
	const billed = billedOn(procoreRequisitionSchema.parse(result.entity));
	const fits = billed === undefined || compared(billed, desired.total) === 0;
	return fits ? result : await allocate(client, desired.projectId, result.entity, amounts);
}

/**
 * Changes a draft, which it stays: its amounts and its content in one request.
 * @returns why, when a line cannot be billed by this requisition
 */
export async function updateRequisition(
	client: Client,
	desired: DesiredRequisition,
	plan: RequisitionPlan,
	amounts: LineAmounts,
): Promise<RowResult | { why: Explanation }> {
	const { observed } = plan;
	const held = observed?.items ?? [];
	const billable = new Set(held.map(({ line_item_id: id }) => String(id)));
	const missing = [...amounts].filter(([id, amount]) => !billable.has(id) && !isZero(amount));
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
	return await writeRow(client, {
		task: 'requisition.write',
		method: 'PATCH',
		path: `${requisitionsPath}/${encodeURIComponent(plan.procoreId)}`,
		query: { view: 'items' },
		body: {
			project_id: Number(desired.projectId),
			commitment_id: observed?.commitment_id ?? null,
			requisition: { ...content(desired, amounts), items },
		},
		repeatable: true,
	});
}

/** Gives a requisition whose content is there its status; the last step, so that nothing is submitted half done. */
export async function submitRequisition(
	client: Client,
	desired: DesiredRequisition,
	plan: RequisitionPlan,
	requisition: { id: Id; contractId: Id },
	amounts: LineAmounts,
): Promise<RowResult> {
	return await writeRow(client, {
		task: 'requisition.write',
		method: 'PATCH',
		path: `${requisitionsPath}/${encodeURIComponent(String(requisition.id))}`,
		query: { view: 'items' },
		body: {
			project_id: Number(desired.projectId),
			commitment_id: requisition.contractId,
			requisition: identity(desired, plan.status, amounts),
		},
		repeatable: true,
	});
}
