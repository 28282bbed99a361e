import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';
import { readDecimal, sum } from '../../../shared/decimal';
import { text } from '../../../shared/model';
import { call, type Client } from '../../api/client';
import { recordOf } from '../../api/record';

export const requisitionsPath = '/rest/v1.1/requisitions';

const id = z.union([z.number(), z.string()]);
const amount = z
	.union([z.string(), z.number()])
	.nullish()
	.transform((value) => (readDecimal(String(value ?? '')) ? String(value) : '0'));

const itemSchema = z.object({
	id,
	item_type: text,
	line_item_id: id.nullish(),
	work_completed_this_period: amount,
});
/** What a requisition bills on one line of its contract. */
export type RequisitionItem = z.infer<typeof itemSchema>;

/** A requisition as Procore lists it with its items, as far as the sync looks at it. */
export const procoreRequisitionSchema = z.object({
	id,
	commitment_id: id,
	status: text,
	origin_id: text,
	origin_data: text,
	invoice_number: text,
	billing_date: text,
	items: z.array(itemSchema).nullish(),
});
export type ProcoreRequisition = z.infer<typeof procoreRequisitionSchema>;

/** What a requisition bills in all; undefined when Procore did not tell. */
export const billedOn = ({ items }: Pick<ProcoreRequisition, 'items'>): string | undefined =>
	items ? sum(['0', ...items.map(({ work_completed_this_period: work }) => work)]) : undefined;

/** Reads one requisition with its items. */
export async function getRequisition(client: Client, projectId: string, requisitionId: string): Promise<IDataObject> {
	const path = `${requisitionsPath}/${encodeURIComponent(requisitionId)}`;
	const query = { project_id: projectId, view: 'extended' };
	return recordOf(client, await call(client, { task: 'requisition.read', method: 'GET', path, query }));
}

/** A requisition in ten fields, the most useful first. */
export function simplifyRequisition(requisition: IDataObject): IDataObject {
	return {
		id: requisition.id,
		number: requisition.number ?? null,
		invoiceNumber: requisition.invoice_number ?? null,
		status: requisition.status ?? null,
		contractId: requisition.commitment_id ?? null,
		vendor: requisition.vendor_name ?? null,
		claimedAmount: requisition.total_claimed_amount ?? null,
		billingDate: requisition.billing_date ?? null,
		originId: requisition.origin_id ?? null,
		updatedAt: requisition.updated_at ?? null,
	};
}
