import type { Clock } from '../core/clock.ts';

/** A segment of WBS codes beside cost code and cost type. */
export interface CustomSegment {
	name: string;
	/** A segment of the company's own where left out. */
	type?: 'custom' | 'sub_job';
	required: boolean;
	/** Codes of its items. */
	items: string[];
}

/** A Procore project as the data generator gives it; what is left out gets a plain default. */
export interface SimProject {
	id: number;
	name: string;
	project_number: string | null;
	active: boolean;
	accounting_project_number?: string | null;
	origin_id?: string | null;
	origin_code?: string | null;
	origin_data?: string | null;
	/** ISO 4217; Procore shows a project in one currency. */
	currency?: string;
	stage?: string | null;
	address?: string | null;
	city?: string | null;
	zip?: string | null;
	state_code?: string | null;
	country_code?: string | null;
	time_zone?: string | null;
	start_date?: string | null;
	completion_date?: string | null;
	is_demo?: boolean;
	custom_fields?: Record<string, { data_type: string; value: unknown }>;
	/** ISO 8601. */
	created_at?: string;
	updated_at?: string;
	/** False: outside the permitted projects of the service account, so every call on it answers 404. */
	visible?: boolean;
	/** Tools switched off in this project (for example `directory`, `commitments`): calls on them answer 403. */
	disabledTools?: string[];
	/** True: original budget amounts can no longer be set. */
	budget_locked?: boolean;
	/** 1 where left out. The commitment change order calls only serve 1 and 2. */
	change_order_tiers?: 1 | 2 | 3;
	/** Codes of cost types of the company that this project does not have. */
	missingCostTypes?: string[];
	/** True where left out: invoices beyond the value of a line are refused. */
	prevent_overbilling?: boolean;
	/** True: the lines of a budget change have to add up to 0. */
	budget_changes_must_balance?: boolean;
	/** The budget view that somebody has assigned to the project; the standard one when left out. */
	budget_view?: (typeof budgetViews)[number];
	/** True: cost codes can only be written by the sync action. */
	erp_integrated?: boolean;
	/** Further segments in the pattern, before the cost code. Editing them gives WBS codes the first item of a required one. */
	custom_segments?: CustomSegment[];
	/** True: sub jobs have cost codes of their own, which WBS codes with a sub job take. */
	sub_job_cost_codes?: boolean;
	/** True: new amount based contracts get a subcontractor schedule of values, which nobody has filled in. False where left out. */
	subcontractor_sov?: boolean;
	/** A workflow holds the status of contracts: programs that set it are refused, or passed over in silence. */
	commitment_workflow?: WorkflowAnswer;
	/** True: lines of contracts need a tax code. */
	tax_code_required?: boolean;
}

/** A view of the company's own has no columns but the original amount and the commitments. */
export const budgetViews = ['standard', 'own', 'none'] as const;

export const workflowAnswers = ['none', 'refused', 'ignored'] as const;
export type WorkflowAnswer = (typeof workflowAnswers)[number];

/** What becomes of a call that takes the origin id away from a record: Procore does not document it. */
export const unlinkAnswers = ['accepted', 'refused', 'ignored'] as const;

/** Procore's pages disagree on purchase orders that are sent or received but not approved. */
export const pendingOrderRules = ['processing', 'untilApproved'] as const;

/** Whether a contract has a subcontractor schedule of values, and whether somebody filled it in. */
export const subcontractorSovs = ['off', 'empty', 'filled'] as const;
export type SubcontractorSov = (typeof subcontractorSovs)[number];

export interface BusinessRegister {
	/** The only two kinds Procore knows. */
	type: 'abn' | 'ein';
	identifier: string;
}

/** A company vendor as the data generator gives it; what is left out gets a plain default. */
export interface SimVendor {
	id: number;
	name: string;
	abbreviated_name?: string | null;
	trade_name?: string | null;
	address?: string | null;
	city?: string | null;
	zip?: string | null;
	/** ISO 3166-2 without the country, upper case. */
	state_code?: string | null;
	/** ISO 3166-1 alpha-2, upper case. */
	country_code?: string | null;
	business_phone?: string | null;
	mobile_phone?: string | null;
	fax_number?: string | null;
	email_address?: string | null;
	website?: string | null;
	license_number?: string | null;
	notes?: string | null;
	is_active?: boolean;
	origin_id?: string | null;
	origin_code?: string | null;
	origin_data?: string | null;
	parent_id?: number | null;
	business_register?: BusinessRegister | null;
	/** Projects whose directory lists the vendor. */
	project_ids?: number[];
	/** The company that owns the record; the simulated company when left out. Other companies' vendors are invisible. */
	company_id?: number;
	/** ISO 8601. */
	created_at?: string;
	updated_at?: string;
}

export const baseTypes = [
	'labor',
	'equipment',
	'materials',
	'commitment',
	'owner_cost',
	'professional_services',
	'other',
] as const;
export type BaseType = (typeof baseTypes)[number];

export type ActiveStatus = 'active' | 'inactive';

/** A tax code of the company. */
export interface SimTaxCode {
	id: number;
	code: string;
	description?: string;
	/** Percent. */
	rate?: number;
	/** It can no longer be chosen. */
	archived?: boolean;
}

