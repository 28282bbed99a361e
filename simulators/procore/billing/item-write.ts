import { changesOf, numberErrors, shownNumber } from '../attributes.ts';
import type { FieldErrors } from '../errors.ts';
import { keys } from '../finance/finance.ts';
import type { StoredContract, StoredItem, StoredRequisition } from '../finance/records.ts';
import { billedBy, billedLine, type BilledLine, itemsOf } from '../finance/totals.ts';
import { currencyDecimals, numberOf, productOf, quotientOf, showNumber } from '../money.ts';
import type { Store } from '../store.ts';
import { type Attributes, failed, isBlank } from '../sync.ts';

export const overbilled =
	'This invoice could not be saved because a line item was over billed. Please adjust your billing amount';

const moneyFields = [
	'work_completed_this_period',
	'materials_presently_stored',
	'work_completed_retainage_retained_this_period',
	'work_completed_retainage_released_this_period',
	'materials_stored_retainage_currently_retained',
	'subcontractor_claimed_amount',
] as const;
const retainageFields = [
	'work_completed_retainage_retained_this_period',
	'work_completed_retainage_released_this_period',
	'materials_stored_retainage_currently_retained',
] as const;
/** Known to Procore, not worked out here. */
const notSimulated = [
	'materials_presently_stored_from_previous_progress',
	'new_materials',
	'new_materials_quantity',
	'stored_materials',
	'stored_materials_quantity',
	'work_completed_retainage_percent_this_period',
	'materials_stored_retainage_percent_this_period',
] as const;

interface Billed {
	contract: StoredContract;
	line: BilledLine;
	currency: string;
}

/** Work completed by a quantity; undefined where the line has no price a unit or no quantity was given. */
function workByQuantity({ line, currency }: Billed, given: Attributes): bigint | undefined {
	const quantity = given.work_completed_this_period_quantity;
	if (isBlank(quantity) || line.unit_cost === null) return undefined;
	return productOf(numberOf(String(quantity)), numberOf(line.unit_cost), currencyDecimals(currency));
}

function methodErrors(billed: Billed, given: Attributes): FieldErrors {
	const errors: FieldErrors = {};
	const { accounting_method: method } = billed.contract;
	if (method === 'amount' && !isBlank(given.work_completed_this_period_quantity)) {
		errors.work_completed_this_period_quantity = ['is only accepted on unit quantity schedules of values'];
	}
	if (method === 'unit') {
		for (const name of ['materials_presently_stored', 'materials_stored_retainage_currently_retained'] as const) {
			if (!isBlank(given[name])) errors[name] = ['is only accepted on amount based schedules of values'];
		}
		const work = workByQuantity(billed, given);
		const amount = given.work_completed_this_period;
		if (work !== undefined && !isBlank(amount) && work !== numberOf(String(amount))) {
			errors.work_completed_this_period = [`is not quantity times unit price (${showNumber(work)})`];
		}
	}
	return errors;
}

/** Procore: retainage is for admins, and for items that bill something. */
function retainageErrors(store: Store, item: StoredItem, given: Attributes): FieldErrors {
	const errors: FieldErrors = {};
	const kept = { ...item, ...given };
	const billsNothing = [kept.work_completed_this_period, kept.materials_presently_stored].every(
		(value) => isBlank(value) || numberOf(String(value)) === 0n,
	);
	for (const name of retainageFields) {
		if (isBlank(given[name])) continue;
		if (!store.settings.commitmentsAdmin) errors[name] = ['can only be set by an admin'];
		else if (billsNothing && numberOf(String(given[name])) !== 0n) errors[name] = ['needs work completed or materials'];
	}
	return errors;
}

/** What of the given attributes changes an item. */
function changesTo(billed: Billed, item: StoredItem, given: Attributes): Partial<StoredItem> {
	const changes: Partial<StoredItem> = changesOf(item, given, ['comment']);
	if (!isBlank(given.status)) Object.assign(changes, changesOf(item, given, ['status']));
	for (const name of moneyFields) {
		const value = shownNumber(given[name]);
		if (value !== null) changes[name] = value;
	}
	if (billed.contract.accounting_method !== 'unit') return changes;
	const work = workByQuantity(billed, given);
	const quantity = shownNumber(given.work_completed_this_period_quantity);
	if (work !== undefined) changes.work_completed_this_period = showNumber(work);
	if (quantity !== null) changes.work_completed_this_period_quantity = quantity;
	else if (changes.work_completed_this_period !== undefined && billed.line.unit_cost !== null) {
		const [amount, price] = [changes.work_completed_this_period, billed.line.unit_cost].map(numberOf);
		changes.work_completed_this_period_quantity = showNumber(quotientOf(amount ?? 0n, price ?? 0n));
	}
	return changes;
}

