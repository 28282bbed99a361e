import { billedLines } from '../finance/totals.ts';
import type { StoredContract, StoredItem, StoredRequisition } from '../finance/records.ts';
import type { Store } from '../store.ts';

/** Lines of a subcontractor's schedule of values are not served; their ids are far from all others. */
const detailIdOf = (lineId: number) => lineId + 1_000_000_000;

function newItem(store: Store, requisitionId: number, lineId: number, isDetail: boolean): StoredItem {
	return {
		id: store.newId(),
		requisition_id: requisitionId,
		line_item_id: lineId,
		detail_line_item_id: isDetail ? detailIdOf(lineId) : null,
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

/**
 * Adds a draft requisition that bills nothing yet. Procore: it has an item for every line of its contract, and of the change
 * orders that are approved, from the start; where the contract has a subcontractor's schedule of values, the items are for the lines of that, if there are any.
 */
export function addRequisition(store: Store, contract: StoredContract): StoredRequisition {
	const { requisitions, items } = store.finance;
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
	const sov = contract.subcontractor_sov;
	for (const { id, isOnChangeOrder } of billedLines(store.finance, contract.id)) {
		if (isOnChangeOrder || sov !== 'empty') {
			items.add(newItem(store, requisition.id, id, !isOnChangeOrder && sov === 'filled'));
		}
	}
	return requisition;
}
