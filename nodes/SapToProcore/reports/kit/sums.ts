import { countBy } from 'lodash';
import { compared } from '../../../shared/decimal';
import type { Money } from '../../../shared/money';

export { inCurrency, percentOf, totals } from '../../../shared/money';

const sizeOf = ({ amount }: Money) => (amount === '' ? '0' : amount.replace('-', ''));

/**
 * The largest amounts first, whatever their sign, currency by currency: amounts of several do not compare. The currency of
 * most rows comes first, what has no amount last.
 */
export function largestFirst<T extends Money>(rows: readonly T[]): T[] {
	const counts = countBy(rows, 'currency');
	const rank = ({ amount, currency }: Money) => (amount === '' ? 0 : (counts[currency] ?? 0));
	return [...rows].sort(
		(a, b) => rank(b) - rank(a) || a.currency.localeCompare(b.currency, 'en') || compared(sizeOf(b), sizeOf(a)),
	);
}
