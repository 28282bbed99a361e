import { showCoding } from '../commitments/line-view.ts';
import type { StoredDirectCost, StoredDirectCostLine } from '../finance/records.ts';
import { numberOf, showNumber, sumOf } from '../money.ts';
import type { Store } from '../store.ts';

const linesOf = (store: Store, cost: StoredDirectCost) => store.finance.directCostLines.inGroup(cost.id);

/** A direct cost as the list answers it. */
export function showDirectCost(store: Store, cost: StoredDirectCost): Record<string, unknown> {
	const total = showNumber(sumOf(linesOf(store, cost).map((line) => numberOf(line.amount))));
	const vendor = cost.vendor_id === null ? undefined : store.findVendor(cost.vendor_id);
	return {
		...cost,
		amount: total,
		grand_total: total,
		deleted_at: null,
		vendor: vendor?.name ?? null,
		vendor_name: vendor?.name ?? null,
		employee: null,
		currency_configuration: { currency_iso_code: store.projects.get(cost.project_id)?.currency ?? null },
	};
}

/** A line; `ref` is what the request called it, and only known in the answer to that. */
export function showCostLine(store: Store, line: StoredDirectCostLine, ref?: unknown): Record<string, unknown> {
	const cost = store.finance.directCosts.get(line.direct_cost_id);
	const currency = store.projects.get(cost?.project_id ?? 0)?.currency ?? null;
	return {
		id: line.id,
		direct_cost_id: line.direct_cost_id,
		amount: line.amount,
		company: store.company,
		...showCoding(store, line.wbs_code_id),
		created_at: line.created_at,
		currency_configuration: { currency_iso_code: currency },
		description: line.description,
		extended_type: line.extended_type,
		origin_data: line.origin_data,
		origin_id: line.origin_id,
		position: line.position,
		quantity: line.quantity,
		tax_code_id: null,
		total_amount: line.amount,
		extended_amount: line.amount,
		unit_cost: line.unit_cost,
		uom: line.uom,
		updated_at: line.updated_at,
		...(ref === undefined ? {} : { ref }),
	};
}

/** A direct cost as the sync action answers it. */
export function showCostHeader(store: Store, cost: StoredDirectCost): Record<string, unknown> {
	const vendor = cost.vendor_id === null ? undefined : store.findVendor(cost.vendor_id);
	return {
		...showDirectCost(store, cost),
		attachments: [],
		attachments_count: 0,
		line_items_count: store.finance.directCostLines.groupSize(cost.id),
		vendor: vendor === undefined ? null : { id: vendor.id, name: vendor.name },
	};
}

/** A direct cost on its own, with its lines; `refs` has what a request called them. */
export function showWholeCost(
	store: Store,
	cost: StoredDirectCost,
	refs?: ReadonlyMap<number, unknown>,
): Record<string, unknown> {
	const project = store.projects.get(cost.project_id);
	return {
		...showCostHeader(store, cost),
		company: store.company,
		project: project === undefined ? null : { id: project.id, name: project.name },
		line_items: linesOf(store, cost).map((line) => showCostLine(store, line, refs?.get(line.id))),
	};
}
