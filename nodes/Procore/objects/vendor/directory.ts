import type { IDataObject } from 'n8n-workflow';
import type { Client } from '../../api/client';
import { sharedInExecution } from '../../api/executionCache';
import { isUnfiltered, listVendors, type VendorFilters } from './list';

/** The vendor with an origin ID. `planned`: Procore does not know that it is the vendor of this origin ID yet. */
export interface KnownVendor {
	/** `""` for a vendor that would be created. */
	id: string;
	planned: boolean;
	/** Procore takes it for nothing new. */
	inactive?: boolean;
}

interface VendorDirectory {
	byOriginId: Map<string, KnownVendor>;
	/** Whether all vendors of the company were read. */
	complete: boolean;
}

const directoryOf = (client: Client): VendorDirectory =>
	sharedInExecution(client, 'vendors', () => ({ byOriginId: new Map(), complete: false }));

/** Keeps a vendor that a node of this execution has found or written. */
export function rememberVendor(client: Client, originId: string, vendor: KnownVendor): void {
	const { byOriginId } = directoryOf(client);
	const isKnown = byOriginId.get(originId)?.planned === false;
	if (originId !== '' && !(vendor.planned && isKnown)) byOriginId.set(originId, vendor);
}

/** Reads vendors, see `listVendors`, and keeps who has which origin ID for the rest of the execution. */
export async function readVendors(client: Client, filters: VendorFilters, limit?: number): Promise<IDataObject[]> {
	const rows = await listVendors(client, filters, limit);
	for (const { id, origin_id, is_active } of rows)
		if (typeof origin_id === 'string')
			rememberVendor(client, origin_id, { id: String(id), planned: false, inactive: is_active === false });
	if (limit === undefined && isUnfiltered(filters)) directoryOf(client).complete = true;
	return rows;
}

/** Reads all vendors of the company, active or not. */
export const readAllVendors = async (client: Client): Promise<IDataObject[]> =>
	await readVendors(client, { status: 'All' });

/** A vendor as far as nodes of this execution know; undefined also where none of them has read them all. */
export const knownVendor = (client: Client, originId: string): KnownVendor | undefined =>
	directoryOf(client).byOriginId.get(originId);

/** Whether all vendors were read in this execution and none has the origin ID. */
export function isMissingVendor(client: Client, originId: string): boolean {
	const { byOriginId, complete } = directoryOf(client);
	return complete && !byOriginId.has(originId);
}

/**
 * Finds a vendor by its origin ID, whatever its name. The vendors are read unless a node of this execution has done so.
 * @throws NodeApiError when they cannot be read
 */
export async function findVendor(client: Client, originId: string): Promise<KnownVendor | undefined> {
	const known = knownVendor(client, originId);
	if (known || originId === '') return known;
	if (!directoryOf(client).complete) await readAllVendors(client);
	return knownVendor(client, originId);
}
