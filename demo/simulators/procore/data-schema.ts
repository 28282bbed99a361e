import { z } from 'zod';
import { logonResetShape } from '../core/access-tokens.ts';

const nullableText = z.string().nullable().optional();
const id = z.number().int().positive().safe();
const isoDateTime = z.string().refine((value) => !Number.isNaN(Date.parse(value)), 'is no ISO 8601 date-time');

const register = z.object({ type: z.enum(['abn', 'ein']), identifier: z.string().min(1) }).strict();

const vendorAttributes = {
	abbreviated_name: nullableText,
	trade_name: nullableText,
	address: nullableText,
	city: nullableText,
	zip: nullableText,
	state_code: nullableText,
	country_code: nullableText,
	business_phone: nullableText,
	mobile_phone: nullableText,
	fax_number: nullableText,
	email_address: nullableText,
	website: nullableText,
	license_number: nullableText,
	notes: nullableText,
	is_active: z.boolean().optional(),
	origin_id: nullableText,
	origin_code: nullableText,
	origin_data: nullableText,
	parent_id: id.nullable().optional(),
	business_register: register.nullable().optional(),
	project_ids: z.array(id).optional(),
	company_id: id.optional(),
	created_at: isoDateTime.optional(),
	updated_at: isoDateTime.optional(),
};

const projectAttributes = {
	accounting_project_number: nullableText,
	origin_id: nullableText,
	origin_code: nullableText,
	origin_data: nullableText,
	currency: z.string().length(3).optional(),
	stage: nullableText,
	address: nullableText,
	city: nullableText,
	zip: nullableText,
	state_code: nullableText,
	country_code: nullableText,
	time_zone: nullableText,
	start_date: nullableText,
	completion_date: nullableText,
	is_demo: z.boolean().optional(),
	custom_fields: z.record(z.object({ data_type: z.string(), value: z.unknown() })).optional(),
	created_at: isoDateTime.optional(),
	updated_at: isoDateTime.optional(),
	visible: z.boolean().optional(),
	disabledTools: z.array(z.string()).optional(),
	budget_locked: z.boolean().optional(),
	change_order_tiers: z.union([z.literal(1), z.literal(2), z.literal(3)]).optional(),
	missingCostTypes: z.array(z.string()).optional(),
	prevent_overbilling: z.boolean().optional(),
	erp_integrated: z.boolean().optional(),
};

const name = z.string().min(1);
const projectCore = { name, project_number: z.string().nullable(), active: z.boolean() };

/** SimVendor and SimProject as they may come over the wire. */
export const vendorSchema = z.object({ id, name, ...vendorAttributes }).strict();
export const newVendorSchema = z.object({ id: id.optional(), name, ...vendorAttributes }).strict();
export const vendorChangeSchema = z.object({ name: name.optional(), ...vendorAttributes }).strict();
export const projectSchema = z.object({ id, ...projectCore, ...projectAttributes }).strict();
export const projectChangeSchema = z
	.object({
		name: name.optional(),
		project_number: projectCore.project_number.optional(),
		active: z.boolean().optional(),
		...projectAttributes,
	})
	.strict();

export const limitsSchema = z
	.object({
		hourlyLimit: z.number().int().min(1).optional(),
		spikeLimit: z.number().int().min(1).optional(),
		limits: z.boolean().optional(),
	})
	.strict();

const pageSize = z.number().int().min(1);
export const maxPerPageSchema = z
	.object({ vendors: pageSize.optional(), projectsV11: pageSize.optional(), other: pageSize.optional() })
	.strict();

export const bodyBytesSchema = z.number().int().min(1);

/** What POST /__admin/reset takes; everything left out goes back to how the simulator was started. */
export const resetSchema = z
	.object({
		projects: z.array(projectSchema).optional(),
		vendors: z.array(vendorSchema).optional(),
		...limitsSchema.shape,
		...logonResetShape,
		maxPerPage: maxPerPageSchema.optional(),
		maxBodyBytes: bodyBytesSchema.optional(),
	})
	.strict();
