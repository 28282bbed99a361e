import { requisitionStatuses } from '../finance/records.ts';
import { day, each, flag, integer, listOf, oneOf, record, required, text } from './rules.ts';
import type { FieldRule } from './rules.ts';

export const periodBody = record({
	billing_period: required(
		record({
			...each(['start_date', 'end_date', 'due_date'], required(day)),
			status: required(oneOf('open', 'closed')),
		}),
	),
});

const requisitionFields: Record<string, FieldRule> = {
	period_id: integer,
	...each(['requisition_start', 'requisition_end', 'billing_date', 'payment_date', 'submitted_at'], day),
	...each(['invoice_number', 'origin_id', 'origin_data'], text),
	final: flag,
	status: oneOf(...requisitionStatuses),
};

const itemType = oneOf('contract_item', 'contract_detail_item', 'change_order_item');

const itemFields: Record<string, FieldRule> = {
	...each(
		[
			'work_completed_this_period',
			'work_completed_this_period_quantity',
			'materials_presently_stored',
			'work_completed_retainage_retained_this_period',
			'work_completed_retainage_released_this_period',
			'materials_stored_retainage_currently_retained',
			'subcontractor_claimed_amount',
			'comment',
		],
		text,
	),
	status: oneOf('approved', 'rejected', 'no_action'),
};

/** Fields of an item that only version 1.1 has. */
const itemFieldsV11: Record<string, FieldRule> = {
	...itemFields,
	...each(['line_item_id', 'detail_line_item_id'], integer),
	...each(
		[
			'materials_presently_stored_from_previous_progress',
			'new_materials',
			'new_materials_quantity',
			'stored_materials',
			'stored_materials_quantity',
			'work_completed_retainage_percent_this_period',
			'materials_stored_retainage_percent_this_period',
		],
		text,
	),
	item_type: required(itemType),
};

const requisition = (fields: Record<string, FieldRule>, top: Record<string, FieldRule> = {}) =>
	record({
		project_id: required(integer),
		commitment_id: required(integer),
		...top,
		requisition: { ...record({ ...requisitionFields, ...fields }), customFields: true },
	});

/** Only version 1.0 has a comment. */
export const requisitionBody = requisition({ comment: text }, { attachments: listOf(text) });

const filesV11: Record<string, FieldRule> = { prostore_file_ids: listOf(integer), upload_ids: listOf(text) };
export const newRequisitionBodyV11 = requisition({ ...filesV11, items: listOf(record(itemFieldsV11)) });
export const requisitionBodyV11 = requisition({
	...filesV11,
	items: listOf(record({ id: required(integer), ...itemFieldsV11 })),
});

/** Procore: bulk update of requisition items. The spec asks for neither, but without both nothing can be found. */
export const itemsBody = record({
	requisition_items: required(listOf(record({ id: required(integer), item_type: required(itemType), ...itemFields }))),
});
