import type { StoredContract, StoredItem, StoredRequisition } from '../finance/records.ts';
import type { Store } from '../store.ts';

/** Procore: a requisition has an item for every line of its contract from the start. */
function newItem(store: Store, requisitionId: number, lineId: number): StoredItem {
	return {
		id: store.newId(),
		requisition_id: requisitionId,
		line_item_id: lineId,
		work_completed_this_period: '0.0',
		materials_presently_stored: '0.0',
		work_completed_this_period_quantity: '0.0',
		work_completed_retainage_retained_this_period: '0.0',
		work_completed_retainage_released_this_period: '0.0',
		materials_stored_retainage_currently_retained: '0.0',
		subcontractor_claimed_amount: null,
		status: 'no_action',
		comment: null,
	};
}

/** Adds a draft requisition that bills nothing yet. */
export function addRequisition(store: Store, contract: StoredContract): StoredRequisition {
	const { requisitions, items, lines } = store.finance;
	const numbers = requisitions.inGroup(contract.id).map((requisition) => requisition.number);
	const requisition = requisitions.add({
		id: store.newId(),
		project_id: contract.project_id,
		commitment_id: contract.id,
		number: Math.max(0, ...numbers) + 1,
		period_id: null,
		requisition_start: null,
		requisition_end: null,
		billing_date: null,
		invoice_number: null,
		status: 'draft',
		final: false,
		payment_date: null,
		submitted_at: null,
		comment: null,
		origin_id: null,
		origin_data: null,
		created_at: store.now(),
		updated_at: store.now(),
	});
	for (const line of lines.inGroup(contract.id)) items.add(newItem(store, requisition.id, line.id));
	return requisition;
}
