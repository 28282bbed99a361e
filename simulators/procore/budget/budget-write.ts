import { numberErrors, shownNumber, textOf, uomErrors } from '../attributes.ts';
import type { FieldErrors } from '../errors.ts';
import { newBudgetLine } from '../finance/blank.ts';
import { keys } from '../finance/finance.ts';
import type { StoredBudgetLine } from '../finance/records.ts';
import { currencyDecimals, numberOf, productOf, showNumber } from '../money.ts';
import type { Store, StoredProject } from '../store.ts';
import { type Attributes, failed, isBlank } from '../sync.ts';
import { codingOf } from '../wbs/coding.ts';

const lockedText = 'The original_budget_amount cannot be updated for a locked budget.';

interface Amounts {
	original_budget_amount: string;
	quantity: string | null;
	unit_cost: string | null;
	calculation_strategy: 'automatic' | 'manual';
}

/** The amounts that a line would have; automatic is quantity times unit cost. */
function amountsOf(project: StoredProject, current: StoredBudgetLine | undefined, given: Attributes): Amounts {
	const of = (name: keyof Amounts) => (name in given ? given[name] : current?.[name]);
	const [quantity, unitCost] = [shownNumber(of('quantity')), shownNumber(of('unit_cost'))];
	const counted = quantity !== null && unitCost !== null;
	const strategy =
		of('calculation_strategy') ?? (counted && isBlank(given.original_budget_amount) ? 'automatic' : 'manual');
	const product = productOf(numberOf(quantity ?? '0'), numberOf(unitCost ?? '0'), currencyDecimals(project.currency));
	return {
		original_budget_amount:
			strategy === 'automatic' ? showNumber(product) : (shownNumber(of('original_budget_amount')) ?? '0.0'),
		quantity,
		unit_cost: unitCost,
		calculation_strategy: strategy === 'automatic' ? 'automatic' : 'manual',
	};
}

/** What is wrong with creating (no `current`) or updating a line of a project's budget; empty if nothing. */
export function budgetLineErrors(
	store: Store,
	project: StoredProject,
	current: StoredBudgetLine | undefined,
	given: Attributes,
): FieldErrors {
	const coding = codingOf(store, project.id, given);
	const errors: FieldErrors = {
		...coding.errors,
		...numberErrors(given, ['original_budget_amount', 'direct_costs'], project.currency),
		...numberErrors(given, ['quantity', 'unit_cost']),
		...uomErrors(store, given.uom),
	};
	if (failed(errors)) return errors;
	const holder =
		coding.wbsCode === undefined ? undefined : store.finance.budgetLines.byKey(keys.budgetLine(coding.wbsCode.id));
	if (holder !== undefined && holder !== current) errors.wbs_code_id = ['This Budget Code already exists'];
	const amounts = amountsOf(project, current, given);
	const asked = shownNumber(given.original_budget_amount);
	if (amounts.calculation_strategy === 'automatic' && asked !== null && asked !== amounts.original_budget_amount) {
		errors.original_budget_amount = [`is not quantity times unit cost (${amounts.original_budget_amount})`];
	}
	if (project.budget_locked && amounts.original_budget_amount !== (current?.original_budget_amount ?? '0.0')) {
		errors.original_budget_amount = [lockedText];
	}
	const toolIsOn = ![...store.settings.disabledTools, ...project.disabledTools].includes('direct_costs');
	if (!isBlank(given.direct_costs) && toolIsOn) {
		errors.direct_costs = ['can only be set where the Direct Costs tool is off'];
	}
	return errors;
}

/** Creates or updates a budget line; the attributes must have passed `budgetLineErrors`. */
export function saveBudgetLine(
	store: Store,
	project: StoredProject,
	current: StoredBudgetLine | undefined,
	given: Attributes,
): StoredBudgetLine | undefined {
	const { budgetLines } = store.finance;
	const { wbsCode } = codingOf(store, project.id, given);
	const line = current ?? (wbsCode === undefined ? undefined : budgetLines.add(newBudgetLine(store, wbsCode)));
	if (line === undefined) return undefined;
	return budgetLines.update(line, {
		...amountsOf(project, current, given),
		...('uom' in given ? { uom: textOf(given.uom) } : {}),
		...(wbsCode === undefined ? {} : { wbs_code_id: wbsCode.id }),
		...(isBlank(given.direct_costs) ? {} : { direct_costs: shownNumber(given.direct_costs) ?? '0.0' }),
	});
}
