import { absentErrors, changesOf, textOf } from '../attributes.ts';
import type { FieldErrors } from '../errors.ts';
import type { StoredChangeOrder, StoredChangeOrderLine, StoredContract } from '../finance/records.ts';
import type { Store } from '../store.ts';
import { type Attributes, isBlank, taken } from '../sync.ts';
import { codingOf } from '../wbs/coding.ts';
import { savedValues, valueErrors } from './line-write.ts';

const sameNumber = (number: unknown) => (order: StoredChangeOrder) =>
	order.number.toLowerCase() === String(number).trim().toLowerCase();

/** What is wrong with creating (no `current`) or updating a change order of a contract; empty if nothing. */
export function changeOrderErrors(
	store: Store,
	contract: StoredContract,
	current: StoredChangeOrder | undefined,
	given: Attributes,
): FieldErrors {
	const errors: FieldErrors = absentErrors(given, {
		batch_id: 'batch',
		change_order_change_reason_id: 'change_order_change_reason',
		location_id: 'location',
		designated_reviewer_id: 'designated_reviewer',
		received_from_id: 'received_from',
	});
	if (current === undefined && contract.status !== 'Approved') errors.contract = ['must be Approved'];
	if (current !== undefined && given.contract_id !== undefined && given.contract_id !== current.contract_id) {
		errors.contract_id = ['cannot be changed'];
	}
	const others = store.finance.changeOrders.inGroup(contract.id).filter((order) => order !== current);
	if (!isBlank(given.number) && others.some(sameNumber(given.number))) errors.number = [taken];
	return errors;
}

function nextNumber(store: Store, contract: StoredContract): string {
	const orders = store.finance.changeOrders.inGroup(contract.id);
	for (let next = orders.length + 1; ; next++) {
		const number = String(next).padStart(3, '0');
		if (!orders.some(sameNumber(number))) return number;
	}
}

function newChangeOrder(store: Store, contract: StoredContract, number: string): StoredChangeOrder {
	return {
		id: store.newId(),
		project_id: contract.project_id,
		contract_id: contract.id,
		number,
		revision: 0,
		title: null,
		description: null,
		reason: null,
		reference: null,
		status: 'draft',
		due_date: null,
		invoiced_date: null,
		paid_date: null,
		signed_change_order_received_date: null,
		schedule_impact_amount: null,
		executed: false,
		private: true,
		paid: false,
		field_change: false,
		signature_required: false,
		enable_ssov: false,
		created_at: store.now(),
		updated_at: store.now(),
	};
}

const attributes = [
	'title',
	'description',
	'reason',
	'reference',
	'due_date',
	'invoiced_date',
	'paid_date',
	'signed_change_order_received_date',
	'schedule_impact_amount',
	'executed',
	'private',
	'paid',
	'field_change',
	'signature_required',
	'enable_ssov',
] as const;

/** Creates or updates a change order; the attributes must have passed `changeOrderErrors`. */
export function saveChangeOrder(
	store: Store,
	contract: StoredContract,
	current: StoredChangeOrder | undefined,
	given: Attributes,
): StoredChangeOrder {
	const { changeOrders } = store.finance;
	const number = textOf(given.number) ?? nextNumber(store, contract);
	const order = current ?? changeOrders.add(newChangeOrder(store, contract, number));
	const changes: Partial<StoredChangeOrder> = changesOf(order, given, attributes);
	for (const name of ['number', 'status', 'revision'] as const) {
		if (!isBlank(given[name])) Object.assign(changes, changesOf(order, given, [name]));
	}
	if (Object.keys(changes).length > 0) changeOrders.update(order, { ...changes, updated_at: store.now() });
	return order;
}

/** What is wrong with creating (no `current`) or updating a line of a change order; empty if nothing. */
export function changeOrderLineErrors(
	store: Store,
	contract: StoredContract,
	current: StoredChangeOrderLine | undefined,
	given: Attributes,
): FieldErrors {
	const errors: FieldErrors = {
		...codingOf(store, contract.project_id, given).errors,
		...valueErrors(store, contract, current, given),
		...absentErrors(given, { tax_code_id: 'tax_code', prime_line_item_id: 'prime_line_item' }),
	};
	const lineId = given.commitment_line_item_id;
	if (!isBlank(lineId) && store.finance.lines.get(Number(lineId))?.contract_id !== contract.id) {
		errors.commitment_line_item_id = ['must exist'];
	}
	return errors;
}

/** Creates or updates a line; the attributes must have passed `changeOrderLineErrors`. */
export function saveChangeOrderLine(
	store: Store,
	order: StoredChangeOrder,
	contract: StoredContract,
	current: StoredChangeOrderLine | undefined,
	given: Attributes,
): StoredChangeOrderLine {
	const { changeOrderLines, changeOrders } = store.finance;
	const { wbsCode } = codingOf(store, contract.project_id, given);
	const line =
		current ??
		changeOrderLines.add({
			id: store.newId(),
			change_order_id: order.id,
			position: changeOrderLines.groupSize(order.id) + 1,
			description: null,
			wbs_code_id: wbsCode?.id ?? 0,
			commitment_line_item_id: null,
			extended_type: 'manual',
			amount: '0.0',
			quantity: null,
			unit_cost: null,
			uom: null,
		});
	const lineId = given.commitment_line_item_id;
	changeOrderLines.update(line, {
		...changesOf(line, given, ['description', 'uom']),
		...savedValues(store, contract, current, given),
		...(wbsCode === undefined ? {} : { wbs_code_id: wbsCode.id }),
		...(lineId === undefined ? {} : { commitment_line_item_id: isBlank(lineId) ? null : Number(lineId) }),
	});
	changeOrders.update(order, { updated_at: store.now() });
	return line;
}
