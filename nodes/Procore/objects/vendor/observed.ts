import { procoreVendorSchema, type DesiredVendor, type ProcoreVendor } from '../../../shared/model';
import type { Client } from '../../api/client';
import { resultOfThrown } from '../../api/sync';
import type { RowResult } from '../../api/syncBatch';
import type { Wanted } from '../upsert/intake';
import { readAllVendors } from './directory';

/** Finds what Procore holds for a vendor; a result instead when it could not be read. */
export type Observe = (desired: DesiredVendor) => { observed: ProcoreVendor | null } | { result: RowResult };

/** Reads Procore at most once, and only when an item does not bring along what was observed. */
export async function observer(client: Client, wanted: Array<Wanted<DesiredVendor>>): Promise<Observe> {
	if (wanted.every(({ desired }) => desired.observed !== undefined))
		return ({ observed }) => ({ observed: observed ?? null });
	try {
		const vendors = new Map<string, ProcoreVendor>();
		for (const row of await readAllVendors(client)) {
			const vendor = procoreVendorSchema.parse(row);
			if (vendor.origin_id) vendors.set(vendor.origin_id, vendor);
		}
		return ({ observed, originId }) => ({
			observed: observed === undefined ? (vendors.get(originId) ?? null) : observed,
		});
	} catch (thrown) {
		const result = resultOfThrown(client, thrown);
		return ({ observed }) => (observed === undefined ? { result } : { observed });
	}
}
