import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod/v3';
import { readDecimal, sum } from '../../../shared/decimal';
import { recordText } from '../../../shared/model';
import { call, type Client } from '../../api/client';
import { recordOf } from '../../api/record';
import { changeOrderItem } from '../contract/billed';

export const requisitionsPath = '/rest/v1.1/requisitions';
export const requisitionPath = (id: string | number) => `${requisitionsPath}/${encodeURIComponent(id)}`;

const id = z.union([z.number(), z.string()]);
const amount = z
	.union([z.string(), z.number()])
	.nullish()
	.transform((value) => (readDecimal(String(value ?? '')) ? String(value) : '0'));

const itemSchema = z.object({
	id,
	item_type: recordText,
	line_item_id: id.nullish(),
	work_completed_this_period: amount,
});
/** What a requisition bills on one line of its contract, or of one of its change orders. */
export type RequisitionItem = z.infer<typeof itemSchema>;

/** A requisition as Procore lists it with its items, as far as the sync looks at it. */
export const procoreRequisitionSchema = z.object({
	id,
	commitment_id: id,
	status: recordText,
	origin_id: recordText,
	/** Undefined where Procore does not tell it. */
	origin_data: z.string().nullish(),
	invoice_number: recordText,
	billing_date: recordText,
	items: z.array(itemSchema).nullish(),
});
export type ProcoreRequisition = z.infer<typeof procoreRequisitionSchema>;

/** What a requisition bills in all; undefined when Procore did not tell. */
export const billedOn = ({ items }: Pick<ProcoreRequisition, 'items'>): string | undefined =>
	items ? sum(['0', ...items.map(({ work_completed_this_period: work }) => work)]) : undefined;

const notOfContract = new Set(['contract_detail_item', changeOrderItem]);

/**
 * Whether it has no item for any line of its contract. Procore gives a requisition one for each, unless the subcontractor
 * details the lines (subcontractor SOV): then only those details can be billed.
 */
export const isDetailed = ({ items }: Pick<ProcoreRequisition, 'items'>): boolean =>
	items?.every(({ item_type, line_item_id: line }) => notOfContract.has(item_type) || line == null) ?? false;

/** Reads one requisition with its items. */
export async function getRequisition(client: Client, projectId: string, requisitionId: string): Promise<IDataObject> {
	const query = { project_id: projectId, view: 'extended' };
	const path = requisitionPath(requisitionId);
	return recordOf(client, await call(client, { task: 'requisition.read', method: 'GET', path, query }));
}
