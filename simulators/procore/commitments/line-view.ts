import type { StoredLine } from '../finance/records.ts';
import type { Store } from '../store.ts';
import { showCostCode, showCostType } from '../wbs/cost-code-view.ts';
import { showWbsReference } from '../wbs/wbs-view.ts';

/** Cost code, cost type and WBS code of a line, as every kind of line shows them. */
export function showCoding(store: Store, wbsCodeId: number): Record<string, unknown> {
	const { wbsCodes, costCodes, costTypes } = store.finance;
	const wbsCode = wbsCodes.get(wbsCodeId);
	const costCode = wbsCode === undefined ? undefined : costCodes.get(wbsCode.cost_code_id);
	const costType = wbsCode === undefined ? undefined : costTypes.get(wbsCode.cost_type_id);
	return {
		wbs_code: showWbsReference(store, wbsCodeId),
		cost_code: costCode === undefined ? null : showCostCode(store, costCode),
		line_item_type: costType === undefined ? null : showCostType(costType),
	};
}

/** A line of a purchase order contract as Procore answers it: all numbers are texts. */
export function showLine(store: Store, line: StoredLine): Record<string, unknown> {
	const contract = store.finance.contracts.get(line.contract_id);
	const project = store.projects.get(contract?.project_id ?? 0);
	return {
		id: line.id,
		amount: line.amount,
		company: store.company,
		...showCoding(store, line.wbs_code_id),
		created_at: line.created_at,
		description: line.description,
		extended_type: line.extended_type,
		holder: { id: line.contract_id, holder_type: 'PurchaseOrderContract' },
		origin_data: line.origin_data,
		origin_id: line.origin_id,
		position: line.position,
		project: project === undefined ? null : { id: project.id, name: project.name },
		quantity: line.quantity,
		tax_code_id: line.tax_code_id,
		total_amount: line.amount,
		extended_amount: line.amount,
		unit_cost: line.unit_cost,
		uom: line.uom,
		updated_at: line.updated_at,
		currency_configuration: { currency_iso_code: project?.currency ?? null },
	};
}
