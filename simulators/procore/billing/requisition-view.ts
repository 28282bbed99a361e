import type { StoredContract, StoredItem, StoredRequisition } from '../finance/records.ts';
import { billedBy, billedLine, billedLines, contractTotals, itemsOf } from '../finance/totals.ts';
import { numberOf, percentOf, showNumber, sumOf } from '../money.ts';
import type { Store } from '../store.ts';
import { serviceAccountId } from '../token.ts';
import { showWbsReference } from '../wbs/wbs-view.ts';
import { itemType } from './item-write.ts';
import { isDeletable, requisitionsOf } from './requisition-write.ts';

const claimedBy = (item: StoredItem) =>
	numberOf(item.work_completed_this_period) + numberOf(item.materials_presently_stored);

const retained = (item: StoredItem) =>
	numberOf(item.work_completed_retainage_retained_this_period) +
	numberOf(item.materials_stored_retainage_currently_retained) -
	numberOf(item.work_completed_retainage_released_this_period);

/** The item of one contract line in a requisition; all amounts are texts. */
export function showItem(store: Store, item: StoredItem): Record<string, unknown> {
	const { wbsCodes, contracts, requisitions } = store.finance;
	const line = billedLine(store.finance, item.line_item_id);
	if (line === undefined) return { id: item.id };
	const contract = contracts.get(line.contract_id);
	const earlier = itemsOf(store.finance, line).filter((other) => other.requisition_id < item.requisition_id);
	const previous = sumOf(earlier.map((other) => numberOf(other.work_completed_this_period)));
	const toDate = billedBy([...earlier, item]);
	const unit = contract?.accounting_method === 'unit';
	const { currency } = store.projects.get(requisitions.get(item.requisition_id)?.project_id ?? 0) ?? {};
	return {
		id: item.id,
		item_type: itemType(store, item),
		accounting_method: contract?.accounting_method,
		cost_code_id: wbsCodes.get(line.wbs_code_id)?.cost_code_id ?? null,
		line_item_id: item.detail_line_item_id === null ? line.id : null,
		...(item.detail_line_item_id === null ? {} : { detail_line_item_id: item.detail_line_item_id }),
		description_of_work: line.description,
		scheduled_value: line.amount,
		work_completed_from_previous_application: showNumber(previous),
		work_completed_this_period: item.work_completed_this_period,
		total_completed_and_stored_to_date: showNumber(toDate),
		total_completed_and_stored_to_date_percent: showNumber(percentOf(toDate, numberOf(line.amount))),
		work_completed_retainage_retained_this_period: item.work_completed_retainage_retained_this_period,
		work_completed_retainage_released_this_period: item.work_completed_retainage_released_this_period,
		...(unit
			? {
					scheduled_quantity: line.quantity,
					scheduled_unit_price: line.unit_cost,
					work_completed_this_period_quantity: item.work_completed_this_period_quantity,
					work_completed_from_previous_application_quantity: showNumber(
						sumOf(earlier.map((other) => numberOf(other.work_completed_this_period_quantity))),
					),
				}
			: {
					materials_presently_stored: item.materials_presently_stored,
					materials_stored_retainage_currently_retained: item.materials_stored_retainage_currently_retained,
				}),
		subcontractor_claimed_amount: item.subcontractor_claimed_amount,
		comment: item.comment,
		status: item.status,
		position: line.position,
		ssr_manual_override: false,
		wbs_code: showWbsReference(store, line.wbs_code_id),
		currency_configuration: { currency_iso_code: currency ?? null },
	};
}

function summaryOf(store: Store, contract: StoredContract, items: StoredItem[]): Record<string, string> {
	const totals = contractTotals(store, contract);
	const sum = numberOf(totals.revised_contract ?? '0');
	const requisitionId = items[0]?.requisition_id ?? 0;
	const toDate = sumOf(
		billedLines(store.finance, contract.id).map((line) =>
			billedBy(itemsOf(store.finance, line).filter((item) => item.requisition_id <= requisitionId)),
		),
	);
	const due = sumOf(items.map((item) => claimedBy(item) - retained(item)));
	return {
		original_contract_sum: totals.grand_total ?? '0.0',
		net_change_by_change_orders: totals.approved_change_orders ?? '0.0',
		contract_sum_to_date: showNumber(sum),
		total_completed_and_stored_to_date: showNumber(toDate),
		total_retainage: showNumber(sumOf(items.map(retained))),
		current_payment_due: showNumber(due),
		balance_to_finish_including_retainage: showNumber(sum - toDate),
		tax_applicable_to_this_payment: '0.0',
	};
}

type View = 'default' | 'extended' | 'items' | 'action_policy';

/** A requisition as Procore answers it; `items` and `extended` show what it bills as well. */
export function showRequisition(store: Store, requisition: StoredRequisition, view: View): Record<string, unknown> {
	const { contracts, items } = store.finance;
	const { commitment_id: contractId, ...attributes } = requisition;
	const contract = contracts.get(contractId);
	const own = items.inGroup(requisition.id);
	const vendor = contract?.vendor_id == null ? undefined : store.findVendor(contract.vendor_id);
	const before = contract === undefined ? [] : requisitionsOf(store, contract);
	const previous = before[before.indexOf(requisition) - 1];
	const claimed = sumOf(own.map(claimedBy));
	const summary = contract === undefined ? {} : summaryOf(store, contract, own);
	const toDate = numberOf(summary.total_completed_and_stored_to_date ?? '0');
	return {
		...attributes,
		commitment_id: contractId,
		commitment_type: 'PurchaseOrderContract',
		contract_name: contract?.title ?? null,
		created_by: { id: serviceAccountId, name: 'SAP Procore Sync', login: null, company_name: store.company.name },
		deletable: isDeletable(store, requisition),
		electronic_signature_id: null,
		erp_status: requisition.origin_id === null ? null : 'synced',
		invoice_type: 'standard',
		percent_complete: showNumber(percentOf(toDate, numberOf(summary.contract_sum_to_date ?? '0'))),
		previous_requisition_id: previous?.id ?? null,
		total_claimed_amount: showNumber(claimed),
		vendor_id: vendor?.id ?? null,
		vendor_name: vendor?.name ?? null,
		attachments: [],
		custom_fields: {},
		summary,
		currency_configuration: { currency_iso_code: store.projects.get(requisition.project_id)?.currency ?? null },
		...(view === 'extended' || view === 'items' ? { items: own.map((item) => showItem(store, item)) } : {}),
		...(view === 'extended' || view === 'action_policy'
			? { action_policy: { update: true, destroy: isDeletable(store, requisition) } }
			: {}),
	};
}
