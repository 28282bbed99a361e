import { textOf } from '../attributes.ts';
import type { FieldErrors } from '../errors.ts';
import { customSegmentIds, segmentIds } from '../finance/defaults.ts';
import { keys } from '../finance/finance.ts';
import type { StoredCostCode, StoredCostType, StoredWbsCode } from '../finance/records.ts';
import type { Store, StoredProject } from '../store.ts';
import type { Attributes } from '../sync.ts';
import { costTypesOf } from './wbs-view.ts';

type Combination = { costCode: StoredCostCode; costType: StoredCostType } | { errors: FieldErrors };

interface SegmentItem {
	segment_id?: number;
	segment_item_id?: number;
}

/** The cost code and the cost type that segment items stand for; an item of each required segment, once. */
function combinationOf(store: Store, project: StoredProject, given: Attributes): Combination {
	const items = Array.isArray(given.segment_items) ? (given.segment_items as SegmentItem[]) : [];
	const further = project.custom_segments.map(({ name, required }, place) => {
		const { segment, item } = customSegmentIds(place);
		return { name, required, segment, item };
	});
	const known: (number | undefined)[] = [
		segmentIds.costCode,
		segmentIds.costType,
		...further.map(({ segment }) => segment),
	];
	if (items.some((item) => !known.includes(item.segment_id))) return { errors: { segment_id: ['must exist'] } };
	const itemOf = (segmentId: number) => items.find((item) => item.segment_id === segmentId)?.segment_item_id;
	const [codeItem, typeItem] = [itemOf(segmentIds.costCode), itemOf(segmentIds.costType)];
	const lacking = further.find(({ required, segment, item }) => required && itemOf(segment) !== item);
	if (lacking !== undefined) return { errors: { segment_items: [`must have an item of the segment ${lacking.name}`] } };
	const usual = items.filter(({ segment_id: id }) => id === segmentIds.costCode || id === segmentIds.costType);
	if (usual.length !== 2 || codeItem === undefined || typeItem === undefined) {
		return { errors: { segment_items: ['must have one item of each required segment: cost_code, line_item_type'] } };
	}
	const costCode = store.finance.costCodes.byKey(keys.segmentItem(codeItem));
	const costType = costTypesOf(store, project).find((type) => type.segment_item_id === typeItem);
	if (costCode?.project_id !== project.id || costType === undefined) {
		return { errors: { segment_item_id: ['must exist'] } };
	}
	return costCode.status === 'inactive' ? { errors: { segment_item_id: ['is inactive'] } } : { costCode, costType };
}

/**
 * Creates a WBS code, or gives the existing one of the same segment items the new description.
 * Procore: create WBS code, which is an upsert.
 */
export function upsertWbsCode(
	store: Store,
	project: StoredProject,
	given: Attributes,
): { saved: StoredWbsCode } | { errors: FieldErrors } {
	const found = combinationOf(store, project, given);
	if ('errors' in found) return found;
	const { wbsCodes } = store.finance;
	const current = store.finance.wbsCodeOf(found.costCode.id, found.costType.id);
	const description = textOf(given.description);
	const now = store.now();
	if (current !== undefined) {
		const changed = given.description !== undefined && description !== current.description;
		return { saved: changed ? wbsCodes.update(current, { description, updated_at: now }) : current };
	}
	return {
		saved: wbsCodes.add({
			id: store.newId(),
			project_id: project.id,
			cost_code_id: found.costCode.id,
			cost_type_id: found.costType.id,
			description,
			status: 'active',
			created_at: now,
			updated_at: now,
		}),
	};
}
