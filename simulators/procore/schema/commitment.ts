import { changeOrderStatuses } from '../finance/records.ts';
import { contractStatuses } from '../types.ts';
import { day, each, flag, integer, listOf, number, oneOf, record, required, text } from './rules.ts';
import type { FieldRule } from './rules.ts';

const contractFields: Record<string, FieldRule> = {
	accounting_method: oneOf('amount', 'unit'),
	assignee_id: integer,
	vendor_id: integer,
	status: oneOf(...contractStatuses),
	...each(
		['bill_to_address', 'description', 'number', 'origin_code', 'origin_data', 'origin_id', 'payment_terms', 'title'],
		text,
	),
	...each(['retainage_percent', 'ship_to_address', 'ship_via'], text),
	...each(['executed', 'private'], flag),
	...each(['approval_letter_date', 'contract_date', 'delivery_date', 'execution_date', 'issued_on_date'], day),
	...each(['letter_of_intent_date', 'returned_date'], day),
};

/** Procore: create and update purchase order contract; no attribute is required. */
export const contractBody = record({
	project_id: required(integer),
	attachments: listOf(text),
	purchase_order_contract: required({
		...record({
			...contractFields,
			invoice_contact_user_ids: listOf(integer),
			...each(['drawing_revision_ids', 'file_version_ids', 'form_ids', 'image_ids'], listOf(integer)),
			upload_ids: listOf(text),
			currency_exchange_rate: number,
			currency_iso_code: text,
		}),
		customFields: true,
	}),
});

/** Procore: sync purchase order contracts; header attributes only, no custom fields, attachments or currency. */
export const contractSyncBody = record({
	project_id: required(integer),
	updates: required(listOf(record({ id: integer, ...contractFields }))),
});

const lineFields: Record<string, FieldRule> = {
	...each(['amount', 'quantity', 'unit_cost', 'uom', 'description', 'origin_id', 'origin_data'], text),
	...each(['cost_code_id', 'line_item_type_id', 'tax_code_id', 'wbs_code_id'], integer),
	extended_type: oneOf('manual', 'calculated'),
};

export const lineBody = record({ project_id: required(integer), line_item: required(record(lineFields)) });
export const lineSyncBody = record({ updates: required(listOf(record({ id: integer, ...lineFields }))) });

const changeOrderFields: Record<string, FieldRule> = {
	...each(['batch_id', 'change_order_change_reason_id', 'location_id', 'designated_reviewer_id'], integer),
	...each(['received_from_id', 'revision', 'schedule_impact_amount'], integer),
	...each(['description', 'title', 'reference', 'number', 'reason'], text),
	// The specification has a plain text here; the filter of the list tells which there are.
	status: oneOf(...changeOrderStatuses),
	...each(['due_date', 'paid_date', 'invoiced_date', 'signed_change_order_received_date'], day),
	...each(['field_change', 'signature_required', 'executed', 'private', 'paid', 'enable_ssov'], flag),
	...each(
		[
			'change_event_attachment_ids',
			'attachment_ids',
			'drawing_revision_ids',
			'file_version_ids',
			'form_ids',
			'image_ids',
		],
		listOf(integer),
	),
	upload_ids: listOf(text),
};

const changeOrder = (contractId: FieldRule) =>
	record({
		change_order: required({ ...record({ contract_id: contractId, ...changeOrderFields }), customFields: true }),
	});

export const newChangeOrderBody = changeOrder(required(integer));
export const changeOrderBody = changeOrder(integer);

const changeOrderLine = (wbsCodeId: FieldRule) =>
	record({
		wbs_code_id: wbsCodeId,
		...each(['prime_line_item_id', 'commitment_line_item_id', 'amount', 'description'], text),
		...each(['quantity', 'unit_cost', 'uom', 'tax_code_id'], text),
	});

/** Procore v2: ids are texts. */
export const newChangeOrderLineBody = changeOrderLine(required(text));
export const changeOrderLineBody = changeOrderLine(text);
