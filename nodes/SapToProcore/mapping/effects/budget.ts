import { compared } from '../../../shared/decimal';
import type { DesiredBudgetAmount } from '../../../shared/model';
import type { Money } from '../../../shared/money';
import { mapPlan } from '../../lanes/plannedCost/map';
import type { Lookups } from './decided';
import type { EffectInput } from './input';
import { missingCode } from './procoreSide';
import type { Reading } from './reading';

/**
 * What the next run does with a budget line because of a change: it sets the line from `before` to `amount`. The plan of a
 * line is one amount, whatever rows of the map bring it there.
 */
export interface BudgetEffect extends Money {
	projectId: string;
	costCode: string;
	costType: string;
	/** `""` = the plan had nothing for it. */
	before: string;
	/** `left`: the plan has left it, and the line stays as it is; `codeMissing`: the project lacks the cost code. */
	becomes: 'set' | 'left' | 'codeMissing';
}

/** By budget line what the plan comes to. */
function planned({ plans, next }: EffectInput, lookups: Lookups): Map<string, DesiredBudgetAmount> {
	const settings = { system: next.system, projectCurrency: next.orders.projectCurrency, sent: {} };
	const { mapped } = mapPlan({ customer: '', plans: [...plans], ...lookups, settings });
	return new Map(mapped.flatMap((each) => ('desired' in each ? [[each.desired.originId, each.desired] as const] : [])));
}

/** Budget lines that a change of the tables changes, as far as the next run reads the plan. */
export function budgetEffects(
	input: EffectInput,
	lookups: { before: Lookups; after: Lookups },
	reading: Reading,
): BudgetEffect[] {
	if (!reading.budget || input.plans.length === 0) return [];
	const [before, after] = [planned(input, lookups.before), planned(input, lookups.after)];
	const changed = [...after.values()].flatMap((desired): BudgetEffect[] => {
		const was = before.get(desired.originId)?.amount ?? '';
		if (was !== '' && compared(was, desired.amount) === 0) return [];
		const { projectId, costCode, costType, amount, currency } = desired;
		const becomes = missingCode(input, desired) === '' ? 'set' : 'codeMissing';
		return [{ projectId, costCode, costType, before: was, amount, currency, becomes }];
	});
	const left = [...before.values()].flatMap((desired): BudgetEffect[] => {
		const { projectId, costCode, costType, amount, currency } = desired;
		if (after.has(desired.originId) || missingCode(input, desired) !== '') return [];
		return [{ projectId, costCode, costType, before: amount, amount, currency, becomes: 'left' }];
	});
	return [...changed, ...left];
}
