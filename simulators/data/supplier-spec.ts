import type { Origin } from './names.ts';

/** What is decided about a supplier before its record is filled in. */
export interface SupplierSpec {
	/** Supplier number as SAP's JSON shows it: numbers without leading zeros, or letters on migrated records. */
	number: string;
	/** Business partner number; often another one than the supplier's. */
	partner: string;
	name: string;
	origin: Origin;
	/** Days before the base date. */
	createdDaysAgo: number;
	/** Days before the base date, null for never. */
	changedDaysAgo: number | null;
	/** Payment terms by company code. */
	terms: Partial<Record<CompanyCode, string>>;
	/** `moved`: an address that is no longer valid comes before the present one. */
	address: 'full' | 'noCountry' | 'moved' | 'none';
	emails: 0 | 1 | 2;
	postingBlocked: boolean;
	purchasingBlocked: boolean;
	deletionFlag: boolean;
}

export type CompanyCode = '1010' | '1710' | '2810' | '2910';

/** The company codes of the system. Suppliers are set up in the first two. */
export const companyCodes: Record<CompanyCode, { name: string; country: string; city: string; currency: string }> = {
	'1010': { name: 'Rheinbau GmbH', country: 'DE', city: 'Mannheim', currency: 'EUR' },
	'1710': { name: 'Westridge Builders Inc.', country: 'US', city: 'Denver', currency: 'USD' },
	'2810': { name: 'Westridge Japan K.K.', country: 'JP', city: 'Osaka', currency: 'JPY' },
	'2910': { name: 'Westridge Gulf W.L.L.', country: 'KW', city: 'Kuwait City', currency: 'KWD' },
};
