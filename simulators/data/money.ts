/** Amounts as whole minor units (BigInt), so that sums are exact. */

const decimalsOf: Record<string, number> = { JPY: 0, KWD: 3 };

/** Decimal places of a currency. */
export const currencyDecimals = (currency: string) => decimalsOf[currency] ?? 2;

interface Fraction {
	dividend: bigint;
	divisor: bigint;
}

/** Reads `-12.5`. Throws RangeError when it is not a decimal number. */
function fraction(text: string): Fraction {
	const [, sign = '', whole = '', places = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
	if (whole === '') throw new RangeError(`"${text}" is not a decimal number`);
	const digits = BigInt(whole + places);
	return { dividend: sign === '-' ? -digits : digits, divisor: 10n ** BigInt(places.length) };
}

/** Half away from zero, as SAP rounds. */
function rounded({ dividend, divisor }: Fraction): bigint {
	const size = dividend < 0n ? -dividend : dividend;
	const result = (2n * size + divisor) / (2n * divisor);
	return dividend < 0n ? -result : result;
}

/** The product of `factors` over the product of `divisors` in units of 10^-`decimals`, rounded once. */
export function ratio(factors: readonly string[], divisors: readonly string[], decimals: number): bigint {
	let { dividend, divisor }: Fraction = { dividend: 10n ** BigInt(decimals), divisor: 1n };
	for (const part of factors.map(fraction)) [dividend, divisor] = [dividend * part.dividend, divisor * part.divisor];
	for (const part of divisors.map(fraction)) [dividend, divisor] = [dividend * part.divisor, divisor * part.dividend];
	return rounded({ dividend, divisor });
}

/** The text in units of 10^-`decimals`. */
export const toUnits = (text: string, decimals: number) => ratio([text], [], decimals);

/** Units of 10^-`decimals` as text with exactly that many decimal places. */
export function toText(units: bigint, decimals: number): string {
	const digits = (units < 0n ? -units : units).toString().padStart(decimals + 1, '0');
	const sign = units < 0n ? '-' : '';
	return decimals === 0 ? sign + digits : `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