/** Procore, setting Prevent Overbilling: all invoices together bill no more of a line than its value. */
function isOverbilled(store: Store, line: BilledLine, item: StoredItem, changes: Partial<StoredItem>): boolean {
	const after = itemsOf(store.finance, line).map((other) => (other === item ? { ...item, ...changes } : other));
	const billed = billedBy(after);
	const value = numberOf(line.amount);
	return value < 0n ? billed < value : billed > value;
}

/** One item and what it is to become, checked. */
export interface ItemUpdate {
	item: StoredItem;
	changes: Partial<StoredItem>;
}

/**
 * Holds the new values of an item against the rules.
 * @returns the update, or what is wrong
 */
export function itemUpdate(
	store: Store,
	contract: StoredContract,
	item: StoredItem,
	given: Attributes,
): ItemUpdate | { errors: FieldErrors } {
	const line = billedLine(store.finance, item.line_item_id);
	const project = store.projects.get(contract.project_id);
	if (line === undefined || project === undefined) return { errors: { line_item: ['must exist'] } };
	const billed: Billed = { contract, line, currency: project.currency };
	const numbers: FieldErrors = {
		...numberErrors(given, moneyFields, project.currency),
		...numberErrors(given, ['work_completed_this_period_quantity']),
	};
	for (const name of notSimulated) if (!isBlank(given[name])) numbers[name] = ['is not simulated'];
	if (failed(numbers)) return { errors: numbers };
	const errors = { ...methodErrors(billed, given), ...retainageErrors(store, item, given) };
	if (failed(errors)) return { errors };
	const changes = changesTo(billed, item, given);
	const over = project.prevent_overbilling && isOverbilled(store, line, item, changes);
	return over ? { errors: { base: [overbilled] } } : { item, changes };
}

/** What Procore calls an item, by what it bills. */
export function itemType({ finance }: Store, item: StoredItem) {
	if (item.detail_line_item_id !== null) return 'contract_detail_item';
	return finance.changeOrderLines.get(item.line_item_id) === undefined ? 'contract_item' : 'change_order_item';
}

/** The item that a row of a request is about: by its id, or by the line where it has none. */
export function itemOf(store: Store, requisition: StoredRequisition, row: Attributes): StoredItem | undefined {
	const { items } = store.finance;
	const own = items.inGroup(requisition.id);
	const isDetail = row.item_type === 'contract_detail_item';
	const item =
		typeof row.id === 'number'
			? items.get(row.id)
			: isDetail
				? own.find((other) => other.detail_line_item_id === Number(row.detail_line_item_id ?? 0))
				: items.byKey(keys.item(requisition.id, Number(row.line_item_id ?? 0)));
	if (item?.requisition_id !== requisition.id) return undefined;
	return itemType(store, item) === row.item_type ? item : undefined;
}

/**
 * Checks the items of a request together.
 * @returns the updates, or what is wrong with the first bad one; nothing is changed yet
 */
export function itemUpdates(
	store: Store,
	contract: StoredContract,
	requisition: StoredRequisition,
	rows: Attributes[],
): { updates: ItemUpdate[] } | { errors: FieldErrors } {
	const updates: ItemUpdate[] = [];
	for (const row of rows) {
		// What is meant for a contract line is passed over where the subcontractor's schedule of values stands for it.
		if (contract.subcontractor_sov !== 'off' && row.item_type === 'contract_item') continue;
		const item = itemOf(store, requisition, row);
		if (item === undefined) return { errors: { items: [`${JSON.stringify(row.id ?? row.line_item_id)} must exist`] } };
		if (updates.some((update) => update.item === item)) return { errors: { items: ['name a line twice'] } };
		const result = itemUpdate(store, contract, item, row);
		if ('errors' in result) return result;
		updates.push(result);
	}
	return { updates };
}
