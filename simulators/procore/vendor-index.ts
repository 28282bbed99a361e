import type { StoredVendor } from './vendor-record.ts';

/** Finds vendors of one company by origin id, and counts children, without looking at every vendor. */
export class VendorIndex {
	readonly #companyId: number;
	readonly #byOrigin = new Map<string, StoredVendor>();
	readonly #children = new Map<number, number>();

	constructor(companyId: number) {
		this.#companyId = companyId;
	}

	add(vendor: StoredVendor): void {
		if (vendor.company_id !== this.#companyId) return;
		if (vendor.origin_id !== null) this.#byOrigin.set(vendor.origin_id, vendor);
		if (vendor.parent_id !== null) this.#children.set(vendor.parent_id, this.childrenOf(vendor.parent_id) + 1);
	}

	/** Call before a vendor changes or goes. */
	remove(vendor: StoredVendor): void {
		if (vendor.company_id !== this.#companyId) return;
		const { origin_id: origin, parent_id: parent } = vendor;
		if (origin !== null && this.#byOrigin.get(origin) === vendor) this.#byOrigin.delete(origin);
		if (parent !== null) this.#children.set(parent, this.childrenOf(parent) - 1);
	}

	clear(): void {
		this.#byOrigin.clear();
		this.#children.clear();
	}

	byOrigin(originId: string): StoredVendor | undefined {
		return this.#byOrigin.get(originId);
	}

	childrenOf(id: number): number {
		return this.#children.get(id) ?? 0;
	}
}
