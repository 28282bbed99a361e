import type { NodeApiError } from 'n8n-workflow';
import { apiError } from '../../../shared/http';
import { procoreVendorSchema, type ProcoreVendor } from '../../../shared/model';
import { adviceOf } from '../../../shared/reasons';
import type { Client } from '../../api/client';
import { outageBreaker } from '../../api/outageBreaker';
import type { RowResult } from '../../api/syncBatch';
import { getVendor } from './record';

/** Reads a vendor whose notes are needed; a result instead when that did not work out. */
export type ReadVendor = (procoreId: string) => Promise<{ observed: ProcoreVendor } | { result: RowResult }>;

const withoutNotes = (client: Client): NodeApiError =>
	apiError(client.context.getNode(), {
		message: 'Procore did not give the notes of this vendor, which the payment terms belong in',
		description: adviceOf('no_answer', 'notes'),
		reason: 'no_answer',
	});

/** Reads vendors one by one. After two in a row that have to wait, the others wait unread: Procore is not available. */
export function vendorReader(client: Client): ReadVendor {
	const breaker = outageBreaker(client);
	return async (procoreId) => {
		const read = await breaker.call(async () => {
			const vendor = procoreVendorSchema.parse(await getVendor(client, procoreId, 'vendor.sync'));
			if (vendor.notes === undefined) throw withoutNotes(client);
			return vendor;
		});
		return 'value' in read ? { observed: read.value } : read;
	};
}
