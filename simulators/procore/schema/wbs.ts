import { each, integer, listOf, oneOf, record, required, text } from './rules.ts';
import type { FieldRule } from './rules.ts';

const segmentItem = record({ segment_id: required(integer), segment_item_id: required(integer) });

/** Procore: create a WBS code; an upsert by the combination of segment items. */
export const wbsCodeBody = record({ description: text, segment_items: required(listOf(segmentItem)) });
/** What is wrong with a row fails the row, not the call. */
export const wbsBulkBody = record({
	bulk: required(
		listOf(
			record({
				description: text,
				segment_items: listOf(record({ segment_id: integer, segment_item_id: integer })),
			}),
		),
	),
});
export const wbsCodeChangeBody = record({ description: text, status: oneOf('active', 'inactive') });

export const segmentItemBody = record({
	code: required(text),
	name: required(text),
	parent_id: integer,
	sub_job_id: integer,
});

const costCodeFields: Record<string, FieldRule> = {
	...each(['position', 'parent_id', 'standard_cost_code_id'], integer),
	...each(['code', 'name', 'origin_id', 'origin_data'], text),
};

export const costCodeBody = record({
	project_id: required(integer),
	sub_job_id: integer,
	cost_code: required(record({ ...costCodeFields, code: required(text), name: required(text) })),
});
export const costCodeSyncBody = record({ updates: required(listOf(record({ id: integer, ...costCodeFields }))) });
