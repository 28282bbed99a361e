import { decimal, decimalsOf, fromUnscaled, rounded, sum, unscaledAt } from './decimal';

/** An amount with its currency; `""` as amount = not known. */
export interface Money {
	currency: string;
	amount: string;
}

/** Sums by currency, in the order in which the currencies came, with the decimal places of each. Unknown amounts are left out. */
export function totals(amounts: readonly Money[]): Money[] {
	const byCurrency = new Map<string, string[]>();
	for (const { currency, amount } of amounts) {
		if (amount === '') continue;
		const list = byCurrency.get(currency);
		if (list) list.push(amount);
		else byCurrency.set(currency, [amount]);
	}
	return [...byCurrency].map(([currency, list]) => ({ currency, amount: inCurrency(sum(list), currency) }));
}

/** The amount with the decimal places of its currency. */
export const inCurrency = (amount: string, currency: string) => rounded(amount, decimalsOf(currency, [amount]));

/** How much of `whole` a part is, in percent with one decimal place; `"0.0"` of nothing. Signs do not matter. */
export function percentOf(part: string, whole: string): string {
	const scale = Math.max(decimal(part).scale, decimal(whole).scale);
	const magnitude = (text: string) => {
		const value = unscaledAt(decimal(text), scale);
		return value < 0n ? -value : value;
	};
	const [a, b] = [magnitude(part), magnitude(whole)];
	return b === 0n ? '0.0' : fromUnscaled((a * 2000n + b) / (2n * b), 1);
}
