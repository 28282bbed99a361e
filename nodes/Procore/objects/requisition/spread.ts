import { compared, isZero, negated, subtracted } from '../../../shared/decimal';

/** A line that can be billed. Amounts are decimal texts. */
export interface BillableLine {
	/** `billedKey` of its items. */
	key: string;
	amount: string;
	/** What other invoices bill of it. */
	billed: string;
}

/**
 * Divides what an invoice has on a line of an order among the line of the contract and the lines of change orders that
 * have added to it. What is billed goes to the contract's line as long as it has something left, then to the change orders;
 * a credit goes the opposite way. What nothing is left for stays on the first of them: Procore decides about that.
 *
 * @param own missing where a change order brought the line
 * @returns amounts by the key of the line; empty where there is no line at all
 */
export function spread(
	amount: string,
	own: BillableLine | undefined,
	orders: readonly BillableLine[],
): Array<[key: string, amount: string]> {
	const [first, isCredit] = [own ?? orders[0], compared(amount, '0') < 0];
	if (!first) return [];
	const all = own ? [own, ...orders] : [...orders];
	const parts: Array<[string, string]> = [];
	let rest = isCredit ? negated(amount) : amount;
	for (const line of isCredit ? all.reverse() : all) {
		const room = isCredit ? line.billed : subtracted(line.amount, line.billed);
		const part = compared(rest, room) < 0 ? rest : room;
		if (compared(part, '0') <= 0) continue;
		parts.push([line.key, isCredit ? negated(part) : part]);
		rest = subtracted(rest, part);
	}
	if (!isZero(rest)) parts.push([first.key, isCredit ? negated(rest) : rest]);
	return parts;
}
