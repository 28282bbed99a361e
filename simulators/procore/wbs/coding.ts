import type { FieldErrors } from '../errors.ts';
import type { StoredWbsCode } from '../finance/records.ts';
import type { Store } from '../store.ts';
import { type Attributes, isBlank } from '../sync.ts';

const idOf = (value: unknown) => (isBlank(value) ? undefined : Number(value));

/**
 * The WBS code that a line names, by its id or as cost code with cost type; nothing when it names none.
 * Procore: the WBS code must exist before a line can use it, and `wbs_code_id` goes before `cost_code_id`.
 */
export function codingOf(
	store: Store,
	projectId: number,
	given: Attributes,
): { wbsCode?: StoredWbsCode; errors: FieldErrors } {
	const { finance } = store;
	const [wbsId, codeId, typeId] = ['wbs_code_id', 'cost_code_id', 'line_item_type_id'].map((name) => idOf(given[name]));
	if (wbsId === undefined && codeId === undefined && typeId === undefined) return { errors: {} };
	let wbsCode = wbsId === undefined ? undefined : finance.wbsCodes.get(wbsId);
	if (wbsId === undefined) {
		if (codeId === undefined) return { errors: { cost_code: ["can't be blank"] } };
		if (finance.costCodes.get(codeId)?.project_id !== projectId) return { errors: { cost_code: ['must exist'] } };
		if (typeId === undefined) return { errors: { line_item_type: ["can't be blank"] } };
		wbsCode = finance.wbsCodeOf(codeId, typeId);
	}
	if (wbsCode?.project_id !== projectId) return { errors: { wbs_code: ['must exist'] } };
	if (wbsCode.status === 'inactive') return { errors: { wbs_code: ['is inactive'] } };
	return { wbsCode, errors: {} };
}
