import { groupBy } from 'lodash';
import type { ProcoreVendor } from '../../../shared/model';
import { isOwnOriginId } from '../../../shared/originId';
import { nearName } from './names';
import { bareNumber, taxKeyOf } from './taxNumbers';

/** Procore's vendors, as the matching looks at them. */
export interface VendorDirectory {
	byId(id: string): ProcoreVendor | undefined;
	byOriginId(originId: string): ProcoreVendor | undefined;
	/** Vendors of exactly this name: no trimming, no case folding. */
	named(name: string): ProcoreVendor[];
	/** Vendors of almost this name, without those of exactly this name. */
	near(name: string): ProcoreVendor[];
	/** Vendors whose tax number it is, whatever stands between its digits. */
	ofTaxNumber(number: string): ProcoreVendor[];
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
	const taxes = new Map(Object.entries(groupBy(vendors, taxKeyOf)));
	return {
		byId: (id) => ids.get(id),
		byOriginId: (originId) => origins.get(originId),
		named: (name) => names.get(name) ?? [],
		near: (name) => (near.get(nearName(name)) ?? []).filter((vendor) => vendor.name !== name),
		ofTaxNumber: (number) => (bareNumber(number) === '' ? [] : (taxes.get(bareNumber(number)) ?? [])),
	};
}
