import type { ActiveStatus, BaseType, ContractStatus, SubcontractorSov, WorkflowAnswer } from '../types.ts';

interface Stamped {
	created_at: string;
	updated_at: string;
}

interface FromElsewhere {
	origin_id: string | null;
	origin_data: string | null;
}

/** Ids of segment items are others than those of the cost codes and types behind them. */
export interface StoredCostType extends FromElsewhere {
	id: number;
	segment_item_id: number;
	code: string;
	name: string;
	base_type: BaseType;
}

export interface StoredCostCode extends FromElsewhere, Stamped {
	id: number;
	segment_item_id: number;
	project_id: number;
	/** Code of the sub job that it belongs to; `""` = to the project. */
	sub_job: string;
	/** Without the codes of its parents. */
	code: string;
	full_code: string;
	name: string;
	parent_id: number | null;
	position: number | null;
	standard_cost_code_id: number | null;
	status: ActiveStatus;
}

export interface StoredWbsCode extends Stamped {
	id: number;
	project_id: number;
	cost_code_id: number;
	cost_type_id: number;
	/** Codes of items of further segments by the segment's name. */
	segments: Record<string, string>;
	/** Null where nobody wrote one: then it is shown as the names of its segments. */
	description: string | null;
	status: ActiveStatus;
}

export interface StoredUom {
	id: number;
	name: string;
	is_standard: boolean;
	uom_category_id: number;
}

export type AccountingMethod = 'amount' | 'unit';

/** Amounts, quantities and prices of every record are texts as Procore shows them. */
export interface StoredContract extends FromElsewhere, Stamped {
	id: number;
	project_id: number;
	number: string;
	title: string | null;
	description: string | null;
	status: ContractStatus;
	vendor_id: number | null;
	accounting_method: AccountingMethod;
	executed: boolean;
	private: boolean;
	payment_terms: string | null;
	retainage_percent: string;
	contract_date: string | null;
	delivery_date: string | null;
	issued_on_date: string | null;
	execution_date: string | null;
	approval_letter_date: string | null;
	letter_of_intent_date: string | null;
	returned_date: string | null;
	bill_to_address: string | null;
	ship_to_address: string | null;
	ship_via: string | null;
	origin_code: string | null;
	requisitions_are_enabled: boolean;
	subcontractor_sov: SubcontractorSov;
	/** Null: as in the project. */
	workflow: WorkflowAnswer | null;
	/** By ID of the field. */
	custom_fields: Record<string, unknown>;
	deleted_at: string | null;
}

export type ExtendedType = 'manual' | 'calculated';

export interface StoredLine extends FromElsewhere, Stamped {
	id: number;
	contract_id: number;
	position: number;
	description: string | null;
	wbs_code_id: number;
	extended_type: ExtendedType;
	amount: string;
	quantity: string | null;
	unit_cost: string | null;
	uom: string | null;
	tax_code_id: number | null;
}

export const changeOrderStatuses = [
	'draft',
	'pricing',
	'not_pricing',
	'pending',
	'revised',
	'proceeding',
	'not_proceeding',
	'pending_billable',
	'no_charge',
	'approved',
	'rejected',
	'void',
] as const;
export type ChangeOrderStatus = (typeof changeOrderStatuses)[number];

export interface StoredChangeOrder extends Stamped {
	id: number;
	project_id: number;
	contract_id: number;
	number: string;
	revision: number;
	title: string | null;
	description: string | null;
	reason: string | null;
	reference: string | null;
	status: ChangeOrderStatus;
	due_date: string | null;
	invoiced_date: string | null;
	paid_date: string | null;
	signed_change_order_received_date: string | null;
	schedule_impact_amount: number | null;
	executed: boolean;
	private: boolean;
	paid: boolean;
	field_change: boolean;
	signature_required: boolean;
	enable_ssov: boolean;
}

