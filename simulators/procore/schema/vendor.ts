import { choice, each, flag, integer, listOf, oneOf, record, required, text } from './rules.ts';
import type { FieldRule } from './rules.ts';

const textFields = [
	'name',
	'address',
	'city',
	'zip',
	'business_phone',
	'mobile_phone',
	'fax_number',
	'email_address',
	'state_code',
	'country_code',
	'labor_union',
	'license_number',
	'website',
	'abbreviated_name',
	'notes',
	'origin_id',
	'origin_data',
	'origin_code',
	'trade_name',
] as const;
const flagFields = ['is_active', 'authorized_bidder', 'prequalified', 'union_member', 'non_union_prevailing_wage'];
const idFields = ['vendor_group_id', 'parent_id', 'primary_contact_id'];
const idListFields = ['trade_ids', 'bidding_distribution_ids', 'standard_cost_code_ids'];
const biddingFlags = [
	'affirmative_action',
	'small_business',
	'african_american_business',
	'hispanic_business',
	'womens_business',
	'historically_underutilized_business',
	'sdvo_business',
	'certified_business_enterprise',
	'asian_american_business',
	'native_american_business',
	'disadvantaged_business',
	'minority_business_enterprise',
	'eight_a_business',
];

const vendorFields: Record<string, FieldRule> = {
	...each(textFields, text),
	...each(flagFields, flag),
	...each(idFields, integer),
	...each(idListFields, listOf(integer)),
	bidding: record(each(biddingFlags, flag)),
};

const businessRegister = record({ type: required(oneOf('abn', 'ein')), identifier: required(text) });

/** Procore: create and update company vendor; the name is required even on an update. */
export const vendorBody = record({
	company_id: required(integer),
	vendor: required(record({ ...vendorFields, name: required(text) })),
});

/** Procore: sync company vendors; only this form takes the tax number along. */
export const vendorSyncBody = record({
	company_id: required(integer),
	updates: required(
		listOf(
			record({
				id: integer,
				...vendorFields,
				// What is wrong in here fails the row, not the call.
				business_register_attributes: record({ type: text, identifier: text }),
				origin_custom_fields: { type: 'object' },
			}),
		),
	),
});

export const businessRegisterBody = record({ business_register: required(businessRegister) });

export const vendorView = choice('compact', 'normal', 'erp', 'extended', 'directory', 'summary');
