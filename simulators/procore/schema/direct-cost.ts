import { directCostStatuses, directCostTypes } from '../finance/records.ts';
import { day, each, integer, listOf, number, oneOf, record, required, text } from './rules.ts';
import type { FieldRule } from './rules.ts';

const header: Record<string, FieldRule> = {
	...each(['description', 'terms', 'origin_id', 'origin_data'], text),
	...each(['direct_cost_date', 'payment_date', 'received_date'], day),
	...each(['vendor_id', 'employee_id'], integer),
	status: oneOf(...directCostStatuses),
};
const invoiceNumber = { invoice_number: text };

/** Procore: the lines that come along with a direct cost of version 1.1. */
const includedLine: Record<string, FieldRule> = {
	...each(['description', 'origin_id', 'origin_data', 'ref', 'uom'], text),
	...each(['manual_amount', 'quantity', 'unit_cost'], number),
	direct_cost_id: integer,
};

export const newDirectCostBody = record({
	attachments: listOf(text),
	direct_cost: required(
		record({
			...header,
			...invoiceNumber,
			direct_cost_type: required(oneOf(...directCostTypes)),
			line_items: listOf(record({ ...includedLine, wbs_code_id: required(integer) })),
		}),
	),
});

export const directCostBody = record({
	attachments: listOf(text),
	direct_cost: record({
		...header,
		line_items: listOf(record({ id: integer, ...includedLine, wbs_code_id: integer })),
	}),
});

export const directCostSyncBody = record({
	updates: required(
		listOf(
			record({
				id: integer,
				...header,
				...invoiceNumber,
				currency_iso_code: text,
				currency_exchange_rate: number,
				// The sync action does not name the fourth type.
				direct_cost_type: oneOf('invoice', 'expense', 'payroll'),
			}),
		),
	),
});

const line: Record<string, FieldRule> = {
	...each(['description', 'origin_id', 'origin_data', 'uom'], text),
	...each(['amount', 'quantity', 'unit_cost'], number),
	...each(['wbs_code_id', 'cost_code_id', 'line_item_type_id', 'direct_cost_id', 'tax_code_id'], integer),
	extended_type: oneOf('manual', 'calculated'),
};

export const directCostLineBody = record({ line_item: required(record(line)) });
export const directCostLineSyncBody = record({ updates: required(listOf(record({ id: integer, ...line }))) });
