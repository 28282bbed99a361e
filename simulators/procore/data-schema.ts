import { z } from 'zod';
import { logonResetShape } from '../core/access-tokens.ts';
import { requisitionStatuses } from './finance/records.ts';
import { readNumber } from './money.ts';
import {
	baseTypes,
	budgetViews,
	contractStatuses,
	customFieldTypes,
	subcontractorSovs,
	workflowAnswers,
} from './types.ts';

const nullableText = z.string().nullable().optional();
const id = z.number().int().positive().safe();
const isoDateTime = z.string().refine((value) => !Number.isNaN(Date.parse(value)), 'is not an ISO 8601 date-time');

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
	budget_changes_must_balance: z.boolean().optional(),
	budget_view: z.enum(budgetViews).optional(),
	erp_integrated: z.boolean().optional(),
	custom_segments: z
		.array(
			z
				.object({
					name: z.string().min(1),
					type: z.enum(['custom', 'sub_job']).optional(),
					required: z.boolean(),
					items: z.array(z.string().min(1)),
				})
				.strict(),
		)
		.optional(),
	sub_job_cost_codes: z.boolean().optional(),
	subcontractor_sov: z.boolean().optional(),
	commitment_workflow: z.enum(workflowAnswers).optional(),
	tax_code_required: z.boolean().optional(),
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

const day = z.string().regex(/^\d{4}-\d\d-\d\d$/, 'is not a day (YYYY-MM-DD)');
export const decimalSchema = z.string().refine((value) => readNumber(value) !== undefined, 'is not a decimal number');
const activeStatus = z.enum(['active', 'inactive']);
const coding = { cost_code: name, cost_type: name };

const costTypeSchema = z
	.object({ id, code: name, name, base_type: z.enum(baseTypes), origin_id: nullableText })
	.strict();
const costCodeSchema = z
	.object({ id, project_id: id, code: name, name, origin_id: nullableText, status: activeStatus.optional() })
	.strict();
export const customFieldSchema = z
	.object({ id, data_type: z.enum(customFieldTypes), entries: z.array(id).optional() })
	.strict();

export const taxCodeSchema = z
	.object({
		id,
		code: name,
		description: z.string().optional(),
		rate: z.number().optional(),
		archived: z.boolean().optional(),
	})
	.strict();
export const wbsCodeSchema = z
	.object({
		id: id.optional(),
		project_id: id,
		...coding,
		segments: z.record(name).optional(),
		description: nullableText,
		status: activeStatus.optional(),
	})
	.strict();

export const wbsCodeChangeSchema = z.object({ description: nullableText, status: activeStatus.optional() }).strict();

const lineAttributes = {
	description: z.string().optional(),
	quantity: decimalSchema.optional(),
	uom: z.string().optional(),
	unit_cost: decimalSchema.optional(),
	origin_id: nullableText,
	origin_data: nullableText,
};
export const contractLineSchema = z
	.object({ id: id.optional(), ...coding, amount: decimalSchema, ...lineAttributes })
	.strict();
export const lineChangeSchema = z
	.object({
		cost_code: name.optional(),
		cost_type: name.optional(),
		amount: decimalSchema.optional(),
		...lineAttributes,
	})
	.strict();

export const contractStatusSchema = z.enum(contractStatuses);
const contractAttributes = {
	title: z.string().optional(),
	description: z.string().optional(),
	status: contractStatusSchema.optional(),
	accounting_method: z.enum(['amount', 'unit']).optional(),
	payment_terms: nullableText,
	contract_date: day.nullable().optional(),
	delivery_date: day.nullable().optional(),
	origin_id: nullableText,
	origin_code: nullableText,
	origin_data: nullableText,
	executed: z.boolean().optional(),
	subcontractor_sov: z.enum(subcontractorSovs).optional(),
	workflow: z.enum(workflowAnswers).nullable().optional(),
	requisitions_are_enabled: z.boolean().optional(),
	deleted_at: isoDateTime.nullable().optional(),
};
export const contractSchema = z
	.object({
		id: id.optional(),
		project_id: id,
		number: name,
		vendor_id: id.nullable(),
		...contractAttributes,
		lines: z.array(contractLineSchema).optional(),
	})
	.strict();
export const contractChangeSchema = z
	.object({ number: name.optional(), vendor_id: id.nullable().optional(), ...contractAttributes })
	.strict();

export const requisitionChangeSchema = z
	.object({
		origin_id: nullableText,
		origin_data: nullableText,
		invoice_number: nullableText,
		comment: nullableText,
		billing_date: day.nullable().optional(),
		period_id: id.nullable().optional(),
		status: z.enum(requisitionStatuses).optional(),
	})
	.strict();

export const billingPeriodSchema = z
	.object({
		id: id.optional(),
		project_id: id,
		start_date: day,
		end_date: day,
		due_date: day,
		status: z.enum(['open', 'closed']),
	})
	.strict();
const budgetLineSchema = z
	.object({ id: id.optional(), project_id: id, ...coding, original_budget_amount: decimalSchema })
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
	.object({
		vendors: pageSize.optional(),
		projectsV11: pageSize.optional(),
		financials: pageSize.optional(),
		requisitionsV11: pageSize.optional(),
		v2: pageSize.optional(),
		other: pageSize.optional(),
	})
	.strict();

export const bodyBytesSchema = z.number().int().min(1);

/** What POST /__admin/reset takes; everything left out goes back to how the simulator was started. */
export const resetSchema = z
	.object({
		projects: z.array(projectSchema).optional(),
		vendors: z.array(vendorSchema).optional(),
		costTypes: z.array(costTypeSchema).optional(),
		costCodes: z.array(costCodeSchema).optional(),
		wbsCodes: z.array(wbsCodeSchema).optional(),
		uoms: z.array(name).optional(),
		taxCodes: z.array(taxCodeSchema).optional(),
		customFields: z.array(customFieldSchema).optional(),
		contracts: z.array(contractSchema).optional(),
		billingPeriods: z.array(billingPeriodSchema).optional(),
		budgetLines: z.array(budgetLineSchema).optional(),
		...limitsSchema.shape,
		...logonResetShape,
		maxPerPage: maxPerPageSchema.optional(),
		maxBodyBytes: bodyBytesSchema.optional(),
	})
	.strict();

export type ResetOptions = z.output<typeof resetSchema>;