export const customFieldTypes = ['string', 'decimal', 'boolean', 'lov_entry'] as const;

/** A custom field that purchase order contracts have; its ID is part of the name that a body has for it. */
export interface SimCustomField {
	id: number;
	data_type: (typeof customFieldTypes)[number];
	/** IDs of the entries of a list of values. */
	entries?: number[];
}

/** A cost type (line item type) of the company. */
export interface SimCostType {
	id: number;
	/** `L`, `M`, `S`. */
	code: string;
	name: string;
	base_type: BaseType;
	origin_id?: string | null;
}

/** A cost code of a project. */
export interface SimCostCode {
	id: number;
	project_id: number;
	/** The full code as people write it, `03-310`. */
	code: string;
	name: string;
	origin_id?: string | null;
	status?: ActiveStatus;
}

/** A WBS (budget) code: a cost code of the project with a cost type; both must exist. */
export interface SimWbsCode {
	id?: number;
	project_id: number;
	/** Full code of the cost code. */
	cost_code: string;
	/** Code of the cost type. */
	cost_type: string;
	/** Codes of items of further segments by the segment's name. */
	segments?: Record<string, string>;
	description?: string | null;
	status?: ActiveStatus;
}

/** A line of a contract; its WBS code must exist. Amounts and quantities are decimal texts. */
export interface SimContractLine {
	id?: number;
	description?: string;
	cost_code: string;
	cost_type: string;
	amount: string;
	quantity?: string;
	uom?: string;
	unit_cost?: string;
	origin_id?: string | null;
	origin_data?: string | null;
}

export const contractStatuses = [
	'Draft',
	'Processing',
	'Submitted',
	'Partially Received',
	'Received',
	'Approved',
	'Closed',
] as const;
export type ContractStatus = (typeof contractStatuses)[number];

/** A purchase order contract that is there from the start: entered by hand where it has no origin ID. */
export interface SimContract {
	id?: number;
	project_id: number;
	number: string;
	title?: string;
	description?: string;
	vendor_id: number | null;
	/** `Draft` where left out. */
	status?: ContractStatus;
	/** `amount` where left out. */
	accounting_method?: 'amount' | 'unit';
	payment_terms?: string | null;
	/** YYYY-MM-DD. */
	contract_date?: string | null;
	delivery_date?: string | null;
	origin_id?: string | null;
	origin_code?: string | null;
	origin_data?: string | null;
	/** Signed by both sides. */
	executed?: boolean;
	/** `off` where left out. */
	subcontractor_sov?: SubcontractorSov;
	/** Null where left out: as in the project. */
	workflow?: WorkflowAnswer | null;
	/** True where left out: the contract can be invoiced. */
	requisitions_are_enabled?: boolean;
	/** ISO 8601; set on a deleted contract. */
	deleted_at?: string | null;
	lines?: SimContractLine[];
}

/** Days are YYYY-MM-DD. Only one period of a project may be open. */
export interface SimBillingPeriod {
	id?: number;
	project_id: number;
	start_date: string;
	end_date: string;
	due_date: string;
	status: 'open' | 'closed';
}

/** A line of a project's budget; its WBS code must exist. */
export interface SimBudgetLine {
	id?: number;
	project_id: number;
	cost_code: string;
	cost_type: string;
	/** Decimal text. */
	original_budget_amount: string;
}

/** What a company holds beside projects and vendors. */
export interface ProcoreSeed {
	/** Procore's own seven where left out. */
	costTypes?: SimCostType[];
	costCodes?: SimCostCode[];
	wbsCodes?: SimWbsCode[];
	/** Units of measure of the company; Procore's own where left out. */
	uoms?: string[];
	/** None where left out. */
	taxCodes?: SimTaxCode[];
	customFields?: SimCustomField[];
	contracts?: SimContract[];
	billingPeriods?: SimBillingPeriod[];
	budgetLines?: SimBudgetLine[];
}

/** Rate windows: requests an hour and requests in ten seconds. */
export interface SimLimits {
	hourlyLimit: number;
	spikeLimit: number;
	/** False switches both windows off; the headers are still sent. */
	limits: boolean;
}

/** The largest `per_page` that is honoured; more is cut down without an error, as Procore does. */
export interface SimMaxPerPage {
	/** GET /rest/v1.0/vendors and its inactive list. */
	vendors: number;
	/** GET /rest/v1.1/projects. */
	projectsV11: number;
	/** Version 1.0 lists of commitments, WBS codes, budget, invoices and direct costs. */
	financials: number;
	/** GET /rest/v1.1/requisitions. */
	requisitionsV11: number;
	/** Every list of version 2. */
	v2: number;
	/** Every other list. */
	other: number;
}

export interface ProcoreSimulatorOptions extends Partial<SimLimits>, ProcoreSeed {
	companyId: number;
	/** Default `Example Builders`. */
	companyName?: string;
	clientId: string;
	clientSecret: string;
	projects?: SimProject[];
	vendors?: SimVendor[];
	/** Default 5400. */
	tokenLifetimeSeconds?: number;
	/** Token answers without expires_in. */
	omitExpiresIn?: boolean;
	maxPerPage?: Partial<SimMaxPerPage>;
	/** A larger JSON body is answered with 413. Default 10 MB. */
	maxBodyBytes?: number;
	clock?: Clock;
}
