import { sum } from '../../shared/decimal';
import { exceptionStatuses, type Outcome, type UnmappedAssignment } from '../../shared/model';
import { inCurrency, totals, type Money } from '../../shared/money';
import { reasons } from '../../shared/reasons';
import { combinationOf, type AccountKeys } from '../lookup/costCodes';
import type { Problem } from './problems';

/** An amount on an account assignment. */
export type AssignedMoney = Money & {
	keys: AccountKeys;
	/** Of an item, `""` = none. */
	text: string;
};

/**
 * What of an outcome's detail says what is at stake: the sum, where all of it is in one currency, and what of it lacks a
 * cost code, by account assignment.
 */
export function stakeOf(amounts: readonly Money[], unmapped: readonly AssignedMoney[] = []): Outcome['detail'] {
	const [whole, ...more] = totals(amounts);
	return {
		...(whole && more.length === 0 ? { total: whole.amount, currency: whole.currency } : {}),
		...(unmapped.length > 0 ? { unmapped: byAssignment(unmapped) } : {}),
	};
}

function byAssignment(unmapped: readonly AssignedMoney[]): UnmappedAssignment[] {
	const found = new Map<string, { first: AssignedMoney; amounts: string[] }>();
	for (const each of unmapped) {
		const key = JSON.stringify([combinationOf(each.keys), each.currency]);
		const known = found.get(key) ?? { first: each, amounts: [] };
		found.set(key, known);
		known.amounts.push(each.amount);
	}
	return [...found.values()].map(({ first: { keys, currency, text }, amounts }) => [
		...([keys.companyCode, keys.glAccount, keys.costCenter, keys.wbsElement] as const),
		inCurrency(sum(amounts), currency),
		currency,
		text,
	]);
}

/** Amounts of problems that need a person or another run; what is merely left out is not at stake. */
export const moneyOf = (problems: readonly Problem[]): Money[] =>
	problems.flatMap(({ reason, money }) => (money && exceptionStatuses.includes(reasons[reason].status) ? [money] : []));
