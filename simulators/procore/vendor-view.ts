import type { Store } from './store.ts';
import type { StoredRegister, StoredVendor } from './vendor-record.ts';

/** Procore: business register as answered; the type comes in capitals there. */
export function showRegister(register: StoredRegister): Record<string, unknown> {
	return {
		id: register.id,
		type: register.type.toUpperCase(),
		identifier: register.identifier,
		verified_at: null,
		verification_status: null,
	};
}

function normalView(vendor: StoredVendor): Record<string, unknown> {
	const register = vendor.business_register;
	return {
		id: vendor.id,
		name: vendor.name,
		company: vendor.name,
		abbreviated_name: vendor.abbreviated_name,
		trade_name: vendor.trade_name,
		address: vendor.address,
		city: vendor.city,
		zip: vendor.zip,
		state_code: vendor.state_code,
		country_code: vendor.country_code,
		business_phone: vendor.business_phone,
		mobile_phone: vendor.mobile_phone,
		fax_number: vendor.fax_number,
		email_address: vendor.email_address,
		website: vendor.website,
		license_number: vendor.license_number,
		labor_union: vendor.labor_union,
		union_member: vendor.union_member,
		non_union_prevailing_wage: vendor.non_union_prevailing_wage,
		authorized_bidder: vendor.authorized_bidder,
		prequalified: vendor.prequalified,
		notes: vendor.notes,
		logo: null,
		attachments: [],
		primary_contact: null,
		business_register: register === null ? null : showRegister(register),
		is_active: vendor.is_active,
		is_connected: false,
		origin_id: vendor.origin_id,
		origin_code: vendor.origin_code,
		origin_data: vendor.origin_data,
		synced_to_erp: vendor.origin_id !== null,
		project_ids: vendor.project_ids,
		created_at: vendor.created_at,
		updated_at: vendor.updated_at,
	};
}

function extendedView(vendor: StoredVendor, store: Store): Record<string, unknown> {
	const parent = vendor.parent_id === null ? undefined : store.findVendor(vendor.parent_id);
	return {
		...normalView(vendor),
		legal_name: vendor.name,
		parent: parent === undefined ? null : { id: parent.id, name: parent.name },
		children_count: store.childrenOf(vendor.id),
		vendor_group: vendor.vendor_group_id === null ? null : { id: vendor.vendor_group_id },
		standard_cost_codes: vendor.standard_cost_code_ids.map((id) => ({ id })),
		trades: vendor.trade_ids.map((id) => ({ id })),
		bidding_distribution: vendor.bidding_distribution_ids.map((id) => ({ id })),
		bidding: vendor.bidding,
		origin_custom_fields: vendor.origin_custom_fields,
	};
}

const views: Record<string, (vendor: StoredVendor, store: Store) => unknown> = {
	ids_only: (vendor) => vendor.id,
	name: ({ id, name }) => ({ id, name }),
	minimal: ({ id, name }) => ({ id, name }),
	list: ({ id, name, abbreviated_name }) => ({ id, name, abbreviated_name }),
	compact: ({ id, name }) => ({ id, name }),
	erp: ({ id, name, origin_id, origin_code, origin_data }) => ({
		id,
		name,
		origin_id,
		origin_code,
		origin_data,
		synced_to_erp: origin_id !== null,
	}),
	normal: normalView,
	directory: normalView,
	summary: normalView,
	extended: extendedView,
};

/**
 * A vendor as Procore answers it. The views `extended` (the default) and `normal` follow the specification, the
 * small ones are guesses at it: only the fields that their names promise.
 */
export function showVendor(vendor: StoredVendor, store: Store, view = 'extended'): unknown {
	return (views[view] ?? extendedView)(vendor, store);
}