export interface StoredChangeOrderLine {
	id: number;
	change_order_id: number;
	position: number;
	description: string | null;
	wbs_code_id: number;
	commitment_line_item_id: number | null;
	extended_type: ExtendedType;
	amount: string;
	quantity: string | null;
	unit_cost: string | null;
	uom: string | null;
}

export interface StoredPeriod extends Stamped {
	id: number;
	project_id: number;
	position: number;
	start_date: string;
	end_date: string;
	due_date: string;
	status: 'open' | 'closed';
}

export const requisitionStatuses = [
	'draft',
	'under_review',
	'revise_and_resubmit',
	'approved',
	'approved_as_noted',
	'pending_owner_approval',
] as const;
export type RequisitionStatus = (typeof requisitionStatuses)[number];

export interface StoredRequisition extends FromElsewhere, Stamped {
	id: number;
	project_id: number;
	commitment_id: number;
	/** Counts from 1 in each contract. */
	number: number;
	period_id: number | null;
	requisition_start: string | null;
	requisition_end: string | null;
	billing_date: string | null;
	invoice_number: string | null;
	status: RequisitionStatus;
	final: boolean;
	payment_date: string | null;
	submitted_at: string | null;
	comment: string | null;
}

/** What one requisition bills of one contract line. */
export interface StoredItem {
	id: number;
	requisition_id: number;
	line_item_id: number;
	/** Set where the item stands for a line of the subcontractor's schedule of values, which details the contract line. */
	detail_line_item_id: number | null;
	work_completed_this_period: string;
	materials_presently_stored: string;
	work_completed_this_period_quantity: string;
	work_completed_retainage_retained_this_period: string;
	work_completed_retainage_released_this_period: string;
	materials_stored_retainage_currently_retained: string;
	subcontractor_claimed_amount: string | null;
	status: 'approved' | 'rejected' | 'no_action';
	comment: string | null;
}

export interface StoredBudgetLine {
	id: number;
	project_id: number;
	wbs_code_id: number;
	original_budget_amount: string;
	uom: string | null;
	quantity: string | null;
	unit_cost: string | null;
	calculation_strategy: 'automatic' | 'manual';
	/** Set by hand where the direct cost tool is off. */
	direct_costs: string;
}

export const budgetChangeStatuses = ['draft', 'approved', 'under_review', 'void'] as const;
export type BudgetChangeStatus = (typeof budgetChangeStatuses)[number];

export interface StoredBudgetChange extends Stamped {
	id: number;
	project_id: number;
	number: number;
	status: BudgetChangeStatus;
	title: string | null;
	description: string | null;
}

export interface StoredAdjustment {
	id: number;
	budget_change_id: number;
	ref: string | null;
	adjustment_number: number | null;
	type: 'change_event' | 'budget_change';
	wbs_code_id: number;
	description: string | null;
	comment: string | null;
	calculation_strategy: 'automatic' | 'manual';
	quantity: string | null;
	unit_cost: string | null;
	uom: string | null;
	amount: string;
}

export const directCostTypes = ['invoice', 'expense', 'payroll', 'subcontractor_invoice'] as const;
export type DirectCostType = (typeof directCostTypes)[number];
export const directCostStatuses = ['draft', 'pending', 'revise_and_resubmit', 'approved'] as const;
export type DirectCostStatus = (typeof directCostStatuses)[number];

export interface StoredDirectCost extends FromElsewhere, Stamped {
	id: number;
	project_id: number;
	direct_cost_type: DirectCostType;
	vendor_id: number | null;
	invoice_number: string | null;
	direct_cost_date: string | null;
	received_date: string | null;
	payment_date: string | null;
	status: DirectCostStatus;
	terms: string | null;
	description: string | null;
}

export interface StoredDirectCostLine extends FromElsewhere, Stamped {
	id: number;
	direct_cost_id: number;
	position: number;
	description: string | null;
	wbs_code_id: number;
	extended_type: ExtendedType;
	amount: string;
	quantity: string | null;
	unit_cost: string | null;
	uom: string | null;
}
