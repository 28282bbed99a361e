import { absentErrors, changesOf, numberErrors, shownNumber, textOf, uomErrors } from '../attributes.ts';
import type { FieldErrors } from '../errors.ts';
import type { StoredAdjustment, StoredBudgetChange } from '../finance/records.ts';
import { currencyDecimals, numberOf, productOf, showNumber, sumOf } from '../money.ts';
import type { Store, StoredProject } from '../store.ts';
import { type Attributes, failed, isBlank, taken } from '../sync.ts';
import { codingOf } from '../wbs/coding.ts';
import { showWbsReference } from '../wbs/wbs-view.ts';
import { ensureBudgetLine } from '../finance/unbudgeted.ts';

const adjustmentsOf = (store: Store, change: StoredBudgetChange) => store.finance.adjustments.inGroup(change.id);
const totalOf = (store: Store, change: StoredBudgetChange) =>
	sumOf(adjustmentsOf(store, change).map((line) => numberOf(line.amount)));
const asNumber = (text: string | null) => (text === null ? null : Number(text));

/** Procore: what the list and the single call answer; the adjustments are not in there. */
export const showBudgetChange = (store: Store, change: StoredBudgetChange): Record<string, unknown> => ({
	...change,
	adjustment_total: Number(showNumber(totalOf(store, change))),
	erp_status: null,
});

/** One adjustment; amounts are numbers. */
export const showAdjustment = (store: Store, line: StoredAdjustment): Record<string, unknown> => ({
	id: line.id,
	ref: line.ref,
	adjustment_number: line.adjustment_number,
	wbs_code: showWbsReference(store, line.wbs_code_id),
	description: line.description,
	comment: line.comment,
	calculation_strategy: line.calculation_strategy,
	quantity: asNumber(line.quantity),
	type: line.type,
	uom: line.uom,
	unit_cost: asNumber(line.unit_cost),
	amount: Number(line.amount),
	change_event_line_item_id: null,
});

/** Procore: what create and update answer. */
export const showWholeChange = (store: Store, change: StoredBudgetChange): Record<string, unknown> => ({
	...showBudgetChange(store, change),
	adjustment_line_items: adjustmentsOf(store, change).map((line) => showAdjustment(store, line)),
	production_quantities: [],
});

/** The line that a row changes, undefined for a new one. */
const currentOf = (store: Store, row: Attributes) =>
	typeof row.id === 'number' ? store.finance.adjustments.get(row.id) : undefined;

function amountsOf(project: StoredProject, current: StoredAdjustment | undefined, row: Attributes) {
	const of = (name: 'quantity' | 'unit_cost' | 'amount' | 'calculation_strategy') =>
		name in row ? row[name] : current?.[name];
	const [quantity, unitCost] = [shownNumber(of('quantity')), shownNumber(of('unit_cost'))];
	const automatic = of('calculation_strategy') === 'automatic' || (isBlank(of('amount')) && quantity !== null);
	const product = productOf(numberOf(quantity ?? '0'), numberOf(unitCost ?? '0'), currencyDecimals(project.currency));
	return {
		quantity,
		unit_cost: unitCost,
		calculation_strategy: automatic ? ('automatic' as const) : ('manual' as const),
		amount: automatic ? showNumber(product) : shownNumber(of('amount')),
	};
}

function lineErrors(
	store: Store,
	project: StoredProject,
	change: StoredBudgetChange | undefined,
	row: Attributes,
): FieldErrors {
	const current = currentOf(store, row);
	if (row.id !== undefined && (current === undefined || current.budget_change_id !== change?.id)) {
		return { id: ['must exist'] };
	}
	if (row._delete === true) return current === undefined ? { id: ["can't be blank"] } : {};
	const coding = codingOf(store, project.id, { wbs_code_id: row.wbs_code_id });
	const errors: FieldErrors = {
		...coding.errors,
		...numberErrors(row, ['amount'], project.currency),
		...numberErrors(row, ['quantity', 'unit_cost']),
		...uomErrors(store, row.uom),
		...absentErrors(row, { change_event_line_item_id: 'change_event_line_item' }),
	};
	if (failed(errors)) return errors;
	if (current === undefined && coding.wbsCode === undefined) errors.wbs_code_id = ["can't be blank"];
	if (current === undefined && isBlank(row.type)) errors.type = ["can't be blank"];
	const amounts = amountsOf(project, current, row);
	if (amounts.amount === null) errors.amount = ["can't be blank"];
	const asked = shownNumber(row.amount);
	if (amounts.calculation_strategy === 'automatic' && asked !== null && asked !== amounts.amount) {
		errors.amount = [`is not quantity times unit cost (${amounts.amount ?? ''})`];
	}
	return errors;
}

function balanceErrors(
	store: Store,
	project: StoredProject,
	change: StoredBudgetChange | undefined,
	rows: Attributes[],
): FieldErrors {
	if (!project.budget_changes_must_balance) return {};
	const touched = new Set(rows.map((row) => currentOf(store, row)));
	const kept = change === undefined ? [] : adjustmentsOf(store, change).filter((line) => !touched.has(line));
	const amounts = rows
		.filter((row) => row._delete !== true)
		.map((row) => numberOf(amountsOf(project, currentOf(store, row), row).amount ?? '0'));
	const total = sumOf([...kept.map((line) => numberOf(line.amount)), ...amounts]);
	return total === 0n ? {} : { adjustment_line_items: ['must add up to 0'] };
}

