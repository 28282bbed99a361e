import { changesOf, numberErrors, shownNumber, uomErrors } from '../attributes.ts';
import { ensureBudgetLine } from '../finance/unbudgeted.ts';
import type { FieldErrors } from '../errors.ts';
import { newLine } from '../finance/blank.ts';
import type { StoredContract, StoredLine } from '../finance/records.ts';
import { billedOf, billsSomething, itemsOf } from '../finance/totals.ts';
import { currencyDecimals, numberOf, productOf, showNumber } from '../money.ts';
import type { Store } from '../store.ts';
import { type Attributes, failed, isBlank, taken } from '../sync.ts';
import { codingOf } from '../wbs/coding.ts';
import { isLocked, lockedText } from './contract-write.ts';

const currencyOf = (store: Store, contract: StoredContract) =>
	store.projects.get(contract.project_id)?.currency ?? 'USD';

interface Values {
	quantity: unknown;
	unit_cost: unknown;
	amount: unknown;
	extended_type: unknown;
}

/** The numbers that a line would have; a new line with quantity and unit cost is calculated unless it says otherwise. */
function valuesOf(current: Partial<StoredLine> | undefined, given: Attributes): Values {
	const of = (name: keyof Values) => (name in given ? given[name] : current?.[name]);
	const counted = !isBlank(of('quantity')) && !isBlank(of('unit_cost'));
	return {
		quantity: of('quantity'),
		unit_cost: of('unit_cost'),
		amount: of('amount'),
		extended_type: of('extended_type') ?? (counted ? 'calculated' : 'manual'),
	};
}

function calculated(values: Values, currency: string): bigint | undefined {
	if (values.extended_type !== 'calculated' || isBlank(values.quantity) || isBlank(values.unit_cost)) return undefined;
	const [quantity, unitCost] = [String(values.quantity), String(values.unit_cost)].map(numberOf);
	return productOf(quantity ?? 0n, unitCost ?? 0n, currencyDecimals(currency));
}

/** Procore (words of the v2 lines): quantity, unit cost and unit are only accepted on unit quantity schedules of values. */
function amountMethodErrors(given: Attributes, values: Values): FieldErrors {
	const errors: FieldErrors = {};
	for (const name of ['quantity', 'unit_cost', 'uom']) {
		if (!isBlank(given[name])) errors[name] = ['is only accepted on unit quantity schedules of values'];
	}
	if (values.extended_type === 'calculated')
		errors.extended_type = ['must be manual on an amount based schedule of values'];
	if (isBlank(values.amount)) errors.amount = ["can't be blank"];
	return errors;
}

function unitMethodErrors(given: Attributes, values: Values, currency: string): FieldErrors {
	if (values.extended_type === 'manual') return isBlank(values.amount) ? { amount: ["can't be blank"] } : {};
	const errors: FieldErrors = {};
	for (const name of ['quantity', 'unit_cost'] as const) if (isBlank(values[name])) errors[name] = ["can't be blank"];
	const product = calculated(values, currency);
	if (product !== undefined && !isBlank(given.amount) && product !== numberOf(String(given.amount))) {
		errors.amount = [`is not quantity times unit cost (${showNumber(product)})`];
	}
	return errors;
}

/** What is wrong with the amounts of a line under the accounting method of its contract. */
export function valueErrors(
	store: Store,
	contract: StoredContract,
	current: Partial<StoredLine> | undefined,
	given: Attributes,
): FieldErrors {
	const currency = currencyOf(store, contract);
	const errors: FieldErrors = {
		...numberErrors(given, ['amount'], currency),
		...numberErrors(given, ['quantity', 'unit_cost']),
		...uomErrors(store, given.uom),
	};
	if (failed(errors)) return errors;
	const values = valuesOf(current, given);
	return contract.accounting_method === 'amount'
		? amountMethodErrors(given, values)
		: unitMethodErrors(given, values, currency);
}

/** The amounts of a line as they are stored; the attributes must have passed `valueErrors`. */
export function savedValues(
	store: Store,
	contract: StoredContract,
	current: Partial<StoredLine> | undefined,
	given: Attributes,
): Pick<StoredLine, 'amount' | 'quantity' | 'unit_cost' | 'extended_type'> {
	const values = valuesOf(current, given);
	const product = calculated(values, currencyOf(store, contract));
	return {
		amount: product === undefined ? (shownNumber(values.amount) ?? '0.0') : showNumber(product),
		quantity: shownNumber(values.quantity),
		unit_cost: shownNumber(values.unit_cost),
		extended_type: values.extended_type === 'calculated' ? 'calculated' : 'manual',
	};
}

