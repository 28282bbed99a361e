import { absentErrors, changesOf } from '../attributes.ts';
import type { FieldErrors } from '../errors.ts';
import { newCostCode } from '../finance/blank.ts';
import { keys } from '../finance/finance.ts';
import type { StoredCostCode } from '../finance/records.ts';
import type { Store } from '../store.ts';
import { type Attributes, isBlank, taken } from '../sync.ts';

const parentIdOf = (current: StoredCostCode | undefined, given: Attributes) => {
	const id = 'parent_id' in given ? given.parent_id : current?.parent_id;
	return isBlank(id) ? null : Number(id);
};

function fullCodeOf(store: Store, code: string, parentId: number | null): string {
	const parent = parentId === null ? undefined : store.finance.costCodes.get(parentId);
	return parent === undefined ? code : `${parent.full_code}-${code}`;
}

function parentErrors(store: Store, projectId: number, current: StoredCostCode | undefined, parentId: number | null) {
	if (parentId === null) return {};
	if (store.finance.costCodes.get(parentId)?.project_id !== projectId) return { parent: ['must exist'] };
	for (let above = store.finance.costCodes.get(parentId); above !== undefined; ) {
		if (above === current) return { parent_id: ['is invalid'] };
		above = above.parent_id === null ? undefined : store.finance.costCodes.get(above.parent_id);
	}
	return {};
}

/**
 * What Procore has against creating (no `current`) or updating a cost code; empty if nothing.
 * The full code is unique in the project and the origin id in the company.
 */
export function costCodeErrors(
	store: Store,
	projectId: number,
	current: StoredCostCode | undefined,
	given: Attributes,
	subJob = current?.sub_job ?? '',
): FieldErrors {
	const errors: FieldErrors = absentErrors(given, { standard_cost_code_id: 'standard_cost_code' });
	const code = 'code' in given ? given.code : current?.code;
	if (isBlank(code)) errors.code = ["can't be blank"];
	if (isBlank('name' in given ? given.name : current?.name)) errors.name = ["can't be blank"];
	const parentId = parentIdOf(current, given);
	Object.assign(errors, parentErrors(store, projectId, current, parentId));
	const { costCodes } = store.finance;
	const holder = costCodes.byKey(keys.costCode(projectId, fullCodeOf(store, String(code), parentId), subJob));
	if (holder !== undefined && holder !== current) errors.code = [taken];
	const owner = isBlank(given.origin_id) ? undefined : costCodes.byOrigin(String(given.origin_id));
	if (owner !== undefined && owner !== current) errors.origin_id = [taken];
	return errors;
}

/** The codes below one begin with its code. */
function renameBelow(store: Store, parent: StoredCostCode): void {
	for (const code of store.finance.costCodes.inGroup(parent.project_id)) {
		if (code.parent_id !== parent.id) continue;
		store.finance.costCodes.update(code, { full_code: `${parent.full_code}-${code.code}` });
		renameBelow(store, code);
	}
}

/** Creates or updates a cost code; the attributes must have passed `costCodeErrors`. */
export function saveCostCode(
	store: Store,
	projectId: number,
	current: StoredCostCode | undefined,
	given: Attributes,
	subJob = '',
): StoredCostCode {
	const { costCodes } = store.finance;
	const code = current ?? costCodes.add({ ...newCostCode(store, projectId), sub_job: subJob });
	const changes: Partial<StoredCostCode> = changesOf(code, given, [
		'code',
		'name',
		'parent_id',
		'position',
		'origin_id',
		'origin_data',
	]);
	if (Object.keys(changes).length === 0) return code;
	const fullCode = fullCodeOf(store, changes.code ?? code.code, parentIdOf(current, given));
	costCodes.update(code, { ...changes, full_code: fullCode, updated_at: store.now() });
	renameBelow(store, code);
	return code;
}
