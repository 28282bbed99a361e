import type { Store } from '../store.ts';
import type { StoredBudgetLine, StoredContract, StoredCostCode, StoredLine, StoredWbsCode } from './records.ts';

/** New records with a plain default for every attribute, not in the store yet. */

const stamps = (store: Store) => ({ created_at: store.now(), updated_at: store.now() });

export function newCostCode(store: Store, projectId: number): StoredCostCode {
	return {
		id: store.newId(),
		segment_item_id: store.newId(),
		project_id: projectId,
		sub_job: '',
		code: '',
		full_code: '',
		name: '',
		parent_id: null,
		position: null,
		standard_cost_code_id: null,
		status: 'active',
		origin_id: null,
		origin_data: null,
		...stamps(store),
	};
}

export function newContract(store: Store, projectId: number): Omit<StoredContract, 'id'> {
	return {
		project_id: projectId,
		number: '',
		title: null,
		description: null,
		status: 'Draft',
		vendor_id: null,
		accounting_method: 'amount',
		executed: false,
		private: true,
		payment_terms: null,
		retainage_percent: '0.0',
		contract_date: null,
		delivery_date: null,
		issued_on_date: null,
		execution_date: null,
		approval_letter_date: null,
		letter_of_intent_date: null,
		returned_date: null,
		bill_to_address: null,
		ship_to_address: null,
		ship_via: null,
		origin_id: null,
		origin_code: null,
		origin_data: null,
		requisitions_are_enabled: true,
		subcontractor_sov: 'off',
		workflow: null,
		custom_fields: {},
		deleted_at: null,
		...stamps(store),
	};
}

export function newLine(store: Store, contract: StoredContract): Omit<StoredLine, 'id' | 'wbs_code_id'> {
	return {
		contract_id: contract.id,
		position: store.finance.lines.groupSize(contract.id) + 1,
		description: null,
		extended_type: 'manual',
		amount: '0.0',
		quantity: null,
		unit_cost: null,
		uom: null,
		tax_code_id: null,
		origin_id: null,
		origin_data: null,
		...stamps(store),
	};
}

export function newBudgetLine(store: Store, wbsCode: StoredWbsCode): StoredBudgetLine {
	return {
		id: store.newId(),
		project_id: wbsCode.project_id,
		wbs_code_id: wbsCode.id,
		original_budget_amount: '0.0',
		uom: null,
		quantity: null,
		unit_cost: null,
		calculation_strategy: 'manual',
		direct_costs: '0.0',
	};
}
