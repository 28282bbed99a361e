import { textOf } from '../attributes.ts';
import type { FieldErrors } from '../errors.ts';
import { segmentIds } from '../finance/defaults.ts';
import { keys } from '../finance/finance.ts';
import type { StoredCostCode, StoredCostType, StoredWbsCode } from '../finance/records.ts';
import type { Store, StoredProject } from '../store.ts';
import type { Attributes } from '../sync.ts';
import { furtherSegments } from './further.ts';
import { costTypesOf } from './wbs-view.ts';

type Combination =
	| { costCode: StoredCostCode; costType: StoredCostType; segments: Record<string, string> }
	| { errors: FieldErrors };

interface SegmentItem {
	segment_id?: number;
	segment_item_id?: number;
}

/** The items of further segments that are given, by the segment's name; an item of each required segment. */
function furtherIn(
	store: Store,
	project: StoredProject,
	items: SegmentItem[],
): { segments: Record<string, string>; subJob: string } | { errors: FieldErrors } {
	const segments: Record<string, string> = {};
	let subJob = '';
	for (const { id, name, type, required, items: known } of furtherSegments(store, project)) {
		const given = items.find(({ segment_id: segmentId }) => segmentId === id);
		if (given === undefined) {
			if (required) return { errors: { segment_items: [`must have an item of the segment ${name}`] } };
			continue;
		}
		const item = known.find((each) => each.id === given.segment_item_id);
		if (item === undefined) return { errors: { segment_item_id: ['must exist'] } };
		segments[name] = item.code;
		if (type === 'sub_job') subJob = item.code;
	}
	return { segments, subJob };
}

/** What segment items stand for: cost code, cost type and those of further segments, each once. */
function combinationOf(store: Store, project: StoredProject, given: Attributes): Combination {
	const items = Array.isArray(given.segment_items) ? (given.segment_items as SegmentItem[]) : [];
	const usual: (number | undefined)[] = [segmentIds.costCode, segmentIds.costType];
	const known = [...usual, ...furtherSegments(store, project).map(({ id }) => id)];
	const ids = items.map((item) => item.segment_id);
	if (ids.some((id) => !known.includes(id))) return { errors: { segment_id: ['must exist'] } };
	if (new Set(ids).size < ids.length) return { errors: { segment_items: ['must have one item of each segment'] } };
	const further = furtherIn(store, project, items);
	if ('errors' in further) return further;
	const [codeItem, typeItem] = usual.map((id) => items.find((item) => item.segment_id === id)?.segment_item_id);
	if (codeItem === undefined || typeItem === undefined) {
		return { errors: { segment_items: ['must have one item of each required segment: cost_code, line_item_type'] } };
	}
	const costCode = store.finance.costCodes.byKey(keys.segmentItem(codeItem));
	const costType = costTypesOf(store, project).find((type) => type.segment_item_id === typeItem);
	const subJob = project.sub_job_cost_codes ? further.subJob : '';
	if (costCode?.project_id !== project.id || costCode.sub_job !== subJob || costType === undefined) {
		return { errors: { segment_item_id: ['must exist'] } };
	}
	if (costCode.status === 'inactive') return { errors: { segment_item_id: ['is inactive'] } };
	return { costCode, costType, segments: further.segments };
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
	const current = store.finance.wbsCodeOf(found.costCode.id, found.costType.id, found.segments);
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
			segments: found.segments,
			description,
			status: 'active',
			created_at: now,
			updated_at: now,
		}),
	};
}
