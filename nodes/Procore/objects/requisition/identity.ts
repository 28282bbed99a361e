import type { IDataObject } from 'n8n-workflow';
import { readMemory } from './memory';

/** What Procore tells about who a requisition is. */
interface Identified {
	origin_id?: string | null;
	origin_data?: string | null;
}

/** Our identity of a requisition: its `origin_id` where it is locked, else what we keep in `origin_data`; `""` = none. */
export const identityIn = ({ origin_id, origin_data }: Identified): string =>
	(origin_id ?? '') || (readMemory(origin_data)?.originId ?? '');

/** A requisition in ten fields, the most useful first. `originId` is our identity, wherever Procore keeps it. */
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
		originId: identityIn(requisition as Identified) || null,
		updatedAt: requisition.updated_at ?? null,
	};
}
