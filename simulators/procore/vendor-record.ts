import type { BusinessRegister, SimVendor } from './types.ts';

export interface StoredRegister extends BusinessRegister {
	id: number;
}

export interface StoredVendor extends Required<Omit<SimVendor, 'business_register'>> {
	business_register: StoredRegister | null;
	labor_union: string | null;
	union_member: boolean;
	authorized_bidder: boolean;
	prequalified: boolean;
	non_union_prevailing_wage: boolean;
	vendor_group_id: number | null;
	primary_contact_id: number | null;
	trade_ids: number[];
	bidding_distribution_ids: number[];
	standard_cost_code_ids: number[];
	bidding: Record<string, boolean>;
	origin_custom_fields: Record<string, unknown>;
}

/** A vendor with nothing entered yet. `now` is its stamp, ISO 8601. */
export function vendorDefaults(companyId: number, now: string): Omit<StoredVendor, 'id'> {
	return {
		name: '',
		abbreviated_name: null,
		trade_name: null,
		address: null,
		city: null,
		zip: null,
		state_code: null,
		country_code: null,
		business_phone: null,
		mobile_phone: null,
		fax_number: null,
		email_address: null,
		website: null,
		license_number: null,
		notes: null,
		is_active: true,
		origin_id: null,
		origin_code: null,
		origin_data: null,
		parent_id: null,
		business_register: null,
		project_ids: [],
		company_id: companyId,
		created_at: now,
		updated_at: now,
		labor_union: null,
		union_member: false,
		authorized_bidder: false,
		prequalified: false,
		non_union_prevailing_wage: false,
		vendor_group_id: null,
		primary_contact_id: null,
		trade_ids: [],
		bidding_distribution_ids: [],
		standard_cost_code_ids: [],
		bidding: {},
		origin_custom_fields: {},
	};
}
