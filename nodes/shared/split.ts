import { decimal, fromUnscaled, unscaledAt } from './decimal';
import { compareSapKeys } from './sapKeyOrder';

/** A share of a total: `weight` is a decimal text (a percentage, a quantity, an amount), `key` decides between equals. */
export interface Share {
	key: string;
	weight: string;
}

/**
 * Divides `total` in proportion to the weights, to the last minor unit (largest-remainder method): every share is within
 * one unit of the exact one, and together they are the total. Of equal remainders the lowest key gets the unit, so the
 * order in which shares are given does not matter.
 * @param total decimal text, may be negative
 * @param decimals decimal places of the shares; `total` is rounded to them
 * @returns decimal texts in the order of the shares, or undefined when there is nothing to go by: no weight, negative ones
 */
export function split(total: string, shares: readonly Share[], decimals: number): string[] | undefined {
	const weights = unscaled(shares.map(({ weight }) => weight));
	const whole = weights.reduce((sum, weight) => sum + weight, 0n);
	if (whole <= 0n || weights.some((weight) => weight < 0n)) return undefined;
	const units = unscaledAt(decimal(total), decimals);
	const [sign, magnitude] = units < 0n ? [-1n, -units] : [1n, units];
	const floors = weights.map((weight) => (magnitude * weight) / whole);
	const left = Number(magnitude - floors.reduce((sum, floor) => sum + floor, 0n));
	const raised = new Set(
		shares
			.map(({ key }, index) => ({ key, index, remainder: (magnitude * (weights[index] ?? 0n)) % whole }))
			.sort((a, b) => (a.remainder === b.remainder ? compareSapKeys(a.key, b.key) : a.remainder > b.remainder ? -1 : 1))
			.slice(0, left)
			.map(({ index }) => index),
	);
	return floors.map((floor, index) => fromUnscaled(sign * (raised.has(index) ? floor + 1n : floor), decimals));
}

/** The numbers as whole ones in a common unit. */
function unscaled(texts: string[]): bigint[] {
	const values = texts.map(decimal);
	const scale = Math.max(0, ...values.map((value) => value.scale));
	return values.map((value) => unscaledAt(value, scale));
}
