import { costCodes, costTypes, glAccountOf } from '../cost-codes.ts';
import { wares } from '../orders/trades.ts';
import type { Random } from '../random.ts';

/** What somebody enters as Cost Accounts: revenue is not among them. */
export const costAccounts = '60000000-69999999';

/** The account of each cost code and cost type. */
export const allCostAccounts = costCodes.flatMap(({ code }) =>
	costTypes.map(({ code: type }) => glAccountOf(code, type)),
);

/** Those that orders use. */
export const boughtAccounts = [...new Set(wares.map(({ code, type }) => glAccountOf(code, type)))];

/** An amount in the size that a currency has. */
export function amountText(currency: string, from: number, to: number, random: Random): string {
	const whole = String(random.int(from, to));
	if (currency === 'JPY') return `${whole}${random.digits(2)}`;
	return `${whole}.${currency === 'KWD' ? random.digits(3) : random.digits(2)}`;
}
