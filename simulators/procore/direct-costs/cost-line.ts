import { absentErrors, changesOf, numberErrors, shownNumber, uomErrors } from '../attributes.ts';
import { ensureBudgetLine } from '../finance/unbudgeted.ts';
import type { FieldErrors } from '../errors.ts';
import type { StoredDirectCost, StoredDirectCostLine } from '../finance/records.ts';
import { currencyDecimals, numberOf, productOf, showNumber } from '../money.ts';
import type { Store } from '../store.ts';
import { type Attributes, failed, isBlank, taken } from '../sync.ts';
import { codingOf } from '../wbs/coding.ts';

/** The amount, or quantity times unit cost; null where neither is there. */
function valuesOf(store: Store, cost: StoredDirectCost, current: StoredDirectCostLine | undefined, given: Attributes) {
	const of = (name: 'quantity' | 'unit_cost' | 'extended_type') => (name in given ? given[name] : current?.[name]);
	const [quantity, unitCost] = [shownNumber(of('quantity')), shownNumber(of('unit_cost'))];
	// Version 1.1 calls an amount that stands for itself manual_amount.
	const manual = 'manual_amount' in given ? given.manual_amount : undefined;
	const asked = shownNumber(isBlank(manual) ? given.amount : manual);
	const counted = quantity !== null && unitCost !== null;
	const usual = counted && isBlank(manual) ? 'calculated' : 'manual';
	const extendedType = !isBlank(manual) ? 'manual' : (of('extended_type') ?? usual);
	const decimals = currencyDecimals(store.projects.get(cost.project_id)?.currency ?? 'USD');
	const product = counted ? showNumber(productOf(numberOf(quantity), numberOf(unitCost), decimals)) : null;
	return {
		asked,
		values: {
			quantity,
			unit_cost: unitCost,
			extended_type: extendedType === 'calculated' ? ('calculated' as const) : ('manual' as const),
			amount: extendedType === 'calculated' ? product : (asked ?? current?.amount ?? null),
		},
	};
}

/** What is wrong with creating (no `current`) or updating a line of a direct cost; empty if nothing. */
export function costLineErrors(
	store: Store,
	cost: StoredDirectCost,
	current: StoredDirectCostLine | undefined,
	given: Attributes,
): FieldErrors {
	const coding = codingOf(store, cost.project_id, given);
	const currency = store.projects.get(cost.project_id)?.currency;
	const errors: FieldErrors = {
		...coding.errors,
		...numberErrors(given, ['amount', 'manual_amount'], currency),
		...numberErrors(given, ['quantity', 'unit_cost']),
		...uomErrors(store, given.uom),
		...absentErrors(given, { tax_code_id: 'tax_code' }),
	};
	if (current === undefined && coding.wbsCode === undefined && !failed(coding.errors)) {
		errors.wbs_code = ["can't be blank"];
	}
	const owner = isBlank(given.origin_id) ? undefined : store.finance.directCostLines.byOrigin(String(given.origin_id));
	if (owner !== undefined && owner !== current) errors.origin_id = [taken];
	if (failed(errors)) return errors;
	const { asked, values } = valuesOf(store, cost, current, given);
	if (values.amount === null) return { amount: ["can't be blank"] };
	const differs = values.extended_type === 'calculated' && asked !== null && asked !== values.amount;
	return differs ? { amount: [`is not quantity times unit cost (${values.amount})`] } : {};
}

/** Creates or updates a line; the attributes must have passed `costLineErrors`. */
export function saveCostLine(
	store: Store,
	cost: StoredDirectCost,
	current: StoredDirectCostLine | undefined,
	given: Attributes,
): StoredDirectCostLine {
	const { directCostLines, directCosts } = store.finance;
	const { wbsCode } = codingOf(store, cost.project_id, given);
	const line =
		current ??
		directCostLines.add({
			id: store.newId(),
			direct_cost_id: cost.id,
			position: directCostLines.groupSize(cost.id) + 1,
			description: null,
			wbs_code_id: wbsCode?.id ?? 0,
			extended_type: 'manual',
			amount: '0.0',
			quantity: null,
			unit_cost: null,
			uom: null,
			origin_id: null,
			origin_data: null,
			created_at: store.now(),
			updated_at: store.now(),
		});
	const { amount, ...values } = valuesOf(store, cost, current, given).values;
	const next = { ...values, amount: amount ?? '0.0', wbs_code_id: wbsCode?.id ?? line.wbs_code_id };
	const changes: Partial<StoredDirectCostLine> = {
		...changesOf(line, given, ['description', 'uom', 'origin_id', 'origin_data']),
		...changesOf(line, next, ['amount', 'quantity', 'unit_cost', 'extended_type', 'wbs_code_id']),
	};
	if (current !== undefined && Object.keys(changes).length === 0) return line;
	directCostLines.update(line, { ...changes, updated_at: store.now() });
	directCosts.update(cost, { updated_at: store.now() });
	ensureBudgetLine(store, line.wbs_code_id);
	return line;
}
