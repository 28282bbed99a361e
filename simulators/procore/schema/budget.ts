import { budgetChangeStatuses } from '../finance/records.ts';
import { each, flag, integer, listOf, number, oneOf, record, required, text } from './rules.ts';
import type { FieldRule } from './rules.ts';

const amounts: Record<string, FieldRule> = {
	...each(['original_budget_amount', 'quantity', 'unit_cost'], number),
	uom: text,
	calculation_strategy: oneOf('automatic', 'manual'),
};

const budgetLine = (fields: Record<string, FieldRule>) =>
	record({ project_id: required(integer), budget_line_item: required(record({ ...amounts, ...fields })) });

const coding = (rule: FieldRule) => each(['cost_code_id', 'line_item_type_id'], rule);

export const newBudgetLineBody = budgetLine(coding(required(integer)));
export const budgetLineBody = budgetLine({ ...coding(integer), direct_costs: number });
export const newBudgetLineBodyV11 = budgetLine({ wbs_code_id: required(integer) });
export const budgetLineBodyV11 = budgetLine({ wbs_code_id: integer });
export const budgetSyncBody = record({
	project_id: required(integer),
	budget_line_items: required(listOf(record({ id: integer, wbs_code_id: required(integer), ...amounts }))),
});

const adjustmentFields: Record<string, FieldRule> = {
	...each(['ref', 'description', 'comment', 'uom'], text),
	...each(['adjustment_number', 'wbs_code_id', 'change_event_line_item_id'], integer),
	...each(['quantity', 'unit_cost', 'amount'], number),
	calculation_strategy: oneOf('automatic', 'manual'),
	type: oneOf('change_event', 'budget_change'),
};

const quantityFields: Record<string, FieldRule> = {
	...each(['comment', 'description', 'ref'], text),
	cost_code_id: required(integer),
	quantity: required(number),
	uom: required(text),
	change_event_production_quantity_id: number,
};

const changeFields: Record<string, FieldRule> = {
	number,
	...each(['title', 'description'], text),
	prostore_file_ids: listOf(integer),
};

export const newBudgetChangeBody = record({
	...changeFields,
	status: required(oneOf(...budgetChangeStatuses)),
	adjustment_line_items: listOf(record(adjustmentFields)),
	production_quantities: listOf(record(quantityFields)),
});

export const budgetChangeBody = record({
	id: integer,
	...changeFields,
	status: oneOf(...budgetChangeStatuses),
	adjustment_line_items: listOf(record({ id: integer, ...adjustmentFields, _delete: flag })),
	production_quantities: listOf(record({ id: integer, ...quantityFields, _delete: flag })),
});

export const budgetModificationBody = record({
	budget_modification: required(
		record({
			...each(['from_budget_line_item_id'], integer),
			...each(['notes', 'origin_data', 'origin_id'], text),
			to_budget_line_item_id: required(integer),
			transfer_amount: required(text),
		}),
	),
});