/** Procore: a line of type budget_change stands beside one of type change_event that has the same adjustment number. */
function changeEventErrors(store: Store, change: StoredBudgetChange | undefined, rows: Attributes[]): FieldErrors {
	if (!store.settings.changeEventRequired) return {};
	const touched = new Map(rows.map((row) => [currentOf(store, row), row]));
	const kept = change === undefined ? [] : adjustmentsOf(store, change).filter((line) => !touched.has(line));
	const after = [
		...kept.map(({ type, adjustment_number: number }) => ({ type, number })),
		...rows
			.filter((row) => row._delete !== true)
			.map((row) => ({
				type: currentOf(store, row)?.type ?? row.type,
				number: 'adjustment_number' in row ? row.adjustment_number : currentOf(store, row)?.adjustment_number,
			})),
	];
	const events = new Set(after.filter(({ type }) => type === 'change_event').map(({ number }) => number));
	const alone = after.some(({ type, number }) => type === 'budget_change' && (isBlank(number) || !events.has(number)));
	const text = 'of type budget_change need one of type change_event with the same adjustment_number';
	return alone ? { adjustment_line_items: [text] } : {};
}

const rowsOf = (given: Attributes) => (given.adjustment_line_items ?? []) as Attributes[];

/** What is wrong with creating (no `change`) or updating a budget change; empty if nothing. */
export function budgetChangeErrors(
	store: Store,
	project: StoredProject,
	change: StoredBudgetChange | undefined,
	given: Attributes,
): FieldErrors {
	const rows = rowsOf(given);
	if (!project.budget_locked) return { base: ['The budget must be locked to use budget changes'] };
	if (Array.isArray(given.production_quantities) && given.production_quantities.length > 0) {
		return { production_quantities: ['are not enabled'] };
	}
	const isFinal = change?.status === 'approved' || change?.status === 'void';
	if (isFinal && rows.length > 0) {
		return { adjustment_line_items: ['cannot be changed once the budget change is approved or void'] };
	}
	const errors: FieldErrors = {};
	const others = store.finance.budgetChanges.inGroup(project.id).filter((other) => other !== change);
	if (!isBlank(given.number) && others.some((other) => other.number === given.number)) errors.number = [taken];
	rows.forEach((row, index) => {
		const name = isBlank(row.ref) ? String(index) : String(row.ref);
		for (const [field, messages] of Object.entries(lineErrors(store, project, change, row))) {
			errors[`adjustment_line_items[${name}].${field}`] = messages;
		}
	});
	if (failed(errors)) return errors;
	return { ...changeEventErrors(store, change, rows), ...balanceErrors(store, project, change, rows) };
}

function saveAdjustment(store: Store, project: StoredProject, change: StoredBudgetChange, row: Attributes): void {
	const { adjustments } = store.finance;
	const current = currentOf(store, row);
	if (row._delete === true) {
		if (current !== undefined) adjustments.remove(current);
		return;
	}
	const { wbsCode } = codingOf(store, project.id, { wbs_code_id: row.wbs_code_id });
	const { amount, ...amounts } = amountsOf(project, current, row);
	const line =
		current ??
		adjustments.add({
			id: store.newId(),
			budget_change_id: change.id,
			ref: textOf(row.ref),
			adjustment_number: null,
			type: row.type === 'change_event' ? 'change_event' : 'budget_change',
			wbs_code_id: wbsCode?.id ?? 0,
			description: null,
			comment: null,
			calculation_strategy: 'manual',
			quantity: null,
			unit_cost: null,
			uom: null,
			amount: '0.0',
		});
	adjustments.update(line, {
		...changesOf(line, row, ['ref', 'adjustment_number', 'description', 'comment', 'uom']),
		...amounts,
		amount: amount ?? '0.0',
		...(wbsCode === undefined ? {} : { wbs_code_id: wbsCode.id }),
	});
	ensureBudgetLine(store, line.wbs_code_id);
}

/** Creates or updates a budget change; what is given must have passed `budgetChangeErrors`. */
export function saveBudgetChange(
	store: Store,
	project: StoredProject,
	current: StoredBudgetChange | undefined,
	given: Attributes,
): StoredBudgetChange {
	const { budgetChanges } = store.finance;
	const numbers = budgetChanges.inGroup(project.id).map((change) => change.number);
	const change =
		current ??
		budgetChanges.add({
			id: store.newId(),
			project_id: project.id,
			number: Math.max(0, ...numbers) + 1,
			status: 'draft',
			title: null,
			description: null,
			created_at: store.now(),
			updated_at: store.now(),
		});
	const changes: Partial<StoredBudgetChange> = changesOf(change, given, ['title', 'description']);
	for (const name of ['number', 'status'] as const) {
		if (!isBlank(given[name])) Object.assign(changes, changesOf(change, given, [name]));
	}
	for (const row of rowsOf(given)) saveAdjustment(store, project, change, row);
	return budgetChanges.update(change, { ...changes, updated_at: store.now() });
}

export function removeBudgetChange(store: Store, change: StoredBudgetChange): void {
	for (const line of adjustmentsOf(store, change)) store.finance.adjustments.remove(line);
	store.finance.budgetChanges.remove(change);
}
