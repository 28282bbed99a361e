import { keys } from '../finance/finance.ts';
import type { StoredCostCode, StoredCostType } from '../finance/records.ts';
import type { Store } from '../store.ts';
import { costTypesOf } from './wbs-view.ts';

/** A cost type (line item type) as Procore answers it. */
export const showCostType = ({ id, name, code, base_type, origin_id, origin_data }: StoredCostType) => ({
	id,
	name,
	code,
	base_type,
	origin_data,
	origin_id,
});

const isBudgeted = (store: Store, code: StoredCostCode, types: readonly StoredCostType[]) =>
	types.some((type) => {
		const wbsCode = store.finance.wbsCodeOf(code.id, type.id);
		return wbsCode !== undefined && store.finance.budgetLines.byKey(keys.budgetLine(wbsCode.id)) !== undefined;
	});

/** A cost code as Procore answers it. The view `erp_compact` is a guess: what an ERP needs to find it again. */
export function showCostCode(store: Store, code: StoredCostCode, view = 'default'): Record<string, unknown> {
	const compact = {
		id: code.id,
		code: code.code,
		full_code: code.full_code,
		name: code.name,
		origin_id: code.origin_id,
		origin_data: code.origin_data,
	};
	if (view === 'erp_compact') return compact;
	const project = store.projects.get(code.project_id);
	const types = project === undefined ? [] : costTypesOf(store, project);
	return {
		...compact,
		biller: project?.name ?? null,
		biller_id: code.project_id,
		biller_type: 'Project',
		budgeted: isBudgeted(store, code, types),
		created_at: code.created_at,
		deleted_at: null,
		parent: code.parent_id === null ? null : { id: code.parent_id },
		position: code.position,
		sortable_code: code.full_code,
		standard_cost_code_id: code.standard_cost_code_id,
		standard_cost_code_list_id: null,
		updated_at: code.updated_at,
		line_item_types: types.map(showCostType),
	};
}
