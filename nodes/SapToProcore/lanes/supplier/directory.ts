import { groupBy } from 'lodash';
import type { ProcoreVendor } from '../../../shared/model';
import { isOwnOriginId } from '../../../shared/originId';
import { nearName } from './names';

/** Procore's vendors, as the matching looks at them. */
export interface VendorDirectory {
	byId(id: string): ProcoreVendor | undefined;
	byOriginId(originId: string): ProcoreVendor | undefined;
	/** Vendors of exactly this name: no trimming, no case folding. */
	named(name: string): ProcoreVendor[];
	/** Names that are almost this name, without the name itself. */
	nearNames(name: string): string[];
}

export type Owner = 'nobody' | 'us' | 'other';

/** Whose vendor it is: an origin ID is owned by whoever set it, and only one integration may. */
export function ownerOf(vendor: ProcoreVendor, system: string): Owner {
	if (!vendor.origin_id) return 'nobody';
	return isOwnOriginId(vendor.origin_id, system, 'supplier') ? 'us' : 'other';
}

export function vendorDirectory(vendors: ProcoreVendor[]): VendorDirectory {
	const ids = new Map(vendors.map((vendor) => [String(vendor.id), vendor]));
	const origins = new Map(vendors.flatMap((vendor) => (vendor.origin_id ? [[vendor.origin_id, vendor] as const] : [])));
	const names = new Map(Object.entries(groupBy(vendors, (vendor) => vendor.name)));
	const near = new Map(Object.entries(groupBy(vendors, (vendor) => nearName(vendor.name))));
	return {
		byId: (id) => ids.get(id),
		byOriginId: (originId) => origins.get(originId),
		named: (name) => names.get(name) ?? [],
		nearNames: (name) => [
			...new Set((near.get(nearName(name)) ?? []).map((vendor) => vendor.name).filter((other) => other !== name)),
		],
	};
}
