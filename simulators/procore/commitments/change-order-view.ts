import type { StoredChangeOrder, StoredChangeOrderLine } from '../finance/records.ts';
import { changeOrderTotal } from '../finance/totals.ts';
import { numberOf, showNumber } from '../money.ts';
import type { Store } from '../store.ts';
import { showWbsReference } from '../wbs/wbs-view.ts';

/** A commitment change order. The specification leaves the answer open: what was given, and what it adds up to. */
export function showChangeOrder(store: Store, order: StoredChangeOrder): Record<string, unknown> {
	const contract = store.finance.contracts.get(order.contract_id);
	const vendor = contract?.vendor_id == null ? undefined : store.findVendor(contract.vendor_id);
	return {
		...order,
		contract: { id: order.contract_id, number: contract?.number ?? null, title: contract?.title ?? null },
		vendor: vendor === undefined ? null : { id: vendor.id, name: vendor.name },
		batch_id: null,
		legacy_package_id: null,
		grand_total: showNumber(changeOrderTotal(store.finance, order)),
		deleted_at: null,
	};
}

const idText = (id: number | null) => (id === null ? null : String(id));

/** Procore v2: a row on a schedule of values; ids are texts, the quantity is a number. */
export function showChangeOrderLine(store: Store, line: StoredChangeOrderLine): Record<string, unknown> {
	const wbsCode = showWbsReference(store, line.wbs_code_id);
	return {
		id: String(line.id),
		prime_line_item_id: null,
		commitment_line_item_id: idText(line.commitment_line_item_id),
		description: line.description,
		uom: line.uom,
		quantity: line.quantity === null ? null : Number(line.quantity),
		unit_cost: line.unit_cost === null ? null : showNumber(numberOf(line.unit_cost)),
		amount: line.amount,
		extended_type: line.extended_type,
		wbs_code_id: String(line.wbs_code_id),
		tax_code_id: null,
		position: line.position,
		wbs_code: wbsCode === null ? null : { ...wbsCode, id: String(line.wbs_code_id) },
	};
}