/** Procore: not below the amount already billed. */
function billedErrors(store: Store, contract: StoredContract, line: StoredLine, given: Attributes): FieldErrors {
	const billed = billedOf(store.finance, line);
	const amount = numberOf(savedValues(store, contract, line, given).amount);
	const below = billed > 0n ? amount < billed : amount > billed;
	return billed !== 0n && below ? { amount: ['cannot be less than the amount already billed'] } : {};
}

function taxCodeErrors(
	store: Store,
	contract: StoredContract,
	current: StoredLine | undefined,
	given: Attributes,
): FieldErrors {
	const taxCode = 'tax_code_id' in given ? given.tax_code_id : current?.tax_code_id;
	if (!isBlank(taxCode)) {
		const chosen = store.finance.taxCodes.get(Number(taxCode));
		return chosen === undefined || chosen.archived === true ? { tax_code: ['must exist'] } : {};
	}
	const isRequired = store.projects.get(contract.project_id)?.tax_code_required ?? false;
	return isRequired ? { tax_code: ["can't be blank"] } : {};
}

/** A control command says which line is refused, for whatever reason, and how many more times. */
function isRefusedNow({ settings }: Store, given: Attributes): boolean {
	const origin = isBlank(given.origin_id) ? '' : String(given.origin_id);
	const left = settings.refusedLines[origin] ?? 0;
	if (left > 0) settings.refusedLines[origin] = left - 1;
	return left > 0;
}

/**
 * What Procore has against creating (no `current`) or updating a line of a contract; empty if nothing.
 * The origin id is unique among the lines of all contracts of the company.
 */
export function lineErrors(
	store: Store,
	contract: StoredContract,
	current: StoredLine | undefined,
	given: Attributes,
): FieldErrors {
	if (isLocked(contract)) return { base: [`The schedule of values ${lockedText(contract)}`] };
	if (isRefusedNow(store, given)) return { base: ['The line item could not be saved'] };
	const coding = codingOf(store, contract.project_id, given);
	const errors: FieldErrors = {
		...coding.errors,
		...valueErrors(store, contract, current, given),
		...taxCodeErrors(store, contract, current, given),
	};
	if (current === undefined && coding.wbsCode === undefined && !failed(coding.errors)) {
		errors.wbs_code = ["can't be blank"];
	}
	const owner = isBlank(given.origin_id) ? undefined : store.finance.lines.byOrigin(String(given.origin_id));
	if (owner !== undefined && owner !== current) errors.origin_id = [taken];
	if (failed(errors) || current === undefined) return errors;
	return billedErrors(store, contract, current, given);
}

/** Creates or updates a line; the attributes must have passed `lineErrors`. */
export function saveLine(
	store: Store,
	contract: StoredContract,
	current: StoredLine | undefined,
	given: Attributes,
): StoredLine {
	const { lines, contracts } = store.finance;
	const { wbsCode } = codingOf(store, contract.project_id, given);
	const line = current ?? lines.add({ id: store.newId(), ...newLine(store, contract), wbs_code_id: wbsCode?.id ?? 0 });
	const values = { ...savedValues(store, contract, current, given), wbs_code_id: wbsCode?.id ?? line.wbs_code_id };
	const changes: Partial<StoredLine> = {
		...changesOf(line, given, ['description', 'uom', 'origin_id', 'origin_data', 'tax_code_id']),
		...changesOf(line, values, ['amount', 'quantity', 'unit_cost', 'extended_type', 'wbs_code_id']),
	};
	if (current !== undefined && Object.keys(changes).length === 0) return line;
	lines.update(line, { ...changes, updated_at: store.now() });
	contracts.update(contract, { updated_at: store.now() });
	ensureBudgetLine(store, line.wbs_code_id);
	return line;
}

/** What Procore has against removing a line; undefined if nothing. */
export function removalError(store: Store, contract: StoredContract, line: StoredLine): string | undefined {
	if (isLocked(contract)) return `The schedule of values ${lockedText(contract)}`;
	const billed = itemsOf(store.finance, line).some(billsSomething);
	return billed ? 'The line item cannot be deleted because it was billed' : undefined;
}

export function removeLine(store: Store, contract: StoredContract, line: StoredLine): void {
	for (const item of itemsOf(store.finance, line)) store.finance.items.remove(item);
	store.finance.lines.remove(line);
	store.finance.contracts.update(contract, { updated_at: store.now() });
}
