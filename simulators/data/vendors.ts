import type { SimVendor } from '../procore/types.ts';

/** What a vendor already in Procore has apart from its id. */
export type VendorSeed = Omit<SimVendor, 'id'>;

/** Vendors that people entered in Procore by hand and that SAP does not know; the sync has to leave them alone. */
export const manualVendors: readonly VendorSeed[] = [
	{ name: 'City of Denver Permit Office', city: 'Denver', state_code: 'CO', country_code: 'US' },
	{ name: 'Jobsite Coffee & Catering', notes: 'Paid by card, never through accounting.' },
	{ name: 'Weekend Dumpster Guys', is_active: true },
];

/** Gives vendors ids from 9001 on, in the order given. */
export function buildVendors(seeds: readonly VendorSeed[]): SimVendor[] {
	return seeds.map((seed, index) => ({ is_active: true, ...seed, id: 9001 + index }));
}
